"""Why somebody did something, in their words, beside the trail that holds only ids."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from storage.tables import Remark


def add_remark(session: Session, subject: str, event: str, *, by: str, at: datetime, sealed_words: bytes) -> None:
    """Keep somebody's words about what they did."""
    session.add(Remark(subject=subject, event=event, by=by, at=at, sealed_words=sealed_words))


def remarks_on(session: Session, subject: str) -> Sequence[Remark]:
    """Read what was said about a subject, oldest first."""
    query = select(Remark).where(col(Remark.subject) == subject).order_by(col(Remark.id))
    return session.execute(query).scalars().all()
