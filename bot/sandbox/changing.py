"""What an administrator of the workspace changes while the app runs: the app itself, its scopes, a channel, people.

By `POST /faults`: {"app": "uninstalled" | "installed"} · {"token": "revoked" | "given back"} · {"scopes": […]} ·
{"channel": "C…", and its flags, or "bot": "removed" | "invited"} · {"person": "U…", and what changes about them} ·
{"lacks": [kinds of blocks that are not rolled out to it yet]}.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.sandbox.errors import PersonError
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import BOT_USER, TEAM, Channel, Json

SHARED_WITH = "T0ELSEWHERE"
FLAGS = {"is_private", "is_ext_shared", "is_pending_ext_shared", "is_org_shared", "is_archived"}

Wish = Mapping[str, Any]


def change(slack: Slack, wish: Wish) -> None:
    """Change what is wished, and send the app the events that it subscribed to.

    Raises:
        PersonError: there is no such thing.
    """
    name = next(iter(wish.keys() & CHANGES.keys()))
    CHANGES[name](slack, wish)
    slack.workspace.changed()


def _change_app(slack: Slack, wish: Wish) -> None:
    """Uninstall the app: its bot leaves every channel, and has to be invited again (?)."""
    if wish["app"] == "uninstalled":
        slack.tell({"type": "app_uninstalled", "event_ts": slack.workspace.next_ts()})
        for channel in slack.workspace.channels.values():
            if channel.user is None:
                channel.members.discard(BOT_USER)
    slack.is_installed = wish["app"] != "uninstalled"


def _change_token(slack: Slack, wish: Wish) -> None:
    if wish["token"] == "revoked":  # noqa: S105 — no secret
        slack.revoked.add(slack.bot_token)
    else:
        slack.revoked.discard(slack.bot_token)


def _change_scopes(slack: Slack, wish: Wish) -> None:
    slack.workspace.manifest["oauth_config"]["scopes"]["bot"] = list(wish["scopes"])


def _change_person(slack: Slack, wish: Wish) -> None:
    members, facts = slack.workspace.members, {name: value for name, value in wish.items() if name != "person"}
    if wish["person"] not in members:
        raise PersonError("there is no such person")
    members[wish["person"]] = replace(members[wish["person"]], **facts)


def _change_channel(slack: Slack, wish: Wish) -> None:
    channel = slack.workspace.channels.get(str(wish["channel"]))
    if channel is None or not wish.keys() <= {"channel", "bot", *FLAGS}:
        raise PersonError("there is no such channel, or it has no such flag")
    before = {name: getattr(channel, name) for name in FLAGS}
    for name in FLAGS & wish.keys():
        setattr(channel, name, bool(wish[name]))
    if "bot" in wish:
        _move_bot(slack, channel, is_in=wish["bot"] == "invited")
    if BOT_USER in channel.members:
        for event in _events_of(channel, before):
            slack.tell({"channel": channel.id, "event_ts": slack.workspace.next_ts(), **event})


def _move_bot(slack: Slack, channel: Channel, *, is_in: bool) -> None:
    event: Json = {"channel": channel.id, "event_ts": slack.workspace.next_ts()}
    if is_in:
        channel.members.add(BOT_USER)
        joined = {"type": "member_joined_channel", "user": BOT_USER, "channel_type": channel.id[:1], "team": TEAM}
        slack.tell({**event, **joined})
    else:
        channel.members.discard(BOT_USER)
        slack.tell({**event, "type": "group_left" if channel.is_private else "channel_left"})


def _events_of(channel: Channel, before: Mapping[str, bool]) -> list[Json]:
    """Write the events of the flags that changed; that a channel was made public is a message in it."""
    events: list[Json] = []
    if channel.is_ext_shared and not before["is_ext_shared"]:
        events.append({"type": "channel_shared", "connected_team_id": SHARED_WITH})
    if before["is_ext_shared"] and not channel.is_ext_shared:
        events.append({"type": "channel_unshared", "previously_connected_team_id": SHARED_WITH, "is_ext_shared": False})
    if channel.is_private != before["is_private"]:
        subtype = "channel_convert_to_private" if channel.is_private else "channel_convert_to_public"
        events.append({"type": "message", "subtype": subtype, "channel_type": channel.kind})
    return events


def _change_blocks(slack: Slack, wish: Wish) -> None:
    """Let the workspace know fewer or more of the new blocks. What was posted stands."""
    slack.workspace.lacks = frozenset(map(str, wish["lacks"]))


CHANGES: Mapping[str, Callable[[Slack, Wish], None]] = {
    "app": _change_app,
    "token": _change_token,
    "scopes": _change_scopes,
    "person": _change_person,
    "channel": _change_channel,
    "lacks": _change_blocks,
}
