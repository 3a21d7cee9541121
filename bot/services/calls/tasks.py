"""Tasks: what operators still have to do by hand."""

from collections.abc import Collection

from bot.domain.calls.dispositions import TaskKind
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.states import GrievanceState
from bot.domain.roles import Action, Role
from bot.domain.trail import SYSTEM, Event
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_home, refresh_homes_of
from bot.services.unit import Unit
from storage.calls.tables import Task
from storage.calls.tasks import add_task, finish_task, finish_tasks_about
from storage.grievances.queries import is_filing_open, of_call
from storage.grievances.tables import Grievance


def do_task(unit: Unit, *, by: str, task_id: int) -> None:
    """Mark a task done; done twice is done once."""
    member_who_may(unit, by, Action.DO_TASK)
    number = finish_task(unit.session, task_id, by, unit.now)
    if number is not None:
        unit.record(Event.TASK_DONE, number, by=by, task=task_id)
    refresh_homes_of(unit, Role.OPERATOR)  # it may have waited for any of them


def give_task(unit: Unit, kind: TaskKind, grievance: Grievance, *, improvement: int | None = None) -> None:
    """Leave a task for the operator who filed a grievance."""
    task = Task(
        kind=kind.value,
        call_id=grievance.call_id,
        grievance_id=grievance.key,
        improvement_id=improvement,
        assignee=grievance.filed_by,
        handed_to=grievance.handed_to,
        created_at=unit.now,
    )
    add_task(unit.session, task)
    refresh_home(unit, grievance.teller)


def end_tasks(unit: Unit, grievance: Grievance) -> None:
    """Mark what was to be told of a grievance done once it is closed.

    Of older versions' tasks nobody knows of which they are: they end with the last one of the call.
    """
    _end(unit, TOLD_MEANWHILE, grievance, with_unnamed=not is_filing_open(unit.session, grievance.call_id))


def end_task(unit: Unit, kind: TaskKind, grievance: Grievance) -> None:
    """Mark a task to tell somebody done once they were told."""
    others = (each for each in of_call(unit.session, grievance.call_id) if each.key != grievance.key)
    is_other = any(each.track == Track.ORDINARY and each.state != GrievanceState.CLOSED for each in others)
    _end(unit, (kind,), grievance, with_unnamed=not is_other)


def _end(unit: Unit, kinds: Collection[TaskKind], grievance: Grievance, *, with_unnamed: bool) -> None:
    for about in (grievance.key, None) if with_unnamed else (grievance.key,):
        for task in finish_tasks_about(unit.session, grievance.call_id, kinds, SYSTEM, unit.now, about):
            unit.record(Event.TASK_DONE, grievance.call_id, task=task)
    refresh_home(unit, grievance.teller)


TOLD_MEANWHILE = (TaskKind.TELL_DELAY, TaskKind.TELL_STANDING)
"""Tasks that mean nothing once the petitioner was told the end."""
