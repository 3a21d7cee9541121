"""Uploads: files that wait to be read, each read once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlmodel import Session, col

from storage.lists.tables import Upload
from storage.statements import changed_rows, insert_or_ignore


def note_upload(session: Session, source: str, file_id: str, by: str, at: datetime) -> None:
    """Note a dropped file, unless it is known."""
    insert_or_ignore(session, Upload, {"source": source, "file_id": file_id, "by": by, "noted_at": at})


def take_upload(session: Session, source: str, now: datetime, *, taken_before: datetime) -> Upload | None:
    """Take an upload for reading, unless it is done or somebody took it lately; whoever changes the row reads it."""
    free = or_(col(Upload.taken_at).is_(None), col(Upload.taken_at) < taken_before)
    mine = col(Upload.source) == source
    taking = update(Upload).where(mine, free, col(Upload.done_at).is_(None)).values(taken_at=now)
    if not changed_rows(session, taking):
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
