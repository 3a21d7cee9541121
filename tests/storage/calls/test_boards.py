"""Boards: calls in their places, pages of twenty."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.services.desk import Desk
from storage.calls.boards import (
    PAGE_SIZE,
    board_before,
    board_of_day,
    calls_for_board,
    first_board_day,
    has_board_between,
    latest_board,
    lines_of_page,
    page_of_slot,
    pages_of,
)
from storage.calls.tables import Board
from tests.steps.builders import FRIDAY, MONDAY, TUESDAY, seoul, visitor
from tests.steps.calls import MISS
from tests.steps.desks import bring_list, in_session, phone


@pytest.mark.parametrize(("slots", "pages"), [(0, 1), (1, 1), (PAGE_SIZE, 1), (PAGE_SIZE + 1, 2)])
def test_an_empty_board_has_a_page_too(slots: int, pages: int) -> None:
    assert pages_of(Board(day=MONDAY, visits_from=MONDAY, visits_to=MONDAY, posted_late=False, slots=slots)) == pages


@pytest.mark.parametrize(("slot", "page"), [(0, 1), (PAGE_SIZE - 1, 1), (PAGE_SIZE, 2)])
def test_twenty_places_make_a_page(slot: int, page: int) -> None:
    assert page_of_slot(slot) == page


def test_a_call_keeps_its_place_and_later_ones_follow(morning: Desk) -> None:
    bring_list(morning, [visitor(number) for number in range(4, 24)])

    first, second = (
        [line.number for line in in_session(morning, lines_of_page, board_id=1, page=page)] for page in (1, 2)
    )

    assert first == list(range(1, 21))
    assert second == [21, 22, 23]


def test_the_board_of_a_day_takes_what_waits_and_what_comes_due_on_it(morning: Desk, clock: MovableClock) -> None:
    clock.set(seoul(MONDAY, 16))
    phone(morning, 2, MISS)  # tomorrow morning
    phone(morning, 3)

    assert in_session(morning, calls_for_board, MONDAY) == [1]
    assert sorted(in_session(morning, calls_for_board, TUESDAY)) == [1, 2]
    assert in_session(morning, calls_for_board, TUESDAY, only_new=True) == []


def test_the_centre_was_at_work_on_days_with_a_board(morning: Desk) -> None:
    board = in_session(morning, latest_board)

    assert board is not None
    assert board.day == in_session(morning, first_board_day) == MONDAY
    assert in_session(morning, board_of_day, FRIDAY) is None
    assert in_session(morning, board_before, MONDAY) is None
    assert in_session(morning, board_before, TUESDAY) == board
    assert in_session(morning, has_board_between, FRIDAY, MONDAY)
    assert not in_session(morning, has_board_between, TUESDAY, TUESDAY + timedelta(days=6))
