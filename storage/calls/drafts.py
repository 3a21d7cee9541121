"""What people entered and did not get through, sealed, one for each subject and person."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlmodel import Session, col

from storage.calls.tables import Draft
from storage.columns import table_of
from storage.statements import insert_or_update

DRAFTS = table_of(Draft).c
OF_PERSON = select(DRAFTS.sealed_words).where(DRAFTS.subject == bindparam("of"), DRAFTS.by == bindparam("by"))
DROPPED = delete(table_of(Draft)).where(DRAFTS.subject == bindparam("of"))
"""Built once: a form asks at each choice, and each result forgets."""


def keep_draft(session: Session, subject: str, by: str, at: datetime, sealed_words: bytes) -> None:
    """Keep what somebody entered; a newer draft takes its place."""
    insert_or_update(session, Draft, {"subject": subject, "by": by}, {"at": at, "sealed_words": sealed_words})


def find_draft(session: Session, subject: str, by: str) -> bytes | None:
    """Read a person's sealed draft."""
    return session.execute(OF_PERSON, {"of": subject, "by": by}).scalar()


def drop_draft(session: Session, subject: str, by: str) -> None:
    """Forget a person's draft: it was finished."""
    session.execute(delete(Draft).where(col(Draft.subject) == subject, col(Draft.by) == by))


def drop_drafts(session: Session, subject: str) -> None:
    """Forget everybody's drafts of a subject: it is over."""
    session.execute(DROPPED, {"of": subject})
