"""Petitioners who brought an improvement about are told of it: a task for the operator who filed (rule book §8)."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.calls.cards import PhoneCard, TaskLine
from bot.domain.calls.dispositions import TaskKind
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.replies import CloseResult
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action
from bot.domain.trail import Purpose
from bot.services.calls.claiming import is_excluded
from bot.services.calls.tasks import give_task
from bot.services.figures.naming import naming_of
from bot.services.finding import existing_call
from bot.services.grievances.phoning import phone_about
from bot.services.permitting import member_who_may
from bot.services.unit import Unit
from storage.calls.tasks import find_open_task
from storage.figures.factors import filed_in_week
from storage.figures.signals import find_improvement, find_signal
from storage.figures.tables import Improvement
from storage.grievances.queries import find_reply, of_call
from storage.grievances.tables import Grievance
from storage.people.queries import find_petitioner


def leave_thanks(unit: Unit, improvement: Improvement) -> int:
    """Leave a task for each call whose petitioner complained of what was improved. Returns how many."""
    calls: dict[int, Grievance] = {}
    for grievance in _complaints_behind(unit, improvement):
        if grievance.call_id not in calls and _may_be_told(unit, grievance):
            calls[grievance.call_id] = grievance
    for grievance in calls.values():
        give_task(unit, TaskKind.TELL_IMPROVED, grievance, improvement=improvement.key)
    return len(calls)


def with_words(unit: Unit, task: TaskLine) -> TaskLine:
    """Return a task to tell of an improvement with what was improved; any other as it is."""
    improvement = None if task.improvement is None else find_improvement(unit.session, task.improvement)
    if improvement is None:
        return task
    return replace(task, words=unit.secrets.open(improvement.sealed_words))


def reveal_for_thanks(unit: Unit, *, by: str, task_id: int) -> PhoneCard:
    """Show the petitioner's number to the operator who is to tell of the improvement, and log it.

    Raises:
        Refused: no such task of theirs, or the petitioner is not to be phoned any more.
    """
    member = member_who_may(unit, by, Action.DO_TASK)
    task = find_open_task(unit.session, task_id)
    if task is None or task.kind != TaskKind.TELL_IMPROVED or by not in {task.assignee, task.handed_to}:
        raise Refused(Reason.OLD_BUTTON)
    filed = [each for each in of_call(unit.session, task.call_id) if each.track == Track.ORDINARY]
    if not filed or not _may_be_told(unit, filed[0]):
        raise Refused(Reason.NUMBER_REGISTERED)
    return phone_about(unit, filed[0], member, Purpose.IMPROVED)


def _complaints_behind(unit: Unit, improvement: Improvement) -> Sequence[Grievance]:
    """List what was filed of a department for one thing in the week of the signal: the ordinary track."""
    signal = find_signal(unit.session, improvement.signal_id)
    if signal is None:
        return ()
    department, naming = unit.department_of(signal.department, on=signal.week), naming_of(unit)
    found = filed_in_week(unit.session, signal.week, signal.category, naming)
    return [grievance for grievance, stored in found if naming.of(stored) == department]


def _may_be_told(unit: Unit, grievance: Grievance) -> bool:
    """Check whether a petitioner may be phoned: they did not withdraw it, their data are kept, they want calls."""
    call = existing_call(unit, grievance.call_id)
    reply = find_reply(unit.session, grievance.key)
    withdrew = reply is not None and reply.result == CloseResult.WITHDRAWN
    is_kept = find_petitioner(unit.session, call.petitioner_id).purged_at is None
    return is_kept and not withdrew and not is_excluded(unit, call)
