"""A station whose complaints are watched."""

from collections.abc import Iterator

import pytest

from bot.clock import MovableClock
from bot.services.desk import Desk
from bot.services.figures import signals
from tests.steps.builders import MONDAY, StillClock, seoul, visitor
from tests.steps.busy_station import people_of_the_station
from tests.steps.desks import bring_list, hire, make_desk
from tests.steps.watched_station import ten_weeks


@pytest.fixture
def watch(database_url: str) -> Iterator[tuple[Desk, MovableClock]]:
    """The Monday after a week of many complaints, at 08:31."""
    clock = StillClock(seoul(MONDAY, 8, 20))
    desk = make_desk(database_url, clock)
    hire(desk, *people_of_the_station())
    bring_list(desk, [visitor(1)])
    clock.set(seoul(MONDAY, 8, 31))
    yield desk, clock
    desk.close()


@pytest.fixture
def signalled(watch: tuple[Desk, MovableClock]) -> tuple[Desk, MovableClock]:
    """The same with signal 1 raised."""
    desk, clock = watch
    desk.do_now(ten_weeks)
    desk.do_now(signals.watch_factors_when_due)
    clock.set(seoul(MONDAY, 10))
    return desk, clock
