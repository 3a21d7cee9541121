"""What a rich_text block, and the cells of tables, may hold (README.md, Block Kit limits)."""

from collections.abc import Mapping
from typing import Any

from bot.sandbox.schema import (
    BOOL,
    Check,
    Fields,
    Problems,
    anything,
    check_fields,
    one_of,
    shapes_of,
    some,
    text,
    thing,
    whole,
)

STYLES = ("bold", "italic", "strike", "underline", "highlight", "client_highlight", "unlink", "code")
INLINES = 1000
"""Elements in one part, about: Slack names no limit."""


def _styles(value: Any, place: str, problems: Problems) -> None:
    if not isinstance(value, dict) or set(value) - set(STYLES) or not set(map(type, value.values())) <= {bool}:
        problems.add(place, f"must be of {STYLES}, each true or false")


def by_type(kinds: Mapping[str, Fields], what: str) -> Check:
    """One of some objects that are told apart by their type."""
    shapes = shapes_of(kinds)

    def check(value: Any, place: str, problems: Problems) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in shapes:
            problems.add(place, f"unsupported {what}: {kind}")
            return
        check_fields(value, shapes[kind], place, problems)

    return check


STYLE: Fields = {"style": _styles}
INLINE = by_type(
    {
        "text": {**STYLE, "text!": text(3000, least=1)},
        "link": {**STYLE, "url!": text(3000, least=1), "text": text(3000, least=1), "unsafe": BOOL},
        "user": {**STYLE, "user_id!": text(20, least=1)},
        "usergroup": {**STYLE, "usergroup_id!": text(20, least=1)},
        "channel": {**STYLE, "channel_id!": text(20, least=1)},
        "emoji": {
            **STYLE,
            "name!": text(100, least=1),
            "unicode": text(100),
            "skin_tone": whole(1, 6),
            "url": text(3000),
        },
        "broadcast": {**STYLE, "range!": one_of("here", "channel", "everyone")},
        "date": {
            **STYLE,
            "timestamp!": whole(0, 9_999_999_999),
            "format!": text(3000, least=1),
            "url": text(3000),
            "fallback": text(3000),
        },
        "color": {**STYLE, "value!": text(20, least=1)},
    },
    "rich text element",
)
SECTION: Fields = {"elements!": some(INLINE, 1, INLINES)}
BORDER = one_of(0, 1)
PARTS: Mapping[str, Fields] = {
    "rich_text_section": SECTION,
    "rich_text_quote": {**SECTION, "border": BORDER},
    "rich_text_preformatted": {**SECTION, "border": BORDER, "language": text(50)},
    "rich_text_list": {
        "style!": one_of("bullet", "ordered"),
        "elements!": some(by_type({"rich_text_section": SECTION}, "list item"), 1, INLINES),
        "indent": whole(0, 8),
        "offset": whole(0, 1_000_000),
        "border": BORDER,
    },
}
RICH_TEXT: Fields = {"elements!": some(by_type(PARTS, "part of a rich text"), 1, 100)}

RAW: Mapping[str, Fields] = {
    "raw_text": {"text!": text(3000)},
    "raw_number": {"value!": anything, "text": text(3000)},
}
CELL = by_type({**RAW, "rich_text": RICH_TEXT}, "cell")
TABLE: Fields = {
    "rows!": some(some(CELL, 1, 20), 1, 100),
    "column_settings": some(thing({"align": one_of("left", "center", "right"), "is_wrapped": BOOL}), 0, 20),
}
HEADER_CELL = by_type(RAW, "cell of a header")
