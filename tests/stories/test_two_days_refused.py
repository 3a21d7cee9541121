"""Two days by the moved clock in which Slack refuses us or the channel: nothing lost or doubled, the truth told."""

from datetime import timedelta
from typing import Any

import pytest

from bot.demo.guide import CHANNEL
from bot.demo.station import SampleStation
from bot.domain.calendar import SEOUL
from bot.domain.keeping.diagnosis import InstallationFault
from storage.outbox import outbox_health
from tests.steps.builders import KIM
from tests.steps.crew import until
from tests.steps.desks import in_session
from tests.steps.readiness import found_by_doctor, told_by_readyz
from tests.steps.slack import open_monday
from tests.steps.two_days import assert_everything_stands_once, works

LOST_AT, REGAINED_AT = 6, 30
WORKING_HOURS = range(9, 18)
MEGABYTE = 1_000_000
Wishes = list[dict[str, Any]]
INVITED = {"channel": CHANNEL, "bot": "invited"}
CASES: dict[str, tuple[Wishes, Wishes, InstallationFault, str]] = {
    "token revoked and given back": (
        [{"token": "revoked"}],
        [{"token": "given back"}],
        InstallationFault.BOT_REFUSED,
        "slack.refuses_us",
    ),
    "app uninstalled and reinstalled": (
        [{"app": "uninstalled"}],
        [{"app": "installed"}, INVITED],
        InstallationFault.BOT_REFUSED,
        "slack.refuses_us",
    ),
    "channel shared and unshared": (
        [{"channel": CHANNEL, "is_ext_shared": True}],
        [{"channel": CHANNEL, "is_ext_shared": False}],
        InstallationFault.CHANNEL_SHARED,
        "channel.refused",
    ),
}


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("case", CASES)
async def test_two_days_with(socket_station: SampleStation, case: str, capsys: pytest.CaptureFixture[str]) -> None:
    lose, regain, fault, event = CASES[case]
    await open_monday(socket_station, count=60)
    worked = 0

    for hour in range(48):
        if hour == LOST_AT:
            await wishes(socket_station, lose)
        if hour == REGAINED_AT:
            refused = await told_by_readyz(socket_station, 503)
            found = await found_by_doctor(socket_station)
            await wishes(socket_station, regain)
        await socket_station.move_clock(by=timedelta(hours=1))
        if socket_station.clock().astimezone(SEOUL).hour in WORKING_HOURS and socket_station.sandbox.slack.is_installed:
            await works(socket_station)
            worked += 1
    await until(lambda: not in_session(socket_station.desk, outbox_health, with_audits=True).waiting, 120)

    said = capsys.readouterr().out
    assert refused["refused"]
    assert fault in found
    assert (event in said, len(said) < MEGABYTE) == (True, True)
    assert worked >= len(WORKING_HOURS)
    assert "refused" not in await told_by_readyz(socket_station, 200)
    for day in ("11월 24일(화)", "11월 25일(수)"):
        await socket_station.person(KIM).waits_to_see(f"{day} 청렴콜 대기열", where="channel")
    assert_everything_stands_once(socket_station)


async def wishes(station: SampleStation, wanted: Wishes) -> None:
    """Let an administrator of the workspace change things."""
    for wish in wanted:
        await station.sandbox.fault(wish)
