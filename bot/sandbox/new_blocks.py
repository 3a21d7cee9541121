"""Slack's newest blocks, which it rolls out in phases (README.md, Block Kit limits)."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

from bot.sandbox.rich_text import CELL, HEADER_CELL, RICH_TEXT, by_type
from bot.sandbox.schema import (
    BLOCKS,
    BOOL,
    Fields,
    Problems,
    any_text,
    element,
    one_of,
    plain,
    some,
    text,
    thing,
    whole,
)

IMAGE = element({"image"})
CARD: Fields = {
    "hero_image": IMAGE,
    "icon": IMAGE,
    "title": any_text(150),
    "subtitle": any_text(150),
    "body": any_text(200),
    "actions": some(element({"button"}), 1, 25),
}
CARD_NEEDS = ("hero_image", "title", "actions", "body")
LABEL = text(20, least=1)
MOST_SERIES, MOST_POINTS = 6, 20


def _number(value: Any, place: str, problems: Problems) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        problems.add(place, "must be a number")


def _weight(value: Any, place: str, problems: Problems) -> None:
    """Check a slice of a pie: its share of all of them is drawn."""
    _number(value, place, problems)
    if isinstance(value, int | float) and value <= 0:
        problems.add(place, "must be greater than 0")


SEGMENT = thing({"label!": LABEL, "value!": _weight})
POINT = thing({"label!": LABEL, "value!": _number})
SERIES: Fields = {
    "series!": some(thing({"name!": LABEL, "data!": some(POINT, 1, MOST_POINTS)}), 1, MOST_SERIES),
    "axis_config!": thing({"categories!": some(LABEL, 1, MOST_POINTS), "x_label": text(50), "y_label": text(50)}),
}
CHART = by_type(
    {"pie": {"segments!": some(SEGMENT, 1, MOST_SERIES)}, "bar": SERIES, "line": SERIES, "area": SERIES}, "chart"
)
MARKDOWN_TEXT = 12_000


def _card(value: Any, place: str, problems: Problems) -> None:
    by_type({"card": {**CARD, "block_id": text(255, least=1)}}, "card")(value, place, problems)
    if isinstance(value, dict) and not any(value.get(each) for each in CARD_NEEDS):
        problems.add(place, f"a card needs one of {CARD_NEEDS}")


CHILDREN: Mapping[str, Fields] = {
    name: {**fields, "block_id": text(255, least=1)}
    for name, fields in {**BLOCKS, "rich_text": RICH_TEXT}.items()
    if name != "alert"
}


def _child(value: Any, place: str, problems: Problems) -> None:
    by_type(CHILDREN, "block of a container")(value, place, problems)


def _rows(value: Any, place: str, problems: Problems) -> None:
    """A header and rows, all of one length."""
    some(some(CELL, 1, 20), 2, 101)(value, place, problems)
    if isinstance(value, list) and value and isinstance(value[0], list):
        some(HEADER_CELL, 1, 20)(value[0], f"{place}/0", problems)
        if len({len(row) for row in value if isinstance(row, list)}) > 1:
            problems.add(place, "rows must be of one length")


NEW_BLOCKS: Mapping[str, Fields] = {
    "card": CARD,
    "carousel": {"elements!": some(_card, 1, 10)},
    "container": {
        "child_blocks!": some(_child, 1, 10),
        "title": plain(150),
        "rich_text_title": by_type({"rich_text": RICH_TEXT}, "title"),
        "subtitle": any_text(150),
        "width": one_of("narrow", "standard", "wide", "full"),
        "icon": IMAGE,
        "is_collapsible": BOOL,
        "default_collapsed": BOOL,
        "has_header_divider": BOOL,
    },
    "data_table": {
        "caption!": text(3000, least=1),
        "rows!": _rows,
        "page_size": whole(1, 100),
        "row_header_column_index": whole(0, 19),
    },
    "data_visualization": {"title!": text(50, least=1), "chart!": CHART},
    "markdown": {"text!": text(MARKDOWN_TEXT, least=1)},
}
MOST = {"table": 1, "data_visualization": 2}
"""So many of a kind in one message."""


def check_new(block: Mapping[str, Any], place: str, problems: Problems) -> None:
    """Check what the fields of a block do not say one by one."""
    if block["type"] == "card" and not any(block.get(each) for each in CARD_NEEDS):
        problems.add(place, f"a card needs one of {CARD_NEEDS}")
    if block["type"] == "data_visualization" and not problems:
        _check_series(block["chart"], place, problems)
    if block["type"] == "container":
        if not (block.get("title") or block.get("rich_text_title")):
            problems.add(place, "a container needs a title")
        if block.get("is_collapsible") and block.get("has_header_divider"):
            problems.add(place, "a collapsible container has no divider")


def _check_series(chart: Mapping[str, Any], place: str, problems: Problems) -> None:
    """Check that every series has a point of each category, and none besides."""
    categories = chart.get("axis_config", {}).get("categories", [])
    names = [series["name"] for series in chart.get("series", [])]
    if len(set(categories)) < len(categories) or len(set(names)) < len(names):
        problems.add(place, "categories and names of series must be unique")
    for series in chart.get("series", []):
        if sorted(point["label"] for point in series["data"]) != sorted(categories):
            problems.add(place, "a series must have one point for every category")


def check_counts(blocks: list[Mapping[str, Any]], problems: Problems) -> None:
    """Check how many there are of what a message may hold few of, and how much markdown."""
    kinds = [block.get("type") for block in blocks]
    for kind, most in MOST.items():
        if kinds.count(kind) > most:
            problems.add("/blocks", f"no more than {most} of {kind}")
    if sum(len(str(block.get("text"))) for block in blocks if block.get("type") == "markdown") > MARKDOWN_TEXT:
        problems.add("/blocks", f"no more than {MARKDOWN_TEXT} characters of markdown")
