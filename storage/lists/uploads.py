"""Uploads: files that wait to be read, each read once; and how long they stand in the call channel."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlmodel import Session, col

from storage.lists.tables import Upload
from storage.statements import changed_rows, insert_or_ignore

CLOCK_WAS_AHEAD = timedelta(minutes=15)
"""A file that was taken so long after now was taken while the clock was wrong."""
STANDS = col(Upload.remind_at).is_not(None) & col(Upload.gone_at).is_(None)
STANDING = select(Upload).where(STANDS).order_by(col(Upload.noted_at), col(Upload.source))
"""Built once: asked at each tick."""


def note_upload(session: Session, upload: Upload) -> None:
    """Note a dropped file; one that is known may stand in the call channel from now on."""
    facts = upload.model_dump(include={"source", "file_id", "by", "noted_at", "problem", "remind_at"})
    if insert_or_ignore(session, Upload, {**facts, "tries": 0}) is None and upload.remind_at is not None:
        watched = update(Upload).where(col(Upload.source) == upload.source, col(Upload.remind_at).is_(None))
        session.execute(watched.values(remind_at=upload.remind_at))


def take_upload(session: Session, source: str, now: datetime, *, taken_before: datetime) -> Upload | None:
    """Take an upload for reading, unless it is done or somebody took it lately; whoever changes the row reads it."""
    mine = col(Upload.source) == source
    taking = update(Upload).where(mine, _is_free(taken_before), col(Upload.done_at).is_(None))
    if not changed_rows(session, taking.values(taken_at=now, tries=col(Upload.tries) + 1)):
        return None
    return session.get_one(Upload, source, populate_existing=True)


def give_back_upload(session: Session, source: str) -> None:
    """Leave an upload that could not be fetched, or is not read now, for later: this was no try."""
    mine = update(Upload).where(
        col(Upload.source) == source, col(Upload.done_at).is_(None), col(Upload.taken_at).is_not(None)
    )
    session.execute(mine.values(taken_at=None, tries=col(Upload.tries) - 1))


def is_coming(session: Session, source: str) -> bool:
    """Check whether an upload is still to be read."""
    found = select(col(Upload.source)).where(col(Upload.source) == source, col(Upload.done_at).is_(None))
    return session.execute(found).first() is not None


def finish_upload(session: Session, source: str, at: datetime) -> None:
    """Note that an upload was read or refused."""
    session.execute(update(Upload).where(col(Upload.source) == source).values(done_at=at))


def uploads_left(session: Session, *, taken_before: datetime) -> Sequence[str]:
    """List uploads that nobody is reading: a process died over them, or Slack did not hand the file out."""
    left = select(col(Upload.source)).where(col(Upload.done_at).is_(None), _is_free(taken_before))
    return session.execute(left.order_by(col(Upload.noted_at))).scalars().all()


def note_gone(session: Session, file_id: str, at: datetime) -> None:
    """Note that a file no longer stands where it was dropped."""
    mine = update(Upload).where(col(Upload.file_id) == file_id, col(Upload.gone_at).is_(None))
    session.execute(mine.values(gone_at=at))


def standing_files(session: Session) -> Sequence[Upload]:
    """List the files that are thought to stand in the call channel, in the order in which they were dropped."""
    return session.execute(STANDING).scalars().all()


def put_off_reminder(session: Session, by: str, now: datetime, until: datetime) -> bool:
    """Put a person's next reminder off. False: none is due (any more)."""
    theirs = update(Upload).where(col(Upload.by) == by, STANDS).values(remind_at=until)
    if not changed_rows(session, theirs.where(col(Upload.remind_at) <= now)):
        return False
    session.execute(theirs)
    return True


def is_gone(session: Session, source: str) -> bool:
    """Check whether a file is known to be deleted."""
    gone = select(col(Upload.source)).where(col(Upload.source) == source, col(Upload.gone_at).is_not(None))
    return session.execute(gone).first() is not None


def _is_free(taken_before: datetime) -> ColumnElement[bool]:
    was_ahead = col(Upload.taken_at) > taken_before + CLOCK_WAS_AHEAD
    return or_(col(Upload.taken_at).is_(None), col(Upload.taken_at) < taken_before, was_ahead)
