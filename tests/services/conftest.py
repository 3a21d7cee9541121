"""A Monday morning at the desk."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.roles import Role
from bot.services.calls import boards
from bot.services.desk import Desk
from bot.services.figures import signals
from tests.conftest import make_desk
from tests.steps.builders import KIM, LEE, MONDAY, PARK, StillClock, bring_list, hire, operator, seoul, visitor
from tests.steps.busy_station import people_of_the_station
from tests.steps.watched_station import ten_weeks


@pytest.fixture
def morning(desk: Desk, clock: MovableClock) -> Desk:
    """A Monday at 09:40 with three calls on the board and everybody at work."""
    hire(
        desk,
        operator(KIM),
        operator(LEE, former_department="교통과", moved_on=MONDAY - timedelta(days=100)),
        operator(PARK, name="정교통"),
        operator("U0HAN", roles=[Role.AUDIT.value], name="한감사"),
        operator("U0OH", roles=[Role.SUPERVISOR.value], name="오감독"),
        operator("U0JUNG", roles=[Role.OFFICER.value], name="정교통", department="교통과"),
    )
    clock.set(seoul(MONDAY, 8, 30))
    rows = [visitor(1), visitor(2, 담당부서="수사과", 담당자="최형사"), visitor(3, 담당부서="수사과", 담당자="최형사")]
    bring_list(desk, rows)
    desk.do_now(boards.post_morning_when_due)
    clock.set(seoul(MONDAY, 9, 40))
    return desk


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
