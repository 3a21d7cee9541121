"""Conflicts of interest that a supervisor lifted for one operator and one call."""

from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from storage.calls.tables import ConflictOverride
from storage.statements import insert_or_ignore


def lift_conflict(session: Session, call_id: int, operator: str, by: str, at: datetime) -> None:
    """Let an operator claim a call in spite of a conflict; lifted twice is lifted once."""
    insert_or_ignore(session, ConflictOverride, {"call_id": call_id, "operator": operator, "by": by, "at": at})


def is_lifted(session: Session, call_id: int, operator: str) -> bool:
    """Check whether a supervisor lifted the conflict."""
    query = select(col(ConflictOverride.id)).where(
        col(ConflictOverride.call_id) == call_id, col(ConflictOverride.operator) == operator
    )
    return session.execute(query).first() is not None
