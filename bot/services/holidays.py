"""The holiday table, as supervisors change it."""

from datetime import date

from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action
from bot.domain.trail import Event
from bot.services.permitting import member_who_may
from bot.services.unit import Unit
from storage.holidays import change_holiday


def set_holiday(unit: Unit, *, by: str, day: date, is_holiday: bool) -> None:
    """Add a day to the holiday table, or take one out.

    Raises:
        Refused: not a supervisor, or the day is like that already.
    """
    member_who_may(unit, by, Action.SET_HOLIDAY)
    if (day in unit.calendar.holidays) == is_holiday:
        raise Refused(Reason.HOLIDAY_KNOWN)
    change_holiday(unit.session, day, by, unit.now, is_holiday=is_holiday)
    unit.record(Event.HOLIDAY_ADDED if is_holiday else Event.HOLIDAY_REMOVED, day.isoformat(), by=by)


def see_holidays(unit: Unit, *, by: str) -> tuple[tuple[date, ...], date]:
    """List the holidays of the coming year, and the last day that the table knows.

    Raises:
        Refused: not a supervisor.
    """
    member_who_may(unit, by, Action.SET_HOLIDAY)
    ahead = sorted(day for day in unit.calendar.holidays if 0 <= (day - unit.today).days <= DAYS_AHEAD)
    return tuple(ahead), unit.calendar.last_day


DAYS_AHEAD = 365
