"""Bot processes come and go: killed, told to stop, several at once, refused."""

import asyncio
import time

import aiohttp
import pytest

from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.domain.keeping.diagnosis import InstallationFault
from bot.sandbox.person import Seen
from tests.steps.builders import KIM, LEE, MONDAY, PARK, seoul, visitor
from tests.steps.crew import Crew, crew_of, until
from tests.steps.desks import bring_list
from tests.steps.workers import RUNS_BOTS

pytestmark = [pytest.mark.timeout(240), RUNS_BOTS]
BOARD = "청렴콜 대기열"


async def test_told_to_stop_the_bot_finishes_and_ends_with_0(sample_database: SampleDatabase) -> None:
    async with sample_station(seoul(MONDAY, 9, 40), database=sample_database) as station, crew_of(station) as crew:
        bring_list(crew.desk, [visitor(n, 담당부서="수사과", 담당자="최형사") for n in range(1, 6)])
        await crew.start()
        kim = station.person(KIM)
        await kim.waits_to_see(BOARD, where="channel")
        answer = await kim.types("/claim 1")

        code, seconds = await crew.stop()

        assert answer is not None
        assert (code, seconds < 10) == (0, True), crew.said()
        assert "Traceback" not in crew.said()


async def test_a_second_bot_on_sqlite_is_refused_and_the_first_goes_on(sample_database: SampleDatabase) -> None:
    async with sample_station(seoul(MONDAY, 9, 40), database=sample_database) as station, crew_of(station) as crew:
        await crew.start(1)

        second = asyncio.create_task(crew.start(2))
        await asyncio.wait({second})

        assert second.exception() is not None
        assert await crew.ends_by_itself(2) == 1
        assert InstallationFault.ANOTHER_RUNS in crew.said()
        await crew.kill(1)
        await crew.start(3)  # the lock went with the process


async def test_started_while_a_token_is_revoked_the_bot_waits_and_says_so(sample_database: SampleDatabase) -> None:
    async with sample_station(seoul(MONDAY, 9, 40), database=sample_database) as station, crew_of(station) as crew:
        await station.sandbox.fault({"token": "revoked"})
        bring_list(crew.desk, [visitor(1, 담당부서="수사과", 담당자="최형사")])
        starting = asyncio.create_task(crew.start())
        await until(lambda: "token_revoked" in crew.said())
        await station.sandbox.fault({"token": "given back"})
        await starting

        await station.person(KIM).waits_to_see("전체 *1*", where="channel")


async def test_started_while_slack_is_down_the_bot_waits_and_can_be_stopped(sample_database: SampleDatabase) -> None:
    async with sample_station(seoul(MONDAY, 9, 40), database=sample_database) as station, crew_of(station) as crew:
        await station.sandbox.fault({"down": True})
        waiting = asyncio.create_task(crew.start(1))
        await until(lambda: "slack.away" in crew.said())
        stopped = await crew.stop(1)
        waiting.cancel()

        again = asyncio.create_task(crew.start(2))
        await until(lambda: crew.said().count("slack.away") > 1)
        await station.sandbox.fault({"down": False})
        await again

        assert stopped[0] == 0
        await station.person(KIM).waits_to_see(BOARD, where="channel")


async def three_at_work(station: SampleStation, crew: Crew, count: int) -> None:
    """Three replicas on one PostgreSQL, and so many calls."""
    rows = [visitor(n, 담당부서="수사과", 담당자="최형사") for n in range(1, count + 1)]
    bring_list(crew.desk, rows)
    await asyncio.gather(*(crew.start(number) for number in (1, 2, 3)))
    await station.person(KIM).waits_to_see(f"전체 *{count}*", where="channel")


@pytest.mark.long
async def test_three_replicas_post_one_board_and_nobody_claims_twice(postgres_url: str) -> None:
    async with (
        sample_station(seoul(MONDAY, 9, 40), database=SampleDatabase(url=postgres_url)) as station,
        crew_of(station) as crew,
    ):
        await three_at_work(station, crew, 30)
        people = [station.person(user) for user in (KIM, LEE, PARK)]

        async def claims(number: int) -> list[str]:
            answers = await asyncio.gather(*(person.types(f"/claim {number}") for person in people))
            return [answer.words for answer in answers if answer is not None]

        answers = [await claims(number) for number in range(1, 6)]
        await crew.kill(2)
        answers += [await claims(number) for number in range(6, 11)]
        await crew.start(2)
        seen = await people[0].waits_to_see("통화 중 *10*", where="channel", timeout=30)

        assert all(sum("010-0000-" in words for words in each) == 1 for each in answers), seen.words
        await people[0].waits_until(lambda seen: _boards(seen) == PAGES, timeout=30, what="both pages")
        await asyncio.gather(*(crew.stop(number) for number in (1, 2, 3)))
        assert _boards(await people[0].sees()) == PAGES


PAGES = 2


def _boards(seen: Seen) -> int:
    return sum(BOARD in shown.words for shown in seen.channel)


async def test_readiness_and_metrics_tell_how_it_stands(socket_station: SampleStation) -> None:
    bot = socket_station.bot
    assert bot is not None
    base = f"http://127.0.0.1:{bot.health_port}"
    kim = socket_station.person(KIM)
    await kim.types("/queue")

    async with aiohttp.ClientSession() as http:
        ready = await _eventually(http, f"{base}/readyz", 200)
        async with http.get(f"{base}/metrics") as answer:
            metrics = await answer.text()
        await socket_station.sandbox.fault({"down": True})
        await socket_station.sandbox.fault({"socket": "disconnect"})
        cut_off = await _eventually(http, f"{base}/readyz", 503, is_connected=False)
        await socket_station.sandbox.fault({"down": False})
        again = await _eventually(http, f"{base}/readyz", 200)

    assert (ready["database"], ready["socket"], again["socket"]) == (True, True, True)
    assert cut_off["socket"] is False
    assert "cleancall_ack_seconds_count" in metrics
    assert KIM not in metrics


async def _eventually(
    http: aiohttp.ClientSession, url: str, status: int, *, is_connected: bool = True
) -> dict[str, object]:
    until = time.monotonic() + 20
    while True:
        async with http.get(url) as answer:
            told: dict[str, object] = await answer.json()
        if (answer.status, told["socket"]) == (status, is_connected):
            return told
        assert time.monotonic() < until, told
        await asyncio.sleep(0.2)
