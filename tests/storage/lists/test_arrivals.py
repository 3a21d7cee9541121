"""Lists that came: when, whether they joined a board, and of which days they brought somebody."""

from datetime import datetime, timedelta

from bot.clock import MovableClock
from bot.services.desk import Desk
from bot.services.lists.importing import refuse_upload
from storage.lists.arrivals import arrivals_between
from tests.steps.builders import FRIDAY, KIM, MONDAY, seoul, visitor
from tests.steps.desks import bring_list, in_session, open_morning

DAYS = {"first": MONDAY, "last": MONDAY}


def arrived(desk: Desk, since: datetime | None, until: datetime) -> list[tuple[bool, bool]]:
    """Whether each list joined a board, and whether it is of Monday."""
    found = in_session(desk, arrivals_between, since, until, **DAYS)
    assert {each.day for each in found} <= {MONDAY}
    return [(each.joined_board, each.is_of_board) for each in found]


def test_each_list_is_told_by_what_it_brought(desk: Desk, clock: MovableClock) -> None:
    open_morning(desk, clock)
    clock.set(seoul(MONDAY, 12))
    bring_list(desk, [visitor(11)])
    bring_list(desk, [visitor(12, 방문일시="2026-11-23")])
    bring_list(desk, [visitor(13, 방문일시="2026-11-23", 비고="스토킹")])
    bring_list(desk, [])
    desk.do_now(refuse_upload, by=KIM, source="slack:F1", file_name="명단.hwp", problem="hangul_file")

    assert arrived(desk, seoul(MONDAY, 11), seoul(MONDAY, 13)) == [
        (True, False),
        (False, True),
        (False, True),
        (False, False),
    ]


def test_only_the_stretch_of_time_counts_and_without_a_beginning_all_before_its_end(
    desk: Desk, clock: MovableClock
) -> None:
    open_morning(desk, clock)

    assert not arrived(desk, seoul(MONDAY, 9), seoul(MONDAY, 10))
    assert arrived(desk, None, seoul(MONDAY, 10)) == [(False, False)]
    assert not arrived(desk, None, seoul(FRIDAY, 10) - timedelta(days=30))
