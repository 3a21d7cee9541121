"""The station's own changes to the table of public holidays."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from storage.tables import HolidayChange

CHANGES = select(col(HolidayChange.day), col(HolidayChange.is_holiday)).order_by(col(HolidayChange.day))
"""Built once: nearly every use case asks."""


def holiday_changes(session: Session) -> Mapping[date, bool]:
    """Read the changed days: True for a holiday, False for a day that is none after all."""
    return {row.day: row.is_holiday for row in session.execute(CHANGES)}


def change_holiday(session: Session, day: date, by: str, at: datetime, *, is_holiday: bool) -> None:
    """Make a day a holiday, or a working day."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    values = {"is_holiday": is_holiday, "by": by, "at": at}
    session.execute(
        dialect.insert(HolidayChange)
        .values(day=day, **values)
        .on_conflict_do_update(index_elements=["day"], set_=values)
    )
