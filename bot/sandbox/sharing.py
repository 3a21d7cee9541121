"""What people share: words, replies, files."""

from bot.sandbox.api_chat import thread_of
from bot.sandbox.api_files import keep_bytes, new_file, share
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
    return {"ok": True, "ts": message.ts}


def upload(people: People, user: str, channel: str, name: str, data: bytes) -> Json:
    """Drop a file into a channel."""
    member = people.actor(user)
    where = people.channel_for(member, channel)
    file = new_file(people.slack, name, len(data), user)
    keep_bytes(people.slack, file["id"], data)
    message = share(people.slack, [file], where.id, user, "")
    event = {"type": "file_shared", "file_id": file["id"], "user_id": user, "channel_id": where.id}
    people.tell({**event, "file": {"id": file["id"]}, "event_ts": message.ts}, member)
    return {"ok": True, "file": file["id"]}


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
        or not any(member.id in workspace.channel(each).members for each in file["channels"])
    ):
        raise PersonError("this person has no such file")
    return file, data


def delete_file(people: People, user: str, file_id: str) -> Json:
    """Delete one's own file, wherever it was shared."""
    file = people.slack.workspace.files.get(file_id)
    if file is None or file["user"] != people.actor(user).id:
        raise PersonError("this person has no such file")
    del people.slack.workspace.files[file_id]
    people.slack.workspace.file_bytes.pop(file_id, None)
    for channel in people.slack.workspace.channels.values():
        for message in [each for each in channel.messages.values() if file in each.files]:
            del channel.messages[message.ts]
    people.slack.workspace.changed()
    return {"ok": True}
