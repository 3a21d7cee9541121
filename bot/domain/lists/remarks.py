"""Remarks of a row: in their columns, and where no head says that they are (rule book §3, Header)."""

import re
from collections.abc import Iterator

from bot.domain.lists.cells import says_nothing
from bot.domain.lists.columns import Column
from bot.domain.lists.no_visits import ONLY_COUNT, is_closing
from bot.domain.lists.table_rows import TableRow

A_NUMBER = re.compile(r"(?:\d[-. ]?){9}", re.ASCII)
"""A number in a column without a head beside the name."""
MOST_BLANKS = 1
"""Blank cells behind the last head, beyond which a cell is none of the row's."""
FEWEST_LETTERS = 2
"""A stamp, a tick or the number of a page has fewer."""


def remarks_of(row: TableRow) -> list[str]:
    """Return the remarks of a row, those without a head last, and what is pinned to its cells."""
    return [*row.read(Column.NOTE), *_words_beside(row), *row.comments]


def words_pushed(row: TableRow) -> list[str]:
    """Return what a comma in a remark may have pushed below other heads: of a row that has more cells than its header.

    It is read for reasons not to call alone.
    """
    header = row.header
    if not any(row.texts[header.last + 1 :]):
        return []
    known = {at for kind in (Column.NAME, Column.PHONE, Column.NOTE) for at in header.places.get(kind, ())}
    known |= header.consents.keys()
    return [text for at, text in enumerate(row.texts[: header.last + 1]) if text and at not in known]


def _words_beside(row: TableRow) -> Iterator[str]:
    """Return words in columns without a head of their own; not what a merged cell says under a head too."""
    header = row.header
    behind = _places_behind(row) if any(row.texts[header.last + 1 :]) else ()
    found = [(at, text) for at in (*header.beside, *behind) if _is_remark(text := row.text(at))]
    under_heads = {row.text(at) for places in header.places.values() for at in places} if found else set()
    for at, text in found:
        is_number = at in header.nameless and A_NUMBER.search(text)
        if text not in under_heads and not is_number:
            yield text


def _places_behind(row: TableRow) -> Iterator[int]:
    """Return the cells that go on behind the last head, as a comma in a remark makes them; no tables of counts."""
    first = row.header.last + 1
    is_apart = not row.text(first)
    blanks = 0
    for at in range(first, len(row.texts)):
        blanks = 0 if row.text(at) else blanks + 1
        if blanks > MOST_BLANKS or (is_apart and ONLY_COUNT.fullmatch(row.text(at + 1))):
            return
        yield at


def _is_remark(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= FEWEST_LETTERS and not says_nothing(text) and not is_closing(text)
