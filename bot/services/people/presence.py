"""Who is here now, by what people noted of their days, breaks and the calendar (rule book §4, Who is here)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendar import WorkingCalendar
from bot.domain.people.duty import DutyNote, is_away, is_here, is_off, note_of
from bot.domain.roles import Role
from bot.services.unit import Unit
from storage.people.duty import duty_noted
from storage.people.queries import reachable_with
from storage.people.tables import Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """What everybody noted of today and the days to come."""

    now: datetime
    today: date
    calendar: WorkingCalendar
    notes: Mapping[int, tuple[DutyNote, ...]]

    def of(self, person: Staff) -> tuple[DutyNote, ...]:
        """Return what somebody noted, the first day first."""
        return self.notes.get(person.key, ())

    def note_of(self, person: Staff, day: date) -> DutyNote | None:
        """Return what somebody noted of a day."""
        return note_of(self.of(person), day)

    def is_away(self, person: Staff) -> bool:
        """Check whether somebody said that they are away now."""
        return is_away(self.of(person), self.now)

    def is_off(self, person: Staff) -> bool:
        """Check whether somebody is away for the whole of today."""
        return is_off(self.of(person), self.today)

    def is_here(self, person: Staff, at: datetime | None = None) -> bool:
        """Check whether somebody is at work, now or at a moment, and has no break then."""
        moment = at or self.now
        rests = person.break_until is not None and moment < person.break_until
        return is_here(self.of(person), moment, self.calendar) and not rests


def roster_of(unit: Unit) -> Roster:
    """Read what everybody noted."""
    return Roster(now=unit.now, today=unit.today, calendar=unit.calendar, notes=duty_noted(unit.session, unit.today))


def operators_here(unit: Unit, roster: Roster, at: datetime | None = None) -> list[Staff]:
    """List the operators who are at work, now or at a moment, in the directory's order."""
    return [each for each in reachable_with(unit.session, Role.OPERATOR) if roster.is_here(each, at)]
