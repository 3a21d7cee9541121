"""The rows of a sheet that are visits, below the header that holds for them (rule book §3, Header and Cells).

Titles, headers of further pages, section titles, sums, closing words and rows that were only numbered in advance are
neither visits nor rejected.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from bot.domain.lists.cells import is_ditto, text_of
from bot.domain.lists.columns import Column, StationWords, fold_head
from bot.domain.lists.header import NEEDED, TITLE, Header, columns_recognised, may_be_header, read_header
from bot.domain.lists.rows import Cell, HeaderSeen
from bot.domain.lists.sheets import Sheet, SheetRow
from bot.domain.lists.title_dates import day_in_title, month_in_title, year_in_title
from bot.domain.lists.visit_dates import DateHints, read_visit_moment

CLOSING = re.compile(
    r"이하(?:여백|빈칸|공란|생략)?|여백|끝|이상|계|합계|총계|소계|누계|일계|월계|(?:합계|총계|소계|누계|일계|월계|총합계|총원|총인원|총방문|총건수|총민원).{0,20}"
    r"|(?:합|총|소)?계\d+(?:명|건|인)?|(?:이상)?총\d+(?:명|건|인).{0,12}|이상\d+(?:명|건|인).{0,8}|\d+/\d+(?:쪽|페이지|PAGE)?|(?:PAGE|페이지)\d+.{0,10}|\d+(?:쪽|페이지)"
    r"|(?:작성자|작성일|작성일시|작성부서|확인자|확인|점검자|보고자|담당자|결재|결재자|출력일|출력일시|출력자|인쇄일|인쇄일시|기준일|문의|문의처|주의|유의사항|붙임)[:：].*"
)
SECTION = re.compile(r"^\s*(?:[<〈《\[【■□◆◇▣▶●○◎※*☞]|[-=─━_~]{2,}).*")
FRAME = re.compile(r"[\s\-–—=~*·.,()\[\]<>【】|]+")
SPECIMEN_ROW = {"예", "예시", "작성예", "작성예시", "기재예", "기재예시", "견본", "샘플", "EXAMPLE", "SAMPLE"}
NUMBER = re.compile(r"(?:\d[-.)]?){9}")
"""A phone number; a day has eight digits."""
LONGEST_DITTO = 20
LONGEST_NAME = 60
"""A lone cell with more letters is a sentence."""
LONGEST_TITLE = 30
"""A longer line speaks of the list only if it says so: laws too have days."""
ABOUT_A_PERSON = (Column.NAME, Column.PHONE, Column.RECEIPT_NO, Column.TYPE, Column.NOTE)


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
        return list(dict.fromkeys(filter(None, self.texts)))


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
            self._above = None
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
        if _is_no_visit(line, distinct, self.headers[-1]):
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
        if not _is_closing(text):
            self._day = self.title_day = day_in_title(text, self.hints) or self._day

    def _day_alone(self, line: _Line) -> date | None:
        """Return the day that a row's only words are about. A number alone is a running number."""
        cell, text = next((cell, text) for cell, text in zip(line.row.cells, line.texts, strict=True) if text)
        if isinstance(cell, date):
            moment = read_visit_moment(cell, self.hints)
            return moment[0] if moment else None
        if not isinstance(cell, str) or not _may_be_title(text) or NUMBER.search(text) or _is_closing(text):
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


def _is_no_visit(line: _Line, distinct: list[str], header: Header) -> bool:
    """Check whether a row is a sum, a closing word, a section's title, a specimen or only numbered in advance."""
    told = (at for kind in ABOUT_A_PERSON for at in header.places.get(kind, ()))
    if not any(at < len(line.texts) and line.texts[at] for at in told):
        return True
    first = distinct[0]
    folded = FRAME.sub("", first).upper()
    if folded in SPECIMEN_ROW:
        return True
    if NUMBER.search("|".join(distinct)):
        return False
    if not folded or _is_closing(first):
        return True
    if len(distinct) == 1 and (SECTION.match(first) or len(first) > LONGEST_NAME):
        return True
    return tuple(map(fold_head, line.texts))[: len(header.heads)] == header.heads


def _may_be_title(text: str) -> bool:
    return len(text) <= LONGEST_TITLE or TITLE.search(text) is not None


def _is_closing(text: str) -> bool:
    """Check for words that close a page: sums, who wrote it and when."""
    return any(map(CLOSING.fullmatch, (FRAME.sub("", text).upper(), "".join(text.split()))))


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
