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
