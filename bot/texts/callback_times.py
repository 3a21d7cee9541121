"""Reading when somebody is to be phoned again: 16:00, 내일 오후 4시, 금요일 10시, 11/25 10시.

All that was typed is read, or nothing: of a day that is not understood nobody is phoned today instead.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.calendar import SEOUL
from bot.domain.lists.times_of_day import time_and_rest
from bot.texts.promises import DAYS, WEEKDAYS, WEEKS, Ahead, Idle, Weekday, WeekMeant
from bot.texts.words import meaning_of

MONTH_DAY = re.compile(r"(?<![\d.:])(\d{1,2})\s*(?:월|[-/])\s*(\d{1,2})(?![\d:])\s*일?", re.ASCII)
DAY_OF_MONTH = re.compile(r"(?<![\d.:])(\d{1,2})\s*일", re.ASCII)
_HOURS, _MINUTES = r"(\d{1,2}|한|두|세|an?)\s*(?:시간|hours?)\s*(반)?", r"(\d{1,3})\s*(?:분|min(?:ute)?s?)"
_A_WHILE = rf"(?:{_HOURS})?\s*(?:{_MINUTES})?"
LATER = [
    re.compile(each, re.IGNORECASE)
    for each in (rf"{_A_WHILE}\s*(?:뒤|후|이따가?|있다가?|later)", rf"\bin\s+{_A_WHILE}")
]
ONE_TO_THREE = {"한": 1, "두": 2, "세": 3, "a": 1, "an": 1}
BETWEEN_WORDS = re.compile(r"[\s()\[\],.]+")
NOBODY_PHONES_BEFORE = timedelta(hours=7)
"""A bare "4시" is in the afternoon."""
MOST_WORDS = 4
"""Of a name: "the day after tomorrow"."""
KINDS: tuple[type[StrEnum], ...] = (Ahead, Weekday, WeekMeant, Idle)


def promise_in(words: str, now: datetime) -> datetime | None:
    """Return the moment that is meant; None where no time stands, or where something else stands beside it."""
    today, words = now.astimezone(SEOUL).date(), unicodedata.normalize("NFKC", words)
    if (later := _later(words, now)) is not None:
        return later
    try:
        dated, rest = _date_in(words, today)
    except ValueError:
        return None
    at, rest = time_and_rest(rest)
    names = list(_names_in(rest))
    day = None if None in names else _day_meant(dated, names, today)
    if at is None or day is None:
        return None
    since = at.since_midnight
    midnight = datetime.combine(day, time(), SEOUL)
    return midnight + (since + timedelta(hours=12) if since < NOBODY_PHONES_BEFORE else since)


def _later(words: str, now: datetime) -> datetime | None:
    """Read how long it is until then: 1시간 뒤, 30분 후, in 2 hours."""
    for pattern in LATER:
        found = next((each for each in pattern.finditer(words) if each[1] or each[3]), None)
        if found is None or not all(isinstance(name, Idle) for name in _names_in(words.replace(found[0], " ", 1))):
            continue
        hours = ONE_TO_THREE.get((found[1] or "0").lower()) or int(found[1] or 0)
        until = timedelta(hours=hours, minutes=(30 if found[2] else 0) + int(found[3] or 0))
        return now.replace(second=0, microsecond=0) + until
    return None


def _date_in(words: str, today: date) -> tuple[set[date], str]:
    """Read a day of a month, of which the next is meant, and the words that are left.

    Raises:
        ValueError: there is no such day.
    """
    if found := MONTH_DAY.search(words):
        day = today.replace(month=int(found[1]), day=int(found[2]))
        day = day if day >= today else day.replace(year=today.year + 1)
    elif found := DAY_OF_MONTH.search(words):
        day = today.replace(day=int(found[1]))
        day = day if day >= today else (today.replace(day=1) + timedelta(days=31)).replace(day=day.day)
    else:
        return set(), words
    return {day}, words.replace(found[0], " ", 1)


def _day_meant(dated: set[date], names: Iterable[StrEnum | None], today: date) -> date | None:
    """Return the day that all of the names mean, without any today; None: they contradict each other, or leave it open.

    Of the day of the week that it is today nobody knows whether today is meant.
    """
    ahead = {today + timedelta(days=DAYS[name]) for name in names if isinstance(name, Ahead)}
    weekdays = [WEEKDAYS[name] for name in names if isinstance(name, Weekday)]
    weeks = [WEEKS[name] for name in names if isinstance(name, WeekMeant)]
    monday = today - timedelta(days=today.weekday())
    of_weeks = {monday + timedelta(weeks=week, days=number) for week in weeks for number in weekdays}
    days = dated | ahead | of_weeks
    if weekdays and not days and weekdays[0] != today.weekday():
        days = {today + timedelta(days=(weekdays[0] - today.weekday()) % 7)}
    day = days.pop() if days else None if weekdays else today
    fits = day is not None and all(day.weekday() == number for number in weekdays)
    return None if days or not fits or len(weeks) > len(weekdays) else day


def _names_in(words: str) -> Iterator[StrEnum | None]:
    """Return what each word or phrase names, the longest first; None: nothing."""
    left = [word for word in BETWEEN_WORDS.split(words) if word]
    while left:
        phrases = ((count, " ".join(left[:count])) for count in range(min(MOST_WORDS, len(left)), 0, -1))
        found = ((count, meaning_of(kind, phrase)) for count, phrase in phrases for kind in KINDS)
        count, name = next(((count, name) for count, name in found if name is not None), (1, None))
        yield name
        left = left[count:]
