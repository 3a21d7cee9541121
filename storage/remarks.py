"""Why somebody did something, in their words, beside the trail that holds only ids."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from bot.domain.trail import Event, Subject
from storage.tables import Remark


def add_remark(session: Session, event: Event, key: object, *, by: str, at: datetime, sealed_words: bytes) -> None:
    """Keep somebody's words about what they did."""
    subject = event.subject.of(key)
    session.add(Remark(subject=subject, event=event.value, by=by, at=at, sealed_words=sealed_words))


def remarks_on(session: Session, subject: Subject, key: object) -> Sequence[Remark]:
    """Read what was said about a subject, oldest first."""
    query = select(Remark).where(col(Remark.subject) == subject.of(key)).order_by(col(Remark.id))
    return session.execute(query).scalars().all()
