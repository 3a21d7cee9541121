"""What calls brought: attempts, surveys, praise, tasks, the do-not-call register."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from bot.domain.cards import TaskLine
from bot.domain.dispositions import Disposition
from bot.domain.retries import Attempt as PastAttempt
from bot.domain.tasks import TaskKind
from storage.tables import Attempt, Call, DoNotCall, Praise, Survey, Task, Visit

ATTEMPTS = select(Attempt).where(col(Attempt.call_id) == bindparam("of")).order_by(col(Attempt.at), col(Attempt.id))
VISITS = select(Visit).where(col(Visit.call_id) == bindparam("of")).order_by(col(Visit.visited_on), col(Visit.id))
"""Built once: whatever is done with a call reads them."""


def attempts_of(session: Session, call_id: int) -> Sequence[Attempt]:
    """Read a call's attempts, oldest first."""
    return session.execute(ATTEMPTS, {"of": call_id}).scalars().all()


def as_history(attempts: Sequence[Attempt]) -> list[PastAttempt]:
    """Give attempts as the retry policy takes them."""
    return [PastAttempt(at=attempt.at, disposition=Disposition(attempt.disposition)) for attempt in attempts]


def visits_of(session: Session, call_id: int) -> Sequence[Visit]:
    """Read a call's visits, oldest first."""
    return session.execute(VISITS, {"of": call_id}).scalars().all()


def find_survey(session: Session, call_id: int) -> Survey | None:
    """Read what an answered call brought."""
    return session.execute(select(Survey).where(col(Survey.call_id) == call_id)).scalar()


def replace_survey(session: Session, survey: Survey) -> None:
    """Store what an answered call brought; what a reopened call brought before gives way to it."""
    session.execute(delete(Survey).where(col(Survey.call_id) == survey.call_id))
    session.add(survey)


def find_praise(session: Session, praise_id: int) -> Praise | None:
    """Read one praise."""
    return session.get(Praise, praise_id)


def open_tasks(session: Session, assignee: str, *, most: int) -> list[TaskLine]:
    """List the tasks that wait for anybody, or for one person, oldest first."""
    rows = session.execute(
        select(col(Task.id), col(Task.kind), col(Task.call_id), col(Task.created_at), col(Call.masked_name))
        .join(Call, col(Call.id) == col(Task.call_id))
        .where(col(Task.done_at).is_(None), or_(col(Task.assignee).is_(None), col(Task.assignee) == assignee))
        .order_by(col(Task.created_at), col(Task.id))
        .limit(most)
    )
    return [
        TaskLine(
            id=row.id,
            kind=TaskKind(row.kind),
            call=row.call_id,
            masked_name=row.masked_name,
            created_at=row.created_at,
        )
        for row in rows
    ]


def finish_task(session: Session, task_id: int, by: str, at: datetime) -> int | None:
    """Mark a task done. Returns its call's number, None when it was done already or never was."""
    changed = session.execute(
        update(Task)
        .where(col(Task.id) == task_id, col(Task.done_at).is_(None))
        .values(done_at=at, done_by=by)
        .returning(col(Task.call_id))
    )
    return changed.scalar()


def praise_between(session: Session, start: datetime, end: datetime) -> Sequence[Praise]:
    """Read the praise that reached officers in a stretch of time."""
    query = (
        select(Praise)
        .where(col(Praise.at) >= start, col(Praise.at) < end, col(Praise.standing) == "sent")
        .order_by(col(Praise.id))
    )
    return session.execute(query).scalars().all()


def register_do_not_call(
    session: Session, phone_hash: str, by: str, at: datetime, *, until: date | None = None
) -> None:
    """Add a number to the do-not-call register, for good or until a day; the newest entry counts."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(
        dialect.insert(DoNotCall)
        .values(phone_hash=phone_hash, added_by=by, at=at, until=until)
        .on_conflict_do_update(index_elements=["phone_hash"], set_={"added_by": by, "at": at, "until": until})
    )


def attempts_between(session: Session, start: datetime, end: datetime) -> list[PastAttempt]:
    """Read the attempts of a stretch of time."""
    query = select(Attempt).where(col(Attempt.at) >= start, col(Attempt.at) < end).order_by(col(Attempt.id))
    return as_history(session.execute(query).scalars().all())


def closed_between(session: Session, start: datetime, end: datetime) -> dict[str, int]:
    """Count the calls closed in a stretch of time, by outcome."""
    rows = session.execute(
        select(col(Call.outcome), func.count())
        .where(col(Call.closed_at) >= start, col(Call.closed_at) < end)
        .group_by(col(Call.outcome))
    )
    return {outcome or "": count for outcome, count in rows}


def recovered_between(session: Session, start: datetime, end: datetime) -> int:
    """Count the answered calls of a stretch of time that had been suspected phishing before (DOMAIN §4)."""
    suspected = select(col(Attempt.call_id)).where(
        col(Attempt.disposition) == Disposition.PHISHING_SUSPECTED.value, col(Attempt.at) < end
    )
    answered = (
        select(func.count(func.distinct(col(Attempt.call_id))))
        .where(
            col(Attempt.disposition) == Disposition.ANSWERED.value,
            col(Attempt.at) >= start,
            col(Attempt.at) < end,
            col(Attempt.call_id).in_(suspected),
        )
    )  # fmt: skip
    count: int = session.execute(answered).scalar_one()
    return count
