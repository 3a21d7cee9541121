"""What recipients do with a grievance: acknowledge it, answer it, phone the petitioner (DOMAIN §5)."""

from typing import Any

from sqlalchemy import ColumnElement

from bot.domain.cards import Contact
from bot.domain.delays import DelayKind, Period, latest_until
from bot.domain.drafts import reply_texts
from bot.domain.grievance_cards import EarlierRound, GrievanceCard
from bot.domain.grievances import (
    STEPS,
    Category,
    CloseResult,
    GrievanceMove,
    GrievanceState,
    Kind,
    Severity,
    Track,
)
from bot.domain.refusals import Reason, Refused, Stale
from bot.domain.roles import Action
from bot.services.permitting import member_who_may
from bot.services.privacy import Purpose, reveal_contact
from bot.services.refreshing import refresh_home
from bot.services.routing import may_read_audit, tell_operator, tell_recipients
from bot.services.unit import Unit
from bot.services.wording import checked
from storage.calls import find_call
from storage.drafts import drop_draft, find_draft, keep_draft
from storage.grievance_tables import Grievance
from storage.grievances import (
    find_grievance,
    find_reply,
    has_next_round,
    move_grievance,
    on_audit_track,
    received_by,
)
from storage.results import visits_of
from storage.trail import record

ANSWER_FIELD = "grievance_answer"
REASON_FIELD = "grievance_reason"


def acknowledge(unit: Unit, *, by: str, grievance_id: int) -> GrievanceCard:
    """Say that it has arrived.

    Raises:
        Refused: not theirs.
        Stale: it has moved on.
    """
    return _move(unit, by, grievance_id, GrievanceMove.ACKNOWLEDGE, acknowledged_at=unit.now)


def answer(unit: Unit, *, by: str, grievance_id: int, words: str) -> GrievanceCard:
    """Answer it. That is not yet "petitioner told": the operator gets the task to call back.

    Raises:
        FormRefused: no words, or with a number that belongs to somebody.
        Refused: not theirs.
        Stale: it has moved on.
    """
    sealed = unit.secrets.seal(checked(words, ANSWER_FIELD, Reason.ANSWER_MISSING))
    said = {"sealed_answer": sealed, "answered_by": by, "answered_at": unit.now}
    card = _move(unit, by, grievance_id, GrievanceMove.ANSWER, **said)
    drop_draft(unit.session, draft_key(grievance_id), by)
    return card


def keep_answer(unit: Unit, *, by: str, grievance_id: int, words: str) -> None:
    """Keep the text of an answer that came too late, so that it can be read again."""
    if words.strip():
        member_who_may(unit, by, Action.HANDLE)
        keep_draft(unit.session, draft_key(grievance_id), by, unit.now, unit.secrets.seal(words.strip()))


def kept_answer(unit: Unit, by: str, grievance_id: int) -> str:
    """Give what a person wrote and could not send; empty when there is nothing."""
    return unit.secrets.open_if(find_draft(unit.session, draft_key(grievance_id), by))


def draft_key(grievance_id: int) -> str:
    """Name the drafts of a grievance's answers."""
    return f"grievance:{grievance_id}"


def begin_answer(unit: Unit, *, by: str, grievance_id: int) -> str:
    """Let somebody write an answer; gives what they wrote before and could not send.

    Raises:
        Refused: it is not theirs.
    """
    own_grievance(unit, by, grievance_id)
    return kept_answer(unit, by, grievance_id)


def reveal_for_direct_call(unit: Unit, *, by: str, grievance_id: int) -> Contact:
    """Show the petitioner's number to the officer of an agreed direct call, and log it (DOMAIN §5, path B).

    Raises:
        Refused: not theirs, not agreed to, or answered already.
    """
    grievance = own_grievance(unit, by, grievance_id)
    call = find_call(unit.session, grievance.call_id)
    under_way = grievance.state in STEPS[GrievanceMove.ANSWER].sources
    if not grievance.direct_consent or not under_way or call is None:
        raise Refused(Reason.DIRECT_NOT_AGREED, number=grievance_id)
    record(unit.session, "grievance.direct_call", f"grievance:{grievance_id}", actor=by, at=unit.now)
    return reveal_contact(unit, call, member_who_may(unit, by, Action.HANDLE), Purpose.DIRECT_CALL)


