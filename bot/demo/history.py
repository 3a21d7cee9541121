"""`cleancall demo --history N`: so many working days, lived through by the use cases with a clock of their own.

Every day is one transaction. The same seed gives the same past; which calls are phoned again hangs on the data key.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from functools import partial

from bot.demo.past_calls import put_on_duty
from bot.demo.past_grievances import handle_grievances
from bot.demo.past_lists import bring_list
from bot.demo.past_office import do_tasks, recheck_calls, supervise
from bot.demo.past_world import Past, dice, new_past
from bot.demo.timetable import Timetable
from bot.domain.calendar import WorkingCalendar
from bot.services.day import bring_due_calls
from bot.services.desk import Desk
from bot.services.grievances.routing import tell_operator, tell_recipients
from bot.services.refreshing import refresh_board
from bot.services.unit import Unit
from bot.serving.jobs import JOBS
from storage.calls.boards import latest_board
from storage.calls.tables import Attempt, Call, Praise
from storage.grievances.queries import unclosed
from storage.grievances.tables import Grievance
from storage.outbox import count_as_shown
from storage.secrets import LEAST_NUMBER, MOST_NUMBER
from storage.statements import count_rows

LIST_COMES = time(8, 12)
JOBS_TICK = (time(8, 31), time(13, 5), time(18, 1))
"""After the morning post, after lunch, after the end of the day."""
CALLS_COME_DUE = (time(9, 31), time(10, 30), time(11, 9), time(14, 39), time(15, 59))
HANDLED = (time(9, 50), time(14, 5), time(16, 50))
SUPERVISED, RECHECKED, TASKS_DONE = time(10, 20), time(16, 35), time(17, 40)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the past left."""

    calls: int
    attempts: int
    grievances: int
    praise: int


def count_past(unit: Unit) -> Counts:
    """Count what the past left."""
    return Counts(
        calls=count_rows(unit.session, Call),
        attempts=count_rows(unit.session, Attempt),
        grievances=count_rows(unit.session, Grievance),
        praise=count_rows(unit.session, Praise),
    )


def days_before(until: date, count: int, calendar: WorkingCalendar) -> Sequence[date]:
    """List the last working days before a day, the oldest first."""
    days: list[date] = []
    for _ in range(count):
        days.append(calendar.previous_working_day(days[-1] if days else until))
    return days[::-1]


def live_past(desk: Desk, *, days: int, until: date, on_day: Callable[[date], None]) -> None:
    """Fill the working days before a day. The directory must be loaded; the bot must not be running."""
    draws = dice("numbers")
    desk.draw_number = lambda: draws.randint(LEAST_NUMBER, MOST_NUMBER)
    past = new_past(days_before(until, days, desk.calendar), until)
    for day in past.days:
        desk.do_now(_live_a_day, past=past, day=day)
        on_day(day)


def _live_a_day(unit: Unit, *, past: Past, day: date) -> None:
    timetable = Timetable(day)
    timetable.at_time(LIST_COMES, partial(bring_list, past=past))
    for moment in JOBS_TICK:
        timetable.at_time(moment, _tick)
    for moment in CALLS_COME_DUE:
        timetable.at_time(moment, _bring_due_calls)
    put_on_duty(timetable, past)
    for moment in HANDLED:
        timetable.at_time(moment, partial(handle_grievances, past=past))
    timetable.at_time(SUPERVISED, partial(supervise, past=past))
    timetable.at_time(RECHECKED, partial(recheck_calls, timetable=timetable))
    timetable.at_time(TASKS_DONE, do_tasks)
    timetable.run(unit)
    count_as_shown(unit.session)
    if day == past.days[-1]:
        _leave_standing(unit)


def _tick(unit: Unit) -> None:
    for job in JOBS:
        job(unit)


def _bring_due_calls(unit: Unit) -> None:
    bring_due_calls(unit)


def _leave_standing(unit: Unit) -> None:
    """Have shown what a living station would still see: the last board, and the grievances that are not closed."""
    board = latest_board(unit.session)
    if board is not None:
        refresh_board(unit, board.key)
    for grievance in unclosed(unit.session):
        tell_recipients(unit, grievance)
        tell_operator(unit, grievance)
