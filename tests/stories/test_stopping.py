"""Told to stop in the middle of long work the bot ends within the promised 10 s; the work is done after the start."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import col

from bot.demo.station import SampleDatabase, sample_station
from bot.services.unit import Unit
from storage.database import sqlite_file
from storage.lists.tables import Upload, Visit
from tests.steps.builders import KIM, MONDAY, seoul, visitor, write_list
from tests.steps.crew import crew_of, until
from tests.steps.crowd import Crowd, let_operators_in
from tests.steps.desks import bring_list, hire, operator
from tests.steps.workers import RUNS_BOTS

pytestmark = RUNS_BOTS

WRITTEN = 1_000_000
"""Bytes in SQLite's log that tell that a long list is being stored."""


def stored(unit: Unit) -> int:
    """How many visits there are."""
    return int(unit.session.execute(select(func.count()).select_from(Visit)).scalar_one())


def is_read(unit: Unit) -> bool:
    """Whether the list was read to its end."""
    return unit.session.execute(select(col(Upload.done_at))).scalar() is not None


def tries(unit: Unit) -> int:
    """How often reading the list counts as tried."""
    return int(unit.session.execute(select(col(Upload.tries))).scalar_one())


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("rows", [3_000, pytest.param(50_000, marks=pytest.mark.slow)])
async def test_told_to_stop_in_an_import_it_ends_and_reads_the_list_later(
    sample_database: SampleDatabase, rows: int
) -> None:
    at_work = sample_station(seoul(MONDAY, 9, 40), database=sample_database)
    async with at_work as station, crew_of(station) as crew:
        await crew.start()
        people = [visitor(number % 9000, 성명=f"홍길{number}") for number in range(rows)]
        file = sqlite_file(station.settings.database_url)
        log = Path(f"{file}-wal")
        await station.person(KIM).uploads(write_list(station.folder, people, "long.csv"))
        await until(lambda: log.stat().st_size > WRITTEN, seconds=120)

        code, seconds = await crew.stop()

        assert (code, seconds < 10) == (0, True), crew.said()
        assert "Traceback" not in crew.said()
        assert await crew.desk.look(tries) == await crew.desk.look(is_read)  # what was broken off was no try
        await crew.start()
        while not await crew.desk.look(is_read):  # noqa: ASYNC110 — another process sets no events
            await asyncio.sleep(0.2)
        assert await crew.desk.look(stored) == rows


RATE, CALLS = 8.0, 200


@pytest.mark.long
@pytest.mark.parametrize("stops", [2, pytest.param(8, marks=pytest.mark.slow)])
async def test_replicas_that_come_and_go_while_people_work_leave_nobody_unanswered(
    postgres_url: str, stops: int
) -> None:
    """Of two, each once; slowly, their successors too."""
    at_work = sample_station(seoul(MONDAY, 9, 40), database=SampleDatabase(url=postgres_url))
    async with at_work as station, crew_of(station) as crew:
        operators = let_operators_in(station, 20)
        hire(crew.desk, *(operator(user) for user in operators))
        bring_list(crew.desk, [visitor(number, 담당부서="수사과") for number in range(1, CALLS + 1)])
        for number in range(2):
            await crew.start(number)
        await station.person(KIM).waits_to_see(f"전체 *{CALLS}*", where="channel")
        crowd = Crowd(station, operators, RATE)
        codes: list[int | None] = []

        async def come_and_go() -> None:
            for number in range(stops):
                await crew.start(number + 2)
                codes.append((await crew.stop(number))[0])

        await crowd.works(come_and_go())

        assert codes == [0] * stops
        assert [act for act in crowd.acts if not act.words] == [], crew.said()
        assert len([act for act in crowd.acts if act.error]) <= stops  # what crossed with the end, answered beside it
