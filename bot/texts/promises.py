"""Reading when somebody is to be phoned again, as operators type it: 16:00, 내일 오후 4시 반, 11/25 10시."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.calendar import SEOUL
from bot.domain.lists.times_of_day import time_in

MONTH_DAY = re.compile(r"(?<![\d.:])(\d{1,2})\s*(?:월|[-/])\s*(\d{1,2})(?![\d:])\s*일?", re.ASCII)
NOBODY_PHONES_BEFORE = timedelta(hours=7)
"""A bare "4시" is in the afternoon."""


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
