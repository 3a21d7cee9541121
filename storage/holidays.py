"""What the station's calendar has of its own: changes to the table of public holidays, and times in which all stood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import cast, null, select, union_all
from sqlmodel import Session

from bot.domain.calendar import HolidayChanged
from storage.columns import Moment, table_of
from storage.statements import insert_or_update
from storage.tables import Downtime, HolidayChange

_DAYS, _STOPS = table_of(HolidayChange).c, table_of(Downtime).c
NOTHING = cast(null(), Moment)
CHANGES = union_all(
    select(_DAYS.day, _DAYS.is_holiday, _DAYS.name, NOTHING.label("began_at"), NOTHING.label("ended_at")),
    select(null(), null(), null(), _STOPS.began_at, _STOPS.ended_at),
).order_by("day", "began_at")
"""Built once: nearly every use case asks."""


@dataclass(frozen=True, slots=True, eq=False)
class CalendarChanges:
    """The changed days; and when the clock stood still, in order. As long as nothing changes it is the same object."""

    holidays: Mapping[date, HolidayChanged]
    stops: Sequence[tuple[datetime, datetime]]


def calendar_changes(session: Session) -> CalendarChanges:
    """Read what the calendar has of its own, in one question."""
    rows = session.execute(CHANGES).all()
    return CalendarChanges(
        {each.day: HolidayChanged(is_holiday=each.is_holiday, name=each.name or "") for each in rows if each.day},
        [(each.began_at, each.ended_at) for each in rows if each.began_at],
    )


def change_holiday(session: Session, day: date, change: HolidayChanged, *, by: str, at: datetime) -> None:
    """Make a day a holiday, or a working day."""
    values = {"is_holiday": change.is_holiday, "name": change.name or None, "by": by, "at": at}
    insert_or_update(session, HolidayChange, {"day": day}, values)
