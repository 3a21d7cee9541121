"""The task to send the advance text after somebody took us for phishing: by one click, or by hand (rule book §6)."""

from dataclasses import replace

from bot.domain.calls.advance_texts import AskedText, Occasion, TextCard, TextState
from bot.domain.calls.cards import TaskLine
from bot.domain.calls.dispositions import TaskKind
from bot.domain.refusals import Reason, Refused, Stale
from bot.domain.roles import Action, Role
from bot.domain.trail import Event, Purpose
from bot.services.calls.advance_texts import is_barred, new_text
from bot.services.finding import existing_call
from bot.services.keeping.contact_data import holders_of, may_get_text, reveal_contact
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_homes_of
from bot.services.unit import Unit
from storage.calls.advance_texts import ENDED, TextChange, add_text, find_text, move_text
from storage.calls.tables import AdvanceText, Call, Task
from storage.calls.tasks import find_open_task, find_task, finish_task, take_task
from storage.people.queries import find_petitioner


def with_text(unit: Unit, task: TaskLine) -> TaskLine:
    """Return a task to send the advance text with how that is done; any other as it is."""
    if task.kind is not TaskKind.ADVANCE_SMS:
        return task
    text = find_text(unit.session, task.call, Occasion.SUSPECTED)
    has_failed = text is not None and text.state == TextState.GIVEN_UP
    is_on = unit.station.sms.is_on
    return replace(task, sends_text=is_on, by_hand=not is_on or has_failed)


def send_text(unit: Unit, *, by: str, task_id: int) -> AskedText:
    """Have the advance text sent, and mark the task done. Asked for twice, by whomever, it is sent once.

    Raises:
        Refused: no such task, they may not be written to, or their number gets no texts.
    """
    member_who_may(unit, by, Action.DO_TASK)
    task = find_task(unit.session, task_id)
    if task is None or task.kind != TaskKind.ADVANCE_SMS or not unit.station.sms.is_on:
        raise Refused(Reason.OLD_BUTTON)
    call = existing_call(unit, task.call_id)
    text = find_text(unit.session, call.key, Occasion.SUSPECTED)
    if task.done_at is None:
        _require_writable(unit, call)
        if not may_get_text(unit, call):
            raise Refused(Reason.TEXT_NO_MOBILE, number=call.key)
        _finish(unit, task, by)
        text = _ask(unit, call, task, by)
    if text is None:
        raise Refused(Reason.OLD_BUTTON)
    return AskedText(call=call.key, state=TextState(text.state), at=text.ended_at or text.due_at)


def _ask(unit: Unit, call: Call, task: Task, by: str) -> AdvanceText | None:
    """Leave a text to be sent, or one that was given up to be sent after all; one that was sent is not sent again."""
    fresh = new_text(unit, call, Occasion.SUSPECTED, by=by)
    fresh.task_id = task.key
    again: TextChange = {
        "by": by, "task_id": task.key, "decided_at": unit.now, "due_at": fresh.due_at, "expires_at": fresh.expires_at,
        "tries": 0, "failing_since": None, "ended_at": None, "why": None,
    }  # fmt: skip
    known = find_text(unit.session, call.key, Occasion.SUSPECTED)
    is_new = add_text(unit.session, fresh)
    if is_new or (known and move_text(unit.session, known.key, ENDED, TextState.WAITING, **again)):
        unit.record(Event.TEXT_DECIDED, call.key, by=by, occasion=Occasion.SUSPECTED.value)
    return find_text(unit.session, call.key, Occasion.SUSPECTED)


def see_text_by_hand(unit: Unit, *, by: str, task_id: int) -> TextCard:
    """Take the task, and show whom to send the text from the station's phone; logged.

    Raises:
        Refused: no such task, or they may not be written to.
        Stale: a colleague has it.
    """
    member = member_who_may(unit, by, Action.DO_TASK)
    task = find_open_task(unit.session, task_id)
    if task is None or task.kind != TaskKind.ADVANCE_SMS:
        raise Refused(Reason.OLD_BUTTON)
    call = existing_call(unit, task.call_id)
    _require_writable(unit, call)
    if not take_task(unit.session, task_id, by):
        raise Stale(Reason.TASK_TAKEN, number=call.key, by=task.handed_to or task.assignee)
    refresh_homes_of(unit, Role.OPERATOR)
    contact = reveal_contact(unit, call, holders_of(unit, call), member, Purpose.ADVANCE_TEXT)
    return TextCard(task=task_id, call=call.key, contact=contact)


def note_sent_by_hand(unit: Unit, *, by: str, task_id: int) -> None:
    """Mark the task done by whoever sent the text from the station's phone; done twice is done once.

    Raises:
        Refused: no such task of theirs.
    """
    member_who_may(unit, by, Action.DO_TASK)
    task = find_task(unit.session, task_id)
    if task is None or task.kind != TaskKind.ADVANCE_SMS or by not in {task.assignee, task.handed_to}:
        raise Refused(Reason.OLD_BUTTON)
    if task.done_at is not None:
        return
    _finish(unit, task, by)
    call = existing_call(unit, task.call_id)
    sent = new_text(unit, call, Occasion.SUSPECTED, by=by)
    sent.task_id, sent.state, sent.ended_at = task_id, TextState.SENT.value, unit.now
    known = find_text(unit.session, call.key, Occasion.SUSPECTED)
    if not add_text(unit.session, sent) and known is not None:
        now: TextChange = {"by": by, "ended_at": unit.now, "why": None, "failing_since": None}
        move_text(unit.session, known.key, ENDED, TextState.SENT, **now)
    unit.record(Event.TEXT_SENT, call.key, by=by, occasion=Occasion.SUSPECTED.value, by_hand=1)


def _finish(unit: Unit, task: Task, by: str) -> None:
    if finish_task(unit.session, task.key, by, unit.now) is not None:
        unit.record(Event.TASK_DONE, task.call_id, by=by, task=task.key)
    refresh_homes_of(unit, Role.OPERATOR)


def _require_writable(unit: Unit, call: Call) -> None:
    if is_barred(unit, call) or find_petitioner(unit.session, call.petitioner_id).purged_at is not None:
        raise Refused(Reason.TEXT_BARRED, number=call.key)
