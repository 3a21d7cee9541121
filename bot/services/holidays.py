"""The holiday table, as supervisors change it."""

from datetime import date, timedelta

from bot.domain.calendar import HolidayChanged
from bot.domain.keeping.personal_numbers import holds_number
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action
from bot.domain.trail import Event
from bot.services.permitting import member_who_may
from bot.services.unit import Unit
from storage.holidays import change_holiday

DAYS_AHEAD = 365
LONGEST_NAME = 40
FARTHEST = timedelta(days=2 * 366)
"""How far past the end of the table a day may lie: who mistypes a year would end all warnings of it."""


def set_holiday(unit: Unit, *, by: str, day: date, is_holiday: bool, name: str = "") -> None:
    """Add a day to the holiday table, with a name or without, or take one out.

    Raises:
        Refused: not a supervisor, the day is like that already, or too far ahead, or the name is none.
    """
    member_who_may(unit, by, Action.SET_HOLIDAY)
    name = " ".join(name.split()) if is_holiday else ""
    if (day in unit.calendar.holidays) == is_holiday and name in {"", unit.calendar.name_of(day)}:
        raise Refused(Reason.HOLIDAY_KNOWN)
    if day > unit.calendar.last_day + FARTHEST:
        raise Refused(Reason.HOLIDAY_TOO_FAR, word=unit.calendar.last_day.isoformat())
    if len(name) > LONGEST_NAME or not name.isprintable() or holds_number(name):
        raise Refused(Reason.HOLIDAY_NAME, number=LONGEST_NAME)
    change_holiday(unit.session, day, HolidayChanged(is_holiday=is_holiday, name=name), by=by, at=unit.now)
    unit.record(Event.HOLIDAY_ADDED if is_holiday else Event.HOLIDAY_REMOVED, day.isoformat(), by=by)


def see_holidays(unit: Unit, *, by: str) -> tuple[dict[date, str], date]:
    """List the holidays of the coming year with their names, and the last day that the table knows.

    Raises:
        Refused: not a supervisor.
    """
    member_who_may(unit, by, Action.SET_HOLIDAY)
    ahead = sorted(day for day in unit.calendar.holidays if 0 <= (day - unit.today).days <= DAYS_AHEAD)
    return {day: unit.calendar.name_of(day) for day in ahead}, unit.calendar.last_day
