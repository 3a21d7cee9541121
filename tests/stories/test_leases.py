"""Nothing stands twice: however long a notice takes, whoever died, whatever the clocks say."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.demo.guide import CHANNEL
from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.registry import ActionId
from bot.serving.opening import open_desk
from bot.serving.run import running
from bot.settings import load_station
from tests.steps.builders import MONDAY, OH, seoul
from tests.steps.crew import crew_of
from tests.steps.slack import BRISK, ask_for_figures, with_files
from tests.steps.workers import RUNS_BOTS

BOARD = "청렴콜 대기열"
LEASE = 1.0
"""Seconds that a take lives here without being renewed."""


def boards(station: SampleStation) -> int:
    """How many boards stand in the channel."""
    return sum(BOARD in each.text for each in station.sandbox.workspace.channels[CHANNEL].messages.values())


@contextlib.asynccontextmanager
async def a_second_replica(station: SampleStation) -> AsyncIterator[None]:
    """Run another bot on the station's database."""
    desk = open_desk(station.settings, load_station(station.settings.station_file), station.clock)
    try:
        async with running(station.settings, desk, spacing=BRISK, lease=LEASE):
            yield
    finally:
        desk.close()


@pytest.mark.long
@pytest.mark.waits
async def test_files_that_take_longer_than_a_lease_are_sent_once(postgres_url: str) -> None:
    async with sample_station(seoul(MONDAY, 9, 40), database=SampleDatabase(url=postgres_url)) as station:
        station.spacing, station.lease = BRISK, LEASE
        await station.start_bot()
        oh = station.person(OH)
        async with a_second_replica(station):
            for step in ("files.getUploadURLExternal", "files.completeUploadExternal"):
                await station.sandbox.fault({"method": step, "fault": "slow", "seconds": 1.8 * LEASE, "times": 9})

            await ask_for_figures(oh, station)
            await oh.clicks(ActionId.STATS_SHEET, where="ephemeral")
            await oh.waits_until(lambda seen: bool(with_files(seen)), timeout=40, what="the sheet")
            await asyncio.sleep(3 * LEASE)  # a second one would come now

        assert len(with_files(await oh.sees())) == 1


@RUNS_BOTS
async def test_killed_while_slack_is_slow_and_started_at_once_the_board_stands_once(
    sample_database: SampleDatabase,
) -> None:
    at_work = sample_station(seoul(MONDAY, 9, 40), database=sample_database)
    async with at_work as station, crew_of(station, 3 * LEASE) as crew:
        await station.sandbox.fault({"method": "chat.postMessage", "fault": "slow", "seconds": 1.5, "channel": CHANNEL})
        await crew.start()
        await station.sandbox.waits_for("chat.postMessage", fault="slow")

        await crew.kill()
        await crew.start()
        await station.sandbox.waits_for("conversations.history", ok=True)
        await station.sandbox.waits_for("chat.update", ok=True)

        assert boards(station) == 1


@pytest.mark.parametrize("ahead", [timedelta(minutes=5), timedelta(hours=23)], ids=str)
async def test_with_our_clock_ahead_of_slack_an_answer_that_was_lost_doubles_nothing(
    socket_station: SampleStation, ahead: timedelta
) -> None:
    sandbox = socket_station.sandbox
    sandbox.workspace.now = lambda: socket_station.clock() - ahead
    await sandbox.fault({"method": "chat.postMessage", "fault": "delivered_but_dropped", "channel": CHANNEL})

    await socket_station.move_clock(to=seoul(MONDAY, 8, 30))
    await sandbox.waits_for("conversations.history", ok=True)
    await sandbox.waits_for("chat.update", ok=True)

    assert boards(socket_station) == 1
