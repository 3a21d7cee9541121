"""Praise: of one call, and of a stretch of time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from storage.calls.tables import Praise


def add_praise(session: Session, praise: Praise) -> None:
    """Store praise; it has its id then."""
    session.add(praise)
    session.flush()


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
