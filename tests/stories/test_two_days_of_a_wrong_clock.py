"""Two days by the moved clock in which ours is set wrong for a day: nothing is lost, doubled, given up or destroyed."""

from datetime import timedelta

import pytest

from bot.demo.station import SampleStation
from bot.domain.calendar import SEOUL
from bot.domain.keeping.diagnosis import InstallationFault
from storage.outbox import outbox_health
from tests.steps.builders import KIM
from tests.steps.crew import until
from tests.steps.desks import in_session
from tests.steps.readiness import found_by_doctor, told_by_readyz
from tests.steps.rows import attempts
from tests.steps.slack import open_monday
from tests.steps.two_days import assert_everything_stands_once, works

WRONG_AT, RIGHT_AT = 3, 27
WORKING_HOURS = range(10, 17)
MEGABYTE = 1_000_000
DAY = timedelta(days=1)
SHIFTS = [timedelta(hours=1), timedelta(hours=-1), timedelta(days=365), timedelta(days=-365)]


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("shift", SHIFTS, ids=str)
async def test_two_days_with_a_clock_that_is_wrong_for_one(
    socket_station: SampleStation, shift: timedelta, capsys: pytest.CaptureFixture[str]
) -> None:
    station, claimed = socket_station, []
    await open_monday(station, count=60)

    for hour in range(48):
        if hour == WRONG_AT:
            set_clock(station, by=shift, off=shift)
        if hour == RIGHT_AT:
            if abs(shift) > DAY:
                assert (await told_by_readyz(station, 503))["clock"] == "days off"
            found = await found_by_doctor(station)
            set_clock(station, by=-shift, off=timedelta(0))
        await station.move_clock(by=timedelta(hours=1))
        is_believed = abs(shift) < DAY or not WRONG_AT <= hour < RIGHT_AT
        if is_believed and station.sandbox.workspace.now().astimezone(SEOUL).hour in WORKING_HOURS:
            claimed.append(await works(station))
    await until(lambda: not in_session(station.desk, outbox_health, with_audits=True).waiting, 120)

    assert InstallationFault.CLOCK_OFF in found
    assert attempts(station.desk) == len(claimed) >= len(WORKING_HOURS)
    await station.person(KIM).waits_to_see("11월 25일(수) 청렴콜 대기열", where="channel")
    assert "clock" not in await told_by_readyz(station, 200)
    assert_everything_stands_once(station)
    assert len(capsys.readouterr().out) < MEGABYTE


def set_clock(station: SampleStation, *, by: timedelta, off: timedelta) -> None:
    """Set our clock, so that it is off from Slack's."""
    station.clock.advance(by)
    station.sandbox.workspace.now = lambda: station.clock() - off
