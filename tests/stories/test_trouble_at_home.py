"""The database is locked or full: the person is told, nothing is lost, and it is done when possible."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from sqlalchemy import make_url

from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.registry import ActionId
from bot.sandbox import Person
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.desks import fill_disk
from tests.steps.slack import open_monday


@contextmanager
def locked(station: SampleStation, seconds: float) -> Iterator[None]:
    """Somebody else holds the database's write lock for some seconds."""
    path = station.settings.database_url.removeprefix("sqlite:///")
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    release = threading.Timer(seconds, holder.rollback)
    release.start()
    yield
    release.join()
    holder.close()


async def test_a_claim_on_a_locked_database_is_answered_at_once_and_done_when_possible(
    socket_station: SampleStation,
) -> None:
    kim = await open_monday(socket_station)

    with locked(socket_station, 3):
        first = await kim.types("/claim 1")
        await kim.waits_to_see("010-0000-1001", where="ephemeral")

    assert first is not None
    assert "처리하고 있습니다" in first.words


@pytest.mark.slow
@pytest.mark.waits
async def test_a_database_locked_for_long_changes_nothing_and_says_so(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)

    with locked(socket_station, 40):
        await kim.types("/claim 1")
        await kim.waits_to_see("바뀐 것은 없으니", where="ephemeral", timeout=40)
    again = await kim.types("/claim 1")

    assert again is not None
    assert "010-0000-1001" in again.words


@pytest.mark.waits
async def test_a_morning_on_a_locked_database_is_posted_by_the_next_tick(socket_station: SampleStation) -> None:
    with locked(socket_station, 6):
        await socket_station.move_clock(to=seoul(MONDAY, 8, 30))

    await socket_station.move_clock(to=seoul(MONDAY, 8, 31))

    await socket_station.person(KIM).waits_to_see("청렴콜 대기열", where="channel")


async def test_a_database_that_goes_away_is_told_and_comes_back(postgres_url: str, postgres: str) -> None:
    async with sample_station(seoul(MONDAY, 8, 0), database=SampleDatabase(url=postgres_url)) as station:
        await station.start_bot()
        kim = await open_monday(station)
        await kim.types("/claim 1")

        with gone(postgres, postgres_url):
            away = await kim.types("/claim 2")
            await asyncio.sleep(1.5)  # delivery and the jobs meet it too
        again = await kim.types("/claim 2")
        await kim.waits_to_see("통화 중 *2*", where="channel", timeout=20)

        assert away is not None
        assert "바뀐 것은 없으니" in away.words
        assert again is not None
        assert "010-0000-1002" in again.words


@contextmanager
def gone(server: str, url: str) -> Iterator[None]:
    """The database takes no connections and throws out those there are."""
    name = make_url(url).database
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (name,))
        yield
        connection.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


async def test_a_full_disk_loses_nothing_and_is_told(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    await kim.types("/claim 1")
    socket_station.desk.do_now(fill_disk, full=True)

    said = await claims_until_refused(kim)
    socket_station.desk.do_now(fill_disk, full=False)
    after = await kim.types("/queue")

    assert "바뀐 것은 없습니다" in said
    assert after is not None
    assert after.offers(ActionId.RECORD, "1")


async def claims_until_refused(person: Person) -> str:
    """Show the card of one's own call again and again (each look is a row) until there is no room for more."""
    for _ in range(400):
        answer = await person.types("/claim 1")
        if answer is not None and "010-" not in answer.words:
            return answer.words
    return ""
