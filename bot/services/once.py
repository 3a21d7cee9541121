"""Work that is done once for a week or a month: whoever takes its turn does it, whatever restarts or replicas do."""

from datetime import date

from bot.domain.calendar import SEOUL, is_working_time
from bot.services.unit import Unit
from storage.once import has_run, run_once


def take_morning(unit: Unit, job: str, day: date) -> bool:
    """Take the turn of a period that begins on a day, on its first working morning. False: not yet, or taken."""
    is_morning = unit.now.astimezone(SEOUL).time() >= unit.station.morning_at
    return is_morning and unit.calendar.is_working_day(unit.today) and _take(unit, job, day)


def take_working_time(unit: Unit, job: str, day: date) -> bool:
    """Take the turn of a period that begins on a day, in its first working hours. False: not yet, or taken."""
    return is_working_time(unit.now, unit.calendar) and _take(unit, job, day)


def _take(unit: Unit, job: str, day: date) -> bool:
    return not has_run(unit.session, job, day) and run_once(unit.session, job, day, unit.now)
