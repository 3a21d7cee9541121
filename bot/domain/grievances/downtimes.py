"""Times in which a system was down: the clock of every open matter stands still (rule book §5, clock)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import DAY_HOURS, SEOUL, WorkingCalendar
from bot.domain.refusals import Reason

MOMENT = r"(?:(?:(\d{4})[-./])?\s*(\d{1,2})[-./]\s*(\d{1,2})\.?\s+)?(\d{1,2}):(\d{2})"
STOPPED = "downtime"
"""How a due date was moved by one, beside the kinds of `delays.py` that are asked for."""
WRITTEN = re.compile(rf"{MOMENT}\s*(?:~|-|부터)?\s*{MOMENT}\s*(?:까지)?\s*(.*)", re.DOTALL)
NAMED = re.compile(rf"{MOMENT}(?:\s*(?:~|-|부터)\s*{MOMENT}\s*(?:까지)?)?\s*(.*)", re.DOTALL)
LONGEST = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Downtime:
    """From when until when a system was down, and what happened."""

    began_at: datetime
    ended_at: datetime
    reason: str


def read_downtime(words: str, today: date) -> Downtime | None:
    """Read "11/20 14:00 ~ 11/21 11:00 reason"; a day or a year left out is the one before, at first today's.

    None: it is not written like that.
    """
    found = WRITTEN.fullmatch(words.strip())
    if found is None:
        return None
    try:
        began = _moment(found.groups()[:5], today)
        ended = _moment(found.groups()[5:10], began.date())
    except ValueError:
        return None
    return Downtime(began_at=began, ended_at=ended, reason=found[11].strip())


def read_named(words: str, today: date) -> tuple[datetime, str] | None:
    """Read which down-time is meant, "11/20 14:00 reason" or "11/20 14:00 ~ 11/21 11:00 reason", and why.

    None: it is not written like that.
    """
    found = NAMED.fullmatch(words.strip())
    if found is None:
        return None
    try:
        return _moment(found.groups()[:5], today), found[11].strip()
    except ValueError:
        return None


def _moment(parts: tuple[str | None, ...], near: date) -> datetime:
    year, month, day, hour, minute = (None if part is None else int(part) for part in parts)
    on = near if month is None or day is None else date(year or near.year, month, day)
    return datetime.combine(on, time(hour or 0, minute or 0), SEOUL)


def problem_with_downtime(downtime: Downtime, now: datetime, calendar: WorkingCalendar) -> Reason | None:
    """Say what keeps a down-time from counting. The calendar knows those that count already."""
    began, ended = downtime.began_at, downtime.ended_at
    if not began < ended <= now or ended - began > LONGEST:
        return Reason.DOWNTIME_WRONG
    if any(start < ended and began < until for start, until in calendar.stops):
        return Reason.DOWNTIME_KNOWN
    return None if calendar.working_hours_between(began, ended) else Reason.DOWNTIME_WRONG


def days_stopped(hours: float) -> int:
    """Count the working days that a due date moves: eight hours are one, half a day or more counts whole."""
    return int(hours / DAY_HOURS + 0.5)
