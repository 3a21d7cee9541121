"""Promises and tasks in the hands of somebody else, while whoever made them is away."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlmodel import Session, col

from bot.domain.calls.states import CallState
from storage.calls.tables import Call, Task
from storage.statements import changed_rows

keeper = func.coalesce(col(Call.handed_to), col(Call.last_operator))
doer = func.coalesce(col(Task.handed_to), col(Task.assignee))
WAITING = (col(Call.promised).is_(True), col(Call.last_operator).is_not(None))


def promised_calls(session: Session, until: datetime) -> Sequence[Call]:
    """List the promised calls that nobody has claimed, and that are due by a moment or were due before."""
    is_due = or_(
        col(Call.state) == CallState.QUEUED.value,
        (col(Call.state) == CallState.SCHEDULED.value) & (col(Call.due_at) <= until),
    )
    query = select(Call).where(*WAITING, is_due).order_by(col(Call.due_at), col(Call.id))
    return session.execute(query).scalars().all()


def hand_call(session: Session, call: Call, to: str | None) -> bool:
    """Give the promise of a call to somebody, or back (None). False: it was moved or given meanwhile."""
    before = col(Call.handed_to).is_(None) if call.handed_to is None else col(Call.handed_to) == call.handed_to
    guard = (col(Call.id) == call.key, col(Call.state) == call.state, before)
    return changed_rows(session, update(Call).where(*guard).values(handed_to=to)) > 0


def kept_by(operator: str) -> ColumnElement[bool]:
    """Condition on a call: this operator keeps its promise, or talked to the petitioner last and is here."""
    return keeper == operator


def assigned_tasks(session: Session) -> Sequence[Task]:
    """List the open tasks of single people, oldest first."""
    query = select(Task).where(col(Task.done_at).is_(None), col(Task.assignee).is_not(None)).order_by(col(Task.id))
    return session.execute(query).scalars().all()


def hand_task(session: Session, task: Task, to: str | None) -> bool:
    """Give a task to somebody, or back (None). False: it was done or given meanwhile."""
    before = col(Task.handed_to).is_(None) if task.handed_to is None else col(Task.handed_to) == task.handed_to
    guard = (col(Task.id) == task.key, col(Task.done_at).is_(None), before)
    return changed_rows(session, update(Task).where(*guard).values(handed_to=to)) > 0


def promised_by(session: Session) -> Counter[str]:
    """Count the promised calls that each operator keeps, their own and those of who is away."""
    waiting = [CallState.QUEUED.value, CallState.SCHEDULED.value]
    promised = select(keeper, func.count()).where(*WAITING, col(Call.state).in_(waiting)).group_by(keeper)
    return Counter(dict(session.execute(promised).all()))


def work_in_hand(session: Session) -> Counter[str]:
    """Count the calls that each operator has claimed or is to make again by promise."""
    claimed = select(col(Call.claimed_by), func.count()).where(col(Call.state) == CallState.CLAIMED.value)
    held = Counter(dict(session.execute(claimed.group_by(col(Call.claimed_by))).all()))
    return held + promised_by(session)
