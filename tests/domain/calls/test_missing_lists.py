"""Which lists are for a day's board."""

from typing import Any

import pytest

from bot.domain.calls.missing_lists import ListArrival, ListState, state_of_list
from tests.steps.builders import FRIDAY, MONDAY, TUESDAY


def arrival(**facts: Any) -> ListArrival:
    """A list that was imported on Monday, after Monday's board."""
    return ListArrival(**{"day": MONDAY, "joined_board": False, "is_of_board": False, **facts})


@pytest.mark.parametrize(
    "came",
    [
        arrival(),  # empty, or of people known already
        arrival(is_of_board=True),
        arrival(is_of_board=True, joined_board=True),
        arrival(day=TUESDAY, joined_board=True),
        arrival(day=FRIDAY),
    ],
)
def test_a_list_of_the_day_or_of_its_visits_or_an_empty_one_is_for_the_board(came: ListArrival) -> None:
    assert state_of_list([arrival(joined_board=True), came], TUESDAY) is ListState.COME


def test_a_list_that_was_late_for_the_board_before_is_not_for_this_one() -> None:
    assert state_of_list([arrival(joined_board=True)], TUESDAY) is ListState.MISSING


def test_where_no_list_came_it_is_missing() -> None:
    assert state_of_list([], TUESDAY) is ListState.MISSING


def test_a_list_that_waits_has_come_but_not_into_the_queue() -> None:
    waits = arrival(day=TUESDAY, is_waiting=True)

    assert state_of_list([waits], TUESDAY) is ListState.WAITS
    assert state_of_list([waits, arrival(day=TUESDAY)], TUESDAY) is ListState.COME


def test_a_list_of_a_later_day_that_joined_its_board_is_not_for_this_one() -> None:
    assert state_of_list([arrival(day=TUESDAY, joined_board=True)], MONDAY) is ListState.MISSING
