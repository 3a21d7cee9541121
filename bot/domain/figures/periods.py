"""Periods of time that figures are asked for (rule book §8)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendar import SEOUL, WorkingCalendar


class PeriodKind(StrEnum):
    """How a period is named."""

    DAY = "day"
    WEEK = "week"  # Monday to Sunday
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Period:
    """Seoul days from `first` to `last`, both included."""

    kind: PeriodKind
    first: date
    last: date

    @property
    def start(self) -> datetime:
        """The moment it begins."""
        return datetime.combine(self.first, time(0), SEOUL)

    @property
    def end(self) -> datetime:
        """The moment it is over: the midnight after its last day."""
        return datetime.combine(self.last + timedelta(days=1), time(0), SEOUL)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def years(self) -> int:
        """How many whole years it is; 0 if it is anything else."""
        is_whole = (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31)
        return self.last.year - self.first.year + 1 if is_whole else 0

    @property
    def quarter(self) -> int:
        """The quarter of the year that it begins in, from 1."""
        return (self.first.month + 2) // 3

    @property
    def whole_before(self) -> "Period":
        """The period of the same kind before it, all of it."""
        return period_with(self.kind, self.first - timedelta(days=1))

    def before(self, today: date, calendar: WorkingCalendar) -> "Period":
        """Return the period to compare with: the one before, of one still running only as much as has passed.

        A day has the last working day beside it, a running week as many working days right before it as it has had,
        a running month, quarter or year as many from the beginning of the one before.
        """
        if self.days == 1:
            return period_with(PeriodKind.DAY, calendar.previous_working_day(self.first))
        if self.kind is PeriodKind.RANGE:
            years = self.first.replace(year=self.first.year - self.years)
            first = years if self.years else self.first - timedelta(days=self.days)
            passed = max(today, self.first) - self.first
            return _of_days(first, self.first - timedelta(days=1) if today >= self.last else first + passed)
        whole = self.whole_before
        if today >= self.last:
            return whole
        worked = max(1, calendar.working_days_between(self.first, today))
        if self.kind is PeriodKind.WEEK:
            return _last_working_days(worked, self.first, calendar)
        return _of_days(whole.first, min(calendar.due_in_days(whole.first, worked), whole.last))


def _of_days(first: date, last: date) -> Period:
    return Period(PeriodKind.DAY if first == last else PeriodKind.RANGE, first, last)


def _last_working_days(count: int, day: date, calendar: WorkingCalendar) -> Period:
    """Return the stretch of so many working days that ends before a day."""
    first = last = calendar.previous_working_day(day)
    for _ in range(count - 1):
        first = calendar.previous_working_day(first)
    return _of_days(first, last)


def period_with(kind: PeriodKind, day: date) -> Period:
    """Return the day, week, month, quarter or year that a day belongs to."""
    match kind:
        case PeriodKind.WEEK:
            first = day - timedelta(days=day.weekday())
            return Period(kind, first, first + timedelta(days=6))
        case PeriodKind.MONTH:
            return Period(kind, day.replace(day=1), _last_of_month(day))
        case PeriodKind.QUARTER:
            first_month = 3 * ((day.month - 1) // 3) + 1
            return Period(
                kind, day.replace(month=first_month, day=1), _last_of_month(date(day.year, first_month + 2, 1))
            )
        case PeriodKind.YEAR:
            return Period(kind, date(day.year, 1, 1), date(day.year, 12, 31))
        case _:
            return Period(PeriodKind.DAY, day, day)


CLOSED_KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)
"""Each is made of whole ones of the kind before. Weeks are none: they do not add up to months."""


def parts_of(period: Period) -> list[Period]:
    """Return the months of a quarter or the quarters of a year; a month has none."""
    at = CLOSED_KINDS.index(period.kind)
    if not at:
        return []
    parts = [period_with(CLOSED_KINDS[at - 1], period.first)]
    while parts[-1].last < period.last:
        parts.append(period_with(CLOSED_KINDS[at - 1], parts[-1].last + timedelta(days=1)))
    return parts


def closed_for(period: Period, today: date) -> Period:
    """Return the closed period that answers for one: itself, else the month that it ends in, or the last that is over.

    A range of just the days of a month, quarter or year is meant as that; for years the last that is over answers.
    """
    for kind in CLOSED_KINDS:
        whole = period_with(kind, period.first)
        if (whole.first, whole.last) == (period.first, period.last) and whole.last < today:
            return whole
    if period.years > 1:
        year = period_with(PeriodKind.YEAR, min(period.last, today))
        return year if year.last < today else year.whole_before
    month = period_with(PeriodKind.MONTH, min(period.last, today))
    return month if month.last < today else month.whole_before


def period_of(text: str) -> Period:
    """Read a period back from "month:2026-11-01:2026-11-30".

    Raises:
        ValueError: it is none.
    """
    kind, first, last = text.split(":")
    return Period(PeriodKind(kind), date.fromisoformat(first), date.fromisoformat(last))


def text_of(period: Period) -> str:
    """Write a period for a button or a notice, to be read by `period_of`."""
    return f"{period.kind}:{period.first.isoformat()}:{period.last.isoformat()}"


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
