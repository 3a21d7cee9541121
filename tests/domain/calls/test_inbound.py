"""Until when a closed call opens again for its petitioner."""

from datetime import timedelta

import pytest

from bot.domain.calls.inbound import opens_again
from bot.domain.station import Station
from tests.steps.builders import MONDAY, seoul

STATION = Station(name="한빛경찰서", main_number="02-0000-0112")
CLOSED = seoul(MONDAY, 10)


@pytest.mark.parametrize(
    ("later", "opens"),
    [(timedelta(0), True), (timedelta(days=30), True), (timedelta(days=30, seconds=1), False)],
)
def test_a_closed_call_opens_again_for_thirty_days(later: timedelta, *, opens: bool) -> None:
    assert opens_again(CLOSED, CLOSED + later, STATION) is opens


def test_a_call_that_is_not_closed_does_not_open_again() -> None:
    assert not opens_again(None, CLOSED, STATION)
