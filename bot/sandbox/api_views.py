"""views.*: opening, pushing, updating, publishing."""

import hashlib
import json

from bot.sandbox.errors import SlackError
from bot.sandbox.slack import Slack
from bot.sandbox.validation import check_view, elements_of
from bot.sandbox.workspace import APP, BOT_ID, TEAM, Json, OpenView

DEEPEST = 3
"""Views in one stack (Slack)."""


def open_view(slack: Slack, arguments: Json) -> Json:
    """views.open: a new stack."""
    check_view(arguments.get("view"))
    user = slack.tickets.use_trigger(str(arguments.get("trigger_id") or ""))
    opened = make_view(slack, user, arguments["view"])
    slack.workspace.stacks[user] = [opened]
    slack.workspace.changed()
    return {"view": describe(opened)}


def push_view(slack: Slack, arguments: Json) -> Json:
    """views.push: onto the stack the trigger came from."""
    check_view(arguments.get("view"))
    user = slack.tickets.use_trigger(str(arguments.get("trigger_id") or ""))
    return {"view": describe(push(slack, user, arguments["view"]))}


def push(slack: Slack, user: str, view: Json) -> OpenView:
    """Put a view on top of a person's stack.

    Raises:
        SlackError: push_limit_reached, not_found.
    """
    stack = slack.workspace.stacks.get(user) or []
    if not stack:
        raise SlackError("not_found")
    if len(stack) >= DEEPEST:
        raise SlackError("push_limit_reached")
    pushed = make_view(slack, user, view, root=stack[0], previous=stack[-1])
    stack.append(pushed)
    slack.workspace.changed()
    return pushed


def update_view(slack: Slack, arguments: Json) -> Json:
    """views.update: by view_id or external_id, guarded by hash if one is given."""
    check_view(arguments.get("view"))
    found = slack.workspace.find_view(str(arguments.get("view_id") or ""), str(arguments.get("external_id") or ""))
    if found is None:
        raise SlackError("not_found")
    if arguments.get("hash") and arguments["hash"] != found.hash:
        raise SlackError("hash_conflict")
    renew(slack, found, arguments["view"])
    return {"view": describe(found)}


def publish_view(slack: Slack, arguments: Json) -> Json:
    """views.publish: a person's App Home."""
    user = str(arguments.get("user_id") or "")
    slack.workspace.member(user)
    if not slack.workspace.manifest["features"].get("app_home", {}).get("home_tab_enabled"):
        raise SlackError("not_enabled")
    check_view(arguments.get("view"), home=True)
    before = slack.workspace.homes.get(user)
    if arguments.get("hash") and (before is None or arguments["hash"] != before.hash):
        raise SlackError("hash_conflict")
    home = make_view(slack, user, arguments["view"])
    slack.workspace.homes[user] = home
    slack.workspace.changed()
    return {"view": describe(home)}


def make_view(
    slack: Slack, user: str, view: Json, root: OpenView | None = None, previous: OpenView | None = None
) -> OpenView:
    """Make a view as a person has it, with the values its inputs start with.

    Raises:
        SlackError: duplicate_external_id.
    """
    if slack.workspace.find_view("", str(view.get("external_id") or "")) is not None:
        raise SlackError("duplicate_external_id")
    view_id = slack.workspace.new_id("V")
    made = OpenView(
        id=view_id,
        user=user,
        view=view,
        hash="",
        root_id=root.id if root else view_id,
        previous_id=previous.id if previous else None,
    )
    renew(slack, made, view)
    return made


def renew(slack: Slack, opened: OpenView, view: Json) -> None:
    """Show other content in a view. What was entered stays where block and action are the same."""
    blocks = [{"block_id": slack.workspace.new_id("b"), **block} for block in view["blocks"]]
    opened.view = {**view, "blocks": blocks}
    opened.hash = hashlib.sha256(json.dumps(view, sort_keys=True).encode()).hexdigest()[:16] + str(slack.workspace.seq)
    before, opened.values, opened.errors = opened.values, {}, {}
    for block in blocks:
        for element in elements_of(block):
            action = element.get("action_id")
            if action and element["type"] not in {"button", "overflow"}:
                kept = before.get(block["block_id"], {}).get(action)
                opened.values.setdefault(block["block_id"], {})[action] = kept or initial_state(element)
    slack.workspace.changed()


def initial_state(element: Json) -> Json:
    """Return the state of an element nobody has touched."""
    kind = element["type"]
    match kind:
        case "plain_text_input" | "number_input":
            return {"type": kind, "value": element.get("initial_value")}
        case "datetimepicker":
            return {"type": kind, "selected_date_time": element.get("initial_date_time")}
        case "datepicker":
            return {"type": kind, "selected_date": element.get("initial_date")}
        case "timepicker":
            return {"type": kind, "selected_time": element.get("initial_time")}
        case "users_select":
            return {"type": kind, "selected_user": element.get("initial_user")}
        case "checkboxes" | "multi_static_select" | "multi_external_select":
            return {"type": kind, "selected_options": element.get("initial_options") or []}
        case _:
            return {"type": kind, "selected_option": element.get("initial_option")}


def describe(opened: OpenView) -> Json:
    """Write a view as Slack does in answers and payloads."""
    view = opened.view
    return {
        "id": opened.id,
        "team_id": TEAM,
        "app_id": APP,
        "bot_id": BOT_ID,
        "app_installed_team_id": TEAM,
        "type": view["type"],
        "callback_id": view.get("callback_id", ""),
        "private_metadata": view.get("private_metadata", ""),
        "external_id": view.get("external_id", ""),
        "title": view.get("title"),
        "submit": view.get("submit"),
        "close": view.get("close"),
        "blocks": view["blocks"],
        "state": {"values": opened.values},
        "hash": opened.hash,
        "root_view_id": opened.root_id,
        "previous_view_id": opened.previous_id,
        "clear_on_close": bool(view.get("clear_on_close")),
        "notify_on_close": bool(view.get("notify_on_close")),
    }


METHODS = {
    "views.open": (open_view, ()),
    "views.push": (push_view, ()),
    "views.update": (update_view, ()),
    "views.publish": (publish_view, ()),
}
