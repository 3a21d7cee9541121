"""Audit hands a matter on that is none of theirs: for everybody else it is filed then (rule book §5)."""

from bot.domain.announcements import GrievanceNotice
from bot.domain.grievances.filing import DAYS
from bot.domain.grievances.handing_on import HandOn, HandOnCard, lane_after, problems_with_hand_on
from bot.domain.grievances.kinds import ACCUSING, Category, Kind, Track, severity_of
from bot.domain.grievances.states import GrievanceMove
from bot.domain.refusals import FormRefused, Reason, Refused, Stale
from bot.domain.roles import Action
from bot.domain.trail import Event
from bot.services.audit_access import audit_readers, may_read_audit
from bot.services.finding import existing_call
from bot.services.grievances.cards import may_be_handed_on
from bot.services.grievances.filing import trail_facts
from bot.services.grievances.finding import existing_grievance, permitted_grievance
from bot.services.grievances.routing import about_of, allowed_recipients, tell_operator, tell_recipients
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_home
from bot.services.unit import Unit
from storage.grievances.queries import in_hands_of, move_grievance
from storage.grievances.tables import Grievance, GrievanceChange
from storage.people.queries import find_petitioner


def begin_handing_on(unit: Unit, *, by: str, grievance_id: int) -> HandOnCard:
    """Return what the form starts with.

    Raises:
        Refused: they may not read it, it is no matter of audit's, a later round of one, or so old that audit alone
            still has the petitioner's number.
    """
    grievance = _to_hand_on(unit, by, grievance_id)
    kind, category = Kind(grievance.kind), Category(grievance.category)
    return HandOnCard(
        id=grievance_id,
        kind=None if kind is Kind.ALLEGATION else kind,
        category=None if category in ACCUSING else category,
    )


def hand_on(unit: Unit, *, by: str, grievance_id: int, choice: HandOn) -> None:
    """Hand it on to the lane on which it belongs. The petitioner's due date is kept for audit.

    Raises:
        FormRefused: no reason, or a kind or category of audit's.
        Refused: as beginning it, or nobody can get it.
        Stale: it has moved on.
    """
    grievance = _to_hand_on(unit, by, grievance_id)
    problems = problems_with_hand_on(choice)
    if problems or choice.kind is None or choice.category is None:
        raise FormRefused(problems)
    readers, stands = (
        audit_readers(unit, grievance),
        GrievanceNotice(grievance=grievance_id, routings=grievance.routings),
    )
    change = _as_filed_now(unit, grievance, choice.kind, choice.category)
    if not move_grievance(unit.session, GrievanceMove.HAND_ON, grievance_id, in_hands_of(by, Track.AUDIT), **change):
        raise Stale(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    unit.record_with_words(Event.GRIEVANCE_HANDED_ON, grievance_id, choice.reason, by=by)
    handed_on = existing_grievance(unit, grievance_id)
    unit.record(
        Event.GRIEVANCE_FILED, grievance_id, by=handed_on.filed_by, call=handed_on.call_id, **trail_facts(handed_on)
    )
    for reader in readers:
        unit.announce(stands, to=reader.slack_id or "", for_audit=True)
        refresh_home(unit, reader.slack_id or "")
    tell_recipients(unit, handed_on, held=unit.station.undo_hold)
    tell_operator(unit, handed_on, held=unit.station.undo_hold)
    refresh_home(unit, handed_on.recipient or "")


def _as_filed_now(unit: Unit, grievance: Grievance, kind: Kind, category: Category) -> GrievanceChange:
    lane = lane_after(kind, Kind(grievance.kind), grievance.plain_lane)
    found = allowed_recipients(unit, lane, about_of(unit, grievance), existing_call(unit, grievance.call_id))
    if not found:
        raise Refused(Reason.NOBODY_ELSE, number=grievance.key)
    period = grievance.period_days if kind == grievance.kind else DAYS[kind]
    return {
        "track": Track.ORDINARY.value,
        "lane": lane.value,
        "kind": kind.value,
        "category": category.value,
        "severity": severity_of(kind, category).value,
        "held_by_words": False,
        "recipient": found[0].person.slack_id,
        "routings": grievance.routings + 1,
        "filed_at": unit.now,
        "routed_at": unit.now,
        "acknowledged_at": None,
        "period_days": period,
        "due_on": unit.calendar.due_in_days(unit.today, period),
        "due_at": None,
        "extensions": 0,
        "pauses": 0,
        "promised_on": grievance.due_on,
        "brought_at": grievance.filed_at,
        "progress_told_at": None,
    }


def _to_hand_on(unit: Unit, by: str, grievance_id: int) -> Grievance:
    member_who_may(unit, by, Action.HANDLE)

    def is_theirs(grievance: Grievance) -> bool:
        return grievance.track == Track.AUDIT and may_read_audit(unit, by, grievance)

    grievance = permitted_grievance(unit, grievance_id, is_theirs)
    if not may_be_handed_on(grievance):
        raise Refused(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    call = existing_call(unit, grievance.call_id)
    if find_petitioner(unit.session, call.petitioner_id).purged_at is not None:  # nobody but audit could phone
        raise Refused(Reason.CONTACT_GONE, number=grievance_id)
    return grievance
