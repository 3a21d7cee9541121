"""The rows of a sheet that are visits, below the header that holds for them (rule book §3, Header and Cells).

Titles, headers of further pages, section titles, sums, closing words and rows that were only numbered in advance are
neither visits nor rejected.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from bot.domain.lists.cells import is_ditto, text_of
from bot.domain.lists.columns import Column, StationWords
from bot.domain.lists.header import NEEDED, TITLE, Header, columns_recognised, may_be_header, read_header
from bot.domain.lists.no_visits import NUMBER, distinct_texts, is_closing, is_no_visit, is_over
from bot.domain.lists.rows import Cell, HeaderSeen
from bot.domain.lists.sheets import Sheet, SheetRow
from bot.domain.lists.title_dates import day_in_title, month_in_title, year_in_title
from bot.domain.lists.visit_dates import DateHints, read_visit_moment

LONGEST_DITTO = 20
LONGEST_TITLE = 30
"""A longer line speaks of the list only if it says so: laws too have days."""


@dataclass(slots=True)
class TableRow:
    """One row that is a visit: cells and their texts by place, dittos resolved, the day that holds if it names none."""

    number: int
    header: Header
    cells: list[Cell]
    texts: list[str]
    day: date | None
    struck: frozenset[int]

    def read(self, kind: Column) -> list[str]:
        """Return the texts of a kind that say anything, the best column first."""
        return [text for at in self.header.places.get(kind, ()) if (text := self.text(at))]

    def first(self, kind: Column) -> Cell:
        """Return the first cell of a kind that says anything."""
        return next((self.cells[at] for at in self.header.places.get(kind, ()) if self.text(at)), None)

    def text(self, at: int) -> str:
        """Return the text of a column, counted from 0."""
        return self.texts[at] if at < len(self.texts) else ""

    @property
    def is_struck(self) -> bool:
        """Say whether the row was taken off the list: its name is struck out."""
        return not self.struck.isdisjoint(self.header.places[Column.NAME])


class _Line(NamedTuple):
    """A row with the texts of its cells."""

    row: SheetRow
    texts: list[str]

    @property
    def distinct(self) -> list[str]:
        """The different texts, in their order: a merged cell counts once."""
        return distinct_texts(self.texts)


@dataclass(slots=True)
class Tables:
    """Walks down one sheet. What it says of the sheet is whole when the rows are read."""

    sheet: Sheet
    hints: DateHints
    station: StationWords | None = None
    headers: list[Header] = field(default_factory=list)
    hidden_rows: int = 0
    has_rows: bool = False
    seen: HeaderSeen | None = None
    title_day: date | None = None
    _day: date | None = None
    _above: _Line | None = None
    _is_over: bool = False
    """The heads of another table stand below this one: until a header of visitors, or a row with a day and a number."""

    def rows(self) -> Iterator[TableRow]:
        """Read the rows that are visits."""
        self.hints = replace(self.hints, is_1904=self.sheet.is_1904)
        self._take_title(self.sheet.name)
        waiting: TableRow | None = None  # a lone cell is a title if a header comes next
        lines = _with_next(self.sheet.rows)
        for line, following in lines:
            self.has_rows = True
            header = self._header(line, following)
            if header is not None:
                waiting = None
                if header.rows > 1:
                    next(lines, None)
                continue
            if waiting is not None:
                yield waiting
                waiting = None
            taken = self._taken(line)
            if taken is not None and len(line.distinct) == 1:
                waiting = taken
            elif taken is not None:
                yield taken
        if waiting is not None:
            yield waiting

    def _header(self, line: _Line, following: _Line | None) -> Header | None:
        if not may_be_header(line.texts) or len(line.distinct) == 1:
            return None
        header = read_header(line.texts, following.texts if following else None, self.station)
        if header is not None:
            self.headers.append(header)
            self._above, self._is_over = None, False
        elif not self.headers:
            self._note(line)
        return header

    def _note(self, line: _Line) -> None:
        """Remember the row that comes nearest to a header."""
        columns = columns_recognised(line.texts, self.station)
        if len(columns) > len(self.seen.columns if self.seen else ()):
            kinds = {column.kind for column in columns}
            missing = tuple(kind.value for kind in NEEDED if kind.value not in kinds)
            self.seen = HeaderSeen(sheet=self.sheet.name, row_no=line.row.number, columns=columns, missing=missing)

    def _taken(self, line: _Line) -> TableRow | None:
        distinct = line.distinct
        if not distinct:
            return None
        if not self.headers:
            for text in distinct:
                self._take_title(text)
            return None
        if len(distinct) == 1 and (day := self._day_alone(line)) is not None:
            self._day = day
            return None
        self._is_over = is_over(line.texts, self.headers[-1], was_over=self._is_over)
        if self._is_over or is_no_visit(line.texts, self.headers[-1]):
            return None
        row = line.row
        self.hidden_rows += row.is_hidden
        cells, texts = self._without_dittos(line)
        return TableRow(row.number, self.headers[-1], cells, texts, self._day, row.struck)

    def _take_title(self, text: str) -> None:
        """Take the day of a title, where it names one alone, and its year and month."""
        if not _may_be_title(text):
            return
        year, month = year_in_title(text), month_in_title(text, self.hints)
        if year is not None:
            self.hints = replace(self.hints, years=(*self.hints.years, year))
        if month is not None:
            self.hints = replace(self.hints, months=(*self.hints.months, month))
        if not is_closing(text):
            self._day = self.title_day = day_in_title(text, self.hints) or self._day

    def _day_alone(self, line: _Line) -> date | None:
        """Return the day that a row's only words are about. A number alone is a running number."""
        cell, text = next((cell, text) for cell, text in zip(line.row.cells, line.texts, strict=True) if text)
        if isinstance(cell, date):
            moment = read_visit_moment(cell, self.hints)
            return moment[0] if moment else None
        if not isinstance(cell, str) or not _may_be_title(text) or NUMBER.search(text) or is_closing(text):
            return None
        return day_in_title(text, self.hints)

    def _without_dittos(self, line: _Line) -> tuple[list[Cell], list[str]]:
        """Repeat the cells above where a row says so."""
        cells, texts, above = list(line.row.cells), line.texts, self._above
        for at, text in enumerate(texts):
            if text and len(text) <= LONGEST_DITTO and not text[-1].isdigit() and _repeats(text):
                has_above = above is not None and at < len(above.texts)
                cells[at], texts[at] = (above.row.cells[at], above.texts[at]) if above and has_above else (None, "")
        self._above = _Line(line.row._replace(cells=cells), texts)
        return cells, texts


def _may_be_title(text: str) -> bool:
    return len(text) <= LONGEST_TITLE or TITLE.search(text) is not None


def _with_next(rows: Iterable[SheetRow]) -> Iterator[tuple[_Line, _Line | None]]:
    line: _Line | None = None
    for row in rows:
        following = _Line(row, [_text(cell) if isinstance(cell, str) else text_of(cell) for cell in row.cells])
        if line is not None:
            yield line, following
        line = following
    if line is not None:
        yield line, None


@lru_cache(maxsize=4096)
def _text(cell: str) -> str:
    return text_of(cell)


@lru_cache(maxsize=4096)
def _repeats(text: str) -> bool:
    return is_ditto(text)
