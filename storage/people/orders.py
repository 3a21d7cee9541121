"""Lists of staff that hold from a day to come."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlmodel import Session, col

from storage.people.tables import StaffOrder
from storage.statements import changed_rows, insert_or_update


def keep_order(session: Session, day: date, sealed_people: bytes, *, is_complete: bool, by: str, at: datetime) -> None:
    """Keep a list until its day; another one of that day takes its place."""
    values = {"sealed_people": sealed_people, "is_complete": is_complete, "by": by, "at": at}
    insert_or_update(session, StaffOrder, {"day": day}, values)


def orders_until(session: Session, day: date) -> Sequence[StaffOrder]:
    """List what holds from a day, or from one before, the earliest first."""
    due = select(StaffOrder).where(col(StaffOrder.day) <= day).order_by(col(StaffOrder.day))
    return session.execute(due).scalars().all()


def take_order(session: Session, order: StaffOrder) -> bool:
    """Take a list to apply it. False: another replica did."""
    taken = delete(StaffOrder).where(col(StaffOrder.id) == order.key, col(StaffOrder.at) == order.at)
    return changed_rows(session, taken.execution_options(synchronize_session=False)) > 0
