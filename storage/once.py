"""Work that is done once: a request of Slack, a job of a day."""

from datetime import date, datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from storage.columns import table_of
from storage.tables import DoneRequest, JobRun


def note_request(session: Session, key: str, at: datetime) -> bool:
    """Note that a request is being done. False: it was done before (or, on PostgreSQL, is being done by a replica)."""
    noted = session.execute(NOTE[session.get_bind().dialect.name], {"key": key, "at": at})
    return noted.first() is not None  # not by rowcount: PostgreSQL's driver gives none here


def forget_requests(session: Session, before: datetime) -> int:
    """Forget requests that Slack will not bring again. Returns how many."""
    done = session.execute(delete(DoneRequest).where(col(DoneRequest.at) < before))
    return done.rowcount  # type: ignore[attr-defined,no-any-return]


def run_once(session: Session, job: str, day: date, at: datetime) -> bool:
    """Take the right to do a day's work. False: somebody has it already; it is never given back."""
    try:
        with session.begin_nested():
            session.add(JobRun(job=job, day=day, at=at))
    except IntegrityError:
        return False
    return True


def has_run(session: Session, job: str, day: date) -> bool:
    """Tell whether a day's work was done or begun."""
    return session.execute(RUN, {"of": job, "on": day}).first() is not None


NOTE = {
    name: dialect.insert(table_of(DoneRequest)).on_conflict_do_nothing().returning(col(DoneRequest.request))
    for name, dialect in (("sqlite", sqlite), ("postgresql", postgresql))
}
"""Built once: every request is noted."""


RUN = select(col(JobRun.id)).where(col(JobRun.job) == bindparam("of"), col(JobRun.day) == bindparam("on"))
"""Built once: asked again and again."""
