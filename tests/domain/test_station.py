"""The station's hours."""

from datetime import UTC, datetime

import pytest

from bot.domain.station import DayPart, Station, day_part
from tests.steps.builders import MONDAY, seoul

STATION = Station(name="한빛경찰서", main_number="02-0000-0112")


@pytest.mark.parametrize(
    ("hour", "minute", "may_call"),
    [(9, 29, False), (9, 30, True), (11, 50, True), (11, 51, False), (13, 9, False), (13, 10, True), (17, 31, False)],
)
def test_calls_are_made_within_the_calling_hours(hour: int, minute: int, *, may_call: bool) -> None:
    assert STATION.may_call_at(seoul(MONDAY, hour, minute)) == may_call


def test_the_half_of_a_day_is_that_of_seoul() -> None:
    assert day_part(seoul(MONDAY, 11, 59)) is DayPart.MORNING
    assert day_part(seoul(MONDAY, 12)) is DayPart.AFTERNOON
    assert day_part(datetime(2026, 11, 23, 4, tzinfo=UTC)) is DayPart.AFTERNOON
