"""Claiming a call, laying it down, and the claimant's card (rule book §4)."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.announcements import ClaimReleasedNotice
from bot.domain.calendar import SEOUL
from bot.domain.calls.cards import ClaimCard, PastAttempt, QueueLine, Released
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.flags import help_lines
from bot.domain.calls.inbound import HowCame
from bot.domain.calls.retries import window_end
from bot.domain.calls.states import TRANSITIONS, CallState, Move, Outcome
from bot.domain.refusals import Reason, Refused, Stale
from bot.domain.roles import Action
from bot.domain.trail import SYSTEM, Event, Purpose
from bot.services.calls.boards import bring_to_latest_board
from bot.services.calls.cards import visit_line
from bot.services.calls.flags import flags_of
from bot.services.calls.phoning import new_code, phone_card
from bot.services.careers import own_departments
from bot.services.finding import call_to_make, existing_call, existing_line
from bot.services.keeping.contact_data import holders_of
from bot.services.officers import names
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_call
from bot.services.unit import Unit
from storage.calls.boards import latest_board
from storage.calls.conflicts import is_lifted
from storage.calls.inbound import opened_again_at
from storage.calls.queries import (
    as_line,
    claimed_since,
    give_call,
    held_by,
    move_call,
    next_numbers,
    numbers_held_by,
)
from storage.calls.tables import Call, CallChange
from storage.lists.do_not_call import stands_on_register
from storage.lists.tables import Visit
from storage.lists.visits import CallToMake
from storage.people.duty import set_break
from storage.people.tables import Staff
from storage.trail import last_event_at

CANDIDATES = 50
"""How many of the next calls `/claim` looks at, passing over those taken meanwhile or in conflict."""


DOUBLE_CLICK = timedelta(seconds=1)


def claim_call(unit: Unit, *, by: str, number: int) -> ClaimCard:
    """Claim one call. Claiming one's own call again shows the card again.

    Raises:
        Refused: no such call, closed, or a conflict of interest.
        Stale: somebody else has it.
    """
    operator = member_who_may(unit, by, Action.CLAIM)
    found = call_to_make(unit, number)
    call = found.call
    if call.claimed_by == by:
        return _card(unit, operator, found, as_line(call))
    if call.state not in TRANSITIONS[Move.CLAIM].sources:
        raise _why_not(call)
    if in_conflict(unit, operator, number, found.visits):
        raise Refused(Reason.CONFLICT, number=number)
    if _is_barred(call, is_registered=found.is_registered):
        raise Refused(Reason.EXCLUDED, number=number)
    taken = take_call(unit, operator, call)
    if taken is None:
        raise _why_not(existing_call(unit, number))
    if operator.break_until is not None:  # who takes a call themself has rested enough
        set_break(unit.session, by, None)
    return _card(unit, operator, found, taken)


def claim_next(unit: Unit, *, by: str, by_click: bool = False) -> ClaimCard:
    """Claim the call that comes next in the queue, passing over those the operator may not have.

    A double click is one wish: it gives the call that the first of the two clicks gave.

    Raises:
        Refused: nothing is left.
    """
    operator = member_who_may(unit, by, Action.CLAIM)
    if operator.break_until is not None and unit.now < operator.break_until:
        raise Refused(Reason.ON_BREAK, since=operator.break_until)
    just_claimed = claimed_since(unit.session, by, unit.now - DOUBLE_CLICK) if by_click else None
    if just_claimed is not None:
        return card_of_claim(unit, operator, just_claimed)
    board = latest_board(unit.session)
    candidates = [] if board is None else next_numbers(unit.session, board.key, most=CANDIDATES)
    for number in candidates:
        found = call_to_make(unit, number)
        is_barred = _is_barred(found.call, is_registered=found.is_registered)
        is_free = not is_barred and not in_conflict(unit, operator, number, found.visits)
        if is_free and (taken := take_call(unit, operator, found.call)):
            return _card(unit, operator, found, taken)
    raise Refused(Reason.NOTHING_TO_CLAIM)


def release_call(unit: Unit, *, by: str, number: int | None) -> Released:
    """Lay a claimed call down: it goes back into the queue, or waits for its time again.

    Raises:
        Refused: not the claimant's.
    """
    member_who_may(unit, by, Action.RELEASE)
    number = held_number(unit, by, number)
    call = existing_call(unit, number)
    if call.claimed_by != by or not lay_down(unit, call, by, is_wish=True):
        raise not_yours(existing_call(unit, number))
    after = existing_call(unit, number)
    unit.record(Event.CALL_RELEASED, number, by=by, why="operator", **_how_it_stands(after))
    refresh_call(unit, after, by)
    return Released(line=existing_line(unit, number))


def lay_down(unit: Unit, call: Call, by: str, *, is_wish: bool = False) -> bool:
    """End a claim: the call goes back into the queue, or waits for its time if it was claimed before that.

    False: it is not this operator's any more.

    Whoever must not be phoned does not wait in the queue. A call that was opened again for its petitioner and laid down
    by wish before anything was recorded closes as it was: it was taken by mistake.
    """
    number, guard = call.key, held_by(by)
    opened = opened_again_at(unit.session, number, call.claimed_at) if is_wish else None
    if opened is not None:
        before: CallChange = {**LAID_DOWN, "outcome": opened.outcome_before, "closed_at": opened.closed_before}
        return move_call(unit.session, Move.WITHDRAW, number, guard, **before) is not None
    if is_excluded(unit, call) and call.came_in is not None:
        ended: CallChange = {**LAID_DOWN, "outcome": Outcome.INELIGIBLE.value, "closed_at": unit.now}
        moved = move_call(unit.session, Move.WITHDRAW, number, guard, **ended) is not None
        if moved:
            unit.record(Event.CALL_CLOSED, number, by=by, outcome=Outcome.INELIGIBLE.value, inbound=1)
        return moved
    if call.due_at is not None and call.due_at > unit.now:
        waits: CallChange = {**LAID_DOWN, "due_at": call.due_at}
        return move_call(unit.session, Move.SCHEDULE, number, guard, **waits) is not None
    moved = move_call(unit.session, Move.RELEASE, number, guard, **LAID_DOWN) is not None
    if moved and call.came_in is not None:
        bring_to_latest_board(unit, number)
    return moved


def take_claim_back(unit: Unit, call: Call, why: str) -> bool:
    """Lay a claimed call down for its claimant, and tell them. False: it is theirs no more."""
    claimant = call.claimed_by
    if claimant is None or not lay_down(unit, call, claimant):
        return False
    unit.record(Event.CALL_TAKEN_BACK, call.key, by=SYSTEM, why=why, **_how_it_stands(existing_call(unit, call.key)))
    unit.announce(ClaimReleasedNotice(call=call.key, at=unit.now), to=claimant)
    refresh_call(unit, call, claimant)
    return True


def _how_it_stands(laid_down: Call) -> dict[str, str | int]:
    """Return, for the trail, where a call that was laid down is, if not in the queue."""
    if laid_down.state == CallState.SCHEDULED and laid_down.due_at is not None:
        return {"next_at": laid_down.due_at.isoformat()}
    return {"closed_again": 1} if laid_down.state == CallState.CLOSED else {}


LAID_DOWN: CallChange = {"claimed_by": None, "claimed_at": None, "touched_at": None, "nudged_at": None, "due_at": None}
"""What leaves a call when its claim ends."""


def held_number(unit: Unit, by: str, number: int | None) -> int:
    """Return which call is meant: the one named, or the only one that the operator holds.

    Raises:
        Refused: no number given and none, or several, held.
    """
    if number is not None:
        return number
    match numbers_held_by(unit.session, by):
        case []:
            raise Refused(Reason.NOTHING_CLAIMED)
        case [only]:
            return only
        case several:
            raise Refused(Reason.SEVERAL_CLAIMED, numbers=", ".join(str(each) for each in several))


def not_yours(call: Call) -> Refused:
    """Say truly why somebody cannot act on a call as its claimant."""
    if call.closed_at is not None:
        return Refused(Reason.ALREADY_CLOSED, number=call.key)
    if call.claimed_by is None:
        return Refused(Reason.NOT_CLAIMED, number=call.key)
    return Refused(Reason.NOT_YOURS, number=call.key, by=call.claimed_by, since=call.claimed_at)


def _why_not(call: Call) -> Refused:
    if call.claimed_by is not None:
        return already_claimed(call)
    return Refused(Reason.ALREADY_CLOSED, number=call.key)


def already_claimed(call: Call) -> Stale:
    """Say which colleague has a call, and since when."""
    return Stale(Reason.ALREADY_CLAIMED, number=call.key, by=call.claimed_by, since=call.claimed_at)


def in_conflict(unit: Unit, operator: Staff, number: int, visits: Sequence[Visit]) -> bool:
    """Check whether a visit concerned a department of the operator's own, or their person, and nobody lifted it."""
    concerned = any(
        unit.department_of(visit.department, on=visit.visited_on) in own_departments(unit, operator, visit.visited_on)
        or names(unit, visit, operator)
        for visit in visits
    )
    return concerned and not is_lifted(unit.session, number, operator.slack_id or "")


