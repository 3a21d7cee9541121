"""The network to PostgreSQL falls silent: everybody is answered, work goes on when it is back, and the bot can end."""

import asyncio
import time

import pytest

from bot.demo.station import SampleDatabase, sample_station
from bot.services.desk import Desk
from bot.serving.opening import secrets_of
from bot.serving.run import running
from bot.settings import load_calendar, load_station
from storage.database import open_database
from tests.steps.builders import KIM, MONDAY, seoul, visitor
from tests.steps.desks import bring_list
from tests.steps.relay import relay_to
from tests.steps.slack import BRISK, answer_to, when_done

SILENCE = 1.0


@pytest.mark.long
@pytest.mark.waits
async def test_a_silent_network_is_noticed_work_goes_on_and_the_bot_can_end(postgres_url: str) -> None:
    with relay_to(postgres_url) as (relay, address):
        line = SampleDatabase(url=f"{address}?connect_timeout=2")
        async with sample_station(seoul(MONDAY, 9, 40), database=line) as station:
            settings, rules = station.settings, load_station(station.settings.station_file)
            database = open_database(settings.database_url, silence=SILENCE)
            desk = Desk(database, secrets_of(settings), rules, load_calendar(), station.clock)
            bring_list(desk, [visitor(n, 담당부서="수사과", 담당자="최형사") for n in range(1, 4)])
            kim = station.person(KIM)
            async with running(settings, desk, spacing=BRISK):
                await kim.waits_to_see("전체 *3*", where="channel")

                relay.falls_silent()
                answer = await kim.types("/claim 1")
                assert answer is not None
                refused = await when_done(kim, answer)
                relay.speaks_again()
                await asyncio.sleep(2 * SILENCE)
                claimed = await answer_to(kim, "/claim 1")
                await kim.waits_to_see("통화 중 *1*", where="channel", timeout=40)

                relay.falls_silent()
                await asyncio.sleep(SILENCE)
                stopped_at = time.monotonic()
            desk.close()

    assert "010-0000-1001" not in refused.words
    assert "010-0000-1001" in claimed
    assert time.monotonic() - stopped_at < 10
