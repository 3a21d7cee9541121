"""files.*: three-step upload, information, deletion."""

import json
import mimetypes
import struct
from typing import Any

from bot.sandbox.errors import SlackError
from bot.sandbox.slack import Slack, check_messages_tab
from bot.sandbox.workspace import BOT_USER, Json, Message

NAME_LENGTH = 255
ALT_LENGTH = 1000
PNG = b"\x89PNG\r\n\x1a\n"
PNG_SIZE = slice(16, 24)
"""Where a PNG tells its width and height."""


def file_info(slack: Slack, arguments: Json) -> Json:
    """files.info: of the app's own files, and of those that stand where the app is."""
    file, workspace = _file(slack, arguments), slack.workspace
    places = workspace.file_places.get(file["id"], {})
    if file["user"] != BOT_USER and not any(BOT_USER in workspace.channel(each).members for each in places):
        raise SlackError("file_not_found")
    return {"file": {**file, **workspace.places_of(file["id"])}}


def _file(slack: Slack, arguments: Json) -> Json:
    file = slack.workspace.files.get(str(arguments.get("file") or ""))
    if file is None:
        raise SlackError("file_not_found")
    return file


def upload_url(slack: Slack, arguments: Json) -> Json:
    """files.getUploadURLExternal."""
    name, length = arguments.get("filename"), int(arguments.get("length") or 0)
    if not name or length <= 0:
        raise SlackError("invalid_arguments")
    file = new_file(slack, str(name), length, BOT_USER)
    if arguments.get("alt_txt"):
        if len(str(arguments["alt_txt"])) > ALT_LENGTH:
            raise SlackError("alt_txt_too_large")
        file["alt_txt"] = str(arguments["alt_txt"])
    return {"upload_url": f"{slack.url}/upload/{file['id']}", "file_id": file["id"]}


def new_file(slack: Slack, name: str, size: int, user: str) -> Json:
    """Make a file that is not shared yet."""
    file_id = slack.workspace.new_id("F")
    file: Json = {
        "id": file_id,
        "name": name[:NAME_LENGTH],
        "title": name,
        "size": size,
        "user": user,
        "mimetype": mimetypes.guess_type(name)[0] or "application/octet-stream",
        "url_private": f"{slack.url}/files/{file_id}/{name}",
        "url_private_download": f"{slack.url}/files/{file_id}/download/{name}",
    }
    slack.workspace.files[file_id] = file
    return file


def keep_bytes(slack: Slack, file_id: str, data: bytes) -> None:
    """Keep what was uploaded; of a picture its size too, as Slack tells it."""
    slack.workspace.file_bytes[file_id] = data
    if data.startswith(PNG):
        width, height = struct.unpack(">II", data[PNG_SIZE])
        slack.workspace.files[file_id] |= {"mimetype": "image/png", "original_w": width, "original_h": height}


def complete_upload(slack: Slack, arguments: Json) -> Json:
    """files.completeUploadExternal: once, into a channel the bot is in."""
    wanted: Any = arguments.get("files")
    files = json.loads(wanted) if isinstance(wanted, str) else wanted or []
    channel_id = str(arguments.get("channel_id") or "")
    done = []
    for each in files:
        file = _file(slack, {"file": each.get("id")})
        if file["id"] not in slack.workspace.file_bytes or file["id"] in slack.workspace.file_places:
            raise SlackError("file_not_found")
        file["title"] = each.get("title", file["name"])
        done.append(file)
    if channel_id:
        check_messages_tab(slack, slack.workspace.channel(channel_id))
        share(slack, done, channel_id, BOT_USER, str(arguments.get("initial_comment") or ""))
    return {"files": done}


def share(slack: Slack, files: list[Json], channel_id: str, user: str, text: str) -> Message:
    """Post files into a channel. The app hears of each, of its own too, where it is a member."""
    channel = slack.workspace.channel(channel_id)
    if user not in channel.members:
        raise SlackError("channel_not_found" if channel.is_private else "not_in_channel")
    message = Message(ts=slack.workspace.next_ts(), channel=channel_id, user=user, text=text, files=files)
    for file in files:
        slack.workspace.file_places.setdefault(file["id"], {})[channel_id] = message.ts
    slack.workspace.post(channel, message)
    slack.tell_message(channel, message)
    if BOT_USER in channel.members:
        event = {"type": "file_shared", "user_id": user, "channel_id": channel_id, "event_ts": message.ts}
        for file in files:
            about = {"file_id": file["id"], "file": {"id": file["id"]}}
            slack.tell({**event, **about}, slack.workspace.member(user).acts_from)
    return message


def delete_file(slack: Slack, arguments: Json) -> Json:
    """files.delete: own files only."""
    file = _file(slack, arguments)
    if file["user"] != BOT_USER:
        raise SlackError("cant_delete_file")
    remove_file(slack, file["id"])
    return {}


def remove_file(slack: Slack, file_id: str) -> None:
    """Take a file out of every message, and a message away that was nothing else."""
    workspace = slack.workspace
    del workspace.files[file_id]
    workspace.file_bytes.pop(file_id, None)
    places = workspace.file_places.pop(file_id, {})
    for channel in workspace.channels.values():
        for message in [each for each in channel.messages.values() if any(f["id"] == file_id for f in each.files)]:
            message.files = [file for file in message.files if file["id"] != file_id]
            if not message.files and not message.text:
                del channel.messages[message.ts]
    workspace.changed()
    if any(BOT_USER in workspace.channel(each).members for each in places):
        deleted = {"type": "file_deleted", "file_id": file_id, "channel_ids": list(places)}
        slack.tell({**deleted, "event_ts": workspace.next_ts()})


METHODS = {
    "files.info": (file_info, ("files:read",)),
    "files.getUploadURLExternal": (upload_url, ("files:write",)),
    "files.completeUploadExternal": (complete_upload, ("files:write",)),
    "files.delete": (delete_file, ("files:write",)),
}
