"""Reading periods as people write them (rule book §8). Which words they use is an argument: languages are texts."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.refusals import Reason, Refused

HALF_A_YEAR = 6
LONGEST_DAYS = 366
LONGEST_YEARS = 20
"""A longer stretch than a year is asked for in whole years."""


class Which(StrEnum):
    """Which period of its kind is meant."""

    THIS = "this"
    LAST = "last"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodWords:
    """The words for periods. What has a space in it may be written with or without."""

    named: Mapping[str, tuple[PeriodKind, Which]]  # "last week"
    year: Sequence[str] = ()  # after the number
    month: Sequence[str] = ()
    day: Sequence[str] = ()
    quarter: Sequence[str] = ()
    quarter_before: Sequence[str] = ()  # before the number, as in Q4
    between: Sequence[str] = ()  # from one day to another
    until: Sequence[str] = ()  # after the last day


ReadDays = Callable[[re.Match[str], date], Period]


class PeriodReader:
    """Finds the period in some words. Dates are read as numbers with "-", "/", "." or the words after them."""

    def __init__(self, words: PeriodWords) -> None:
        self._named = {
            spelled: meant for name, meant in words.named.items() for spelled in {_folded(name), _joined(name)}
        }
        self._longest = max((len(name.split()) for name in self._named), default=1)
        years = [name for name, (kind, _) in self._named.items() if kind is PeriodKind.YEAR]
        self._stretches = _stretches(words)
        self._years_named, self._years_after = _named_years(years, words), _years_after(words)
        self._spaced = _spaced_dates(words)
        self._patterns = _patterns(words)

    def read(self, words: str, today: date) -> tuple[Period | None, str]:
        """Find the first period. Gives it (None: there is none) and the words that are left.

        Raises:
            Refused: a day that does not exist, the end before the beginning, all of it ahead, or too long.
        """
        left = self._joined_dates(words, today).split()
        for place in range(len(left)):
            for size in range(self._longest, 0, -1):
                word = " ".join(left[place : place + size])
                period = self._period_in(word, today)
                if period is not None:
                    return _checked(period, word, today), " ".join(left[:place] + left[place + size :])
        return None, " ".join(TILDE.sub("~", unicodedata.normalize("NFC", words)).split())

    def _joined_dates(self, words: str, today: date) -> str:
        """Write each period that has spaces in it, or a year by its name, as one word."""
        normal = unicodedata.normalize("NFKC", words).replace(",", " ")
        normal = TILDE.sub("~", self._stretches.sub(lambda found: " " if found[1] else "~", normal))
        normal = self._years_named.sub(lambda found: f"{self._year_of(found[1], today)}-", normal)
        normal = self._years_after.sub(lambda found: f"{found[2]}-{found[1]}", normal)
        return self._spaced.sub(lambda found: found[1], normal)

    def _year_of(self, name: str, today: date) -> int:
        _, which = self._named[_folded(name)]
        return today.year - (which is Which.LAST)

    def _period_in(self, word: str, today: date) -> Period | None:
        meant = self._named.get(_folded(word))
        if meant is not None:
            kind, which = meant
            this = period_with(kind, today)
            return this if which is Which.THIS else period_with(kind, this.first - timedelta(days=1))
        for pattern, read in self._patterns.items():
            found = pattern.fullmatch(word)
            if found is not None:
                try:
                    return read(found, today)
                except ValueError:
                    raise Refused(Reason.WRONG_PERIOD, word=word) from None
        return None


TILDE = re.compile(r"\s*(?:~|～|∼|\.\.|–)\s*")


def _spaced_dates(words: PeriodWords) -> re.Pattern[str]:
    """Find the spaces inside of a date: "2026년 11월 23일", "2026. 11. 23."."""
    year, month, day, quarter = (_any_of(each) for each in (words.year, words.month, words.day, words.quarter))
    after_year = rf"\d{{4}}{year}(?=\s+\d{{1,2}}(?:{month}|{quarter}))"
    after_month = rf"\d{{1,2}}{month}(?=\s+\d{{1,2}}{day})"
    after_dot = r"\d{1,4}\.(?=\s+\d{1,2}\.)"
    return re.compile(rf"((?<!\d)(?:{after_year}|{after_month}|{after_dot}))\s+", re.IGNORECASE)


def _stretches(words: PeriodWords) -> re.Pattern[str]:
    """Find what stands between two days in words, and after the last: "11월 1일부터 11월 15일까지"."""
    ends = "".join(re.escape(mark[-1]) for mark in (*words.year, *words.month, *words.day, *words.quarter))
    after_a_day, between, until = rf"(?<=[\d.{ends}])\s*", _any_of(words.between), _any_of(words.until)
    return re.compile(rf"{after_a_day}{between}\s*(?=\d)|{after_a_day}({until})(?!\S)", re.IGNORECASE)


def _named_years(names: Sequence[str], words: PeriodWords) -> re.Pattern[str]:
    """Find the name of a year before a month, a quarter or a day of it: "작년 3분기"."""
    dated = rf"\d{{1,2}}(?:{_any_of(words.month)}|{_any_of(words.quarter)}|/)|{_any_of(words.quarter_before)}[1-4]"
    return re.compile(rf"(?<!\S)({_any_of(names)})\s+(?={dated})", re.IGNORECASE)


def _years_after(words: PeriodWords) -> re.Pattern[str]:
    """Find a year behind its quarter: "Q3 2025"."""
    quarter = rf"{_any_of(words.quarter_before)}[1-4]|[1-4]{_any_of(words.quarter)}"
    return re.compile(rf"(?<!\S)({quarter})\s+(20\d{{2}})(?!\S)", re.IGNORECASE)


def _patterns(words: PeriodWords) -> Mapping[re.Pattern[str], ReadDays]:
    """Make the patterns of what has numbers in it, each with how it is read."""
    year, month = (rf"(?:[-./]|{_any_of(each)})" for each in (words.year, words.month))
    a_day = rf"(?:(\d{{4}}){year})?(\d{{1,2}}){month}(\d{{1,2}})(?:\.|{_any_of(words.day)})?"
    a_month = rf"(?:(\d{{4}}){year})?(\d{{1,2}})"
    quarter = rf"(?:{_any_of(words.quarter_before)}([1-4])|([1-4]){_any_of(words.quarter)})"
    written: Mapping[str, ReadDays] = {
        rf"{a_day}~{a_day}": _range,
        rf"{a_month}{_any_of(words.month)}?~{a_month}{_any_of(words.month)}": _months,
        rf"(\d{{4}}){year}(\d{{1,2}})~(\d{{4}}){year}(\d{{1,2}})": _months,
        rf"(20\d{{2}}){_any_of(words.year)}?[~-](20\d{{2}}){_any_of(words.year)}?": _years,
        rf"(\d{{4}}){year}(\d{{1,2}}){_any_of(words.month)}?": _month,  # before a day: 2026-11 is no 20 of some month
        a_day: _one_day,
        rf"(\d{{1,2}}){_any_of(words.month)}": _month_alone,
        rf"(?:(\d{{4}}){year}?)?{quarter}": _quarter,
        rf"(20\d{{2}}){_any_of(words.year)}?": _year,
    }
    return {re.compile(pattern, re.IGNORECASE): read for pattern, read in written.items()}


def _any_of(words: Sequence[str]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in words)})" if words else "(?!)"


def _folded(word: str) -> str:
    return " ".join(unicodedata.normalize("NFC", word).casefold().split())


def _joined(word: str) -> str:
    return _folded(word).replace(" ", "")


def _range(found: re.Match[str], today: date) -> Period:
    first = _day(found[1], found[2], found[3], today)
    year = found[4] or str(first.year)
    last = date(int(year), int(found[5]), int(found[6]))
    if found[4] is None and first.month - last.month > HALF_A_YEAR:  # 12/20~1/10
        last = last.replace(year=last.year + 1)
    return Period(PeriodKind.RANGE, first, last)


def _months(found: re.Match[str], today: date) -> Period:
    first = _day(found[1], found[2], "1", today)
    year = int(found[3]) if found[3] else first.year + (int(found[4]) < first.month)
    return Period(PeriodKind.RANGE, first, period_with(PeriodKind.MONTH, date(year, int(found[4]), 1)).last)


def _years(found: re.Match[str], _today: date) -> Period:
    return Period(PeriodKind.RANGE, date(int(found[1]), 1, 1), date(int(found[2]), 12, 31))


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
    if period.years > LONGEST_YEARS or (period.days > LONGEST_DAYS and not period.years):
        raise Refused(Reason.PERIOD_TOO_LONG, word=word)
    return period
