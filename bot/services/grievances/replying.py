"""Back to the petitioner: whom to call, the reply that alone closes a grievance, a withdrawal, the next round (§5)."""

from bot.domain.calls.cards import PhoneCard
from bot.domain.grievances.cards import GrievanceCard, GrievanceViewer, ReplyCard
from bot.domain.grievances.kinds import GrievanceLane, Kind, Track
from bot.domain.grievances.replies import NOT_TOLD, CloseResult, Reply, problems_with_reply, reply_to_text, usual_result
from bot.domain.grievances.states import GrievanceMove, GrievanceState
from bot.domain.grievances.tellings import ORAL, Method
from bot.domain.keeping.personal_numbers import checked
from bot.domain.refusals import FormRefused, Reason, Refused, Stale
from bot.domain.roles import Action
from bot.domain.trail import Event, Purpose
from bot.services.accusations import tell_of_accusation
from bot.services.audit_access import may_read_audit, subjects_of
from bot.services.calls.tasks import end_tasks
from bot.services.grievances.cards import card_of, is_said_mistaken, matter_of
from bot.services.grievances.filing import trail_facts
from bot.services.grievances.finding import existing_grievance, permitted_grievance
from bot.services.grievances.handling import REASON_FIELD, draft_key
from bot.services.grievances.numbers import new_number
from bot.services.grievances.phoning import phone_about
from bot.services.grievances.routing import tell_operator, tell_recipients
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_home
from bot.services.unit import Unit
from storage.calls.drafts import drop_drafts
from storage.grievances.queries import add_grievance, add_reply, add_words, last_round, move_grievance
from storage.grievances.subjects import add_subjects, subjects_asked
from storage.grievances.tables import Grievance, GrievanceReply
from storage.people.queries import staff_by_slack_id
from storage.people.tables import Staff


def see_task(unit: Unit, *, by: str, grievance_id: int) -> GrievanceCard:
    """Show a grievance to the operator who filed it (or, on the audit track, to audit).

    Raises:
        Refused: it is not theirs to reply to.
    """
    to_reply(unit, by, grievance_id)
    return card_of(unit, grievance_id, GrievanceViewer.FILER)


