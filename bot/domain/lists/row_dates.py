"""When the visits of a sheet were: day and time joined, days without a year near to those that have one (§3, Cells)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.lists.cells import says_nothing
from bot.domain.lists.columns import Column
from bot.domain.lists.tables import TableRow, Tables
from bot.domain.lists.visit_dates import DateHints, Moment, join_moment, read_visit_moment

NO_YEAR = 2004
"""A leap year long past: what is read in it named no year of its own."""
MOST_WAITING = 2000
"""Rows without a year that wait for one that names it."""

Dated = tuple[TableRow, Moment | None]


@dataclass(slots=True)
class RowDates:
    """Reads the days of one file's rows; `near` is the last day that came with a year."""

    near: date | None = None

    def read(self, tables: Tables) -> Iterator[Dated]:
        """Return each row with its moment. Rows without a year wait for one that names it, if no title does."""
        waiting: list[Dated] = []
        for row in tables.rows():
            hints = tables.hints
            moment = moment_of(row, hints if hints.years else replace(hints, years=(NO_YEAR,)))
            if moment is not None and moment[0].year != NO_YEAR and moment[0] <= hints.today:
                self.near = moment[0]
            waiting.append((row, moment))
            if self.near is not None or len(waiting) == MOST_WAITING:
                yield from self._settled(waiting, hints)
                waiting.clear()
        yield from self._settled(waiting, tables.hints)

    def _settled(self, waiting: list[Dated], hints: DateHints) -> Iterator[Dated]:
        for row, moment in waiting:
            has_year = moment is None or moment[0].year != NO_YEAR
            yield row, moment if has_year else self._nearest(row, hints)

    def _nearest(self, row: TableRow, hints: DateHints) -> Moment | None:
        """Read a day without a year: in the year in which it lies nearest to the last day that has one."""
        near = self.near
        if near is None or hints.years:
            return moment_of(row, hints)
        read = (moment_of(row, replace(hints, years=(near.year + step,))) for step in (0, 1, -1))
        return min((moment for moment in read if moment), key=lambda moment: abs(moment[0] - near), default=None)


def is_dated(row: TableRow) -> bool:
    """Check whether a row says when it was, readable or not."""
    return row.day is not None or any(not says_nothing(text) for text in row.read(Column.VISITED_ON))


def moment_of(row: TableRow, hints: DateHints) -> Moment | None:
    """Read when a visit was: its day, else that of the rows below which it stands, and the time of its own column."""
    written = row.first(Column.VISITED_ON)
    day = row.day if says_nothing(written) else written
    at = row.first(Column.VISITED_TIME)
    if at is None:
        return read_visit_moment(day, hints)
    return join_moment(day, at, hints)
