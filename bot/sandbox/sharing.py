"""What people share: words, replies, files."""

from collections.abc import Sequence

from bot.sandbox.api_chat import thread_of
from bot.sandbox.api_files import keep_bytes, new_file, remove_file, share
from bot.sandbox.errors import PersonError
from bot.sandbox.people import People
from bot.sandbox.workspace import Json, Message


def say(people: People, user: str, channel: str, text: str, thread: str = "") -> Json:
    """Write a plain message, or a reply in a thread. Commands do not work in threads."""
    member = people.actor(user)
    where = people.channel_for(member, channel)
    message = Message(
        ts=people.slack.workspace.next_ts(),
        channel=where.id,
        user=user,
        text=text,
        thread_ts=thread_of(where, {"thread_ts": thread}),
    )
    people.slack.workspace.post(where, message)
    people.slack.tell_message(where, message)
    return {"ok": True, "ts": message.ts}


def upload(people: People, user: str, channel: str, files: Sequence[tuple[str, bytes]]) -> Json:
    """Drop files into a channel, all in one message; the app hears of each by itself."""
    member = people.actor(user)
    where = people.channel_for(member, channel)
    dropped = []
    for name, data in files:
        dropped.append(new_file(people.slack, name, len(data), user))
        keep_bytes(people.slack, dropped[-1]["id"], data)
    share(people.slack, dropped, where.id, user, "")
    return {"ok": True, "file": dropped[0]["id"], "files": [file["id"] for file in dropped]}


def open_file(people: People, user: str, file_id: str) -> tuple[Json, bytes]:
    """Open a file that was shared where a person is.

    Raises:
        PersonError: there is none, or not for this person.
    """
    member, workspace = people.actor(user), people.slack.workspace
    file, data = workspace.files.get(file_id), workspace.file_bytes.get(file_id)
    if (
        file is None
        or data is None
        or not any(member.id in workspace.channel(each).members for each in workspace.file_places.get(file_id, {}))
    ):
        raise PersonError("this person has no such file")
    return file, data


def delete_file(people: People, user: str, file_id: str) -> Json:
    """Delete one's own file, wherever it was shared; a message that was nothing else goes with it."""
    file = people.slack.workspace.files.get(file_id)
    if file is None or file["user"] != people.actor(user).id:
        raise PersonError("this person has no such file")
    remove_file(people.slack, file_id)
    return {"ok": True}


def delete_message(people: People, user: str, ts: str) -> Json:
    """Delete one's own message; the files it brought stand there no more."""
    workspace, member = people.slack.workspace, people.actor(user)
    channel = next((each for each in workspace.channels.values() if ts in each.messages), None)
    if channel is None or channel.messages[ts].user != member.id:
        raise PersonError("this person has no such message")
    for file in channel.messages.pop(ts).files:
        workspace.file_places.get(file["id"], {}).pop(channel.id, None)
    workspace.changed()
    return {"ok": True}