def own_grievance(unit: Unit, by: str, grievance_id: int) -> Grievance:
    """Find a grievance that a person has now.

    Raises:
        Refused: it is somebody else's, or there is none: the two are not told apart (DOMAIN §5).
    """
    member_who_may(unit, by, Action.HANDLE)
    grievance = find_grievance(unit.session, grievance_id)
    if grievance is None or not _is_theirs(unit, by, grievance):
        raise Refused(Reason.GRIEVANCE_NOT_YOURS, number=grievance_id)
    return grievance


def _is_theirs(unit: Unit, by: str, grievance: Grievance) -> bool:
    return may_read_audit(unit, by, grievance) if grievance.track == Track.AUDIT else grievance.recipient == by


def _guard(grievance: Grievance, by: str) -> ColumnElement[bool]:
    return on_audit_track() if grievance.track == Track.AUDIT else received_by(by)


def _move(unit: Unit, by: str, grievance_id: int, move: GrievanceMove, **values: Any) -> GrievanceCard:
    grievance = own_grievance(unit, by, grievance_id)
    if not move_grievance(unit.session, move, grievance_id, _guard(grievance, by), **values):
        raise Stale(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    record(unit.session, f"grievance.{move}", f"grievance:{grievance_id}", actor=by, at=unit.now)
    tell_recipients(unit, grievance)
    tell_operator(unit, grievance)
    refresh_home(unit, by)
    refresh_home(unit, grievance.filed_by)
    return card_of(unit, grievance_id)


def see_grievance(unit: Unit, *, by: str, grievance_id: int) -> GrievanceCard:
    """Show a grievance to whoever has it now.

    Raises:
        Refused: it is not theirs.
    """
    own_grievance(unit, by, grievance_id)
    return card_of(unit, grievance_id)


def card_of(unit: Unit, grievance_id: int) -> GrievanceCard:
    """Make the card of a grievance. Who may see it is the caller's question.

    Raises:
        Refused: there is none.
    """
    grievance = find_grievance(unit.session, grievance_id)
    if grievance is None:
        raise Refused(Reason.NO_SUCH_GRIEVANCE, number=grievance_id)
    visits = visits_of(unit.session, grievance.call_id)
    reply = find_reply(unit.session, grievance_id)
    return GrievanceCard(
        id=grievance_id,
        call=grievance.call_id,
        kind=Kind(grievance.kind),
        category=Category(grievance.category),
        severity=Severity(grievance.severity),
        track=Track(grievance.track),
        state=GrievanceState(grievance.state),
        due_on=grievance.due_on,
        visited_on=visits[-1].visited_on,
        petition_type=visits[-1].petition_type,
        receipt_no=visits[-1].receipt_no,
        words=unit.secrets.open(grievance.sealed_words),
        wish=unit.secrets.open_if(grievance.sealed_wish),
        answer=unit.secrets.open_if(grievance.sealed_answer),
        result=CloseResult(reply.result) if reply else None,
        recipient=grievance.recipient,
        direct_consent=grievance.direct_consent,
        delayed=grievance.extensions + grievance.pauses,
        may_be_delayed=may_be_delayed(unit, grievance),
        may_come_again=grievance.state == GrievanceState.CLOSED and not has_next_round(unit.session, grievance_id),
        round=grievance.round,
        before=_before(unit, grievance),
    )


def period_so_far(grievance: Grievance) -> Period:
    """Give what the rules of delays need to know."""
    return Period(
        due_on=grievance.due_on,
        length=grievance.period_days,
        extensions=grievance.extensions,
        pauses=grievance.pauses,
    )


def may_be_delayed(unit: Unit, grievance: Grievance) -> bool:
    """Tell whether asking for a later due date can succeed at all."""
    period = period_so_far(grievance)
    is_left = any(latest_until(kind, period, unit.today, unit.calendar) for kind in DelayKind)
    return is_left and grievance.state == GrievanceState.ACKNOWLEDGED and unit.today <= grievance.due_on


def _before(unit: Unit, grievance: Grievance) -> EarlierRound | None:
    earlier = None if grievance.earlier_id is None else find_grievance(unit.session, grievance.earlier_id)
    if earlier is None or earlier.id is None:
        return None
    reply = find_reply(unit.session, earlier.id)
    return EarlierRound(
        words=unit.secrets.open(earlier.sealed_words),
        answer=unit.secrets.open_if(earlier.sealed_answer),
        reply=reply_texts(unit.secrets.open(reply.sealed_texts))["words"] if reply else "",
    )
