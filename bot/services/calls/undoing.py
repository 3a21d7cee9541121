"""Taking back a result that was just entered: the call is its operator's again, as it was before (rule book §4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.announcements import AbuseNotice, PraiseNotice
from bot.domain.calls.cards import Undoable
from bot.domain.calls.results import Result
from bot.domain.calls.states import TRANSITIONS, CallState, Move, Outcome
from bot.domain.calls.undoing import (
    MINUTE,
    Before,
    PastPhoning,
    Registered,
    before_from_text,
    before_to_text,
    may_be_undone,
)
from bot.domain.notices import Announcement
from bot.domain.refusals import Reason, Refused, Stale
from bot.domain.roles import Action
from bot.domain.trail import Event
from bot.services.calls.claiming import is_excluded
from bot.services.calls.drafts import keep_half_entered, keep_second_page, second_page
from bot.services.calls.surveys import store_result, stored_result
from bot.services.finding import existing_call, existing_line
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_call
from bot.services.unit import Unit
from storage.calls import last_results
from storage.calls.codes import set_code
from storage.calls.phonings import add_phonings, phonings_of
from storage.calls.queries import move_call
from storage.calls.surveys import drop_survey
from storage.calls.tables import Call, CallChange, LastResult, Phoning
from storage.lists.do_not_call import registrations_of, restore_registration
from storage.outbox import withdraw_notice
from storage.people.numbers import hashes_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """The rows that a result left."""

    attempt: int
    task: int | None
    praise: int | None


def stands_before(unit: Unit, call: Call, by: str, entered: Result) -> Before:
    """Note how a call stands before a result, and what somebody entered as that result, on both pages."""
    registered, apart = _registrations(unit, call)
    return Before(
        entered=entered,
        second_page=second_page(unit, by, call.key),
        lane=call.lane,
        promised=call.promised,
        attempts=call.attempts,
        first_tried_at=call.first_tried_at,
        last_operator=call.last_operator,
        code=call.code,
        phonings=tuple(
            PastPhoning(staff_id=each.staff_id, grievance_id=each.grievance_id, at=each.at)
            for each in phonings_of(unit.session, call.key)
        ),
        survey=stored_result(unit, call.key),
        registered=registered,
        registered_apart=apart,
    )


def _registrations(unit: Unit, call: Call) -> tuple[Registered | None, Mapping[str, Registered | None]]:
    """Return the entry of the number that is phoned, and of others those that differ."""
    entries = registrations_of(unit.session, call.petitioner_id)
    if not entries:
        return None, {}
    main, *others = hashes_of(unit.session, call.petitioner_id)
    registered = entries.get(main)
    return registered, {each: entries.get(each) for each in others if entries.get(each) != registered}


def keep_for_undo(unit: Unit, call: Call, by: str, before: Before, left: Left) -> None:
    """Keep what is needed to take a result back, as long as that may be asked for."""
    kept = LastResult(
        call_id=call.key,
        by=by,
        at=unit.now,
        attempt_id=left.attempt,
        task_id=left.task,
        praise_id=left.praise,
        sealed_before=unit.secrets.seal(before_to_text(before)),
    )
    last_results.keep_last_result(unit.session, kept, forget_before=unit.now - unit.station.undo_within)


def see_undoable(unit: Unit, *, by: str) -> Undoable:
    """Return what somebody entered last, as long as it may be taken back.

    Raises:
        Refused: nothing, or too long ago.
    """
    member_who_may(unit, by, Action.RECORD)
    result = last_results.newest_of(unit.session, by)
    if result is None or not may_be_undone(result.at, unit.now, unit.station):
        raise Refused(Reason.NOTHING_ENTERED)
    _undoable(unit, existing_call(unit, result.call_id), by)
    entered = before_from_text(unit.secrets.open(result.sealed_before)).entered
    until = result.at + unit.station.undo_within
    return Undoable(
        line=existing_line(unit, result.call_id),
        disposition=entered.disposition,
        at=result.at,
        until=until,
        minutes=max(1, (until - unit.now) // MINUTE),
        has_praise=entered.praise is not None,
        is_filed=entered.outcome is Outcome.GRIEVANCE_FILED,
    )


def take_back(unit: Unit, *, by: str, number: int) -> LastResult | None:
    """Take back the result that somebody entered last of a call. None: the call is theirs already.

    What was filed with it is the caller's to take back.

    Raises:
        Refused: entered by somebody else, too long ago, somebody was told of it, or it is not to be called any more.
        Stale: the call was moved meanwhile.
    """
    member_who_may(unit, by, Action.RECORD)
    call = existing_call(unit, number)
    if call.state == CallState.CLAIMED and call.claimed_by == by:
        return None
    result = _undoable(unit, call, by)
    before = before_from_text(unit.secrets.open(result.sealed_before))
    if not last_results.take_last_result(unit.session, result) or not _move_back(unit, result, before):
        raise Stale(Reason.NOTHING_TO_UNDO, number=number)
    _take_back_told(unit, result)
    _restore(unit, call, result, before)
    if call.came_in is None and is_excluded(unit, call):
        raise Refused(Reason.EXCLUDED, number=number)
    keep_half_entered(unit, by, number, before.entered)
    if before.second_page:
        keep_second_page(unit, by, number, before.second_page)
    facts = {"inbound": 1} if call.came_in else {}
    unit.record(Event.CALL_UNDONE, number, by=by, disposition=before.entered.disposition.value, **facts)
    refresh_call(unit, call, by)
    return result


def withdraw(unit: Unit, result: LastResult, notice: Announcement) -> None:
    """Withdraw a notice that a result left.

    Raises:
        Refused: it may have reached somebody already.
    """
    if not withdraw_notice(unit.session, notice, since=result.at, kept=result.by):
        raise Refused(Reason.UNDO_TOLD, number=result.call_id)


def _undoable(unit: Unit, call: Call, by: str) -> LastResult:
    result = last_results.find_last_result(unit.session, call.key)
    if result is None or call.state not in TRANSITIONS[Move.UNDO].sources:
        raise Refused(Reason.NOTHING_TO_UNDO, number=call.key)
    if result.by != by:
        raise Refused(Reason.UNDO_NOT_YOURS, number=call.key, by=result.by)
    if not may_be_undone(result.at, unit.now, unit.station):
        raise Refused(Reason.UNDO_TOO_LATE, number=call.key)
    return result


def _move_back(unit: Unit, result: LastResult, before: Before) -> bool:
    """Change the row if it stands as the result left it: whoever changes it wins (decision 5)."""
    again: CallChange = {
        "claimed_by": result.by,
        "claimed_at": unit.now,
        "touched_at": unit.now,
        "nudged_at": None,
        "due_at": None,
        "outcome": None,
        "closed_at": None,
        "lane": before.lane,
        "promised": before.promised,
        "attempts": before.attempts,
        "first_tried_at": before.first_tried_at,
        "last_operator": before.last_operator,
        "handed_to": None,
    }
    untouched = last_results.stands_as_left(result.by, result.at)
    return move_call(unit.session, Move.UNDO, result.call_id, *untouched, **again) is not None


def _take_back_told(unit: Unit, result: LastResult) -> None:
    """Take back praise and what supervisors were to hear; praise that audit holds stays with audit."""
    withdraw(unit, result, AbuseNotice(call=result.call_id))
    if result.praise_id is None:
        return
    withdraw(unit, result, PraiseNotice(praise=result.praise_id))
    if last_results.drop_praise(unit.session, result.praise_id):
        unit.record(Event.PRAISE_UNDONE, result.call_id, by=result.by, praise=result.praise_id)


def _restore(unit: Unit, call: Call, result: LastResult, before: Before) -> None:
    """Give back what the result had changed: attempt, survey, task, register, code."""
    number, session = call.key, unit.session
    last_results.drop_attempt(session, result.attempt_id)
    drop_survey(session, number)
    if before.survey is not None:
        store_result(unit, number, before.survey)
    if result.task_id is not None:
        last_results.drop_task(session, result.task_id)
    for phone_hash in hashes_of(session, call.petitioner_id):
        restore_registration(session, phone_hash, result.at, before.registration_before(phone_hash))
    if before.code is not None and existing_call(unit, number).code is None:
        _restore_code(unit, number, before)


def _restore_code(unit: Unit, number: int, before: Before) -> None:
    """Let the code that a wrong number ended live again, unless it is another call's by now, and who phoned."""
    if before.code is not None:
        set_code(unit.session, number, before.code)
    phoned = [
        Phoning(call_id=number, staff_id=each.staff_id, grievance_id=each.grievance_id, at=each.at)
        for each in before.phonings
    ]
    add_phonings(unit.session, phoned)
