"""Praise: of one call, and of a stretch of time."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from storage.calls.tables import Praise, PraisedOfficer


def add_praise(session: Session, praise: Praise, officers: Sequence[int]) -> None:
    """Store praise and whom it is for; it has its id then."""
    session.add(praise)
    session.flush()
    session.add_all(PraisedOfficer(praise_id=praise.key, staff_id=staff_id) for staff_id in dict.fromkeys(officers))
    session.flush()


def praised_by(session: Session, praise_ids: Sequence[int]) -> Mapping[int, list[int]]:
    """Return whom each praise is for, by their numbers in the directory."""
    query = select(PraisedOfficer).where(col(PraisedOfficer.praise_id).in_(praise_ids))
    praised: dict[int, list[int]] = {each: [] for each in praise_ids}
    for row in session.execute(query.order_by(col(PraisedOfficer.staff_id))).scalars():
        praised[row.praise_id].append(row.staff_id)
    return praised


def find_praise(session: Session, praise_id: int) -> Praise | None:
    """Read one praise."""
    return session.get(Praise, praise_id)


def praise_between(session: Session, start: datetime, end: datetime) -> Sequence[Praise]:
    """Read the praise that reached officers in a stretch of time."""
    query = (
        select(Praise)
        .where(col(Praise.at) >= start, col(Praise.at) < end, col(Praise.standing) == "sent")
        .order_by(col(Praise.id))
    )
    return session.execute(query).scalars().all()
