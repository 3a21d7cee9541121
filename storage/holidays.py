"""The station's own changes to the table of public holidays."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlmodel import Session, col

from bot.domain.calendar import HolidayChanged
from storage.statements import insert_or_update
from storage.tables import HolidayChange

CHANGES = select(col(HolidayChange.day), col(HolidayChange.is_holiday), col(HolidayChange.name)).order_by(
    col(HolidayChange.day)
)
"""Built once: nearly every use case asks."""


def holiday_changes(session: Session) -> Mapping[date, HolidayChanged]:
    """Read the changed days."""
    return {
        day: HolidayChanged(is_holiday=is_holiday, name=name or "")
        for day, is_holiday, name in session.execute(CHANGES)
    }


def change_holiday(session: Session, day: date, change: HolidayChanged, *, by: str, at: datetime) -> None:
    """Make a day a holiday, or a working day."""
    values = {"is_holiday": change.is_holiday, "name": change.name or None, "by": by, "at": at}
    insert_or_update(session, HolidayChange, {"day": day}, values)
