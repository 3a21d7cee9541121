"""A second bot on our app: named when it stays, in log, metrics and doctor; reconnects and replicas are none."""

import asyncio
import contextlib
import shutil
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aiohttp
import pytest

from bot.cli.doctor import examine
from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.domain.keeping.diagnosis import InstallationFault
from bot.services.desk import Desk
from bot.serving.opening import upgraded_desk
from bot.serving.run import Running, running
from bot.settings import Settings, load_station
from storage.keeping.replicas import replicas, strangers_seen
from tests.steps.builders import MONDAY, seoul
from tests.steps.desks import in_session
from tests.steps.slack import BRISK

SOON = 0.6


@contextlib.asynccontextmanager
async def a_bot(station: SampleStation, settings: Settings) -> AsyncIterator[Running]:
    """Run a bot that loses its patience with strangers soon."""
    desk = upgraded_desk(settings, load_station(settings.station_file), station.clock)
    try:
        async with running(settings, desk, spacing=BRISK, strange_after=SOON) as bot:
            yield bot
    finally:
        desk.close()


def strangers(desk: Desk) -> int:
    """How many connections beyond our bots a bot on this database has found."""
    return in_session(desk, strangers_seen, seoul(MONDAY, 0))


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110 — a row sets no event
            await asyncio.sleep(0.05)


@pytest.mark.waits
async def test_a_bot_on_another_database_is_named_while_it_stays(
    sample_database: SampleDatabase, migrated_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with contextlib.AsyncExitStack() as stack:
        station = await stack.enter_async_context(sample_station(seoul(MONDAY, 9, 40), database=sample_database))
        file = shutil.copy(migrated_file, station.folder / "other.db")
        other_place = station.settings.model_copy(update={"database_url": f"sqlite:///{file}"})
        async with a_bot(station, other_place) as other:
            await station.sandbox.fault({"socket": "refresh_requested"})  # a reconnect is nobody else
            await asyncio.sleep(3 * SOON)
            alone = strangers(other.desk)

            bot = await stack.enter_async_context(a_bot(station, station.settings))
            await until(lambda: strangers(bot.desk) == 1)
            async with aiohttp.ClientSession() as http:
                async with http.get(f"http://127.0.0.1:{bot.health_port}/readyz") as ready:
                    is_ready = ready.status == 200
                async with http.get(f"http://127.0.0.1:{bot.health_port}/metrics") as answer:
                    metrics = await answer.text()
            findings = await examine(station.settings, station.clock)
        await until(lambda: strangers(bot.desk) == 0)

    assert (alone, is_ready) == (0, True)
    assert "cleancall_strangers " in metrics
    assert InstallationFault.OTHER_BOT in {finding.fault for finding in findings}
    assert "socket.strangers" in capfd.readouterr().out


@pytest.mark.long
@pytest.mark.waits
async def test_replicas_on_one_database_are_no_strangers(postgres_url: str) -> None:
    async with (
        sample_station(seoul(MONDAY, 9, 40), database=SampleDatabase(url=postgres_url)) as station,
        a_bot(station, station.settings) as bot,
        a_bot(station, station.settings),
    ):
        await until(lambda: len(in_session(bot.desk, replicas)) == 2)
        await asyncio.sleep(4 * SOON)

        assert strangers(bot.desk) == 0
