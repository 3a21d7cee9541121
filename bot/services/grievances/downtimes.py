"""The clock stopped while a system was down: the due dates of all open matters move alike (rule book §5, clock)."""

from datetime import datetime

from bot.domain.announcements import GrievanceDelayedNotice
from bot.domain.calendar import SEOUL, WorkingCalendar
from bot.domain.calls.dispositions import TaskKind
from bot.domain.grievances.downtimes import STOPPED, Downtime, days_stopped, problem_with_downtime
from bot.domain.grievances.filing import HOURS_AT_ONCE
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.states import GrievanceState
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action
from bot.domain.trail import Event, Subject
from bot.services.accusations import tell_of_reason
from bot.services.calls.tasks import end_task, give_task
from bot.services.grievances.routing import tell_operator, tell_recipients
from bot.services.permitting import member_who_may, require_reason
from bot.services.unit import Unit
from storage.grievances.downtimes import add_downtime, find_downtime, move_due, remove_downtime
from storage.grievances.queries import find_grievance, unclosed
from storage.grievances.tables import Grievance, GrievanceDelay
from storage.grievances.tellings import add_delay, drop_stop, times_moved, was_extended_since
from storage.tables import Downtime as KeptDowntime
from storage.trail import events_of


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
    days = [_move(unit, by, downtime, each) for each in open_then]
    number = add_downtime(unit.session, downtime.began_at, downtime.ended_at, by, unit.now)
    stretch = {"began": downtime.began_at.isoformat(), "ended": downtime.ended_at.isoformat()}
    unit.record_with_words(Event.CLOCK_STOPPED, number, downtime.reason, by=by, **stretch)
    tell_of_reason(unit, Event.CLOCK_STOPPED, number, downtime.reason, by=by)
    for grievance, moved in zip(open_then, days, strict=True):
        if moved:
            _tell(unit, grievance)
    return days_stopped(unit.calendar.working_hours_between(downtime.began_at, downtime.ended_at))


def take_back_downtime(unit: Unit, *, by: str, moment: datetime, reason: str) -> tuple[datetime, datetime]:
    """Let a down-time that was given by mistake count for nothing: what is open is due as without it.

    Returns from when until when it was. `moment`: any within it.

    Raises:
        Refused: not a supervisor, no reason, or none is known of that moment.
    """
    member_who_may(unit, by, Action.STOP_CLOCK)
    require_reason(reason)
    row = find_downtime(unit.session, moment)
    if row is None or not remove_downtime(unit.session, row.key):
        raise Refused(Reason.DOWNTIME_UNKNOWN, word=f"{moment.astimezone(SEOUL):%m/%d %H:%M}")
    stretch = {"began": row.began_at.isoformat(), "ended": row.ended_at.isoformat()}
    unit.record_with_words(Event.CLOCK_TAKEN_BACK, row.key, reason, by=by, **stretch)
    tell_of_reason(unit, Event.CLOCK_TAKEN_BACK, row.key, reason, by=by)
    calendar = unit.calendar.running_during(row.began_at)
    for grievance in unclosed(unit.session):
        if _was_moved(unit, grievance, row.at):
            _move_back(unit, calendar, row, grievance)
    return row.began_at, row.ended_at


def _was_moved(unit: Unit, grievance: Grievance, at: datetime) -> bool:
    """Check whether what was noted at a moment moved a due date, and it was not filed anew since."""
    stopped = (each for each in events_of(unit.session, Subject.GRIEVANCE, grievance.key) if each.at == at)
    return grievance.filed_at <= at and any(each.event == Event.GRIEVANCE_STOPPED for each in stopped)


def _move_back(unit: Unit, calendar: WorkingCalendar, row: KeptDowntime, grievance: Grievance) -> None:
    """Move a due date back by what the down-time gave it; one that is due at a moment, as it was filed.

    A day that was asked for since stands.
    """
    drop_stop(unit.session, grievance.key, row.at)
    if was_extended_since(unit.session, grievance.key, row.at):
        return
    hours = calendar.working_hours_between(max(row.began_at, grievance.filed_at), row.ended_at)
    due_on, due_at = calendar.take_working_days(grievance.due_on, days_stopped(hours)), grievance.due_at
    if due_at is not None:
        due_at = calendar.add_working_hours(grievance.filed_at, HOURS_AT_ONCE)
        due_on = unit.day_of(due_at)
    if not move_due(unit.session, grievance, due_on, due_at):
        return
    at = None if due_at is None else due_at.isoformat()
    unit.record(Event.GRIEVANCE_RESUMED, grievance.key, due_on=due_on.isoformat(), due_at=at)
    moved = find_grievance(unit.session, grievance.key) or grievance
    tell_recipients(unit, moved)
    if moved.track == Track.ORDINARY:
        tell_operator(unit, moved)
        if not times_moved(unit.session, moved):
            end_task(unit, TaskKind.TELL_DELAY, moved)


def _move(unit: Unit, by: str, downtime: Downtime, grievance: Grievance) -> bool:
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
    kept = GrievanceDelay(
        grievance_id=grievance.key,
        at=unit.now,
        by=by,
        kind=STOPPED,
        due_before=grievance.due_on,
        due_on=due_on,
        sealed_words=unit.secrets.seal(downtime.reason.strip()),
    )
    add_delay(unit.session, kept)
    return True


def _tell(unit: Unit, grievance: Grievance) -> None:
    """Notify whoever has it and, unless they are to be replied to anyway, have the petitioner told (시행령 §21③)."""
    moved = find_grievance(unit.session, grievance.key) or grievance
    tell_recipients(unit, moved)
    if moved.track == Track.AUDIT:
        return
    tell_operator(unit, moved)
    if moved.state != GrievanceState.ANSWERED:
        notice = GrievanceDelayedNotice(grievance=moved.key, times=times_moved(unit.session, moved))
        unit.announce(notice, to=moved.teller)
        end_task(unit, TaskKind.TELL_DELAY, moved)  # of an earlier move: they are told of both at once
        give_task(unit, TaskKind.TELL_DELAY, moved)
