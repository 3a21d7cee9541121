"""Quality re-check: some closed calls are phoned again by somebody else, and the results compared (rule book §8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from bot.domain.calls.cards import PhoneCard
from bot.domain.calls.rechecks import RecheckLine, RecheckOutcome, RecheckState, agrees, is_drawn
from bot.domain.calls.states import ANSWERED_OUTCOMES, CallState
from bot.domain.calls.surveys import Question
from bot.domain.refusals import Reason, Refused, Stale
from bot.domain.roles import Action, Role
from bot.domain.trail import Event, Purpose
from bot.services.calls.claiming import in_conflict, is_registered
from bot.services.calls.phoning import phone_card
from bot.services.calls.surveys import knows_questions, questions_of_form
from bot.services.finding import existing_call
from bot.services.keeping.contact_data import holders_of
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_home
from bot.services.unit import Unit
from storage.calls.rechecks import (
    LAID_DOWN,
    add_recheck,
    closed_with_answers,
    drop_rechecks,
    find_recheck,
    has_attempted,
    move_recheck,
    not_first_by,
    put_back_claimed,
    rechecked_by,
    rechecks_in,
    waiting_rechecks,
)
from storage.calls.surveys import add_recheck_scores, scores_of
from storage.calls.tables import Call, Recheck, RecheckChange
from storage.lists.visits import visits_of
from storage.people.queries import find_petitioner, slack_ids_with
from storage.people.tables import Staff

SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckCard(PhoneCard):
    """What the second operator alone sees: whom to phone, and who they are to say they are."""

    line: RecheckLine


def draw_rechecks(unit: Unit, start: datetime, end: datetime) -> int:
    """Draw a share of the answered calls closed in a stretch of time. Drawn again, it draws the same ones.

    Whoever came to us by themselves and is not to be phoned is not drawn.
    """
    drawn = 0
    for number, operator in closed_with_answers(unit.session, start, end):
        hashed = unit.secrets.keyed_hash(f"recheck:{number}")
        if is_drawn(hashed, unit.station.recheck_share) and add_recheck(unit.session, number, operator, unit.now):
            unit.record(Event.RECHECK_DRAWN, number)
            drawn += 1
    return drawn


def end_rechecks_of_day(unit: Unit) -> None:
    """Put claimed re-checks back in line, and give up those that waited too long or are not to be called any more."""
    put_back_claimed(unit.session)
    drop_rechecks(unit.session, unit.now - unit.station.recheck_within)
    for recheck in waiting_rechecks(unit.session):
        if _is_moot(unit, existing_call(unit, recheck.call_id)):
            move_recheck(unit.session, recheck.key, RecheckState.WAITING, RecheckState.DROPPED)


def rechecks_for(unit: Unit, operator: Staff) -> Sequence[RecheckLine]:
    """List what an operator may phone again: not their own calls, and none they have an interest in."""
    waiting = rechecks_in(unit.session, RecheckState.WAITING, not_first_by(operator.slack_id or ""))
    theirs = (line for line in waiting if _may_recheck(unit, operator, line.call))
    return list(islice((line for line in theirs if not _is_moot(unit, existing_call(unit, line.call))), SHOWN))


def own_rechecks(unit: Unit, operator: Staff) -> Sequence[RecheckLine]:
    """List the re-checks that an operator has claimed."""
    return rechecks_in(unit.session, RecheckState.CLAIMED, rechecked_by(operator.slack_id or ""))


def claim_recheck(unit: Unit, *, by: str, recheck_id: int) -> RecheckCard:
    """Take a re-check: whom to phone is shown, and logged.

    Raises:
        Refused: one's own call, a conflict of interest, or the petitioner is not to be called any more.
        Stale: somebody else has it.
    """
    operator = member_who_may(unit, by, Action.RECHECK)
    recheck = _recheck(unit, recheck_id)
    call = existing_call(unit, recheck.call_id)
    if not _may_recheck(unit, operator, recheck.call_id):
        raise Refused(Reason.RECHECK_NOT_YOURS, number=recheck.call_id)
    if _is_moot(unit, call):  # dropped at the end of the day: what is refused changes nothing
        raise Refused(Reason.EXCLUDED, number=recheck.call_id)
    is_own = recheck.state == RecheckState.CLAIMED and recheck.claimed_by == by
    if not is_own:
        claimed: RecheckChange = {"claimed_by": by, "claimed_at": unit.now}
        if not move_recheck(unit.session, recheck_id, RecheckState.WAITING, RecheckState.CLAIMED, **claimed):
            raise Stale(Reason.RECHECK_TAKEN, number=recheck.call_id)
        unit.record(Event.RECHECK_CLAIMED, recheck.call_id, by=by)
        _refresh_homes(unit)
    phone = phone_card(unit, call, holders_of(unit, call), operator, Purpose.RECHECK)
    return RecheckCard(
        line=next(line for line in own_rechecks(unit, operator) if line.id == recheck_id),
        contact=phone.contact,
        caller=phone.caller,
        code=phone.code,
        purpose=phone.purpose,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckFormCard:
    """What the form of a re-check shows: the call, and the questions that were asked the first time."""

    line: RecheckLine
    questions: tuple[Question, ...]


def open_recheck_form(unit: Unit, *, by: str, recheck_id: int) -> RecheckFormCard:
    """Return what the form shows; nothing of what the first operator heard.

    Raises:
        Refused: not theirs.
    """
    line = _own_recheck(unit, by, recheck_id)
    return RecheckFormCard(line=line, questions=questions_of_form(unit, scores_of(unit.session, line.call)))


def _own_recheck(unit: Unit, by: str, recheck_id: int) -> RecheckLine:
    operator = member_who_may(unit, by, Action.RECHECK)
    for line in own_rechecks(unit, operator):
        if line.id == recheck_id:
            return line
    raise Refused(Reason.RECHECK_NOT_CLAIMED)


def record_recheck(
    unit: Unit, *, by: str, recheck_id: int, outcome: RecheckOutcome, scores: Mapping[str, int]
) -> RecheckLine:
    """Record how the second call ended; who was not reached stays in line.

    Raises:
        Refused: not theirs, or a form that is not ours.
    """
    line = _own_recheck(unit, by, recheck_id)
    if not knows_questions(unit, scores):
        raise Refused(Reason.BROKEN_FORM)
    agreed = agrees(scores_of(unit.session, line.call), scores) if outcome is RecheckOutcome.ANSWERED else None
    change = _change(unit, by, outcome, agreed=agreed)
    if not move_recheck(unit.session, recheck_id, RecheckState.CLAIMED, AFTER[outcome], rechecked_by(by), **change):
        raise Refused(Reason.RECHECK_NOT_CLAIMED)
    if outcome is RecheckOutcome.ANSWERED:
        add_recheck_scores(unit.session, recheck_id, scores)
    agrees_fact = None if agreed is None else int(agreed)
    unit.record(RECORDED_AS[outcome], line.call, by=by, agrees=agrees_fact)
    _refresh_homes(unit)
    return line


def _change(unit: Unit, by: str, outcome: RecheckOutcome, *, agreed: bool | None) -> RecheckChange:
    if outcome is RecheckOutcome.NOT_REACHED:
        return LAID_DOWN
    return {"done_by": by, "done_at": unit.now, "agrees": agreed}


RECORDED_AS = {
    RecheckOutcome.ANSWERED: Event.RECHECK_ANSWERED,
    RecheckOutcome.REFUSED: Event.RECHECK_REFUSED,
    RecheckOutcome.NOT_REACHED: Event.RECHECK_NOT_REACHED,
}
AFTER = {
    RecheckOutcome.ANSWERED: RecheckState.DONE,
    RecheckOutcome.REFUSED: RecheckState.DROPPED,
    RecheckOutcome.NOT_REACHED: RecheckState.WAITING,
}


def _refresh_homes(unit: Unit) -> None:
    for operator in slack_ids_with(unit.session, Role.OPERATOR):
        refresh_home(unit, operator)


def _may_recheck(unit: Unit, operator: Staff, number: int) -> bool:
    slack_id = operator.slack_id or ""
    return not has_attempted(unit.session, number, slack_id) and not in_conflict(
        unit, operator, number, visits_of(unit.session, number)
    )


def _is_moot(unit: Unit, call: Call) -> bool:
    """No answered call any more (open again, or it ended otherwise), destroyed, or not to be called any more.

    That somebody asked for a time once is no wish to be phoned again.
    """
    petitioner = find_petitioner(unit.session, call.petitioner_id)
    is_answered = call.state == CallState.CLOSED and call.outcome in ANSWERED_OUTCOMES
    gone = petitioner.purged_at is not None or petitioner.purge_asked_at is not None
    return not is_answered or gone or call.inbound_only or is_registered(unit, call)


def _recheck(unit: Unit, recheck_id: int) -> Recheck:
    recheck = find_recheck(unit.session, recheck_id)
    if recheck is None:
        raise Refused(Reason.OLD_BUTTON)
    return recheck
