"""Numbers of matters: drawn before anything is decided, and never twice."""

from datetime import datetime

from sqlalchemy import exists, select, update
from sqlmodel import Session, col

from storage.grievances.tables import DrawnNumber, Grievance
from storage.statements import insert_or_ignore


def reserve_number(session: Session, number: int, call_id: int, at: datetime) -> bool:
    """Keep a number for a matter of a call. False: it is somebody's already."""
    row = {"number": number, "call_id": call_id, "at": at}
    if insert_or_ignore(session, DrawnNumber, row) is None:
        return False
    return session.get(Grievance, number) is None  # older matters have numbers that nobody drew


def reserved_number(session: Session, call_id: int) -> int | None:
    """Return the number that was kept for a matter of a call and not used yet."""
    query = select(col(DrawnNumber.number)).where(
        col(DrawnNumber.call_id) == call_id,
        col(DrawnNumber.is_spent).is_(False),
        ~exists().where(col(Grievance.id) == col(DrawnNumber.number)),
    )
    return session.execute(query.order_by(col(DrawnNumber.at), col(DrawnNumber.number)).limit(1)).scalar()


def spend_number(session: Session, number: int) -> None:
    """Give a number to nothing else: what had it was taken back."""
    session.execute(update(DrawnNumber).where(col(DrawnNumber.number) == number).values(is_spent=True))
