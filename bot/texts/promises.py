"""Reading days and times ahead as people type them: 16:00, 내일 오후 4시, 11/25 10시; 12월 31일까지, 내년 3월 1일."""

import re
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.calendar import SEOUL
from bot.domain.lists.times_of_day import time_in

MONTH_DAY = re.compile(r"(?<![\d.:])(\d{1,2})\s*(?:월|[-/])\s*(\d{1,2})(?![\d:])\s*일?", re.ASCII)
NOBODY_PHONES_BEFORE = timedelta(hours=7)
"""A bare "4시" is in the afternoon."""


LAST_DAY = re.compile(
    r"(?:(20\d{2})\s*(?:년|[-./])\s*)?(\d{1,2})\s*(?:월|[-./])\s*(\d{1,2})\s*(?:일|\.)?\s*(?:까지)?(?:[,\s]+|$)",
    re.ASCII,
)


class YearMeant(StrEnum):
    """Years that have a name."""

    THIS_YEAR = "this_year"
    NEXT_YEAR = "next_year"


YEARS = {meant: number for number, meant in enumerate(YearMeant)}


class Ahead(StrEnum):
    """Days that have a name."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    DAY_AFTER = "day_after"


DAYS = {ahead: number for number, ahead in enumerate(Ahead)}


def promised_at(words: str, now: datetime, ahead: Ahead | None) -> datetime | None:
    """Return the moment that is meant, on a named day, on a date, or today; None where no time stands."""
    today = now.astimezone(SEOUL).replace(hour=0, minute=0, second=0, microsecond=0)
    day = today + timedelta(days=DAYS[ahead or Ahead.TODAY])
    if dated := MONTH_DAY.search(words):
        words = words.replace(dated[0], " ")
        try:
            day = today.replace(month=int(dated[1]), day=int(dated[2]))
        except ValueError:
            return None
        day = day if day >= today else day.replace(year=today.year + 1)
    found = time_in(words.strip())
    if found is None:
        return None
    since = found.since_midnight
    return day + (since + timedelta(hours=12) if since < NOBODY_PHONES_BEFORE else since)


def last_day_at(words: str, today: date, year: YearMeant | None) -> tuple[date, str] | None:
    """Return the day with which words begin, and the rest; None where none stands. Without a year it lies ahead.

    Raises:
        ValueError: there is no such day.
    """
    found = LAST_DAY.match(words)
    if found is None:
        return None
    named = int(found[1]) if found[1] else None if year is None else today.year + YEARS[year]
    day = date(named or today.year, int(found[2]), int(found[3]))
    if named is None and day < today:
        day = day.replace(year=today.year + 1)
    return day, words[found.end() :]
