"""The clock stopped while a system was down: the due dates of all open matters move alike (rule book §5, clock)."""

from bot.domain.grievances.downtimes import Downtime, days_stopped, problem_with_downtime
from bot.domain.grievances.kinds import Track
from bot.domain.refusals import Refused
from bot.domain.roles import Action
from bot.domain.trail import Event
from bot.services.accusations import tell_of_reason
from bot.services.grievances.routing import tell_operator, tell_recipients
from bot.services.permitting import member_who_may, require_reason
from bot.services.unit import Unit
from storage.grievances.downtimes import add_downtime, move_due
from storage.grievances.queries import find_grievance, unclosed
from storage.grievances.tables import Grievance


def stop_clock(unit: Unit, *, by: str, downtime: Downtime) -> int:
    """Stop the clock of what was open while a system was down. Returns by how many days due dates moved.

    Audit's matters move alike; how many moved is told to nobody.

    Raises:
        Refused: not a supervisor, no reason, not in the past, without a working hour, or known already.
    """
    member_who_may(unit, by, Action.STOP_CLOCK)
    require_reason(downtime.reason)
    problem = problem_with_downtime(downtime, unit.now, unit.calendar)
    if problem is not None:
        raise Refused(problem)
    open_then = [
        each
        for each in unclosed(unit.session)
        if each.filed_at < downtime.ended_at and each.due_on >= unit.day_of(downtime.began_at)
    ]
    days = [_move(unit, downtime, each) for each in open_then]
    number = add_downtime(unit.session, downtime.began_at, downtime.ended_at, by, unit.now)
    stretch = {"began": downtime.began_at.isoformat(), "ended": downtime.ended_at.isoformat()}
    unit.record_with_words(Event.CLOCK_STOPPED, number, downtime.reason, by=by, **stretch)
    tell_of_reason(unit, Event.CLOCK_STOPPED, number, downtime.reason, by=by)
    for grievance, moved in zip(open_then, days, strict=True):
        if moved:
            _tell(unit, grievance)
    return days_stopped(unit.calendar.working_hours_between(downtime.began_at, downtime.ended_at))


def _move(unit: Unit, downtime: Downtime, grievance: Grievance) -> bool:
    """Move a due date by what of the down-time fell after it was filed."""
    began = max(downtime.began_at, grievance.filed_at)
    hours = unit.calendar.working_hours_between(began, downtime.ended_at)
    due_on = unit.calendar.add_working_days(grievance.due_on, days_stopped(hours))
    due_at = grievance.due_at
    if due_at is not None and due_at > began:
        due_at = unit.calendar.add_working_hours(due_at, hours)
        due_on = unit.day_of(due_at)
    stays = (due_on, due_at) == (grievance.due_on, grievance.due_at)
    if stays or not move_due(unit.session, grievance, due_on, due_at):
        return False
    at = None if due_at is None else due_at.isoformat()
    unit.record(Event.GRIEVANCE_STOPPED, grievance.key, due_on=due_on.isoformat(), due_at=at)
    return True


def _tell(unit: Unit, grievance: Grievance) -> None:
    moved = find_grievance(unit.session, grievance.key) or grievance
    tell_recipients(unit, moved)
    if moved.track == Track.ORDINARY:
        tell_operator(unit, moved)
