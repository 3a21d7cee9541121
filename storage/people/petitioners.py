"""Petitioners: their sealed contact data."""

from sqlalchemy import select
from sqlmodel import Session, col

from storage.people.tables import Petitioner


def find_petitioner(session: Session, petitioner_id: int) -> Petitioner:
    """Read one petitioner, sealed as stored."""
    return session.get_one(Petitioner, petitioner_id)


def oldest_kept(session: Session) -> Petitioner | None:
    """Read the oldest petitioner whose contact data were not destroyed."""
    query = select(Petitioner).where(col(Petitioner.purged_at).is_(None)).order_by(col(Petitioner.id)).limit(1)
    return session.execute(query).scalar()
