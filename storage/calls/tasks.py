"""Tasks: what operators still have to do by hand."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlmodel import Session, col

from bot.domain.calls.cards import TaskLine
from bot.domain.calls.dispositions import TaskKind
from storage.calls.handing import doer
from storage.calls.tables import Call, Task
from storage.statements import changed_rows

LINE = (
    col(Task.id), col(Task.kind), col(Task.call_id), col(Task.created_at), col(Call.masked_name),
    col(Task.assignee), col(Task.handed_to), col(Task.grievance_id), col(Task.improvement_id),
)  # fmt: skip


def add_task(session: Session, task: Task) -> int:
    """Leave a task for one person, in whose place another may do it, or for anybody. Returns its id."""
    session.add(task)
    session.flush()
    return task.key


def open_tasks(session: Session, assignee: str, *, most: int) -> list[TaskLine]:
    """List the tasks that wait for anybody, or for one person, oldest first."""
    rows = session.execute(
        select(*LINE)
        .join(Call, col(Call.id) == col(Task.call_id))
        .where(col(Task.done_at).is_(None), or_(doer.is_(None), doer == assignee))
        .order_by(col(Task.created_at), col(Task.id))
        .limit(most)
    )
    return [
        TaskLine(
            id=row.id,
            kind=TaskKind(row.kind),
            call=row.call_id,
            grievance=row.grievance_id,
            improvement=row.improvement_id,
            masked_name=row.masked_name,
            created_at=row.created_at,
            kept_for=row.assignee if row.handed_to else None,
        )
        for row in rows
    ]


def find_open_task(session: Session, task_id: int) -> Task | None:
    """Read a task that is not done."""
    query = select(Task).where(col(Task.id) == task_id, col(Task.done_at).is_(None))
    return session.execute(query).scalar()


def find_task(session: Session, task_id: int) -> Task | None:
    """Read a task, done or not."""
    return session.get(Task, task_id, populate_existing=True)


def finish_tasks_about(
    session: Session, call_id: int, kinds: Collection[TaskKind], by: str, at: datetime, grievance_id: int | None
) -> list[int]:
    """Mark the open tasks of some kinds done that follow from a grievance of a call, or from none that is named.

    Returns their ids.
    """
    open_ones = (
        col(Task.call_id) == call_id,
        col(Task.kind).in_([each.value for each in kinds]),
        col(Task.grievance_id) == grievance_id,  # None is written as IS NULL
    )
    changed = session.execute(
        update(Task)
        .where(*open_ones, col(Task.done_at).is_(None))
        .values(done_at=at, done_by=by)
        .returning(col(Task.id))
    )
    return sorted(changed.scalars())


def leave_again(session: Session, task_id: int) -> bool:
    """Open a task again that was done: what was to be done did not come about. False: it is open, or is gone."""
    again = update(Task).where(col(Task.id) == task_id, col(Task.done_at).is_not(None))
    return changed_rows(session, again.values(done_at=None, done_by=None)) > 0


def take_task(session: Session, task_id: int, by: str) -> bool:
    """Give an open task that waits for anybody to one person. False: it is done, or somebody else's."""
    is_free = or_(doer.is_(None), doer == by)
    taking = update(Task).where(col(Task.id) == task_id, col(Task.done_at).is_(None), is_free)
    return changed_rows(session, taking.values(assignee=func.coalesce(col(Task.assignee), by))) > 0


def finish_task(session: Session, task_id: int, by: str, at: datetime) -> int | None:
    """Mark a task done. Returns its call's number, None when it was done already or never was."""
    changed = session.execute(
        update(Task)
        .where(col(Task.id) == task_id, col(Task.done_at).is_(None))
        .values(done_at=at, done_by=by)
        .returning(col(Task.call_id))
    )
    return changed.scalar()
