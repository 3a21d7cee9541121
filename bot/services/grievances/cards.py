"""Cards of grievances: what is shown of one, whoever asks. Who may see it is the question of whoever calls."""

from bot.domain.grievances.cards import EarlierRound, GrievanceCard, GrievanceLine, GrievanceViewer, Matter
from bot.domain.grievances.delays import DelayKind, DueDate, latest_until
from bot.domain.grievances.kinds import Category, Kind, Severity, Track
from bot.domain.grievances.reminders import is_past_due
from bot.domain.grievances.replies import CloseResult, reply_texts
from bot.domain.grievances.states import TRANSITIONS, GrievanceMove, GrievanceState
from bot.domain.trail import Event, Subject
from bot.services.finding import existing_call
from bot.services.grievances.finding import existing_grievance
from bot.services.unit import Unit
from storage.grievances.queries import find_grievance, find_reply, has_next_round
from storage.grievances.tables import Grievance
from storage.grievances.tellings import times_moved
from storage.lists.visits import visits_of
from storage.trail import events_of


def card_of(unit: Unit, grievance_id: int, viewer: GrievanceViewer = GrievanceViewer.RECIPIENT) -> GrievanceCard:
    """Make the card of a grievance. Who may see it, and as what, is the caller's question.

    Raises:
        Refused: there is none.
    """
    grievance = existing_grievance(unit, grievance_id)
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
        due_at=grievance.due_at,
        visited_on=visits[-1].visited_on,
        petition_type=visits[-1].petition_type,
        receipt_no=visits[-1].receipt_no,
        words=unit.secrets.open(grievance.sealed_words),
        wish=unit.secrets.open_if(grievance.sealed_wish),
        answer=unit.secrets.open_if(grievance.sealed_answer),
        result=CloseResult(reply.result) if reply else None,
        recipient=grievance.recipient,
        may_be_handed_on=may_be_handed_on(grievance),
        is_mistaken=is_said_mistaken(unit, grievance),
        direct_consent=grievance.direct_consent and grievance.track == Track.ORDINARY,
        delayed=times_moved(unit.session, grievance),
        may_be_delayed=may_be_delayed(unit, grievance),
        may_come_again=_may_come_again(unit, grievance),
        round=grievance.round,
        before=_before(unit, grievance),
        matter=matter_of(unit, grievance, viewer),
    )


def matter_of(unit: Unit, grievance: Grievance, viewer: GrievanceViewer) -> Matter:
    """Return what tells a grievance from others. The recipient of an ordinary one learns nothing of whose it is."""
    call, visit = existing_call(unit, grievance.call_id), visits_of(unit.session, grievance.call_id)[-1]
    is_hidden = viewer is GrievanceViewer.RECIPIENT and grievance.track == Track.ORDINARY
    return Matter(
        call=None if is_hidden else call.key,
        masked_name="" if is_hidden else call.masked_name,
        petition_type=visit.petition_type,
        visited_on=visit.visited_on,
        words=unit.secrets.open(grievance.sealed_words),
    )


def _may_come_again(unit: Unit, grievance: Grievance) -> bool:
    """Closed; of an ordinary one it does not tell whether it came to audit meanwhile."""
    is_ordinary = grievance.track == Track.ORDINARY
    return grievance.state == GrievanceState.CLOSED and (is_ordinary or not has_next_round(unit.session, grievance.key))


def is_said_mistaken(unit: Unit, grievance: Grievance) -> bool:
    """Check whether the operator says that an open matter of audit's was entered by mistake."""
    if grievance.track != Track.AUDIT or grievance.state == GrievanceState.CLOSED:
        return False
    events = {each.event for each in events_of(unit.session, Subject.GRIEVANCE, grievance.key)}
    return not events.isdisjoint({Event.GRIEVANCE_TAKEN_BACK, Event.GRIEVANCE_MISTAKEN})


def may_be_handed_on(grievance: Grievance) -> bool:
    """Check whether audit may hand it on: the first round of one of theirs, before it is answered."""
    is_first = grievance.track == Track.AUDIT and grievance.round == 1
    return is_first and grievance.state in TRANSITIONS[GrievanceMove.HAND_ON].sources


def period_so_far(grievance: Grievance) -> DueDate:
    """Return what the rules of delays need to know."""
    return DueDate(
        due_on=grievance.due_on,
        length=grievance.period_days,
        extensions=grievance.extensions,
        pauses=grievance.pauses,
        due_at=grievance.due_at,
    )


def may_be_delayed(unit: Unit, grievance: Grievance) -> bool:
    """Check whether asking for a later due date can succeed at all."""
    period = period_so_far(grievance)
    is_left = any(latest_until(kind, period, unit.today, unit.calendar) for kind in DelayKind)
    return is_left and grievance.state == GrievanceState.ACKNOWLEDGED and not period.is_past(unit.now)


def _before(unit: Unit, grievance: Grievance) -> EarlierRound | None:
    earlier = None if grievance.earlier_id is None else find_grievance(unit.session, grievance.earlier_id)
    if earlier is None:
        return None
    reply = find_reply(unit.session, earlier.key)
    return EarlierRound(
        words=unit.secrets.open(earlier.sealed_words),
        answer=unit.secrets.open_if(earlier.sealed_answer),
        reply=reply_texts(unit.secrets.open(reply.sealed_texts))["words"] if reply else "",
    )


def grievance_line(unit: Unit, grievance: Grievance, viewer: GrievanceViewer | None = None) -> GrievanceLine:
    """Return a grievance for a list; what it is about for those alone who may see it."""
    may_see = viewer not in {None, GrievanceViewer.HEAD}
    return GrievanceLine(
        id=grievance.key,
        kind=Kind(grievance.kind),
        category=Category(grievance.category),
        state=GrievanceState(grievance.state),
        due_on=grievance.due_on,
        filed_on=unit.day_of(grievance.filed_at),
        due_at=grievance.due_at,
        is_late=is_past_due(grievance.due_on, grievance.due_at, unit.now),
        is_held=grievance.held_by_words,
        matter=matter_of(unit, grievance, viewer) if viewer and may_see else None,
    )
