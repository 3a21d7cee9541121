"""What was told on the way, as it is kept."""

from datetime import timedelta
from typing import Any

from bot.domain.grievances.downtimes import STOPPED
from bot.domain.grievances.states import GrievanceMove
from bot.domain.grievances.tellings import TellingKind
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.grievances.queries import find_grievance, move_grievance
from storage.grievances.tables import GrievanceDelay, GrievanceTelling
from storage.grievances.tellings import (
    add_delay,
    add_telling,
    drop_stop,
    last_delay,
    last_telling,
    note_progress_told,
    times_moved,
    was_extended_since,
)
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.desks import in_session
from tests.steps.grievances import bring_grievance

NOON = seoul(MONDAY, 12)
HOUR = timedelta(hours=1)


def test_what_was_before_audit_handed_it_on_is_not_told_again(morning: Desk) -> None:
    """The matter is filed anew then: its later dates and tellings of before are audit's."""
    bring_grievance(morning)

    def found_since(unit: Unit, filed_at_hour: int) -> tuple[bool, bool, bool]:
        grievance = find_grievance(unit.session, 1)
        assert grievance is not None
        grievance.filed_at = NOON + filed_at_hour * HOUR
        found = last_telling(unit.session, grievance, TellingKind.PROGRESS)
        other = last_telling(unit.session, grievance, TellingKind.DELAY)
        return last_delay(unit.session, grievance) is not None, found is not None, other is not None

    about: dict[str, Any] = {"grievance_id": 1, "at": NOON, "by": KIM, "due_on": MONDAY}
    delay = GrievanceDelay(**about, due_before=MONDAY, kind="extension")
    told = GrievanceTelling(**about, told_on=MONDAY, kind="progress", method="phone", sealed_words=b"-")
    in_session(morning, add_delay, delay)
    in_session(morning, add_telling, told)

    assert morning.do_now(found_since, 0) == (True, True, False)
    assert morning.do_now(found_since, 1) == (False, False, False)


def test_how_it_stands_is_told_of_an_open_matter_alone(morning: Desk) -> None:
    bring_grievance(morning)

    assert in_session(morning, note_progress_told, 1, NOON)
    assert in_session(morning, move_grievance, GrievanceMove.WITHDRAW, 1, closed_at=NOON)
    assert not in_session(morning, note_progress_told, 1, NOON)


def test_a_down_time_counts_as_a_move_until_it_is_dropped(morning: Desk) -> None:
    bring_grievance(morning)

    def moves(unit: Unit, *, drops: bool) -> tuple[int, bool]:
        grievance = find_grievance(unit.session, 1)
        assert grievance is not None
        if drops:
            drop_stop(unit.session, 1, NOON)
        return times_moved(unit.session, grievance), was_extended_since(unit.session, 1, NOON)

    for at, kind in ((NOON, STOPPED), (NOON + HOUR, "extension")):
        row = GrievanceDelay(grievance_id=1, at=at, by=KIM, due_before=MONDAY, due_on=MONDAY, kind=kind)
        in_session(morning, add_delay, row)

    assert morning.do_now(moves, drops=False) == (1, True)  # an extension is counted where it was granted
    assert morning.do_now(moves, drops=True) == (0, True)
