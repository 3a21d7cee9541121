"""When the visits of a sheet were: day and time joined, days without a year near to those that have one (§3, Cells)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from bot.domain.lists.cells import says_nothing, text_of
from bot.domain.lists.columns import Column
from bot.domain.lists.places import Header
from bot.domain.lists.table_rows import TableRow
from bot.domain.lists.tables import Tables
from bot.domain.lists.visit_dates import DateHints, Moment, join_moment, read_visit_moment

NO_YEAR = 2004
"""A leap year long past: what is read in it named no year of its own."""
TIME_ALONE = re.compile(
    r"(?:오전|오후|새벽|아침|낮|저녁|밤|[AP]M)?\s*\d{1,2}\s*(?::\s*\d{1,2}|시)[\d\s:시분반경쯤~-]*(?:[AP]M)?",
    re.ASCII | re.IGNORECASE,
)
"""A time in a column of days: that of the day above."""
DAY_OF_A_MONTH = re.compile(r"\d{1,2}", re.ASCII)
"""A column of days below a title that names the month."""
MOST_WAITING = 2000
"""Rows without a year that wait for one that names it."""

Dated = tuple[TableRow, Moment | None]


@dataclass(slots=True)
class RowDates:
    """Reads the days of one file's rows; `near` is the last day that came with a year."""

    near: date | None = None

    def read(self, tables: Tables) -> Iterator[Dated]:
        """Return each row with its moment. Some wait for rows below: for one that names the year, for how blanks go."""
        waiting: list[tuple[TableRow, Moment | None, DayColumn]] = []
        column: DayColumn | None = None
        for row in tables.rows():
            hints = tables.hints
            moment = moment_of(row, hints if hints.years else _without_year(hints))
            if moment is not None and moment[0].year != NO_YEAR and moment[0] <= hints.today:
                self.near = moment[0]
            if column is None or column.header is not row.header:
                column = DayColumn(row.header)
            column.note(row, moment)
            waiting.append((row, moment, column))
            if (self.near is not None and not column.is_open) or len(waiting) == MOST_WAITING:
                yield from self._settled(waiting, hints)
                waiting.clear()
        yield from self._settled(waiting, tables.hints)

    def _settled(self, waiting: list[tuple[TableRow, Moment | None, "DayColumn"]], hints: DateHints) -> Iterator[Dated]:
        for row, moment, column in waiting:
            has_year = moment is None or moment[0].year != NO_YEAR
            yield row, column.filled(row, moment if has_year else self._nearest(row, hints), hints)

    def _nearest(self, row: TableRow, hints: DateHints) -> Moment | None:
        """Read a day without a year: in the year in which it lies nearest to the last day that has one."""
        near = self.near
        if near is None or hints.years:
            return moment_of(row, hints)
        read = (moment_of(row, replace(hints, years=(near.year + step,))) for step in (0, 1, -1))
        return min((moment for moment in read if moment), key=lambda moment: abs(moment[0] - near), default=None)


@dataclass(slots=True)
class DayColumn:
    """The days of one table. Where each is written once, beside the first of its rows, blanks have the day above.

    That is so if no two neighbours name the same day and at least two rows name none. Elsewhere a day was forgotten.
    """

    header: Header
    _blanks: int = 0
    _is_repeated: bool = False
    _noted: date | None = None
    _day: date | None = None

    @property
    def is_open(self) -> bool:
        """Say whether rows below decide on blanks above."""
        return self._blanks > 0 and not self._is_repeated

    def note(self, row: TableRow, moment: Moment | None) -> None:
        """Look at a row before those above are decided on."""
        day = moment[0] if moment else None
        self._is_repeated = self._is_repeated or (day is not None and day == self._noted)
        self._blanks += day is None and not is_dated(row)
        self._noted = day

    def filled(self, row: TableRow, moment: Moment | None, hints: DateHints) -> Moment | None:
        """Return the moment of a row, with the day of those above if blanks mean that, or if it names a time alone."""
        if moment is not None:
            self._day = moment[0]
        elif self._day is not None and (names_time_alone(row) or (self._means_above and not is_dated(row))):
            row.day = self._day
            return moment_of(row, hints)
        return moment

    @property
    def _means_above(self) -> bool:
        return self._blanks > 1 and not self._is_repeated and Column.VISITED_ON in self.header.places


@lru_cache(maxsize=8)
def _without_year(hints: DateHints) -> DateHints:
    return replace(hints, years=(NO_YEAR,))


def is_dated(row: TableRow) -> bool:
    """Check whether a row says when it was, readable or not."""
    return row.day is not None or any(not says_nothing(text) for text in row.read(Column.VISITED_ON))


def names_time_alone(row: TableRow) -> bool:
    """Check whether a time stands in the column of days."""
    return TIME_ALONE.fullmatch(text_of(row.written_day)) is not None


def moment_of(row: TableRow, hints: DateHints) -> Moment | None:
    """Read when a visit was: its day, else that of the rows below which it stands, and the time of its own column."""
    written = row.written_day
    if hints.months and DAY_OF_A_MONTH.fullmatch(text_of(written)):
        written = f"{text_of(written)}일"
    at = row.first(Column.VISITED_TIME)
    if row.day is not None and TIME_ALONE.fullmatch(text_of(written)):
        at, written = written, None
    day = row.day if says_nothing(written) else written
    if at is None:
        return read_visit_moment(day, hints)
    return join_moment(day, at, hints)
