"""The payloads that Slack sends to an app (sandbox/README.md)."""

import time
from typing import Any

from bot.sandbox.api_views import describe
from bot.sandbox.slack import Slack
from bot.sandbox.workspace import APP, TEAM, Channel, Json, Member, Message, OpenView, Workspace


def command_payload(slack: Slack, member: Member, channel: Channel, command: str, text: str) -> Json:
    """A slash command."""
    return {
        "token": "verification",
        "team_id": TEAM,
        "team_domain": "hanbit",
        "channel_id": channel.id,
        "channel_name": channel.name if channel.user is None else "directmessage",
        "user_id": member.id,
        "user_name": member.name,
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        **_enterprise_fields(slack.workspace),
        "response_url": slack.response_url(channel.id, member.id),
        "trigger_id": slack.trigger(member.id),
    }


def _enterprise_fields(workspace: Workspace) -> Json:
    enterprise = workspace.enterprise
    return {f"enterprise_{name}": value for name, value in enterprise.items()} if enterprise else {}


def _common(slack: Slack, member: Member, kind: str) -> Json:
    return {
        "type": kind,
        "user": {"id": member.id, "username": member.name, "name": member.name, "team_id": member.team_id},
        "api_app_id": APP,
        "token": "verification",
        "team": {"id": TEAM, "domain": "hanbit"},
        "enterprise": slack.workspace.enterprise,
        "is_enterprise_install": False,
        "trigger_id": slack.trigger(member.id),
    }


def message_click(slack: Slack, member: Member, channel: Channel, message: Message, action: Json) -> Json:
    """A click on an element of a message."""
    is_ephemeral = message.only_for is not None
    return {
        **_common(slack, member, "block_actions"),
        "container": {
            "type": "message",
            "message_ts": message.ts,
            "channel_id": channel.id,
            "is_ephemeral": is_ephemeral,
        },
        "channel": {"id": channel.id, "name": channel.name if channel.user is None else "directmessage"},
        **({} if is_ephemeral else {"message": message.as_json()}),
        "state": {"values": {}},
        "response_url": slack.response_url(channel.id, member.id, message.ts),
        "actions": [action],
    }


def view_click(slack: Slack, member: Member, opened: OpenView, action: Json) -> Json:
    """A click on an element of a modal or Home: no channel, no response_url."""
    return {
        **_common(slack, member, "block_actions"),
        "container": {"type": "view", "view_id": opened.id},
        "view": describe(opened),
        "actions": [action],
    }


def submission(slack: Slack, member: Member, opened: OpenView) -> Json:
    """A submitted modal. `team` is the actor's (Slack)."""
    payload = _common(slack, member, "view_submission")
    return {
        **payload,
        "team": {"id": member.team_id, "domain": "hanbit"},
        "view": describe(opened),
        "response_urls": [],
    }


def closed(slack: Slack, member: Member, opened: OpenView) -> Json:
    """A modal that was closed, for views with notify_on_close."""
    payload = _common(slack, member, "view_closed")
    del payload["trigger_id"]
    return {**payload, "view": describe(opened), "is_cleared": False}


def suggestion(slack: Slack, member: Member, opened: OpenView, block_id: str, element: Json, typed: str) -> Json:
    """A request for the options of an external select."""
    payload = _common(slack, member, "block_suggestion")
    del payload["trigger_id"]
    return {
        **payload,
        "container": {"type": "view", "view_id": opened.id},
        "view": describe(opened),
        "block_id": block_id,
        "action_id": element["action_id"],
        "value": typed,
    }


def action_of(element: Json, block_id: str, state: Json) -> Json:
    """Describe what was done to an element."""
    action: Json = {
        "type": element["type"],
        "block_id": block_id,
        "action_id": element.get("action_id", ""),
        "action_ts": f"{time.time():.6f}",
    }
    if element["type"] == "button":
        action["text"] = element["text"]
        if element.get("value"):
            action["value"] = element["value"]
        return action
    return {**action, **{name: value for name, value in state.items() if name != "type"}}


def state_of(element: Json, value: Any, options: list[Json]) -> Json:
    """Make the state of an element that a person set to a value.

    Raises:
        ValueError: it does not take that value.
    """
    kind = element["type"]
    match kind:
        case "plain_text_input" | "number_input":
            return {"type": kind, "value": None if value in {None, ""} else str(value)}
        case "datetimepicker":
            return {"type": kind, "selected_date_time": None if value is None else int(value)}
        case "datepicker":
            return {"type": kind, "selected_date": value}
        case "timepicker":
            return {"type": kind, "selected_time": value}
        case "users_select":
            return {"type": kind, "selected_user": value}
        case "checkboxes" | "multi_static_select" | "multi_external_select":
            return {"type": kind, "selected_options": [_option(options, each) for each in values_in(value)]}
        case _:
            return {"type": kind, "selected_option": None if value is None else _option(options, value)}


def chosen_in(state: Json) -> list[Json]:
    """Return the options that are chosen in an element's state."""
    one = state.get("selected_option")
    return [one] if one else state.get("selected_options") or []


def values_in(value: Any) -> list[Any]:
    """Return what is chosen: one value, several, or none."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _option(options: list[Json], value: Any) -> Json:
    for option in options:
        if str(value) in {option["value"], option["text"]["text"]}:
            return option
    matching = {option["value"]: option for option in options if str(value) in option["text"]["text"]}
    if len(matching) == 1:  # what a person picks who typed a part of it
        return next(iter(matching.values()))
    msg = f"there is no option {value!r}"
    raise ValueError(msg)


def options_of(element: Json) -> list[Json]:
    """Return the options an element offers, groups flattened."""
    grouped = [option for group in element.get("option_groups") or [] for option in group["options"]]
    initial = [element["initial_option"]] if element.get("initial_option") else element.get("initial_options") or []
    return [*(element.get("options") or []), *grouped, *initial]
