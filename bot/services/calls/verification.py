"""`/lookup`: was that call genuine? The operator hears of it at once; no petitioner data (rule book §6)."""

from datetime import datetime

from bot.domain.announcements import CalledInNotice
from bot.domain.calls.cards import Verified
from bot.domain.calls.states import CallState, Move, Outcome, QueueLane
from bot.domain.calls.verification import WRONG_CODES, WRONG_WITHIN, LookupQuestion, read_question
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action
from bot.domain.trail import Event
from bot.services.calls.boards import bring_to_latest_board
from bot.services.finding import existing_call
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_call
from bot.services.unit import Unit
from storage.calls.attempts import attempts_of
from storage.calls.lookups import call_with_code, calls_of_number, note_wrong_code, wrong_codes_since
from storage.calls.queries import move_call, raise_call
from storage.calls.tables import Call, CallChange
from storage.people.queries import staff_by_slack_id


def look_up(unit: Unit, *, by: str, words: str) -> Verified:
    """Answer whether one of our operators phoned, by verification code or by number.

    Raises:
        Refused: not their business, neither a code nor a number, or too many wrong ones.
    """
    member_who_may(unit, by, Action.LOOK_UP)
    question = read_question(words)
    if question is None:
        raise Refused(Reason.LOOKUP_UNREADABLE)
    if wrong_codes_since(unit.session, by, unit.now - WRONG_WITHIN) >= WRONG_CODES:
        raise Refused(Reason.LOOKUP_THROTTLED)
    call = _call_meant(unit, question)
    if call is None:
        note_wrong_code(unit.session, by, unit.now)
        unit.record(Event.LOOKUP_MISSED, by, by=by)
        return Verified(genuine=False)
    unit.record(Event.LOOKUP_ANSWERED, call.key, by=by)
    return _answer(unit, call)


def _call_meant(unit: Unit, question: LookupQuestion) -> Call | None:
    if question.code is not None:
        call = call_with_code(unit.session, question.code)
        return call if call is not None and _is_recent(unit, call) else None
    calls = calls_of_number(unit.session, unit.secrets.keyed_hash(question.phone or ""))
    return next((call for call in calls if _is_recent(unit, call)), None)


def _is_recent(unit: Unit, call: Call) -> bool:
    last = _last_worked(unit, call)
    return last is not None and unit.now - last <= unit.station.code_valid


def _last_worked(unit: Unit, call: Call) -> datetime | None:
    attempts = attempts_of(unit.session, call.key)
    moments = [call.claimed_at, attempts[-1].at if attempts else None]
    return max((moment for moment in moments if moment is not None), default=None)


def _answer(unit: Unit, call: Call) -> Verified:
    operator = call.claimed_by or call.last_operator
    person = None if operator is None else staff_by_slack_id(unit.session, operator)
    is_expected = call.state != CallState.CLOSED or call.outcome == Outcome.UNREACHED
    at = _last_worked(unit, call)
    if is_expected:
        _bring_up(unit, call)
    if operator is not None:
        unit.announce(CalledInNotice(call=call.key, at=unit.now), to=operator)
    return Verified(
        genuine=True,
        rank=person.rank if person else "",
        name=person.name if person else "",
        at=at,
        put_through=operator if is_expected else None,
    )


def _bring_up(unit: Unit, call: Call) -> None:
    """Put the call to the top of the queue, out of its appointment or its "unreached" if need be."""
    number = call.key
    to_top: CallChange = {"lane": QueueLane.PROMISED.value, "priority": 1}
    if call.state in {CallState.SCHEDULED, CallState.CLOSED}:
        opened: CallChange = {**to_top, "due_at": None, "outcome": None, "closed_at": None, "promised": False}
        if not move_call(unit.session, Move.CALL_IN, number, **opened):
            return
        unit.record(Event.CALL_CALLED_IN, number)
        bring_to_latest_board(unit, number)
    else:
        raise_call(unit.session, number, **to_top)
    fresh = existing_call(unit, number)
    refresh_call(unit, fresh, fresh.claimed_by or fresh.last_operator)
