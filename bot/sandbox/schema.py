"""What each block and element may hold (README.md, Block Kit limits): field → check; `!` marks what must be there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Check = Callable[[Any, str, "Problems"], None]
Fields = Mapping[str, Check]


class Problems(list[str]):
    """What is wrong, each with the place where."""

    def add(self, place: str, what: str) -> None:
        """Note a problem."""
        self.append(f"{what} [json-pointer:{place}]")


def text(limit: int, *, least: int = 0) -> Check:
    """A string up to a length."""

    def check(value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, str):
            problems.add(place, "must be a string")
        elif not least <= len(value) <= limit:
            problems.add(place, f"must be {least} to {limit} characters, is {len(value)}")

    return check


def whole(low: int, high: int) -> Check:
    """A whole number in a range."""

    def check(value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            problems.add(place, f"must be a whole number from {low} to {high}")

    return check


def one_of(*allowed: Any) -> Check:
    """One of some values."""

    def check(value: Any, place: str, problems: Problems) -> None:
        if value not in allowed:
            problems.add(place, f"must be one of {allowed}")

    return check


def some(item: Check, least: int, most: int) -> Check:
    """A list of a bounded length."""

    def check(value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, list) or not least <= len(value) <= most:
            problems.add(place, f"must be a list of {least} to {most}")
            return
        for index, each in enumerate(value):
            item(each, f"{place}/{index}", problems)

    return check


@dataclass(frozen=True, slots=True)
class Shape:
    """What an object may hold, read once: its fields without `!`, those that must be there, the check of each."""

    allowed: frozenset[str]
    needed: tuple[str, ...]
    checks: tuple[tuple[str, Check], ...]


def shape_of(fields: Fields, kind: str | None) -> Shape:
    """Read the fields of an object; `kind` is the `type` it must have."""
    checks = tuple((name.rstrip("!"), check) for name, check in fields.items())
    allowed = frozenset(name for name, _ in checks) | ({"type"} if kind else set())
    return Shape(allowed, tuple(name[:-1] for name in fields if name.endswith("!")), checks)


def shapes_of(kinds: Mapping[str, Fields]) -> Mapping[str, Shape]:
    """Read the fields of some kinds of objects."""
    return {kind: shape_of(fields, kind) for kind, fields in kinds.items()}


def thing(fields: Fields, kind: str | None = None) -> Check:
    """An object with just these fields."""
    shape = shape_of(fields, kind)

    def check(value: Any, place: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.add(place, "must be an object")
            return
        check_fields(value, shape, place, problems)

    return check


def check_fields(value: dict[str, Any], shape: Shape, place: str, problems: Problems) -> None:
    """Check an object against its fields."""
    for name in value.keys() - shape.allowed:
        problems.add(f"{place}/{name}", "unknown field")
    for name in shape.needed:
        if value.get(name) is None:
            problems.add(f"{place}/{name}", "missing required field")
    for name, check in shape.checks:
        if value.get(name) is not None:
            check(value[name], f"{place}/{name}", problems)


def plain(limit: int) -> Check:
    """A plain_text object."""
    inner = thing({"text!": text(limit, least=1), "emoji": one_of(True, False)}, "plain_text")

    def check(value: Any, place: str, problems: Problems) -> None:
        if isinstance(value, dict) and value.get("type") != "plain_text":
            problems.add(f"{place}/type", "must be plain_text")
        inner(value, place, problems)

    return check


def any_text(limit: int) -> Check:
    """A plain_text or mrkdwn object."""
    mrkdwn = thing({"text!": text(limit, least=1), "verbatim": one_of(True, False)}, "mrkdwn")
    unmarked = plain(limit)

    def check(value: Any, place: str, problems: Problems) -> None:
        is_mrkdwn = isinstance(value, dict) and value.get("type") == "mrkdwn"
        (mrkdwn if is_mrkdwn else unmarked)(value, place, problems)

    return check


def anything(_value: Any, _place: str, _problems: Problems) -> None:
    """No check: Slack does not look, or it is checked elsewhere."""


BOOL = one_of(True, False)
CONFIRM = thing(
    {
        "title!": plain(100),
        "text!": any_text(300),
        "confirm!": plain(30),
        "deny!": plain(30),
        "style": one_of("primary", "danger"),
    }
)
OPTION_FIELDS: Fields = {"text!": any_text(75), "value!": text(75, least=1), "description": any_text(75)}
OPTION = thing(OPTION_FIELDS)
LINK_OPTION = thing({**OPTION_FIELDS, "url": text(3000)})
GROUP = thing({"label!": plain(75), "options!": some(OPTION, 1, 100)})
ACTION: Fields = {"action_id": text(255, least=1)}
SELECT: Fields = {**ACTION, "placeholder": plain(150), "confirm": CONFIRM, "focus_on_load": BOOL}
IMAGE: Fields = {"image_url": text(3000), "alt_text!": text(2000), "slack_file": anything}

ELEMENTS: Mapping[str, Fields] = {
    "button": {
        **ACTION,
        "text!": plain(75),
        "value": text(2000),
        "url": text(3000),
        "style": one_of("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": text(75),
    },
    "static_select": {
        **SELECT,
        "options": some(OPTION, 1, 100),
        "option_groups": some(GROUP, 1, 100),
        "initial_option": OPTION,
    },
    "multi_static_select": {
        **SELECT,
        "options": some(OPTION, 1, 100),
        "option_groups": some(GROUP, 1, 100),
        "initial_options": some(OPTION, 1, 100),
        "max_selected_items": whole(1, 100),
    },
    "external_select": {**SELECT, "initial_option": OPTION, "min_query_length": whole(0, 100)},
    "multi_external_select": {
        **SELECT,
        "initial_options": some(OPTION, 1, 100),
        "min_query_length": whole(0, 100),
        "max_selected_items": whole(1, 100),
    },
    "users_select": {**SELECT, "initial_user": text(20)},
    "overflow": {**ACTION, "options!": some(LINK_OPTION, 2, 5), "confirm": CONFIRM},
    "datepicker": {**SELECT, "initial_date": text(10)},
    "timepicker": {**SELECT, "initial_time": text(5), "timezone": text(50)},
    "datetimepicker": {
        **ACTION,
        "initial_date_time": whole(1_000_000_000, 9_999_999_999),
        "confirm": CONFIRM,
        "focus_on_load": BOOL,
    },
    "radio_buttons": {
        **ACTION,
        "options!": some(OPTION, 1, 10),
        "initial_option": OPTION,
        "confirm": CONFIRM,
        "focus_on_load": BOOL,
    },
    "checkboxes": {
        **ACTION,
        "options!": some(OPTION, 1, 10),
        "initial_options": some(OPTION, 1, 10),
        "confirm": CONFIRM,
        "focus_on_load": BOOL,
    },
    "plain_text_input": {
        **ACTION,
        "placeholder": plain(150),
        "initial_value": text(3000),
        "multiline": BOOL,
        "min_length": whole(0, 3000),
        "max_length": whole(1, 3000),
        "dispatch_action_config": anything,
        "focus_on_load": BOOL,
    },
    "number_input": {
        **ACTION,
        "is_decimal_allowed!": BOOL,
        "initial_value": text(30),
        "min_value": text(30),
        "max_value": text(30),
        "placeholder": plain(150),
    },
    "image": IMAGE,
}
ELEMENT_SHAPES = shapes_of(ELEMENTS)
ACTIONABLE = {
    "button", "static_select", "multi_static_select", "external_select", "multi_external_select", "users_select",
    "overflow", "datepicker", "timepicker", "datetimepicker", "radio_buttons", "checkboxes",
}  # fmt: skip
EXTERNAL = {"external_select", "multi_external_select"}
"""Selects of which the app offers the options while somebody types."""
ENTERABLE = (ACTIONABLE - {"button", "overflow"}) | {"plain_text_input", "number_input"}


def element(kinds: set[str]) -> Check:
    """An element of one of some kinds."""

    def check(value: Any, place: str, problems: Problems) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if kind not in kinds or kind not in ELEMENTS:
            problems.add(place, f"unsupported element: {kind}")
            return
        check_fields(value, ELEMENT_SHAPES[kind], place, problems)
        if (
            "select" in kind
            and kind.endswith("static_select")
            and not (value.get("options") or value.get("option_groups"))
        ):
            problems.add(place, "no options")
        _check_initial(value, place, problems)

    return check


def _check_initial(value: dict[str, Any], place: str, problems: Problems) -> None:
    """An initial option must be one of the options, to the letter."""
    initial = value.get("initial_options") or ([value["initial_option"]] if value.get("initial_option") else [])
    groups = value.get("option_groups") or []
    options = [*(value.get("options") or []), *(option for group in groups for option in group.get("options", []))]
    if value["type"] not in EXTERNAL and any(option not in options for option in initial):
        problems.add(place, "initial_option is not among the options")


def context_element(value: Any, place: str, problems: Problems) -> None:
    """An image or a text."""
    if isinstance(value, dict) and value.get("type") == "image":
        element({"image"})(value, place, problems)
    else:
        any_text(3000)(value, place, problems)


BLOCKS: Mapping[str, Fields] = {  # rich_text and tables stand in rich_text.py
    "section": {
        "text": any_text(3000),
        "fields": some(any_text(2000), 1, 10),
        "accessory": element(ACTIONABLE | {"image"}),
        "expand": BOOL,
    },
    "header": {"text!": plain(150), "level": whole(1, 4)},
    "divider": {},
    "context": {"elements!": some(context_element, 1, 10)},
    "actions": {"elements!": some(element(ACTIONABLE), 1, 25)},
    "image": {**IMAGE, "title": plain(2000)},
    "input": {
        "label!": plain(2000),
        "element!": element(ENTERABLE),
        "hint": plain(2000),
        "optional": BOOL,
        "dispatch_action": BOOL,
    },
    "alert": {"text!": any_text(3000), "level": one_of("default", "info", "warning", "error", "success")},
}
