"""Reminding people of grievances: each reminder once, overdue ones every morning (rule book §5, clock)."""

from dataclasses import replace
from datetime import date

from bot.domain.announcements import GrievanceReminderNotice
from bot.domain.calls.dispositions import TaskKind
from bot.domain.grievances.cards import GrievanceViewer, ReminderCard
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.reminders import (
    FOR_AUDIT,
    STANDING_EVERY,
    GrievanceTimes,
    Reminder,
    reminders_for,
    standing_reminders,
)
from bot.domain.grievances.states import GrievanceState
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action, Role
from bot.domain.trail import Event
from bot.services.audit_access import audit_readers, designated_supervisor, is_kept_from, may_read_audit
from bot.services.calls.tasks import give_task
from bot.services.grievances.cards import grievance_line
from bot.services.grievances.routing import heads_above
from bot.services.grievances.viewers import viewer_of
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_home
from bot.services.unit import Unit
from storage.grievances.queries import find_grievance, unclosed
from storage.grievances.tables import Grievance
from storage.once import has_run, run_once
from storage.people.queries import reachable_with, staff_by_slack_id
from storage.posts import has_post


def remind_of_grievances(unit: Unit) -> int:
    """Leave the reminders whose time has come. Returns how many are told of ordinary ones: it is logged."""
    told = 0
    for grievance in unclosed(unit.session):
        for reminder in reminders_for(_standing(grievance), unit.now, unit.calendar):
            readers = _remind(unit, grievance, reminder)
            told += readers if grievance.track == Track.ORDINARY else 0
    return told


def see_reminder(unit: Unit, *, notice: GrievanceReminderNotice, reader: str) -> ReminderCard | None:
    """Return what a reminder shows; one that stands and is moot shows its number alone. None: nothing is to be sent.

    That to a supervisor of what is with audit stays as it is: whether audit looked at it is not told.
    """
    grievance, reminder = find_grievance(unit.session, notice.grievance), notice.reminder
    if grievance is None:
        return None
    stands = reminder is not Reminder.HELD_SUPERVISOR and has_post(unit.session, notice, reader)
    holding = standing_reminders if stands else reminders_for
    is_due = reminder in holding(_standing(grievance), unit.now, unit.calendar)
    if not is_due or reader not in _may_be_told(unit, grievance, reminder, {reader}):
        return ReminderCard(line=grievance_line(unit, grievance), viewer=None) if stands else None
    viewer = None if reminder is Reminder.HELD_SUPERVISOR else _viewer(unit, grievance, reader)
    line = grievance_line(unit, grievance, viewer)
    if reminder is Reminder.PROMISED:
        line = replace(line, due_on=grievance.promised_on or line.due_on)
    is_audits = grievance.track == Track.AUDIT and viewer is not None
    return ReminderCard(line=line, viewer=viewer or GrievanceViewer.HEAD, is_audits=is_audits)


def urge(unit: Unit, *, by: str, grievance_id: int) -> None:
    """Remind whoever a grievance waits for, for a head or a supervisor: once a day, with the buttons that they need.

    Of what is with audit its readers are reminded, for the designated supervisor; what became of it is not told.

    Raises:
        Refused: none of theirs, or it does not wait any more.
    """
    member_who_may(unit, by, Action.SEE_GRIEVANCE)
    grievance = find_grievance(unit.session, grievance_id)
    if grievance is None or by not in _may_urge(unit, grievance):
        raise Refused(Reason.GRIEVANCE_NOT_YOURS, number=grievance_id)
    due = standing_reminders(_standing(grievance), unit.now, unit.calendar)
    if grievance.track == Track.AUDIT:
        waits, readers = Reminder.HELD, {each.slack_id or "" for each in audit_readers(unit, grievance)}
    else:
        waits = Reminder.OVERDUE if Reminder.OVERDUE in due else Reminder.UNACKNOWLEDGED
        readers = {grievance.teller if grievance.state == GrievanceState.ANSWERED else grievance.recipient or ""}
        if waits not in due:
            raise Refused(Reason.GRIEVANCE_MOVED_ON, number=grievance_id)
    if waits in due:
        _urge(unit, by, grievance, waits, readers)


def _urge(unit: Unit, by: str, grievance: Grievance, waits: Reminder, readers: set[str]) -> None:
    """Remind them; the trail keeps that somebody had them reminded, once a day for the same people."""
    for reader in readers:
        notice = GrievanceReminderNotice(grievance=grievance.key, reminder=waits, day=unit.today)
        unit.announce(notice, to=reader, for_audit=_is_for_audit(grievance, waits))
    job = f"grievance:{grievance.key}:{grievance.routings}:urged:{grievance.state}"
    if run_once(unit.session, job, unit.today, unit.now):
        unit.record(Event.GRIEVANCE_URGED, grievance.key, by=by)


