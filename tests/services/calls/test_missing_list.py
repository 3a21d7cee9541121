"""The list that has not come: what the board says, and who is told when."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.missing_lists import ListState
from bot.domain.notices import NoticeKind
from bot.domain.people.duty import Duty, DutyNote
from bot.services.calls.boards import post_morning_when_due, see_board_page
from bot.services.calls.missing_list import list_state, tell_supervisors_when_due
from bot.services.desk import Desk
from bot.services.lists.importing import refuse_upload
from storage.people.duty import replace_duty
from storage.people.queries import staff_by_slack_id
from tests.steps.builders import FRIDAY, HAN, KIM, LEE, MONDAY, OH, PARK, TUESDAY, seoul, visitor
from tests.steps.desks import bring_list, in_session, open_morning
from tests.steps.rows import told

WEDNESDAY = TUESDAY + timedelta(days=1)
MONDAYS = [visitor(7, 방문일시="2026-11-23")]
"""A visit of Monday: a call of Tuesday's board."""


def board_says_missing(desk: Desk, board: int) -> bool | None:
    """Whether the first page of a board says that its list has not come."""
    page = desk.do_now(see_board_page, board_id=board, page=1)
    return None if page is None else page.list_state is ListState.MISSING


def post(desk: Desk, clock: MovableClock, at: datetime) -> int:
    """Post a board."""
    clock.set(at)
    board = desk.do_now(post_morning_when_due)
    assert board is not None
    return board.key


def test_without_any_list_the_board_says_so_and_operators_hear_it_at_once(desk: Desk, clock: MovableClock) -> None:
    open_morning(desk, clock)
    monday = told(desk, NoticeKind.LIST_MISSING)

    board = post(desk, clock, seoul(TUESDAY, 8, 30))

    assert monday == []
    assert board_says_missing(desk, board)
    assert sorted(told(desk, NoticeKind.LIST_MISSING)) == sorted([KIM, LEE, PARK])


def test_an_operator_who_is_away_is_not_told(desk: Desk, clock: MovableClock) -> None:
    open_morning(desk, clock)
    kim = in_session(desk, staff_by_slack_id, KIM)
    assert kim is not None
    in_session(desk, replace_duty, kim.key, [DutyNote(first=MONDAY, last=TUESDAY, duty=Duty.AWAY)])
    post(desk, clock, seoul(TUESDAY, 8, 30))

    assert KIM not in told(desk, NoticeKind.LIST_MISSING)


@pytest.mark.parametrize(
    "bring",
    [
        pytest.param(lambda desk: bring_list(desk, []), id="an empty list"),
        pytest.param(lambda desk: bring_list(desk, [visitor(1)]), id="people known already"),
        pytest.param(lambda desk: bring_list(desk, MONDAYS), id="visits of the day"),
        pytest.param(lambda desk: bring_list(desk, [{**MONDAYS[0], "비고": "가정폭력"}]), id="nobody to be called"),
    ],
)
@pytest.mark.parametrize("at", [seoul(MONDAY, 17), seoul(TUESDAY, 8, 20), seoul(TUESDAY, 9, 30)])
def test_a_list_that_came_is_not_missing(
    desk: Desk, clock: MovableClock, bring: Callable[[Desk], object], at: datetime
) -> None:
    open_morning(desk, clock)
    if at < seoul(TUESDAY, 8, 30):
        clock.set(at)
        bring(desk)
        board = post(desk, clock, seoul(TUESDAY, 8, 30))
    else:
        board = post(desk, clock, seoul(TUESDAY, 8, 30))
        clock.set(at)
        bring(desk)
    clock.set(seoul(TUESDAY, 10))

    assert not board_says_missing(desk, board)
    assert not desk.do_now(tell_supervisors_when_due)
    assert not told(desk, NoticeKind.LIST_STILL_MISSING)


def test_a_list_that_was_late_for_the_board_before_is_not_the_next_ones(desk: Desk, clock: MovableClock) -> None:
    open_morning(desk, clock)
    clock.set(seoul(MONDAY, 9, 50))
    bring_list(desk, [visitor(8)])

    assert board_says_missing(desk, post(desk, clock, seoul(TUESDAY, 8, 30)))


def test_a_file_that_was_refused_is_no_list(desk: Desk, clock: MovableClock) -> None:
    open_morning(desk, clock)
    board = post(desk, clock, seoul(TUESDAY, 8, 30))
    desk.do_now(refuse_upload, by=KIM, source="slack:F1", file_name="명단.hwp", problem="hangul_file")

    assert board_says_missing(desk, board)


def test_an_old_board_goes_on_saying_that_its_list_did_not_come(desk: Desk, clock: MovableClock) -> None:
    open_morning(desk, clock)
    tuesday = post(desk, clock, seoul(TUESDAY, 8, 30))
    clock.set(seoul(WEDNESDAY, 8, 20))
    bring_list(desk, [visitor(9, 방문일시="2026-11-24")])
    wednesday = post(desk, clock, seoul(WEDNESDAY, 8, 30))

    assert (board_says_missing(desk, tuesday), board_says_missing(desk, wednesday)) == (True, False)


@pytest.mark.parametrize(
    ("at", "is_told"),
    [
        (seoul(TUESDAY, 9, 59), False),
        (seoul(TUESDAY, 10), True),
        (seoul(TUESDAY, 13), True),
        (seoul(TUESDAY, 18), False),
        (seoul(FRIDAY + timedelta(days=1), 10), False),
    ],
)
def test_supervisors_hear_it_at_ten_of_a_working_day(
    desk: Desk, clock: MovableClock, at: datetime, is_told: bool
) -> None:
    open_morning(desk, clock)
    clock.set(at)

    assert [desk.do_now(tell_supervisors_when_due) for _ in range(2)] == [is_told, False]
    assert told(desk, NoticeKind.LIST_STILL_MISSING) == ([OH] if is_told else [])
    assert HAN not in told(desk, NoticeKind.LIST_STILL_MISSING)


@pytest.mark.races
def test_several_replicas_tell_once(desk: Desk, clock: MovableClock) -> None:
    open_morning(desk, clock)
    clock.set(seoul(TUESDAY, 8, 30))
    for hour, use_case in ((9, post_morning_when_due), (10, tell_supervisors_when_due)):
        clock.set(seoul(TUESDAY, hour))
        with ThreadPoolExecutor(4) as threads:
            list(threads.map(lambda _, use=use_case: desk.do_now(use), range(4)))

    assert len(told(desk, NoticeKind.LIST_MISSING)) == 3
    assert told(desk, NoticeKind.LIST_STILL_MISSING) == [OH]


def test_before_the_first_board_any_list_ever_will_do(desk: Desk, clock: MovableClock) -> None:
    clock.set(seoul(MONDAY, 8))
    before = desk.do_now(list_state, day=MONDAY)
    bring_list(desk, [])

    assert (before, desk.do_now(list_state, day=MONDAY)) == (ListState.MISSING, ListState.COME)
