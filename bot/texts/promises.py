"""Days ahead that have a name, and the day with which words begin: 내일, 다음 주, 12월 31일까지, 내년 3월 1일."""

import re
from datetime import date
from enum import StrEnum

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


class Weekday(StrEnum):
    """Days of the week, as they follow one another."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


WEEKDAYS = {day: number for number, day in enumerate(Weekday)}


class WeekMeant(StrEnum):
    """Weeks that have a name."""

    THIS_WEEK = "this_week"
    NEXT_WEEK = "next_week"


WEEKS = {meant: number for number, meant in enumerate(WeekMeant)}


class Idle(StrEnum):
    """What stands beside a time and changes nothing of it."""

    BESIDE_A_TIME = "beside_a_time"


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
