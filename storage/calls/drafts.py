"""What people entered and did not get through, sealed, one for each subject and person."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from storage.calls.tables import Draft


def keep_draft(session: Session, subject: str, by: str, at: datetime, sealed_words: bytes) -> None:
    """Keep what somebody entered; a newer draft takes its place."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    values = {"at": at, "sealed_words": sealed_words}
    session.execute(
        dialect.insert(Draft)
        .values(subject=subject, by=by, **values)
        .on_conflict_do_update(index_elements=["subject", "by"], set_=values)
    )


def find_draft(session: Session, subject: str, by: str) -> bytes | None:
    """Read a person's sealed draft."""
    return session.execute(
        select(col(Draft.sealed_words)).where(col(Draft.subject) == subject, col(Draft.by) == by)
    ).scalar()


def drop_draft(session: Session, subject: str, by: str) -> None:
    """Forget a person's draft: it was finished."""
    session.execute(delete(Draft).where(col(Draft.subject) == subject, col(Draft.by) == by))


def drop_drafts(session: Session, subject: str) -> None:
    """Forget everybody's drafts of a subject: it is over."""
    session.execute(delete(Draft).where(col(Draft.subject) == subject))
