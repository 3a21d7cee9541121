"""Adding somebody who is on no list and comes to us by themselves (rule book §4, Inbound)."""

from dataclasses import replace

from bot.domain.calls.cards import ClaimCard
from bot.domain.calls.inbound import HowCame, opens_again
from bot.domain.calls.states import CallState, Move, QueueLane
from bot.domain.keeping.names import key_of_tidy
from bot.domain.lists.callers import Caller, caller_problems, visit_of_caller
from bot.domain.lists.identity import name_and_day
from bot.domain.lists.rows import ListedVisit
from bot.domain.lists.station_rules import rules_of
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.domain.roles import Action
from bot.domain.trail import Event
from bot.services.accusations import tell_of_accusation
from bot.services.calls.claiming import card_of_claim, claimed_now, in_conflict, is_registered
from bot.services.calls.inbound import is_protected, take_in
from bot.services.finding import existing_call
from bot.services.keeping.contact_data import name_key_of
from bot.services.keeping.key_checks import hash_as_stored
from bot.services.lists.preparing import seal_visit
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_call
from bot.services.unit import Unit
from storage.calls.inbound import note_inbound, wait_for_number
from storage.calls.lookups import calls_of_number
from storage.calls.queries import move_call
from storage.calls.tables import Call, CallChange, Inbound
from storage.lists.known import reasons_against
from storage.lists.visits import NewCall, SealedVisit, add_calls, add_visits, is_known_visit, visits_of
from storage.people.queries import find_petitioner
from storage.people.tables import Staff


def begin_caller(unit: Unit, *, by: str) -> tuple[str, ...]:
    """Return the departments that the form offers.

    Raises:
        Refused: not an operator.
    """
    member_who_may(unit, by, Action.TAKE_IN)
    return tuple(each.name for each in unit.station.departments)


def add_caller(unit: Unit, *, by: str, caller: Caller) -> ClaimCard:
    """Take somebody in: by their own call where there is one, else a new one that no list made.

    Raises:
        FormRefused: what was written down cannot be; the fields say what.
        Refused: a conflict of interest.
        Stale: a colleague has their call.
    """
    operator = member_who_may(unit, by, Action.TAKE_IN)
    problems = caller_problems(caller, unit.today)
    if problems or caller.how is None:
        raise FormRefused(problems)
    hash_as_stored(unit)
    visit = visit_of_caller(caller, unit.today)
    phone_hash = unit.secrets.keyed_hash(visit.phone)
    wait_for_number(unit.session, phone_hash)
    own = _calls_of(unit, phone_hash, visit)
    known = next((call for call in own if _is_current(unit, call)), None)
    if known is not None:
        _add_visit(unit, operator, known, visit, caller)
        card = take_in(unit, operator, known, caller.how)
    else:
        card = _new_call(unit, operator, visit, caller, is_repeat=bool(own))
    if caller.about.strip():
        tell_of_accusation(unit, card.line.number, caller.about)
    return card


def _add_visit(unit: Unit, operator: Staff, call: Call, visit: ListedVisit, caller: Caller) -> None:
    """Add to a known call a visit that no list told of, unless a colleague has the call."""
    days = {each.visited_on for each in visits_of(unit.session, call.key)}
    is_new = caller.visited_on is not None and caller.visited_on not in days
    if not is_new or call.claimed_by not in {None, operator.slack_id}:
        return
    sealed = _sealed(unit, visit, caller)
    add_visits(unit.session, {call.key: [sealed]}, None)
    unit.record(Event.CALL_VISITED_AGAIN, call.key, by=operator.slack_id or "", inbound=1, **_place(sealed))


def _calls_of(unit: Unit, phone_hash: str, visit: ListedVisit) -> list[Call]:
    """List the calls of one person, the newest first: the same number and the same name."""
    name = key_of_tidy(visit.petitioner_name)
    calls = calls_of_number(unit.session, phone_hash)
    return [call for call in calls if _name_of(unit, call) == name]


def _name_of(unit: Unit, call: Call) -> str:
    return name_key_of(unit, find_petitioner(unit.session, call.petitioner_id).sealed_name)


def _is_current(unit: Unit, call: Call) -> bool:
    return call.state != CallState.CLOSED or opens_again(call.closed_at, unit.now, unit.station)


def _new_call(unit: Unit, operator: Staff, visit: ListedVisit, caller: Caller, *, is_repeat: bool) -> ClaimCard:
    sealed, how = _sealed(unit, visit, caller), caller.how or HowCame.PHONED
    number = add_calls(unit.session, [NewCall(visits=(sealed,), is_repeat=is_repeat)], None)[0]
    call = existing_call(unit, number)
    if in_conflict(unit, operator, number, visits_of(unit.session, number)):
        raise Refused(Reason.INBOUND_CONFLICT)
    taken: CallChange = {
        **claimed_now(unit, operator),
        "lane": QueueLane.RETRY.value,
        "priority": 1,
        "came_in": how.value,
        "came_at": unit.now,
        "inbound_only": _is_not_to_be_phoned(unit, visit) or is_registered(unit, call),
    }
    move_call(unit.session, Move.CLAIM, number, **taken)
    inbound = Inbound(call_id=number, at=unit.now, by=operator.slack_id or "", how=how.value, again=False)
    note_inbound(unit.session, inbound)
    facts = {**_place(sealed), "how": how.value}
    unit.record(Event.CALL_CAME_IN, number, by=operator.slack_id or "", again=0, repeat=int(is_repeat), **facts)
    refresh_call(unit, call, operator.slack_id)
    return card_of_claim(unit, operator, number)


def _place(visit: SealedVisit) -> dict[str, str]:
    """Return the day, department and type of a visit, for the trail."""
    return {
        "visited_on": visit.visited_on.isoformat(),
        "department": visit.department,
        "petition_type": visit.petition_type,
    }


def _sealed(unit: Unit, visit: ListedVisit, caller: Caller) -> SealedVisit:
    """Make it ready for storing. A visit that is excluded stays that: what is kept is the day they came to us."""
    is_visit = caller.visited_on is not None and not _is_excluded_visit(unit, visit)
    kept = visit if is_visit else replace(visit, visited_on=unit.today)
    sealed = seal_visit(kept, rules_of(unit.station), unit.secrets)
    if is_known_visit(unit.session, sealed.known_as):  # of a call closed long ago
        sealed = replace(sealed, known_as=unit.secrets.keyed_hash(f"inbound|{sealed.known_as}|{unit.now.isoformat()}"))
    return replace(sealed, is_inbound=True, no_visit=not is_visit)


def _is_not_to_be_phoned(unit: Unit, visit: ListedVisit) -> bool:
    name = key_of_tidy(visit.petitioner_name)
    return _is_excluded_visit(unit, visit) or is_protected(unit, name, [visit.visited_on])


def _is_excluded_visit(unit: Unit, visit: ListedVisit) -> bool:
    """Check whether a list said of this visit that the person is not to be called."""
    who = unit.secrets.keyed_hash(name_and_day(key_of_tidy(visit.petitioner_name), visit.visited_on))
    return bool(reasons_against(unit.session, {who: visit.visited_on}))
