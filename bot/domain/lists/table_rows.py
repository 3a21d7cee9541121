"""Rows of a table with the texts of their cells: what each column says, and where a visit goes on in the next row."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, TypeVar

from bot.domain.lists.cells import DITTO_BEGINNINGS, is_ditto, may_be_ditto, text_of
from bot.domain.lists.columns import Column
from bot.domain.lists.header import interleaved
from bot.domain.lists.no_visits import distinct_texts
from bot.domain.lists.places import Header
from bot.domain.lists.rows import Cell
from bot.domain.lists.sheets import SheetRow

Item = TypeVar("Item")
TAKEN_AHEAD = 200


class Line(NamedTuple):
    """A row of a sheet with the texts of its cells."""

    row: SheetRow
    texts: list[str]
    distinct: list[str]  # the different texts that say anything, in their order

    @classmethod
    def of(cls, row: SheetRow, texts: list[str]) -> "Line":
        """Return the line of a row."""
        return cls(row, texts, distinct_texts(texts))

    def within(self, columns: range | None) -> "Line":
        """Return the line as one of several tables side by side has it."""
        if columns is None:
            return self
        cells = [cell if at in columns else None for at, cell in enumerate(self.row.cells)]
        return Line.of(
            self.row._replace(
                cells=cells,
                struck=self.row.struck & frozenset(columns),
                comments=tuple(each for each in self.row.comments if each[0] in columns),
            ),
            [text if at in columns else "" for at, text in enumerate(self.texts)],
        )

    def with_lower(self, lower: "Line") -> "Line":
        """Return a visit of two rows as one line, each cell before the one below it."""
        width = max(len(self.texts), len(lower.texts))
        above, below = (each.row for each in (self, lower))
        cells = interleaved(*([*row.cells, *[None] * (width - len(row.cells))] for row in (above, below)))
        struck = {at * 2 for at in above.struck} | {at * 2 + 1 for at in below.struck}
        comments = (
            *((at * 2, words) for at, words in above.comments),
            *((at * 2 + 1, words) for at, words in below.comments),
        )
        row = SheetRow(above.number, cells, above.is_hidden and below.is_hidden, frozenset(struck), comments=comments)
        return Line.of(row, interleaved(*([*each.texts, *[""] * (width - len(each.texts))] for each in (self, lower))))

    def without_dittos(self, above: "Line | None") -> "Line":
        """Return the line with the cells of the one above where it says that they are repeated."""
        dittos = [at for at, text in enumerate(self.texts) if text[:1] in DITTO_BEGINNINGS and _repeats(text)]
        if not dittos:
            return self
        cells, texts = list(self.row.cells), list(self.texts)
        for at in dittos:
            has_above = above is not None and at < len(above.texts)
            cells[at], texts[at] = (above.row.cells[at], above.texts[at]) if above and has_above else (None, "")
        return Line.of(self.row._replace(cells=cells), texts)


def ahead(items: Iterable[Item]) -> Iterator[Item]:
    """Take some before the first goes on: whatever does many in a row is a quarter faster (the processor's caches)."""
    rest = iter(items)
    while part := list(islice(rest, TAKEN_AHEAD)):
        yield from part


def lines_with_next(rows: Iterable[SheetRow]) -> Iterator[tuple[Line, Line | None]]:
    """Return the lines of a sheet, each with the one that follows."""
    line: Line | None = None
    for row in rows:
        following = Line.of(row, [text_of(cell) for cell in row.cells])
        if line is not None:
            yield line, following
        line = following
    if line is not None:
        yield line, None


@dataclass(slots=True)
class TableRow:
    """One row that is a visit: cells and their texts by place, dittos resolved, the day that holds if it names none."""

    number: int
    header: Header
    cells: list[Cell]
    texts: list[str]
    day: date | None
    struck: frozenset[int]
    continued: frozenset[int]
    last: int
    """The number of the last row that belongs to it."""
    comments: tuple[str, ...] = ()

    def read(self, kind: Column) -> list[str]:
        """Return the texts of a kind that say anything, the best column first."""
        places = self.header.places.get(kind)
        if not places:
            return []
        texts, width = self.texts, len(self.texts)
        if len(places) == 1:  # nearly always
            return [texts[places[0]]] if places[0] < width and texts[places[0]] else []
        return [texts[at] for at in places if at < width and texts[at]]

    def first(self, kind: Column) -> Cell:
        """Return the first cell of a kind that says anything."""
        for at in self.header.places.get(kind, ()):
            if self.text(at):
                return self.cells[at]
        return None

    def text(self, at: int) -> str:
        """Return the text of a column, counted from 0."""
        return self.texts[at] if at < len(self.texts) else ""

    @property
    def is_struck(self) -> bool:
        """Say whether the row was taken off the list: its name is struck out."""
        return not self.struck.isdisjoint(self.header.places[Column.NAME])

    @property
    def written_day(self) -> Cell:
        """Return the day as the row writes it, from columns of year, month and day too: 11 | 24 is 11월 24일."""
        if not self.header.day_parts:
            return self.first(Column.VISITED_ON)
        parts = [self.text(at).rstrip("년월일. ") for at in self.header.day_parts]
        if not all(map(str.isdecimal, parts[-2:])):
            return self.first(Column.VISITED_ON)
        return " ".join(f"{part}{unit}" for part, unit in zip(parts, "년월일"[-len(parts) :], strict=True) if part)

    def goes_on_in(self, below: "TableRow") -> bool:
        """Check whether the row below adds to this visit: name and number again, or a remark or a phone alone."""
        places = self.header.places
        if below.header is not self.header or below.number != self.last + 1:
            return False
        names, keys = places[Column.NAME], (*self.header.running, *places.get(Column.RECEIPT_NO, ()))
        if any(map(below.text, names)):
            same = (*names, *keys, *places.get(Column.VISITED_ON, ()))
            if any(self.text(at) != below.text(at) for at in same):
                return False
            return any(map(self.text, keys)) or not below.continued.isdisjoint(names)
        kinds = {kind for kind, found in places.items() if any(map(below.text, found))}
        is_more = kinds <= {Column.PHONE, Column.NOTE} or kinds <= {Column.TYPE, Column.NOTE}
        can_tell = keys or Column.VISITED_ON in places
        return bool(is_more and can_tell and not any(map(below.text, keys)) and any(map(self.text, names)))

    def add(self, below: "TableRow") -> None:
        """Add what the row below says besides: another number, another remark."""
        for at, text in enumerate(below.texts):
            if text and text != self.text(at) and at not in below.struck:
                self.texts += [""] * (at + 1 - len(self.texts))
                self.cells += [None] * (at + 1 - len(self.cells))
                self.texts[at] = self.cells[at] = f"{self.texts[at]}\n{text}".strip()
        self.comments += below.comments
        self.last = below.last


@lru_cache(maxsize=4096)
def _repeats(text: str) -> bool:
    return may_be_ditto(text) and is_ditto(text)
