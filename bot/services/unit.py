"""What every use case is given: its open transaction, the moment, and what the station has decided."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from bot.domain.calendar import SEOUL, WorkingCalendar
from bot.domain.station import Station
from storage.secrets import Secrets


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit of work. It is committed when the use case returns and rolled back when it raises."""

    session: Session
    now: datetime
    station: Station
    calendar: WorkingCalendar
    secrets: Secrets

    @property
    def today(self) -> date:
        """The Seoul date of `now`."""
        return self.now.astimezone(SEOUL).date()
