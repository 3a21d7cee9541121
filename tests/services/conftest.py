"""A Monday morning at the desk."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.roles import Role
from bot.services import mornings
from bot.services.desk import Desk
from tests.builders import KIM, LEE, MONDAY, PARK, bring_list, hire, operator, seoul, visitor


@pytest.fixture
def morning(desk: Desk, clock: MovableClock) -> Desk:
    """A Monday at 09:40 with three calls on the board and everybody at work."""
    hire(
        desk,
        operator(KIM),
        operator(LEE, former_unit="교통과", moved_on=MONDAY - timedelta(days=100)),
        operator(PARK, name="정교통"),
        operator("U0HAN", roles=[Role.AUDIT.value], name="한감사"),
        operator("U0OH", roles=[Role.SUPERVISOR.value], name="오감독"),
        operator("U0JUNG", roles=[Role.OFFICER.value], name="정교통", unit="교통과"),
    )
    clock.set(seoul(MONDAY, 8, 30))
    rows = [visitor(1), visitor(2, 담당부서="수사과", 담당자="최형사"), visitor(3, 담당부서="수사과", 담당자="최형사")]
    bring_list(desk, rows)
    desk.do_now(mornings.post_morning_when_due)
    clock.set(seoul(MONDAY, 9, 40))
    return desk
