"""Down-times as they are kept, and due dates moved by them."""

from datetime import timedelta

from bot.domain.grievances.states import GrievanceMove
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.grievances.downtimes import add_downtime, find_downtime, move_due, remove_downtime
from storage.grievances.queries import find_grievance, move_grievance
from storage.holidays import calendar_changes
from tests.steps.builders import MONDAY, OH, TUESDAY, seoul
from tests.steps.desks import in_session
from tests.steps.grievances import bring_grievance


def test_down_times_are_listed_in_order(morning: Desk) -> None:
    later, earlier = (seoul(TUESDAY, 9), seoul(TUESDAY, 10)), (seoul(MONDAY, 9), seoul(MONDAY, 10))
    for began, ended in (later, earlier):
        in_session(morning, add_downtime, began, ended, OH, ended)

    found = in_session(morning, find_downtime, seoul(TUESDAY, 9, 30))
    assert in_session(morning, calendar_changes).stops == [earlier, later]
    assert found is not None
    assert [in_session(morning, remove_downtime, found.key) for _ in range(2)] == [True, False]
    assert in_session(morning, find_downtime, seoul(TUESDAY, 9, 30)) is None
    assert in_session(morning, calendar_changes).stops == [earlier]


def test_a_due_date_moves_as_it_was_read_and_never_of_what_is_closed(morning: Desk) -> None:
    bring_grievance(morning)

    def moves(unit: Unit, days: int) -> bool:
        grievance = find_grievance(unit.session, 1)
        assert grievance is not None
        return move_due(unit.session, grievance, grievance.due_on + timedelta(days=days), None)

    assert morning.do_now(moves, 1)
    assert in_session(morning, move_grievance, GrievanceMove.WITHDRAW, 1, closed_at=seoul(MONDAY, 10))
    assert not morning.do_now(moves, 1)
