"""chat.* and conversations.*: posting, updating, reading back."""

from bot.sandbox.errors import SlackError
from bot.sandbox.pages import page_of
from bot.sandbox.slack import Slack, check_messages_tab
from bot.sandbox.validation import POST_TEXT, check_message
from bot.sandbox.workspace import BOT_USER, Channel, Json, Message

HISTORY_MOST = 999


def post_message(slack: Slack, arguments: Json) -> Json:
    """chat.postMessage: to a channel the bot is in, or to a person by U-id."""
    channel = _postable(slack, str(arguments.get("channel") or ""))
    check_message(arguments, lacks=slack.workspace.lacks)
    metadata = arguments.get("metadata") or {}
    if metadata and not (metadata.get("event_type") and isinstance(metadata.get("event_payload"), dict)):
        raise SlackError("invalid_metadata_format")
    message = Message(
        ts=slack.workspace.next_ts(),
        channel=channel.id,
        user=BOT_USER,
        text=str(arguments.get("text") or "")[:POST_TEXT],
        blocks=_with_ids(slack, arguments.get("blocks") or []),
        metadata=metadata,
        thread_ts=thread_of(channel, arguments),
    )
    slack.workspace.post(channel, message)
    slack.tell_message(channel, message)
    return {"channel": channel.id, "ts": message.ts, "message": message.as_json(with_metadata=True)}


def thread_of(channel: Channel, arguments: Json) -> str:
    """Find the thread a message belongs to: that of its parent, for a reply to a reply too."""
    parent = channel.messages.get(str(arguments.get("thread_ts") or ""))
    return "" if parent is None else parent.thread_ts or parent.ts


def _postable(slack: Slack, name: str) -> Channel:
    workspace = slack.workspace
    if name in workspace.members:
        member = workspace.members[name]  # one who was deactivated is sent to like everybody else
        if member.is_bot or member.is_outsider:
            raise SlackError("cannot_dm_bot" if member.is_bot else "channel_not_found")
        check_messages_tab(slack, None)
        return workspace.direct(name)
    channel = workspace.channel_for_app(name)
    if channel.user is not None:
        check_messages_tab(slack, channel)
    if channel.is_archived:
        raise SlackError("is_archived")
    if BOT_USER not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _with_ids(slack: Slack, blocks: list[Json]) -> list[Json]:
    """Add to every block the id that Slack gives those without one."""
    return [{"block_id": slack.workspace.new_id("b"), **block} for block in blocks]


def update_message(slack: Slack, arguments: Json) -> Json:
    """chat.update: own messages only, never ephemeral ones. Text alone removes the blocks."""
    channel = slack.workspace.channel_for_app(str(arguments.get("channel") or ""))
    message = channel.messages.get(str(arguments.get("ts") or ""))
    if message is None:
        raise SlackError("message_not_found")
    if message.user != BOT_USER:
        raise SlackError("cant_update_message")
    if channel.is_archived:
        raise SlackError("is_archived")
    check_message(arguments, update=True, lacks=slack.workspace.lacks)
    message.text = str(arguments.get("text") or "")
    message.blocks = _with_ids(slack, arguments.get("blocks") or [])
    message.edited = not message.blocks
    if arguments.get("metadata"):
        message.metadata = arguments["metadata"]
    slack.workspace.changed()
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": message.as_json()}


def delete_message(slack: Slack, arguments: Json) -> Json:
    """chat.delete: own messages only."""
    channel = slack.workspace.channel_for_app(str(arguments.get("channel") or ""))
    message = channel.messages.get(str(arguments.get("ts") or ""))
    if message is None:
        raise SlackError("message_not_found")
    if message.user != BOT_USER:
        raise SlackError("cant_delete_message")
    del channel.messages[message.ts]
    slack.workspace.changed()
    return {"channel": channel.id, "ts": message.ts}


def post_ephemeral(slack: Slack, arguments: Json) -> Json:
    """chat.postEphemeral: reaches members of the channel only."""
    channel = _postable(slack, str(arguments.get("channel") or ""))
    user = str(arguments.get("user") or "")
    slack.workspace.member(user)
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    check_message(arguments, lacks=slack.workspace.lacks)
    message = show_ephemeral(slack, channel.id, user, arguments)
    return {"message_ts": message.ts}


def show_ephemeral(slack: Slack, channel: str, user: str, content: Json) -> Message:
    """Put a message before one person's eyes."""
    message = Message(
        ts=slack.workspace.next_ts(),
        channel=channel,
        user=BOT_USER,
        text=str(content.get("text") or ""),
        blocks=_with_ids(slack, content.get("blocks") or []),
        only_for=user,
    )
    slack.workspace.ephemerals[message.ts] = message
    slack.workspace.changed()
    return message