def begin_reply(unit: Unit, *, by: str, grievance_id: int) -> ReplyCard:
    """Return what the reply form starts with.

    Raises:
        Refused: not theirs, or not answered yet.
    """
    grievance = to_reply(unit, by, grievance_id)
    if grievance.state != GrievanceState.ANSWERED:
        raise Refused(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    handler = staff_by_slack_id(unit.session, grievance.answered_by or "")
    return ReplyCard(
        id=grievance_id,
        today=unit.today,
        filed_on=unit.day_of(grievance.filed_at),
        handler=handler_of(handler),
        contact=unit.station.main_number,
        extension=(handler.extension or "") if handler else "",
        matter=matter_of(unit, grievance, GrievanceViewer.FILER),
        answer=unit.secrets.open_if(grievance.sealed_answer),
        result=usual_result(Kind(grievance.kind)),
    )


def handler_of(handler: Staff | None) -> str:
    """Return unit, rank and name of whoever handles a matter, as the petitioner is told; "" where nobody is known."""
    return f"{handler.department} {handler.rank} {handler.name}" if handler else ""


def reveal_for_reply(unit: Unit, *, by: str, grievance_id: int) -> PhoneCard:
    """Show the petitioner's number to whoever calls back, or tells how it stands, and log it.

    Raises:
        Refused: not theirs, or closed.
    """
    grievance = to_reply(unit, by, grievance_id)
    if grievance.state == GrievanceState.CLOSED:
        raise Refused(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    purpose = Purpose.REPLY if grievance.state == GrievanceState.ANSWERED else Purpose.PROGRESS
    if grievance.track == Track.AUDIT:
        purpose = Purpose.AUDIT
    return phone_about(unit, grievance, member_who_may(unit, by, Action.REPLY), purpose)


def record_reply(unit: Unit, *, by: str, grievance_id: int, reply: Reply) -> GrievanceCard:
    """Record what the petitioner was told; the grievance is closed by it.

    If the petitioner still complains, the next round begins on the audit track.

    Raises:
        FormRefused: something that a reply needs is missing.
        Refused: not theirs.
        Stale: it is not answered yet, or closed already.
    """
    grievance = to_reply(unit, by, grievance_id)
    problems = problems_with_reply(reply, unit.day_of(grievance.filed_at), unit.today)
    if problems:
        raise FormRefused(problems)
    if not move_grievance(unit.session, GrievanceMove.CLOSE, grievance_id, closed_at=unit.now):
        raise Stale(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    _close(unit, grievance, by, reply)
    if reply.complaint.strip():
        _begin_next_round(unit, grievance, by, reply.complaint)
    return card_of(unit, grievance_id, GrievanceViewer.FILER)


def withdraw(unit: Unit, *, by: str, grievance_id: int, words: str) -> GrievanceCard:
    """Close a grievance that the petitioner withdrew, with their words. Of an accusation audit alone decides.

    Raises:
        FormRefused: no words, or with a number that belongs to somebody.
        Refused: not theirs.
        Stale: closed already.
    """
    words = checked(words, REASON_FIELD, Reason.REPLY_WORDS_MISSING)
    grievance = to_reply(unit, by, grievance_id)
    if not move_grievance(unit.session, GrievanceMove.WITHDRAW, grievance_id, closed_at=unit.now):
        raise Stale(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    told = Reply(
        result=CloseResult.WITHDRAWN, method=Method.PHONE, words=words, told_on=unit.today, handler="", contact=""
    )
    _close(unit, grievance, by, told)
    return card_of(unit, grievance_id, GrievanceViewer.FILER)


def close_mistaken(unit: Unit, *, by: str, grievance_id: int) -> GrievanceCard:
    """Close a matter of audit's that was entered by mistake, as the operator says and audit finds.

    Raises:
        Refused: not theirs, or nobody says so.
        Stale: closed already.
    """
    grievance = to_reply(unit, by, grievance_id)
    if not is_said_mistaken(unit, grievance):
        raise Refused(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    if not move_grievance(unit.session, GrievanceMove.WITHDRAW, grievance_id, closed_at=unit.now):
        raise Stale(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    told = Reply(result=CloseResult.MISTAKEN, method=Method.PHONE, words="", told_on=unit.today, handler="", contact="")
    _close(unit, grievance, by, told)
    return card_of(unit, grievance_id, GrievanceViewer.FILER)


def take_up_again(unit: Unit, *, by: str, grievance_id: int, words: str) -> GrievanceCard:
    """Bring audit what a petitioner still complains of: in the next round, or in that which is under way.

    The first officer learns nothing of it, and to the operator it looks the same however often it comes.

    Raises:
        FormRefused: no words, or with a number that belongs to somebody.
        Refused: not theirs, or not closed yet.
    """
    words = checked(words, REASON_FIELD, Reason.REPLY_WORDS_MISSING)
    grievance = to_reply(unit, by, grievance_id)
    if grievance.state != GrievanceState.CLOSED:
        raise Refused(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    latest = existing_grievance(unit, last_round(unit.session, grievance_id))
    if latest.state == GrievanceState.CLOSED:
        _begin_next_round(unit, latest, by, words)
    else:
        _add_to_round(unit, latest, by, words)
    return card_of(unit, grievance_id, GrievanceViewer.FILER)


def _add_to_round(unit: Unit, grievance: Grievance, by: str, words: str) -> None:
    before = unit.secrets.open(grievance.sealed_words)
    add_words(unit.session, grievance, unit.secrets.seal(f"{before}\n\n{words}"))
    unit.record(Event.GRIEVANCE_ADDED, grievance.key, by=by)
    tell_recipients(unit, existing_grievance(unit, grievance.key))


def to_reply(unit: Unit, by: str, grievance_id: int) -> Grievance:
    """Find a grievance whose petitioner this person may speak with.

    Raises:
        Refused: it is somebody else's, or there is none.
    """
    member_who_may(unit, by, Action.REPLY)
    return permitted_grievance(unit, grievance_id, lambda grievance: _may_reply(unit, by, grievance))


def _may_reply(unit: Unit, by: str, grievance: Grievance) -> bool:
    """The operator who filed it or stands in; on the audit track audit alone: the operator no longer sees its text."""
    if grievance.track == Track.AUDIT:
        return may_read_audit(unit, by, grievance)
    return by in {grievance.filed_by, grievance.handed_to}


def _close(unit: Unit, grievance: Grievance, by: str, reply: Reply) -> None:
    grievance_id = grievance.key
    told = GrievanceReply(
        grievance_id=grievance_id,
        at=unit.now,
        by=by,
        told_on=reply.told_on,
        method=reply.method.value,
        result=reply.result.value,
        root_causes=[cause.value for cause in reply.root_causes],
        sealed_texts=unit.secrets.seal(reply_to_text(reply)),
        consented=reply.consented if reply.method in ORAL else None,
        satisfaction=reply.satisfaction,
    )
    add_reply(unit.session, told)
    if grievance.track == Track.ORDINARY:
        end_tasks(unit, grievance)
        said = (reply.words, reply.remedy, reply.improvement, reply.petitioner_view, reply.officer_view)
        tell_of_accusation(unit, grievance.call_id, *said)
    drop_drafts(unit.session, draft_key(grievance_id))
    causes = ",".join(reply.root_causes)
    unit.record(
        Event.GRIEVANCE_CLOSED, grievance_id, by=by, result=reply.result.value, causes=causes, **_how_told(reply)
    )
    tell_recipients(unit, grievance)
    tell_operator(unit, grievance)
    refresh_home(unit, by)
    refresh_home(unit, grievance.recipient or "")


def _how_told(reply: Reply) -> dict[str, str | int | None]:
    if reply.result in NOT_TOLD:
        return {}
    return {
        "method": reply.method.value,
        "told_on": reply.told_on.isoformat(),
        "satisfaction": reply.satisfaction,
    }


def _begin_next_round(unit: Unit, before: Grievance, by: str, words: str) -> None:
    following = Grievance(
        id=new_number(unit, before.call_id),
        **before.model_dump(include={"call_id", "kind", "category", "severity", "period_days", "officer_unknown"}),
        track=Track.AUDIT.value,
        lane=GrievanceLane.AUDIT.value,
        state=GrievanceState.ROUTED.value,
        due_on=unit.calendar.due_in_days(unit.today, before.period_days),
        filed_by=by,
        filed_at=unit.now,
        routed_at=unit.now,
        round=before.round + 1,
        earlier_id=before.key,
        sealed_words=unit.secrets.seal(words.strip()),
    )
    add_grievance(unit.session, following)
    asked, subjects = subjects_asked(unit.session, before.key), sorted(subjects_of(unit, before))
    add_subjects(unit.session, following.key, asked, subjects)
    unit.record(
        Event.GRIEVANCE_AGAIN,
        following.key,
        by=by,
        call=following.call_id,
        round=following.round,
        earlier=before.key,
        **trail_facts(following),
    )
    tell_recipients(unit, following)


def see_filed(unit: Unit, *, grievance_id: int, reader: str) -> GrievanceCard | None:
    """Return a grievance of the ordinary track for the operator who filed it."""
    try:
        return see_task(unit, by=reader, grievance_id=grievance_id)
    except Refused:
        return None
