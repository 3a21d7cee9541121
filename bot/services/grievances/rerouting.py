"""A grievance changes hands: "not mine", or a recipient who can no longer be reached. It is never dropped."""

from bot.domain.grievances.kinds import GrievanceLane, Track
from bot.domain.grievances.states import GrievanceMove
from bot.domain.keeping.personal_numbers import checked
from bot.domain.refusals import FormRefused, Reason, Refused, Stale
from bot.domain.roles import MAY, Action
from bot.domain.trail import Event, Subject
from bot.services.accusations import tell_of_accusation
from bot.services.finding import existing_call
from bot.services.grievances.finding import existing_grievance
from bot.services.grievances.handling import REASON_FIELD, RIGHT_OFFICER_FIELD, own_grievance
from bot.services.grievances.routing import (
    DECLINES_BEFORE_SUPERVISOR,
    Recipient,
    about_of,
    allowed_recipients,
    tell_operator,
    tell_passed_on,
    tell_recipients,
)
from bot.services.people.heads import reached_instead
from bot.services.permitting import roles_of
from bot.services.refreshing import refresh_home
from bot.services.unit import Unit
from storage.grievances.queries import move_grievance, received_by, under_way
from storage.grievances.tables import Grievance, GrievanceChange
from storage.people.queries import forget_slack_account, staff_by_id, staff_by_slack_id
from storage.people.tables import Staff
from storage.trail import events_of


def decline(unit: Unit, *, by: str, grievance_id: int, reason: str, named: int | None = None) -> None:
    """Say that it is not theirs: it goes to the next in line, the second time to a supervisor, and never to nobody.

    `named`: who should have it, by their number in the directory; the second time the supervisor decides.

    Raises:
        FormRefused: no reason, or with a number that belongs to somebody; or who was named may not get it.
        Refused: not theirs, or on the audit track, where nobody can pass it on.
        Stale: it has moved on.
    """
    reason = checked(reason, REASON_FIELD, Reason.REASON_MISSING)
    grievance = own_grievance(unit, by, grievance_id)
    if grievance.track == Track.AUDIT:
        raise Refused(Reason.GRIEVANCE_NOT_YOURS, number=grievance_id)
    declines = grievance.declines + 1
    is_theirs_to_say = named is not None and declines < DECLINES_BEFORE_SUPERVISOR
    following = _named(unit, grievance, named or 0) if is_theirs_to_say else _next_in_line(unit, grievance, declines)
    if following is None:
        raise Refused(Reason.NOBODY_ELSE, number=grievance_id)
    if not move_grievance(unit.session, GrievanceMove.DECLINE, grievance_id, received_by(by), declines=declines):
        raise Stale(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    unit.record_with_words(Event.GRIEVANCE_DECLINED, grievance_id, reason, by=by)
    tell_of_accusation(unit, grievance.call_id, reason)
    _route(unit, grievance, GrievanceMove.ROUTE, following)


def find_new_recipients(unit: Unit) -> int:
    """Pass on what waits for somebody who left, was transferred or lost their Slack account. Returns how many."""
    lost = [
        grievance
        for grievance in under_way(unit.session, Track.ORDINARY)
        if _is_lost(unit, grievance, staff_by_slack_id(unit.session, grievance.recipient or ""))
    ]
    return sum(_pass_over(unit, grievance) for grievance in lost)


def _is_lost(unit: Unit, grievance: Grievance, holder: Staff | None) -> bool:
    """Check whether who has a grievance is gone, or was transferred since and would not get it today."""
    if holder is None:
        return True
    moved_on = holder.moved_on
    if moved_on is None or not unit.day_of(grievance.routed_at) < moved_on <= unit.today:
        return False
    call, about = existing_call(unit, grievance.call_id), about_of(unit, grievance)
    today = allowed_recipients(unit, GrievanceLane(grievance.lane), about, call)
    return holder.key not in {each.person.key for each in today}


def lose_account(unit: Unit, *, slack_id: str) -> None:
    """Note that Slack no longer knows a person, and pass on what waited for them."""
    person = forget_slack_account(unit.session, slack_id)
    if person is not None:
        unit.record(Event.STAFF_UNREACHABLE, person.staff_no)
        find_new_recipients(unit)


def _pass_over(unit: Unit, grievance: Grievance) -> bool:
    following = _next_in_line(unit, grievance)
    if following is None:
        return False
    return _route(unit, grievance, GrievanceMove.REROUTE, following)


def _next_in_line(unit: Unit, grievance: Grievance, declines: int = 0) -> Recipient | None:
    call = existing_call(unit, grievance.call_id)
    lane, about = GrievanceLane(grievance.lane), about_of(unit, grievance)
    passed_over = _said_not_mine(unit, grievance)
    found = allowed_recipients(unit, lane, about, call, passed_over=passed_over, declines=declines)
    return found[0] if found else None


def _named(unit: Unit, grievance: Grievance, number: int) -> Recipient:
    """Return who was named, or who stands in for them.

    On the head's lane it is one of that line; elsewhere anybody who handles grievances, but neither who said "not mine"
    nor the operator who filed it.

    Raises:
        FormRefused: they may not get it, or cannot be reached.
    """
    person = staff_by_id(unit.session, number)
    reached = None if person is None or not person.active else reached_instead(unit, person)
    lane, passed_over = GrievanceLane(grievance.lane), _said_not_mine(unit, grievance)
    if reached is not None and lane is GrievanceLane.HEAD:
        call, about = existing_call(unit, grievance.call_id), about_of(unit, grievance)
        in_line = allowed_recipients(unit, lane, about, call, passed_over=passed_over, declines=1)
        reached = reached if reached.key in {each.person.key for each in in_line} else None
    handles = reached is not None and not roles_of(reached).isdisjoint(MAY[Action.HANDLE])
    if (
        reached is None
        or not handles
        or reached.key in passed_over
        or reached.slack_id in {grievance.filed_by, grievance.handed_to}
    ):
        raise FormRefused({RIGHT_OFFICER_FIELD: Reason.RECIPIENT_NOT_ALLOWED})
    return Recipient(person=reached, stand_in=None)


def _said_not_mine(unit: Unit, grievance: Grievance) -> set[int]:
    """Whoever has it now, and whoever passed it on before."""
    before = [
        each.actor
        for each in events_of(unit.session, Subject.GRIEVANCE, grievance.key)
        if each.event == Event.GRIEVANCE_DECLINED
    ]
    people = [staff_by_slack_id(unit.session, each) for each in (*before, grievance.recipient or "")]
    return {person.key for person in people if person is not None}


def _route(unit: Unit, grievance: Grievance, move: GrievanceMove, to: Recipient) -> bool:
    before, grievance_id = grievance.recipient, grievance.key
    routed: GrievanceChange = {
        "recipient": to.person.slack_id,
        "routings": grievance.routings + 1,
        "routed_at": unit.now,
        "acknowledged_at": None,
    }
    if not move_grievance(unit.session, move, grievance_id, received_by(before), **routed):
        return False
    unit.record(Event.GRIEVANCE_ROUTED, grievance_id)
    if move is GrievanceMove.ROUTE:  # whoever declined keeps a message that says so
        tell_recipients(unit, grievance)
    grievance = existing_grievance(unit, grievance_id)
    tell_recipients(unit, grievance)
    tell_operator(unit, grievance)
    tell_passed_on(unit, grievance)
    refresh_home(unit, grievance.recipient or "")
    refresh_home(unit, before or "")
    return True