def is_excluded(unit: Unit, call: Call) -> bool:
    """Check whether a petitioner is not to be phoned; who came by themselves and asked for it is (rule book §4)."""
    return _is_barred(call, is_registered=is_registered(unit, call))


def _is_barred(call: Call, *, is_registered: bool) -> bool:
    asked_for_it = call.came_in is not None and call.promised
    return not asked_for_it and (call.inbound_only or is_registered)


def is_registered(unit: Unit, call: Call) -> bool:
    """Check whether the petitioner asked not to be called, since the call was made (rule book §3)."""
    return stands_on_register(unit.session, call.petitioner_id, unit.today)


def take_call(unit: Unit, operator: Staff, call: Call) -> QueueLine | None:
    """Change the row if it is still free, and return its line: whoever changes it wins (decision 5).

    With it goes the code that the claimant says; where another call has the one drawn, the card draws again.
    """
    number = call.key
    taken = give_call(unit.session, call, new_code(), **claimed_now(unit, operator))
    if taken is not None:
        unit.record(Event.CALL_CLAIMED, number, by=operator.slack_id or "")
        refresh_call(unit, call, operator.slack_id)
    return taken


def claimed_now(unit: Unit, operator: Staff) -> CallChange:
    """Return what a claim changes of a call."""
    return {"claimed_by": operator.slack_id, "claimed_at": unit.now, "touched_at": unit.now, "nudged_at": None}


