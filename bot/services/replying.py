"""Back to the petitioner: the contact for calling back, and the reply that alone closes a grievance (DOMAIN §5)."""

from bot.domain.cards import Contact, GrievanceCard
from bot.domain.grievances import GrievanceMove, GrievanceState, Reply, Track, problems_with_reply
from bot.domain.refusals import FormRefused, Reason, Refused, Stale
from bot.domain.roles import Action
from bot.services.handling import card_of
from bot.services.permitting import member_who_may
from bot.services.privacy import Purpose, reveal_contact
from bot.services.refreshing import refresh_home
from bot.services.routing import may_read_audit, tell_operator, tell_recipients
from bot.services.unit import Unit
from storage.calls import find_call
from storage.grievance_tables import Grievance, GrievanceReply
from storage.grievances import find_grievance, move_grievance
from storage.trail import record


def see_task(unit: Unit, *, by: str, grievance_id: int) -> GrievanceCard:
    """Show a grievance to the operator who filed it (or, on the audit track, to audit).

    Raises:
        Refused: it is not theirs to reply to.
    """
    _to_reply(unit, by, grievance_id)
    return card_of(unit, grievance_id)


def reveal_for_reply(unit: Unit, *, by: str, grievance_id: int) -> Contact:
    """Show the petitioner's number to whoever calls back, and log it.

    Raises:
        Refused: not theirs, or not answered yet.
    """
    grievance = _to_reply(unit, by, grievance_id)
    call = find_call(unit.session, grievance.call_id)
    if grievance.state != GrievanceState.ANSWERED or call is None:
        raise Refused(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    member = member_who_may(unit, by, Action.REPLY)
    return reveal_contact(unit, call, member, Purpose.REPLY)


def record_reply(unit: Unit, *, by: str, grievance_id: int, reply: Reply) -> GrievanceCard:
    """Record what the petitioner was told; the grievance is closed by it.

    Raises:
        FormRefused: words, root cause, or the remedy of a rejection are missing.
        Refused: not theirs.
        Stale: it is not answered yet, or closed already.
    """
    grievance = _to_reply(unit, by, grievance_id)
    problems = problems_with_reply(reply)
    if problems:
        raise FormRefused(problems)
    if not move_grievance(unit.session, GrievanceMove.CLOSE, grievance_id, closed_at=unit.now):
        raise Stale(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    unit.session.add(
        GrievanceReply(
            grievance_id=grievance_id,
            at=unit.now,
            by=by,
            method=reply.method,
            result=reply.result.value,
            root_causes=[cause.value for cause in reply.root_causes],
            sealed_words=unit.secrets.seal(reply.words.strip()),
            sealed_remedy=unit.secrets.seal_if(reply.remedy.strip()),
        )
    )
    unit.session.flush()
    subject = f"grievance:{grievance_id}"
    record(unit.session, "grievance.closed", subject, actor=by, at=unit.now, result=reply.result.value)
    tell_recipients(unit, grievance)
    tell_operator(unit, grievance)
    refresh_home(unit, by)
    return card_of(unit, grievance_id)


def _to_reply(unit: Unit, by: str, grievance_id: int) -> Grievance:
    member_who_may(unit, by, Action.REPLY)
    grievance = find_grievance(unit.session, grievance_id)
    if grievance is None or not _may_reply(unit, by, grievance):
        raise Refused(Reason.GRIEVANCE_NOT_YOURS, number=grievance_id)
    return grievance


def _may_reply(unit: Unit, by: str, grievance: Grievance) -> bool:
    """The operator who filed it; on the audit track audit alone, for the operator no longer sees its text."""
    return may_read_audit(unit, by, grievance) if grievance.track == Track.AUDIT else grievance.filed_by == by
