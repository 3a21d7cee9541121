"""Taking in somebody who comes to us by themselves and whose call we know (rule book §4, Inbound)."""

from collections.abc import Iterable
from datetime import date

from bot.domain.calls.cards import ClaimCard
from bot.domain.calls.inbound import CameInNotice, HowCame, opens_again
from bot.domain.calls.states import CallState, Move, QueueLane
from bot.domain.lists.callers import KEPT_FROM_CALLS, days_looked_at
from bot.domain.lists.identity import name_and_day
from bot.domain.refusals import Reason, Refused, Stale
from bot.domain.roles import Action
from bot.domain.trail import Event
from bot.services.calls.claiming import (
    already_claimed,
    card_of_claim,
    claimed_now,
    in_conflict,
    is_registered,
    take_call,
)
from bot.services.finding import existing_call
from bot.services.keeping.contact_data import name_key_of
from bot.services.keeping.key_checks import hash_as_stored
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_call
from bot.services.unit import Unit
from storage.calls.inbound import note_inbound
from storage.calls.queries import move_call
from storage.calls.tables import Call, CallChange, Inbound
from storage.lists.known import reasons_against
from storage.lists.visits import visits_of
from storage.people.queries import find_petitioner
from storage.people.tables import Staff


def take_in_call(unit: Unit, *, by: str, number: int, how: HowCame = HowCame.PHONED) -> ClaimCard:
    """Take in whoever a call is of: an open one is claimed, a closed one opens again without a supervisor.

    Raises:
        Refused: no such call, closed too long ago, or a conflict of interest.
        Stale: a colleague has it.
    """
    operator = member_who_may(unit, by, Action.TAKE_IN)
    call = existing_call(unit, number)
    if find_petitioner(unit.session, call.petitioner_id).purged_at is not None:
        raise Refused(Reason.INBOUND_TOO_LATE, number=number)
    hash_as_stored(unit)
    return take_in(unit, operator, call, how)


def take_in(unit: Unit, operator: Staff, call: Call, how: HowCame) -> ClaimCard:
    """Give a call to whoever took it, and notify who talked to the petitioner last.

    Raises:
        Refused: closed too long ago, or a conflict of interest.
        Stale: a colleague has it.
    """
    number, talked_last = call.key, call.last_operator
    if call.claimed_by != operator.slack_id:
        if call.state == CallState.CLAIMED:
            raise already_claimed(call)
        if call.state == CallState.CLOSED and not opens_again(call.closed_at, unit.now, unit.station):
            raise Refused(Reason.INBOUND_TOO_LATE, number=number)
        if in_conflict(unit, operator, number, visits_of(unit.session, number)):
            raise Refused(Reason.CONFLICT, number=number)
        is_taken = open_again(unit, operator, call, how) if call.closed_at else take_call(unit, operator, call)
        if not is_taken:
            raise Stale(Reason.INBOUND_MOVED, number=number)
        if talked_last is not None and talked_last != operator.slack_id:
            unit.announce(CameInNotice(call=number, at=unit.now), to=talked_last)
    return card_of_claim(unit, operator, number)


def open_again(unit: Unit, operator: Staff, call: Call, how: HowCame) -> bool:
    """Open a closed call for its petitioner; how it had ended stays with it. False: somebody was faster."""
    before, kept = (call.outcome, call.closed_at), CallChange()
    if call.came_in is None:
        kept = {"list_outcome": call.outcome, "list_closed_at": call.closed_at}
    opened: CallChange = {
        **claimed_now(unit, operator),
        **kept,
        "outcome": None,
        "closed_at": None,
        "due_at": None,
        "promised": False,
        "lane": QueueLane.RETRY.value,
        "priority": 1,
        "attempts": 0,
        "came_in": how.value,
        "came_at": unit.now,
        "inbound_only": call.inbound_only or is_registered(unit, call) or _is_protected(unit, call),
    }
    if not move_call(unit.session, Move.TAKE_IN, call.key, **opened):
        return False
    note_inbound(
        unit.session,
        Inbound(
            call_id=call.key,
            at=unit.now,
            by=operator.slack_id or "",
            how=how.value,
            again=True,
            outcome_before=before[0],
            closed_before=before[1],
        ),
    )
    unit.record(Event.CALL_CAME_IN, call.key, by=operator.slack_id or "", how=how.value, again=1)
    refresh_call(unit, call, operator.slack_id)
    return True


def _is_protected(unit: Unit, call: Call) -> bool:
    name = name_key_of(unit, find_petitioner(unit.session, call.petitioner_id).sealed_name)
    return is_protected(unit, name, [visit.visited_on for visit in visits_of(unit.session, call.key)])


def is_protected(unit: Unit, name: str, visits: Iterable[date]) -> bool:
    """Check whether a list said lately, or about the days of some visits, that nobody of this name is to be phoned.

    Of who is excluded name and day alone are known, and people err in the day: a namesake is rather not phoned.
    """
    days = days_looked_at(visits, unit.today, unit.station)
    hashed = {unit.secrets.keyed_hash(name_and_day(name, day)): day for day in days}
    return bool(reasons_against(unit.session, hashed) & KEPT_FROM_CALLS)
