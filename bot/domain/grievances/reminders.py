"""The clock of a grievance: who is reminded when, so that nobody is forgotten (rule book §5, clock)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.domain.calendar import SEOUL, WorkingCalendar, is_working_time
from bot.domain.grievances.states import GrievanceState

REMIND_HOURS = 3
HEAD_HOURS = 8
SUPERVISOR_HOURS = 16
"""Working hours without acknowledgement: three hours, one working day, two working days."""


SOON_HOURS = 2
"""Working hours after which whoever has a question that is answered at once is warned."""


HELD_HOURS = 1
HELD_SUPERVISOR_HOURS = 3
"""Working hours that a matter may be with audit for its words alone before somebody is reminded."""


STANDING_EVERY = timedelta(days=30)
"""How long a petitioner waits at most to hear how it stands (민원처리법 시행령 §23)."""


class Reminder(StrEnum):
    """What somebody is told because time has passed."""

    UNACKNOWLEDGED = "unacknowledged"  # to the recipient
    UNACKNOWLEDGED_HEAD = "unacknowledged_head"
    UNACKNOWLEDGED_SUPERVISOR = "unacknowledged_supervisor"
    DUE_SOON = "due_soon"  # to the recipient and the operator, one working day before
    OVERDUE = "overdue"  # to the head and the supervisors, every morning
    HELD = "held"  # to audit: it is with them for its words alone
    HELD_SUPERVISOR = "held_supervisor"  # to the designated supervisor, who learns no more than that
    PROMISED = "promised"  # to audit: what they handed on, a working day before what the petitioner was told
    STANDING = "standing"  # to the operator: tell the petitioner how it stands, every 30 days


HELD = {Reminder.HELD: HELD_HOURS, Reminder.HELD_SUPERVISOR: HELD_SUPERVISOR_HOURS}
FOR_AUDIT = frozenset({Reminder.HELD, Reminder.PROMISED})
UNACKNOWLEDGED = {
    Reminder.UNACKNOWLEDGED: REMIND_HOURS,
    Reminder.UNACKNOWLEDGED_HEAD: HEAD_HOURS,
    Reminder.UNACKNOWLEDGED_SUPERVISOR: SUPERVISOR_HOURS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GrievanceTimes:
    """What the clock needs to know of a grievance."""

    state: GrievanceState
    filed_at: datetime
    routed_at: datetime
    due_on: date
    due_at: datetime | None = None
    held_by_words: bool = False
    promised_on: date | None = None
    progress_told_at: datetime | None = None

    @property
    def standing_since(self) -> datetime:
        """Since when the petitioner has heard nothing: the filing, or when they were last told how it stands."""
        return self.progress_told_at or self.filed_at

    def months_open(self, now: datetime) -> int:
        """Count the whole 30 days that the petitioner has heard nothing of it."""
        return max((now - self.standing_since) // STANDING_EVERY, 0)


def is_past_due(due_on: date, due_at: datetime | None, now: datetime) -> bool:
    """Check whether a day or a moment by which something was due is past."""
    return now > due_at if due_at is not None else now.astimezone(SEOUL).date() > due_on


def _soon(times: GrievanceTimes, due_at: datetime, calendar: WorkingCalendar) -> datetime:
    """When a question that is answered at once is about to be late."""
    return min(calendar.add_working_hours(times.filed_at, SOON_HOURS), due_at)


def reminders_for(times: GrievanceTimes, now: datetime, calendar: WorkingCalendar) -> list[Reminder]:
    """List the reminders whose time has come; none outside working hours, and none once it is closed."""
    return standing_reminders(times, now, calendar) if is_working_time(now, calendar) else []


def standing_reminders(times: GrievanceTimes, now: datetime, calendar: WorkingCalendar) -> list[Reminder]:
    """List the reminders that hold at any hour: what was sent before still asks for something."""
    local = now.astimezone(SEOUL)
    if times.state is GrievanceState.CLOSED:
        return []
    reminders: list[Reminder] = []
    if times.state is GrievanceState.ROUTED:
        due_after = UNACKNOWLEDGED | HELD if times.held_by_words else UNACKNOWLEDGED
        reminders = [
            reminder
            for reminder, hours in due_after.items()
            if now >= calendar.add_working_hours(times.routed_at, hours)
        ]
    promised_on = times.promised_on or times.due_on
    if promised_on < times.due_on and calendar.next_working_day(local.date()) >= promised_on:
        reminders.append(Reminder.PROMISED)
    if times.months_open(now):
        reminders.append(Reminder.STANDING)
    if is_past_due(times.due_on, times.due_at, now):
        return [*reminders, Reminder.OVERDUE]
    if times.due_at is not None:
        return [*reminders, Reminder.DUE_SOON] if now >= _soon(times, times.due_at, calendar) else reminders
    if calendar.next_working_day(local.date()) >= times.due_on:
        reminders.append(Reminder.DUE_SOON)
    return reminders
