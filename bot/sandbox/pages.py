"""Lists in pages: `limit` and `cursor`."""

from collections.abc import Sequence
from typing import TypeVar

from bot.sandbox.errors import SlackError
from bot.sandbox.workspace import Json

Item = TypeVar("Item")
USUAL, MOST = 100, 999


def page_of(items: Sequence[Item], arguments: Json) -> tuple[list[Item], str]:
    """Return a page and the cursor of the next; it is empty after the last."""
    limit, cursor = str(arguments.get("limit") or USUAL), str(arguments.get("cursor") or 0)
    if not limit.isdigit() or not 0 < int(limit) <= MOST:
        raise SlackError("invalid_limit")
    if not cursor.isdigit() or int(cursor) > len(items):
        raise SlackError("invalid_cursor")
    start, end = int(cursor), int(cursor) + int(limit)
    return list(items[start:end]), str(end) if end < len(items) else ""
