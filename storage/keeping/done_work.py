"""Dropping rows that say no more than that something was done: what was shown, read or opened, and the jobs of days."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlmodel import Session, col

from storage.keeping.tables import RevealTicket
from storage.lists.tables import Upload
from storage.outbox import NoticeState
from storage.statements import changed_rows
from storage.tables import JobRun, Notice

OVER = [NoticeState.SENT.value, NoticeState.MERGED.value, NoticeState.WITHDRAWN.value]
"""What failed stays, to be seen."""


def drop_done_work(session: Session, before: datetime, *, most: int) -> int:
    """Delete notices, uploads and pages that were done with before a moment: so many of each. Returns how many rows."""
    stands = col(Upload.remind_at).is_not(None) & col(Upload.gone_at).is_(None)
    return (
        _drop(session, col(Notice.id), [col(Notice.state).in_(OVER), col(Notice.due_at) < before], most)
        + _drop(session, col(Upload.source), [col(Upload.done_at) < before, ~stands], most)
        + _drop(session, col(RevealTicket.token_hash), [col(RevealTicket.expires_at) < before], most)
    )


def drop_job_runs(session: Session, before: datetime, *, most: int, but: str) -> int:
    """Delete what was run before a moment, but for a job that is run once for ever. Returns how many rows."""
    return _drop(session, col(JobRun.id), [col(JobRun.at) < before, col(JobRun.job) != but], most)


def _drop(session: Session, key: Any, where: Sequence[ColumnElement[bool]], most: int) -> int:
    old = select(key).where(*where).limit(most)
    gone = delete(key.class_).where(key.in_(old)).execution_options(synchronize_session=False)
    return changed_rows(session, gone)
