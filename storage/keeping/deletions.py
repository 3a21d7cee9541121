"""Petitioners who asked to have their data destroyed: what audit decided, and whether they were told."""

from datetime import datetime

from sqlalchemy import update
from sqlmodel import Session, col

from storage.keeping.tables import Deletion
from storage.statements import changed_rows


def add_deletion(session: Session, deletion: Deletion) -> None:
    """Note that somebody asked; the row has its id then."""
    session.add(deletion)
    session.flush()


def find_deletion(session: Session, deletion_id: int) -> Deletion | None:
    """Read one afresh."""
    return session.get(Deletion, deletion_id, populate_existing=True)


def decide_deletion(session: Session, deletion_id: int, by: str, *, is_kept: bool) -> None:
    """Note what audit decided of what it holds; it may decide otherwise later."""
    deciding = update(Deletion).where(col(Deletion.id) == deletion_id)
    session.execute(deciding.values(decided_by=by, is_kept=is_kept))


def mark_told(session: Session, deletion_id: int, by: str, at: datetime) -> bool:
    """Note that the petitioner was told what came of it. False: they were told before."""
    telling = update(Deletion).where(col(Deletion.id) == deletion_id, col(Deletion.told_at).is_(None))
    return changed_rows(session, telling.values(told_by=by, told_at=at)) > 0