def respond(slack: Slack, name: str, content: Json) -> None:
    """Take what an app sends to a response_url.

    Raises:
        SlackError: expired_url, used_url, or what is wrong with the message.
    """
    url = slack.tickets.use_response_url(name)
    workspace = slack.workspace
    clicked = workspace.ephemerals.get(url.message) or workspace.channel(url.channel).messages.get(url.message)
    if content.get("delete_original"):
        if clicked is not None:
            workspace.ephemerals.pop(clicked.ts, None)
            workspace.channel(url.channel).messages.pop(clicked.ts, None)
            workspace.changed()
        return
    check_message(content, lacks=slack.workspace.lacks)
    if content.get("replace_original") and clicked is not None:
        clicked.text = str(content.get("text") or "")
        clicked.blocks = _with_ids(slack, content.get("blocks") or [])
        workspace.changed()
    elif content.get("response_type") == "in_channel":
        channel = workspace.channel(url.channel)
        post_message(slack, {**content, "channel": channel.id})
    else:
        show_ephemeral(slack, url.channel, url.user, content)


def open_conversation(slack: Slack, arguments: Json) -> Json:
    """conversations.open: the direct messages with one person."""
    user = str(arguments.get("users") or "").split(",")[0]
    member = slack.workspace.member(user)
    if member.deleted:
        raise SlackError("user_disabled")
    if member.is_bot:
        raise SlackError("cannot_dm_bot")
    return {"channel": {"id": slack.workspace.direct(user).id, "user": user}}


def conversation_info(slack: Slack, arguments: Json) -> Json:
    """conversations.info."""
    channel = slack.workspace.channel_for_app(str(arguments.get("channel") or ""))
    slack.check_scope(channel, "read")
    return {"channel": channel.as_json()}


def conversation_members(slack: Slack, arguments: Json) -> Json:
    """conversations.members, in pages."""
    channel = slack.workspace.channel_for_app(str(arguments.get("channel") or ""))
    slack.check_scope(channel, "read")
    page, cursor = page_of(sorted(channel.members), arguments)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def conversation_list(slack: Slack, _arguments: Json) -> Json:
    """conversations.list: the channels that the app can know of, no direct messages."""
    known = [each for each in slack.workspace.channels.values() if not each.is_private or BOT_USER in each.members]
    return {"channels": [each.as_json() for each in known if each.user is None]}


def conversation_history(slack: Slack, arguments: Json) -> Json:
    """conversations.history, newest first, in pages."""
    channel = slack.workspace.channel_for_app(str(arguments.get("channel") or ""))
    slack.check_scope(channel, "history")
    if BOT_USER not in channel.members:
        raise SlackError("not_in_channel")
    oldest, latest = float(arguments.get("oldest") or 0), float(arguments.get("latest") or "inf")
    limit = min(int(arguments.get("limit") or 100), HISTORY_MOST)
    skip = int(arguments.get("cursor") or 0)
    with_metadata = str(arguments.get("include_all_metadata")).lower() in {"true", "1"}
    found = [each for ts, each in channel.messages.items() if oldest <= float(ts) <= latest and not each.thread_ts]
    page = list(reversed(found))[skip : skip + limit]
    more = skip + limit < len(found)
    return {
        "messages": [message.as_json(with_metadata=with_metadata) for message in page],
        "has_more": more,
        "response_metadata": {"next_cursor": str(skip + limit) if more else ""},
    }


def conversation_replies(slack: Slack, arguments: Json) -> Json:
    """conversations.replies: a message and its thread, oldest first."""
    channel = slack.workspace.channel_for_app(str(arguments.get("channel") or ""))
    slack.check_scope(channel, "history")
    parent = channel.messages.get(str(arguments.get("ts") or ""))
    if parent is None:
        raise SlackError("thread_not_found")
    replies = [each for each in channel.messages.values() if each.thread_ts == parent.ts]
    return {"messages": [each.as_json() for each in (parent, *replies)], "has_more": False}


READ = ("channels:history", "groups:history", "im:history")
LOOK = ("channels:read", "groups:read", "im:read")

METHODS = {
    "chat.postMessage": (post_message, ("chat:write",)),
    "chat.update": (update_message, ("chat:write",)),
    "chat.delete": (delete_message, ("chat:write",)),
    "chat.postEphemeral": (post_ephemeral, ("chat:write",)),
    "conversations.open": (open_conversation, ("im:write",)),
    "conversations.info": (conversation_info, LOOK),
    "conversations.members": (conversation_members, LOOK),
    "conversations.list": (conversation_list, LOOK),
    "conversations.history": (conversation_history, READ),
    "conversations.replies": (conversation_replies, READ),
}