def window_from(unit: Unit, call: Call) -> date:
    """Return from which day the window of a call counts: the visit, else the day on which they came to us.

    Where that window is over: the day on which a supervisor put the call back.
    """
    began = call.visited_on if call.came_at is None else max(call.visited_on, unit.day_of(call.came_at))
    if window_end(began, unit.station, unit.calendar) > unit.today:
        return began
    reopened = last_event_at(unit.session, Event.CALL_REOPENED, call.key)
    return began if reopened is None else max(began, unit.day_of(reopened))


def card_of_claim(unit: Unit, operator: Staff, number: int) -> ClaimCard:
    """Make the card of a call as it stands now."""
    found = call_to_make(unit, number)
    return _card(unit, operator, found, as_line(found.call))


def _card(unit: Unit, operator: Staff, found: CallToMake, line: QueueLine) -> ClaimCard:
    """Make the card. Of the call only what a claim leaves as it is may be read: it may be from before."""
    call, holders = found.call, holders_of(unit, found.call)
    purpose = Purpose.CLAIMED_CALL if call.came_in is None else Purpose.INBOUND
    phone = phone_card(unit, call, holders, operator, purpose)
    attempts = [attempt for attempt in holders.tried if attempt.call_id == call.key]
    return ClaimCard(
        line=line,
        contact=phone.contact,
        caller=phone.caller,
        code=phone.code,
        purpose=phone.purpose,
        survey=phone.survey,
        visits=tuple(visit_line(unit, visit) for visit in found.visits),
        attempts=tuple(PastAttempt(at=a.at, disposition=Disposition(a.disposition), by=a.by) for a in attempts),
        most_attempts=unit.station.most_attempts,
        window_ends_on=window_end(window_from(unit, call), unit.station, unit.calendar),
        inside_calling_hours=_may_call_now(unit, call),
        phishing_before=any(a.suspects_phishing or a.disposition == Disposition.PHISHING_SUSPECTED for a in attempts),
        shares_number=holders.is_shared,
        came_in=None if call.came_in is None else HowCame(call.came_in),
        inbound_only=call.inbound_only,
        flags=flags_of(unit, holders.same, found.visits),
        help_lines=help_lines(unit.station),
        abuse_before=any(a.disposition == Disposition.ABUSIVE for a in holders.tried),
        text_sent_at=found.text_sent_at,
    )


def _may_call_now(unit: Unit, call: Call) -> bool:
    """Inside the calling hours of a working day, or in its evening after a time of it that the petitioner asked for."""
    is_working_day = unit.calendar.is_working_day(unit.today)
    if call.promised and call.due_at is not None and is_working_day and unit.day_of(call.due_at) == unit.today:
        has_come = call.due_at <= unit.now + timedelta(minutes=10)
        if has_come and unit.now.astimezone(SEOUL).time() <= unit.station.promised_until:
            return True
    return unit.station.may_call_at(unit.now, is_working_day=is_working_day)
