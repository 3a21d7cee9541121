"""Conflicts of interest that a supervisor lifted for one operator and one call."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from storage.calls.tables import ConflictOverride


def lift_conflict(session: Session, call_id: int, operator: str, by: str, at: datetime) -> None:
    """Let an operator claim a call in spite of a conflict; lifted twice is lifted once."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(
        dialect.insert(ConflictOverride)
        .values(call_id=call_id, operator=operator, by=by, at=at)
        .on_conflict_do_nothing(index_elements=["call_id", "operator"])
    )


def is_lifted(session: Session, call_id: int, operator: str) -> bool:
    """Tell whether a supervisor lifted the conflict."""
    query = select(col(ConflictOverride.id)).where(
        col(ConflictOverride.call_id) == call_id, col(ConflictOverride.operator) == operator
    )
    return session.execute(query).first() is not None
