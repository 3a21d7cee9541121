"""Periods of time that figures are asked for, as people write them in Korean or English (rule book §8)."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendar import SEOUL
from bot.domain.refusals import Reason, Refused

HALF_A_YEAR = 6
LONGEST_DAYS = 366
"""A longer stretch is asked for year by year."""


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
    def quarter(self) -> int:
        """The quarter of the year that it begins in, from 1."""
        return (self.first.month + 2) // 3

    def before(self, today: date) -> "Period":
        """Give the period to compare with: the one before, of one that is still running only as much as has passed."""
        day_before = self.first - timedelta(days=1)
        if self.kind is PeriodKind.RANGE:
            whole = Period(self.kind, self.first - timedelta(days=self.days), day_before)
        else:
            whole = period_with(self.kind, day_before)
        if today >= self.last:
            return whole
        passed = whole.first + (max(today, self.first) - self.first)
        return Period(PeriodKind.RANGE, whole.first, min(passed, whole.last))


def period_with(kind: PeriodKind, day: date) -> Period:
    """Give the day, week, month, quarter or year that a day belongs to."""
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


def read_period(words: str, today: date) -> tuple[Period | None, str]:
    """Find the period in some words. Gives it (None: there is none) and the words that are left.

    Raises:
        Refused: a day that does not exist, the end before the beginning, all of it ahead, or too long.
    """
    one_word = _DATED.sub(lambda found: found[1], _TILDE.sub("~", unicodedata.normalize("NFC", words)))
    folded = _SPACED.sub(lambda found: found[1] + found[2], one_word)
    left = []
    period: Period | None = None
    for word in folded.split():
        found = _period_in(word, today) if period is None else None
        if found is None:
            left.append(word)
        else:
            period = _checked(found, word, today)
    return period, " ".join(left)


_TILDE = re.compile(r"\s*(?:~|～|∼|\.\.|–)\s*")
_SPACED = re.compile(r"(?i)\b(이번|지난|저번|this|last)\s+(주|달|월|분기|해|week|month|quarter|year)")
_DATED = re.compile(
    r"((?<!\d)(?:\d{4}년(?=\s+\d{1,2}(?:월|분기))|\d{1,2}월(?=\s+\d{1,2}일)|\d{1,4}\.(?=\s+\d{1,2}\.)))\s+"
)
_DAY = r"(?:(\d{4})[-./년]\s*)?(\d{1,2})[-./월]\s*(\d{1,2})[일.]?"
_RANGE = re.compile(rf"{_DAY}~{_DAY}")
_ONE_DAY = re.compile(_DAY)
_MONTH = re.compile(r"(\d{4})[-./년](\d{1,2})월?")
_MONTH_ALONE = re.compile(r"(\d{1,2})월")
_QUARTER = re.compile(r"(?i)(?:(\d{4})[-./년]?)?(?:q([1-4])|([1-4])분기)")
_YEAR = re.compile(r"(20\d{2})년?")

_THIS, _LAST = 0, -1
NAMED: Mapping[str, tuple[PeriodKind, int]] = {
    "오늘": (PeriodKind.DAY, _THIS),
    "today": (PeriodKind.DAY, _THIS),
    "day": (PeriodKind.DAY, _THIS),
    "어제": (PeriodKind.DAY, _LAST),
    "yesterday": (PeriodKind.DAY, _LAST),
    "이번주": (PeriodKind.WEEK, _THIS),
    "금주": (PeriodKind.WEEK, _THIS),
    "week": (PeriodKind.WEEK, _THIS),
    "thisweek": (PeriodKind.WEEK, _THIS),
    "지난주": (PeriodKind.WEEK, _LAST),
    "저번주": (PeriodKind.WEEK, _LAST),
    "전주": (PeriodKind.WEEK, _LAST),
    "lastweek": (PeriodKind.WEEK, _LAST),
    "이번달": (PeriodKind.MONTH, _THIS),
    "이번월": (PeriodKind.MONTH, _THIS),
    "이달": (PeriodKind.MONTH, _THIS),
    "금월": (PeriodKind.MONTH, _THIS),
    "month": (PeriodKind.MONTH, _THIS),
    "thismonth": (PeriodKind.MONTH, _THIS),
    "지난달": (PeriodKind.MONTH, _LAST),
    "저번달": (PeriodKind.MONTH, _LAST),
    "전월": (PeriodKind.MONTH, _LAST),
    "lastmonth": (PeriodKind.MONTH, _LAST),
    "이번분기": (PeriodKind.QUARTER, _THIS),
    "분기": (PeriodKind.QUARTER, _THIS),
    "quarter": (PeriodKind.QUARTER, _THIS),
    "thisquarter": (PeriodKind.QUARTER, _THIS),
    "지난분기": (PeriodKind.QUARTER, _LAST),
    "lastquarter": (PeriodKind.QUARTER, _LAST),
    "올해": (PeriodKind.YEAR, _THIS),
    "이번해": (PeriodKind.YEAR, _THIS),
    "금년": (PeriodKind.YEAR, _THIS),
    "year": (PeriodKind.YEAR, _THIS),
    "thisyear": (PeriodKind.YEAR, _THIS),
    "작년": (PeriodKind.YEAR, _LAST),
    "지난해": (PeriodKind.YEAR, _LAST),
    "lastyear": (PeriodKind.YEAR, _LAST),
}


def _period_in(word: str, today: date) -> Period | None:
    named = NAMED.get(word.casefold())
    if named is not None:
        kind, which = named
        this = period_with(kind, today)
        return this if which == _THIS else period_with(kind, this.first - timedelta(days=1))
    for pattern, read in _PATTERNS.items():
        found = pattern.fullmatch(word)
        if found is not None:
            try:
                return read(found, today)
            except ValueError:
                raise Refused(Reason.WRONG_PERIOD, word=word) from None
    return None


def _range(found: re.Match[str], today: date) -> Period:
    first = _day(found[1], found[2], found[3], today)
    year = found[4] or str(first.year)
    last = date(int(year), int(found[5]), int(found[6]))
    if last < first and found[4] is None and first.month - last.month > HALF_A_YEAR:  # 12/20~1/10
        last = last.replace(year=last.year + 1)
    return Period(PeriodKind.RANGE, first, last)


def _one_day(found: re.Match[str], today: date) -> Period:
    return period_with(PeriodKind.DAY, _day(found[1], found[2], found[3], today))


def _month(found: re.Match[str], _today: date) -> Period:
    return period_with(PeriodKind.MONTH, date(int(found[1]), int(found[2]), 1))


def _month_alone(found: re.Match[str], today: date) -> Period:
    return period_with(PeriodKind.MONTH, _day(None, found[1], "1", today))


def _quarter(found: re.Match[str], today: date) -> Period:
    month = 3 * int(found[2] or found[3]) - 2
    return period_with(PeriodKind.QUARTER, _day(found[1], str(month), "1", today))


def _year(found: re.Match[str], _today: date) -> Period:
    return period_with(PeriodKind.YEAR, date(int(found[1]), 1, 1))


_PATTERNS: Mapping[re.Pattern[str], Callable[[re.Match[str], date], Period]] = {
    _RANGE: _range,
    _MONTH: _month,  # before a day: 2026-11 is no 20 of some month
    _ONE_DAY: _one_day,
    _MONTH_ALONE: _month_alone,
    _QUARTER: _quarter,
    _YEAR: _year,
}


def _day(year: str | None, month: str, day: str, today: date) -> date:
    """Make a day; without a year the last one of that month and day that is not ahead."""
    if year is not None:
        return date(int(year), int(month), int(day))
    this_year = date(today.year, int(month), int(day))
    return this_year if this_year <= today else this_year.replace(year=today.year - 1)


def _checked(period: Period, word: str, today: date) -> Period:
    if period.last < period.first:
        raise Refused(Reason.WRONG_PERIOD, word=word)
    if period.first > today:
        raise Refused(Reason.PERIOD_AHEAD, word=word)
    if period.days > LONGEST_DAYS:
        raise Refused(Reason.PERIOD_TOO_LONG, word=word)
    return period


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
