"""What recipients do with a grievance: acknowledge it, answer it, phone the petitioner (rule book §5)."""

from typing import Unpack

from bot.domain.calls.cards import PhoneCard
from bot.domain.grievances.cards import GrievanceCard
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.states import TRANSITIONS, GrievanceMove
from bot.domain.keeping.personal_numbers import checked
from bot.domain.refusals import Reason, Refused, Stale
from bot.domain.roles import Action
from bot.domain.trail import Event, Purpose, Subject
from bot.services.accusations import tell_of_accusation
from bot.services.audit_access import may_read_audit
from bot.services.grievances.cards import card_of
from bot.services.grievances.finding import permitted_grievance
from bot.services.grievances.phoning import phone_about
from bot.services.grievances.routing import tell_operator, tell_recipients
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_home
from bot.services.unit import Unit
from storage.calls.drafts import drop_draft, find_draft, keep_draft
from storage.grievances.queries import in_hands_of, move_grievance
from storage.grievances.tables import Grievance, GrievanceChange

RECORDED_AS = {
    GrievanceMove.ACKNOWLEDGE: Event.GRIEVANCE_ACKNOWLEDGED,
    GrievanceMove.ANSWER: Event.GRIEVANCE_ANSWERED,
}
ANSWER_FIELD = "grievance_answer"
REASON_FIELD = "grievance_reason"
RIGHT_OFFICER_FIELD = "grievance_right_officer"


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
    said: GrievanceChange = {"sealed_answer": sealed, "answered_by": by, "answered_at": unit.now}
    card = _move(unit, by, grievance_id, GrievanceMove.ANSWER, **said)
    drop_draft(unit.session, draft_key(grievance_id), by)
    if card.track is Track.ORDINARY:
        tell_of_accusation(unit, card.call, words)
    return card


def keep_answer(unit: Unit, *, by: str, grievance_id: int, words: str) -> None:
    """Keep the text of an answer that came too late, so that it can be read again."""
    if words.strip():
        member_who_may(unit, by, Action.HANDLE)
        keep_draft(unit.session, draft_key(grievance_id), by, unit.now, unit.secrets.seal(words.strip()))


def kept_answer(unit: Unit, by: str, grievance_id: int) -> str:
    """Return what a person wrote and could not send; empty when there is nothing."""
    return unit.secrets.open_if(find_draft(unit.session, draft_key(grievance_id), by))


def draft_key(grievance_id: int) -> str:
    """Name the drafts of a grievance's answers."""
    return Subject.GRIEVANCE.of(grievance_id)


def begin_answer(unit: Unit, *, by: str, grievance_id: int) -> str:
    """Let somebody write an answer; gives what they wrote before and could not send.

    Raises:
        Refused: it is not theirs.
    """
    own_grievance(unit, by, grievance_id)
    return kept_answer(unit, by, grievance_id)


def reveal_for_direct_call(unit: Unit, *, by: str, grievance_id: int) -> PhoneCard:
    """Show the petitioner's number to the officer of an agreed direct call, and log it (rule book §5, path B).

    Raises:
        Refused: not theirs, not agreed to, or answered already.
    """
    grievance = own_grievance(unit, by, grievance_id)
    under_way = grievance.state in TRANSITIONS[GrievanceMove.ANSWER].sources
    if not grievance.direct_consent or not under_way or grievance.track == Track.AUDIT:
        raise Refused(Reason.DIRECT_NOT_AGREED, number=grievance_id)
    unit.record(Event.GRIEVANCE_DIRECT_CALL, grievance_id, by=by)
    return phone_about(unit, grievance, member_who_may(unit, by, Action.HANDLE), Purpose.DIRECT_CALL)


def own_grievance(unit: Unit, by: str, grievance_id: int) -> Grievance:
    """Find a grievance that a person has now.

    Raises:
        Refused: it is somebody else's, or there is none: the two are not told apart (rule book §5).
    """
    member_who_may(unit, by, Action.HANDLE)

    def is_theirs(grievance: Grievance) -> bool:
        return may_read_audit(unit, by, grievance) if grievance.track == Track.AUDIT else grievance.recipient == by

    return permitted_grievance(unit, grievance_id, is_theirs)


def _move(
    unit: Unit, by: str, grievance_id: int, move: GrievanceMove, **change: Unpack[GrievanceChange]
) -> GrievanceCard:
    grievance = own_grievance(unit, by, grievance_id)
    guard = in_hands_of(by, Track(grievance.track))
    if not move_grievance(unit.session, move, grievance_id, guard, **change):
        raise Stale(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    unit.record(RECORDED_AS[move], grievance_id, by=by)
    tell_recipients(unit, grievance)
    tell_operator(unit, grievance)
    refresh_home(unit, by)
    if grievance.track == Track.ORDINARY:
        refresh_home(unit, grievance.teller)
    return card_of(unit, grievance_id)


def see_grievance(unit: Unit, *, by: str, grievance_id: int) -> GrievanceCard:
    """Show a grievance to whoever has it now.

    Raises:
        Refused: it is not theirs.
    """
    own_grievance(unit, by, grievance_id)
    return card_of(unit, grievance_id)


def see_routed(unit: Unit, *, grievance_id: int, reader: str) -> GrievanceCard | None:
    """Return a grievance for whoever has it now; None for anybody else, whatever they were once sent."""
    try:
        own_grievance(unit, reader, grievance_id)
    except Refused:
        return None
    return card_of(unit, grievance_id)
