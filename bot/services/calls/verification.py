"""`/lookup`: was that call genuine? Whoever phoned hears of it at once; no petitioner data (rule book §6)."""

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.announcements import GrievanceCalledInNotice
from bot.domain.calls.cards import Verified, WhoPhoned
from bot.domain.calls.inbound import CalledInNotice
from bot.domain.calls.states import CallState, Move, Outcome, QueueLane
from bot.domain.calls.verification import WRONG_WITHIN, LookupQuestion, is_live, read_question
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action, Role, may
from bot.domain.trail import Event
from bot.services.calls.boards import bring_to_latest_board
from bot.services.calls.claiming import is_registered
from bot.services.calls.stand_ins import keeper_of
from bot.services.finding import existing_call
from bot.services.keeping.key_checks import hash_as_stored
from bot.services.officers import is_name_of_staff
from bot.services.people.presence import roster_of
from bot.services.permitting import member_who_may, roles_held, roles_of
from bot.services.refreshing import refresh_call
from bot.services.unit import Unit
from storage.calls.lookups import (
    call_with_code,
    calls_of_number,
    give_guess_back,
    matter_with_code,
    take_guess,
)
from storage.calls.phonings import phonings_of
from storage.calls.queries import move_call, raise_call
from storage.calls.rechecks import is_claimed_again
from storage.calls.tables import AuditCode, Call, CallChange, Phoning
from storage.grievances.queries import is_filing_open
from storage.people.queries import staff_by_id
from storage.people.tables import Staff

OTHERS_SHOWN = 3


def look_up(unit: Unit, *, by: str, words: str) -> Verified:
    """Answer whether one of us phoned, by the code, by the number, or what a name is worth.

    A look-up counts as a miss until it is none, so that nobody can ask more often than they may miss.

    Raises:
        Refused: not their business, neither a code nor a number nor a name, or too many misses.
    """
    member_who_may(unit, by, Action.LOOK_UP)
    question = read_question(words)
    if question is None:
        raise Refused(Reason.LOOKUP_UNREADABLE)
    if not take_guess(unit.session, by, unit.now, unit.now - WRONG_WITHIN):
        raise Refused(Reason.LOOKUP_THROTTLED)
    answer = _answer(unit, by, question)
    if answer is None:
        unit.record(Event.LOOKUP_MISSED, by, by=by)
        return Verified(genuine=False, extension=unit.station.centre_line)
    give_guess_back(unit.session, by)
    return answer


def note_refused(unit: Unit, *, by: str) -> None:
    """Write down that somebody was refused a look-up after too many misses."""
    unit.record(Event.LOOKUP_REFUSED, by, by=by)


def _answer(unit: Unit, by: str, question: LookupQuestion) -> Verified | None:
    """Answer a question; None when nothing of ours fits."""
    if question.name is not None:
        if not is_name_of_staff(unit, question.name):
            return None
        unit.record(Event.LOOKUP_ANSWERED, by=by)
        return Verified(genuine=False, works_here=True)
    call = _call_meant(unit, question)
    if call is not None:
        unit.record(Event.LOOKUP_ANSWERED, call.key, by=by)
        may_take_in = may(roles_held(unit, by=by), Action.TAKE_IN)
        return replace(_of_call(unit, call), call=call.key if may_take_in else None)
    matter = None if question.code is None else matter_with_code(unit.session, question.code)
    if matter is None:
        return None
    unit.record(Event.LOOKUP_ANSWERED, by=by)
    return _of_audit(unit, matter)


def _call_meant(unit: Unit, question: LookupQuestion) -> Call | None:
    """Find the call of a code, or of the calls of a number the one about which somebody phoned last."""
    if question.code is not None:
        call = call_with_code(unit.session, question.code)
        return call if call is not None and _is_live(unit, call) else None
    hash_as_stored(unit)
    calls = calls_of_number(unit.session, unit.secrets.keyed_hash(question.phone or ""))
    live = [call for call in calls if _is_live(unit, call)]
    return max(live, key=lambda call: phonings_of(unit.session, call.key)[0].at, default=None)


def _is_live(unit: Unit, call: Call) -> bool:
    phonings = phonings_of(unit.session, call.key)
    if not phonings:
        return False
    is_open = call.state != CallState.CLOSED or is_filing_open(unit.session, call.key)
    return is_live(is_open=is_open, last_phoned=phonings[0].at, now=unit.now, valid=unit.station.code_valid)


def _of_call(unit: Unit, call: Call) -> Verified:
    phonings = phonings_of(unit.session, call.key)
    people = [(phoning, person) for phoning in phonings if (person := _who(unit, phoning)) is not None]
    is_waiting = call.state != CallState.CLOSED or call.outcome == Outcome.UNREACHED
    is_expected = is_waiting or is_filing_open(unit.session, call.key) or is_claimed_again(unit.session, call.key)
    if is_waiting:
        _bring_up(unit, call)
    _tell(unit, call, phonings[0])
    if not people:
        return _put_through_to_the_centre(unit)
    phoning, person = people[0]
    if not is_expected or not person.active or roster_of(unit).is_away(person):
        to_whom = _put_through_to_the_centre(unit)
    else:
        to_whom = Verified(genuine=True, put_through=person.slack_id, extension=person.extension or "")
    return Verified(
        genuine=True,
        rank=person.rank,
        name=person.name,
        at=phoning.at,
        before=_others(people[1:]),
        put_through=to_whom.put_through,
        extension=to_whom.extension,
    )


def _others(people: Sequence[tuple[Phoning, Staff]]) -> tuple[WhoPhoned, ...]:
    return tuple(
        WhoPhoned(rank=person.rank, name=person.name, at=phoning.at) for phoning, person in people[:OTHERS_SHOWN]
    )


def _put_through_to_the_centre(unit: Unit) -> Verified:
    return Verified(genuine=True, extension=unit.station.centre_line)


def _of_audit(unit: Unit, matter: AuditCode) -> Verified:
    """Say of audit's own code only that it is ours."""
    person = staff_by_id(unit.session, matter.staff_id)
    if person is not None and person.slack_id is not None:
        notice = GrievanceCalledInNotice(grievance=matter.grievance_id, at=unit.now)
        unit.announce(notice, to=person.slack_id, for_audit=True)
    return _put_through_to_the_centre(unit)


def _who(unit: Unit, phoning: Phoning) -> Staff | None:
    return None if phoning.staff_id is None else staff_by_id(unit.session, phoning.staff_id)


def _tell(unit: Unit, call: Call, last: Phoning) -> None:
    """Notify the operator of the call, and whoever phoned last: an officer by the number of the grievance alone."""
    operator, person = call.claimed_by or keeper_of(unit, roster_of(unit), call), _who(unit, last)
    if operator is not None:
        unit.announce(CalledInNotice(call=call.key, at=unit.now), to=operator)
    if person is None or person.slack_id is None or person.slack_id == operator:
        return
    if Role.OPERATOR in roles_of(person):
        unit.announce(CalledInNotice(call=call.key, at=unit.now), to=person.slack_id)
    elif last.grievance_id is not None:
        unit.announce(GrievanceCalledInNotice(grievance=last.grievance_id, at=unit.now), to=person.slack_id)


def _bring_up(unit: Unit, call: Call) -> None:
    """Put the call to the top of the queue, out of its appointment or its "unreached" if need be.

    Whoever is not to be phoned waits in no queue: nobody could claim their call, and a time that they asked for stands.
    """
    if call.inbound_only or is_registered(unit, call):
        return
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
