"""The list that has not come: the board says so, operators hear it with the board, supervisors later in the morning."""

from datetime import date, datetime, time, timedelta

from bot.domain.announcements import ListMissingNotice, ListStillMissingNotice
from bot.domain.calendar import SEOUL
from bot.domain.calls.missing_lists import ListState, state_of_list
from bot.domain.roles import Role
from bot.services.people.presence import operators_here, roster_of
from bot.services.unit import Unit
from storage.calls.boards import board_before
from storage.calls.tables import Board
from storage.lists.arrivals import arrivals_between
from storage.once import has_run, ran_at, run_once
from storage.people.queries import reachable_with

MORNING = "morning"
"""The job that posts the board of a day."""
JOB = "list_missing"


def list_state(unit: Unit, day: date) -> ListState:
    """Tell whether a list has come for a day's board, before it or on its day."""
    before = board_before(unit.session, day)
    arrivals = arrivals_between(
        unit.session,
        None if before is None else _posted_at(unit, before),
        datetime.combine(day + timedelta(days=1), time(0), SEOUL),
        first=unit.calendar.previous_working_day(day),
        last=day - timedelta(days=1),
    )
    return state_of_list(arrivals, day)


def tell_operators_if_missing(unit: Unit, day: date) -> None:
    """Tell the operators who are at work that no list has come for the board that is being posted."""
    if list_state(unit, day) is not ListState.COME:
        for operator in operators_here(unit, roster_of(unit)):
            if operator.slack_id:
                unit.announce(ListMissingNotice(day=day), to=operator.slack_id)


def tell_supervisors_when_due(unit: Unit) -> bool:
    """Tell supervisors, once a working day, that the list has not come by then. Returns whether it had not."""
    local = unit.now.astimezone(SEOUL).time()
    is_due = unit.station.list_missing_at <= local < unit.station.day_ends_at
    if not is_due or not unit.calendar.is_working_day(unit.today) or has_run(unit.session, JOB, unit.today):
        return False
    if not run_once(unit.session, JOB, unit.today, unit.now) or list_state(unit, unit.today) is ListState.COME:
        return False
    for supervisor in reachable_with(unit.session, Role.SUPERVISOR):
        if supervisor.slack_id:
            unit.announce(ListStillMissingNotice(day=unit.today), to=supervisor.slack_id)
    return True


def _posted_at(unit: Unit, board: Board) -> datetime:
    posted = ran_at(unit.session, MORNING, board.day)
    return posted or datetime.combine(board.day, unit.station.morning_at, SEOUL)
