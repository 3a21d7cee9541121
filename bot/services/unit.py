"""What every use case is given: its open transaction, the moment, and what the station has decided."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlmodel import Session

from bot.domain.calendar import SEOUL, WorkingCalendar
from bot.domain.station import Station
from storage.holidays import holiday_changes
from storage.secrets import Secrets


@dataclass(frozen=True, kw_only=True)
class Unit:
    """One unit of work. It is committed when the use case returns and rolled back when it raises."""

    session: Session
    now: datetime
    station: Station
    shipped_calendar: WorkingCalendar
    secrets: Secrets

    @property
    def today(self) -> date:
        """The Seoul date of `now`."""
        return self.day_of(self.now)

    def day_of(self, moment: datetime) -> date:
        """Give the Seoul date of a moment."""
        return moment.astimezone(SEOUL).date()

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The holiday table with the station's own changes."""
        return self.shipped_calendar.changed_by(holiday_changes(self.session))