def _may_urge(unit: Unit, grievance: Grievance) -> set[str]:
    if grievance.track == Track.AUDIT:
        return _designated(unit, grievance)
    return _may_be_told(unit, grievance, Reminder.OVERDUE, _heads(unit, grievance) | _with(unit, Role.SUPERVISOR))


def _viewer(unit: Unit, grievance: Grievance, reader: str) -> GrievanceViewer | None:
    person = staff_by_slack_id(unit.session, reader)
    return None if person is None else viewer_of(unit, person, grievance)


def _remind(unit: Unit, grievance: Grievance, reminder: Reminder) -> int:
    day = _day_of(unit, grievance, reminder)
    job = f"grievance:{grievance.key}:{grievance.routings}:{reminder}"
    if has_run(unit.session, job, day) or not run_once(unit.session, job, day, unit.now):
        return 0
    readers = _may_be_told(unit, grievance, reminder, _readers(unit, grievance, reminder))
    for reader in readers:
        notice = GrievanceReminderNotice(grievance=grievance.key, reminder=reminder, day=day)
        unit.announce(notice, to=reader, for_audit=_is_for_audit(grievance, reminder))
    if reminder is Reminder.STANDING and grievance.track == Track.ORDINARY:
        give_task(unit, TaskKind.TELL_STANDING, grievance)
    if reminder is Reminder.OVERDUE and grievance.track == Track.ORDINARY:
        for reader in readers:  # a supervisor's Home counts what is late
            refresh_home(unit, reader)
    return len(readers)


def _day_of(unit: Unit, grievance: Grievance, reminder: Reminder) -> date:
    """What makes a reminder one of its own: overdue every day, the standing every 30, the others per due date."""
    match reminder:
        case Reminder.OVERDUE:
            return unit.today
        case Reminder.STANDING:
            times = _standing(grievance)
            return unit.day_of(times.standing_since + STANDING_EVERY * times.months_open(unit.now))
        case _:
            return grievance.due_on


def _readers(unit: Unit, grievance: Grievance, reminder: Reminder) -> set[str]:
    """On the audit track audit alone, whatever the reminder: the officer's line learns nothing."""
    if reminder is Reminder.HELD_SUPERVISOR:
        return _designated(unit, grievance)
    if _is_for_audit(grievance, reminder):
        return {reader.slack_id for reader in audit_readers(unit, grievance) if reader.slack_id}
    recipient = grievance.recipient or ""
    match reminder:
        case Reminder.UNACKNOWLEDGED:
            return {recipient}
        case Reminder.STANDING:
            return {grievance.teller}
        case Reminder.DUE_SOON:
            return {recipient, grievance.teller}
        case Reminder.UNACKNOWLEDGED_HEAD:
            return _heads(unit, grievance)
        case Reminder.UNACKNOWLEDGED_SUPERVISOR:
            return _with(unit, Role.SUPERVISOR)
        case _:
            return _heads(unit, grievance) | _with(unit, Role.SUPERVISOR)


def _is_for_audit(grievance: Grievance, reminder: Reminder) -> bool:
    return grievance.track == Track.AUDIT or reminder in FOR_AUDIT


def _designated(unit: Unit, grievance: Grievance) -> set[str]:
    supervisor = designated_supervisor(unit, grievance)
    return {supervisor.slack_id} if supervisor is not None and supervisor.slack_id else set()


def _may_be_told(unit: Unit, grievance: Grievance, reminder: Reminder, readers: set[str]) -> set[str]:
    """Leave out those from whom the grievance is kept: a subject may be a head or a supervisor too."""
    if reminder is Reminder.HELD_SUPERVISOR:
        return readers & _designated(unit, grievance)
    if _is_for_audit(grievance, reminder):
        return {each for each in readers if may_read_audit(unit, each, grievance)}
    people = {each: staff_by_slack_id(unit.session, each) for each in readers}
    return {each for each, person in people.items() if person is None or not is_kept_from(unit, person, grievance)}


def _heads(unit: Unit, grievance: Grievance) -> set[str]:
    return {each.slack_id for each in heads_above(unit, grievance) if each.slack_id}


def _with(unit: Unit, role: Role) -> set[str]:
    return {each.slack_id for each in reachable_with(unit.session, role) if each.slack_id}


def _standing(grievance: Grievance) -> GrievanceTimes:
    return GrievanceTimes(
        state=GrievanceState(grievance.state),
        filed_at=grievance.filed_at,
        routed_at=grievance.routed_at,
        due_on=grievance.due_on,
        due_at=grievance.due_at,
        held_by_words=grievance.held_by_words,
        promised_on=grievance.promised_on,
        progress_told_at=grievance.progress_told_at,
    )
