"""What recipients do with a grievance: acknowledge it, answer it, or say that it is not theirs (DOMAIN §5)."""

from sqlalchemy import ColumnElement

from bot.domain.cards import Contact, GrievanceCard
from bot.domain.grievances import (
    STEPS,
    Category,
    CloseResult,
    GrievanceLane,
    GrievanceMove,
    GrievanceState,
    Kind,
    Severity,
    Track,
)
from bot.domain.refusals import FormRefused, Reason, Refused, Stale
from bot.domain.roles import Action
from bot.services.permitting import member_who_may
from bot.services.privacy import Purpose, reveal_contact
from bot.services.refreshing import refresh_home
from bot.services.routing import choose_recipient, may_read_audit, tell_operator, tell_recipients
from bot.services.unit import Unit
from storage.calls import find_call
from storage.grievance_tables import Grievance
from storage.grievances import find_grievance, find_reply, move_grievance, on_audit_track, received_by
from storage.results import visits_of
from storage.staff import staff_by_id, staff_by_slack_id
from storage.trail import record

ANSWER_FIELD = "grievance_answer"
REASON_FIELD = "grievance_reason"


def acknowledge(unit: Unit, *, by: str, grievance_id: int) -> GrievanceCard:
    """Say that it has arrived.

    Raises:
        Refused: not theirs.
        Stale: it has moved on.
    """
    return _move(unit, by, grievance_id, GrievanceMove.ACKNOWLEDGE)


def answer(unit: Unit, *, by: str, grievance_id: int, words: str) -> GrievanceCard:
    """Answer it. That is not yet "petitioner told": the operator gets the task to call back.

    Raises:
        FormRefused: no words.
        Refused: not theirs.
        Stale: it has moved on.
    """
    if not words.strip():
        raise FormRefused({ANSWER_FIELD: Reason.ANSWER_MISSING})
    sealed = unit.secrets.seal(words.strip())
    return _move(unit, by, grievance_id, GrievanceMove.ANSWER, sealed_answer=sealed, answered_by=by)


def decline(unit: Unit, *, by: str, grievance_id: int, reason: str) -> None:
    """Say that it is not theirs: it goes to the next in line, and never to nobody.

    Raises:
        FormRefused: no reason.
        Refused: not theirs, or on the audit track, where nobody can pass it on.
        Stale: it has moved on.
    """
    if not reason.strip():
        raise FormRefused({REASON_FIELD: Reason.REASON_MISSING})
    grievance = own_grievance(unit, by, grievance_id)
    person = staff_by_slack_id(unit.session, by)
    call = find_call(unit.session, grievance.call_id)
    if grievance.track == Track.AUDIT or person is None or call is None:
        raise Refused(Reason.GRIEVANCE_NOT_YOURS, number=grievance_id)
    officer = None if grievance.officer_id is None else staff_by_id(unit.session, grievance.officer_id)
    following = choose_recipient(unit, GrievanceLane.HEAD, officer, call, passed_over={person.id})
    if following is None or not move_grievance(unit.session, GrievanceMove.DECLINE, grievance_id, received_by(by)):
        raise Stale(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    values = {"recipient": following.person.slack_id, "routings": grievance.routings + 1, "routed_at": unit.now}
    move_grievance(unit.session, GrievanceMove.ROUTE, grievance_id, **values)
    record(unit.session, "grievance.declined", f"grievance:{grievance_id}", actor=by, at=unit.now)
    tell_recipients(unit, grievance)
    routed = find_grievance(unit.session, grievance_id)
    if routed is not None:
        tell_recipients(unit, routed)
        tell_operator(unit, routed)


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


def _move(unit: Unit, by: str, grievance_id: int, move: GrievanceMove, **values: bytes | str) -> GrievanceCard:
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
    )
