"""Work that is done once: a job of a day."""

from datetime import date, datetime

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from storage.statements import insert_or_ignore
from storage.tables import JobRun


def run_once(session: Session, job: str, day: date, at: datetime) -> bool:
    """Take the right to do a day's work. False: somebody has it already; it is never given back."""
    return insert_or_ignore(session, JobRun, {"job": job, "day": day, "at": at}) is not None


def has_run(session: Session, job: str, day: date) -> bool:
    """Check whether a day's work was done or begun."""
    return session.execute(RUN, {"of": job, "on": day}).first() is not None


def ran_at(session: Session, job: str, day: date) -> datetime | None:
    """Return when a day's work was begun."""
    query = select(col(JobRun.at)).where(col(JobRun.job) == job, col(JobRun.day) == day)
    return session.execute(query).scalar()


def has_run_since(session: Session, job: str, day: date) -> bool:
    """Check whether a job's work of a day, or of a later one, was begun."""
    query = select(col(JobRun.id)).where(col(JobRun.job) == job, col(JobRun.day) >= day)
    return session.execute(query.limit(1)).first() is not None


RUN = select(col(JobRun.id)).where(col(JobRun.job) == bindparam("of"), col(JobRun.day) == bindparam("on"))
"""Built once: asked again and again."""
