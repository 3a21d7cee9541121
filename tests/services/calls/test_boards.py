"""The morning post: once, on working days, of the right days, late until eleven."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.services.calls import boards
from bot.services.desk import Desk
from storage.calls.tables import Board
from storage.posts import Posted
from tests.steps.builders import FRIDAY, KIM, MONDAY, TUESDAY, seoul, visitor
from tests.steps.deliveries import note_sent, take_notice
from tests.steps.desks import bring_list, hire, operator

WEEKEND = [
    visitor(1, 방문일시="2026-11-19"),
    visitor(2, 방문일시="2026-11-20"),
    visitor(3, 방문일시="2026-11-21"),
    visitor(4, 방문일시="2026-11-22"),
    visitor(5, 방문일시="2026-11-23"),
]


def lines(desk: Desk, board: Board, page: int = 1) -> list[int]:
    """The numbers on a page."""
    card = desk.do_now(boards.see_board_page, board_id=board.key, page=page)
    return [] if card is None else [line.number for line in card.lines]


def test_mondays_board_covers_friday_to_sunday_and_what_came_late(desk: Desk, clock: MovableClock) -> None:
    clock.set(seoul(MONDAY, 8, 30))
    bring_list(desk, WEEKEND)

    board = desk.do_now(boards.post_morning_when_due)

    assert board is not None
    assert (board.visits_from, board.visits_to) == (FRIDAY, MONDAY - timedelta(days=1))
    assert lines(desk, board) == [1, 2, 3, 4]


@pytest.mark.parametrize(("hour", "minute"), [(8, 29), (11, 1)])
def test_nothing_is_posted_before_its_time_or_after_eleven(
    desk: Desk, clock: MovableClock, hour: int, minute: int
) -> None:
    clock.set(seoul(MONDAY, hour, minute))

    assert desk.do_now(boards.post_morning_when_due) is None


@pytest.mark.parametrize("day", [MONDAY - timedelta(days=1), MONDAY - timedelta(days=2)])
def test_nothing_is_posted_on_a_weekend(desk: Desk, clock: MovableClock, day: object) -> None:
    clock.set(seoul(day, 8, 40))  # type: ignore[arg-type]

    assert desk.do_now(boards.post_morning_when_due) is None


def test_nothing_is_posted_on_a_holiday(desk: Desk, clock: MovableClock) -> None:
    clock.set(seoul(FRIDAY.replace(month=12, day=25), 8, 40))

    assert desk.do_now(boards.post_morning_when_due) is None


def test_a_board_is_posted_once_whatever_ticks(desk: Desk, clock: MovableClock) -> None:
    clock.set(seoul(MONDAY, 8, 30))

    posted = [desk.do_now(boards.post_morning_when_due) for _ in range(3)]

    assert [board is not None for board in posted] == [True, False, False]


def test_a_missed_morning_is_caught_up_and_says_that_it_is_late(desk: Desk, clock: MovableClock) -> None:
    clock.set(seoul(MONDAY, 10, 55))

    board = desk.do_now(boards.post_morning_when_due)

    assert board is not None
    assert board.posted_late


def test_a_board_by_hand_is_refused_on_a_day_off_and_when_it_is_there(desk: Desk, clock: MovableClock) -> None:
    clock.set(seoul(MONDAY, 13, 0))
    desk.do_now(boards.post_morning)

    with pytest.raises(Refused) as twice:
        desk.do_now(boards.post_morning)
    with pytest.raises(Refused) as weekend:
        desk.do_now(boards.post_morning, day=MONDAY + timedelta(days=5))

    assert (twice.value.reason, weekend.value.reason) == (Reason.MORNING_DONE, Reason.NOT_A_WORKING_DAY)


def test_a_late_list_joins_the_board_that_stands_already(desk: Desk, clock: MovableClock) -> None:
    clock.set(seoul(MONDAY, 8, 30))
    bring_list(desk, [visitor(1)])
    board = desk.do_now(boards.post_morning_when_due)
    clock.set(seoul(MONDAY, 9, 30))

    report = bring_list(desk, [visitor(1), *(visitor(number) for number in range(2, 24))])

    assert board is not None
    assert (report.queued_today, report.known) == (22, 1)
    assert lines(desk, board, page=2) == [21, 22, 23]


def test_the_next_board_takes_what_is_left_and_the_old_one_counts_it_as_carried_over(
    desk: Desk, clock: MovableClock
) -> None:
    clock.set(seoul(MONDAY, 8, 30))
    bring_list(desk, [visitor(1), visitor(2)])
    monday = desk.do_now(boards.post_morning_when_due)
    clock.set(seoul(TUESDAY, 8, 30))

    tuesday = desk.do_now(boards.post_morning_when_due)

    assert monday is not None
    assert tuesday is not None
    old = desk.do_now(boards.see_board_page, board_id=monday.key, page=1)
    assert lines(desk, tuesday) == [1, 2]
    assert old is not None
    assert (old.carried_over, old.is_current, old.lines) == (2, False, ())


@pytest.mark.parametrize(("days", "is_posted"), [(7, True), (8, False)])
def test_the_message_of_an_old_board_that_is_gone_from_slack_is_not_posted_anew(
    desk: Desk, clock: MovableClock, days: int, is_posted: bool
) -> None:
    clock.set(seoul(MONDAY, 8, 30))
    board = desk.do_now(boards.post_morning_when_due)
    assert board is not None
    clock.advance(timedelta(days=days))

    gone = desk.do_now(boards.see_board_page, board_id=board.key, page=1)
    sending = take_notice(desk, NoticeKind.BOARD_PAGE)
    assert sending is not None
    note_sent(desk, sending, Posted(channel="C", ts="1.0", digest=""))
    standing = desk.do_now(boards.see_board_page, board_id=board.key, page=1)

    assert (gone is not None) is is_posted
    assert standing is not None


def test_many_changes_to_one_page_wait_as_one_notice(desk: Desk, clock: MovableClock) -> None:
    clock.set(seoul(MONDAY, 8, 30))
    hire(desk, operator(KIM))
    desk.do_now(boards.post_morning_when_due)

    for number in range(1, 6):
        bring_list(desk, [visitor(number)])

    first = take_notice(desk, NoticeKind.BOARD_PAGE)
    assert first is not None
    assert take_notice(desk, NoticeKind.BOARD_PAGE) is None


@pytest.mark.races
def test_boards_posted_by_several_replicas_at_once_are_one(desk: Desk, clock: MovableClock) -> None:
    hire(desk, operator(KIM))
    clock.set(seoul(MONDAY, 8, 30))
    bring_list(desk, [visitor(1)])

    with ThreadPoolExecutor(4) as threads:
        posted = list(threads.map(lambda _: desk.do_now(boards.post_morning_when_due), range(4)))

    assert sum(board is not None for board in posted) == 1
