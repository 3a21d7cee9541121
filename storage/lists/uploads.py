"""Uploads: files that wait to be read, each read once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from storage.lists.tables import Upload


def note_upload(session: Session, source: str, file_id: str, by: str, at: datetime) -> None:
    """Note a dropped file, unless it is known."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    row = {"source": source, "file_id": file_id, "by": by, "noted_at": at}
    session.execute(dialect.insert(Upload).values(row).on_conflict_do_nothing())


def take_upload(session: Session, source: str, now: datetime, *, taken_before: datetime) -> Upload | None:
    """Take an upload for reading, unless it is done or somebody took it lately; whoever changes the row reads it."""
    free = or_(col(Upload.taken_at).is_(None), col(Upload.taken_at) < taken_before)
    mine = col(Upload.source) == source
    taken = session.execute(update(Upload).where(mine, free, col(Upload.done_at).is_(None)).values(taken_at=now))
    if not taken.rowcount:  # type: ignore[attr-defined]
        return None
    return session.get_one(Upload, source, populate_existing=True)


def finish_upload(session: Session, source: str, at: datetime) -> None:
    """Note that an upload was read or refused."""
    session.execute(update(Upload).where(col(Upload.source) == source).values(done_at=at))


def uploads_left(session: Session, *, taken_before: datetime) -> Sequence[str]:
    """List uploads that nobody is reading: a process died over them, or Slack did not hand the file out."""
    free = or_(col(Upload.taken_at).is_(None), col(Upload.taken_at) < taken_before)
    rows = session.execute(select(col(Upload.source)).where(col(Upload.done_at).is_(None), free)).scalars()
    return rows.all()
