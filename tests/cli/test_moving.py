"""`cleancall move`: a station with a past goes from SQLite to PostgreSQL, and nothing is lost on the way."""

import os
import re
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import inspect, text

from bot.clock import MovableClock
from bot.services.desk import Desk
from bot.settings import load_calendar, load_station
from bot.texts import LOCALES
from storage.database import one_process, open_database
from storage.schema import SCHEMA
from storage.secrets import Secrets
from tests.steps.builders import MONDAY, seoul
from tests.steps.busy_station import BusyStation
from tests.steps.desks import counting
from tests.steps.full_tables import fill_empty_tables, rows_of
from tests.steps.pages import blocks, page_in
from tests.steps.processes import cleancall, start_cleancall
from tests.steps.workers import RUNS_COMMANDS

DATA, HASH, TRAIL = (Fernet.generate_key().decode() for _ in range(3))
STATION = 'name = "한빛경찰서"\nmain_number = "02-0000-0112"\n'
STAY = {"replica", "workplace", "kepttally", "changedday", "changestamp"}
pytestmark = [RUNS_COMMANDS, pytest.mark.long]
"""One worker lives through the days that are moved."""


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """The folder of a station that has worked for some days; every table has rows."""
    folder = tmp_path_factory.mktemp("moving")
    (folder / "station.toml").write_text(STATION, encoding="utf-8")
    url = f"sqlite:///{shutil.copy(migrated_file, folder / 'cleancall.db')}"
    assert cleancall(surroundings(folder), folder, "stats").returncode == 0  # the keys are noted
    clock = MovableClock(seoul(MONDAY, 8, 0))
    secrets = Secrets([DATA], hash_keys=[HASH], trail_keys=[TRAIL])
    desk = counting(Desk(open_database(url), secrets, load_station(folder / "station.toml"), load_calendar(), clock))
    BusyStation(desk, clock, seed=7).works(date(2026, 11, 23), date(2026, 11, 25), steps=20)
    desk.close()
    database = open_database(url)
    with database.writes.begin() as connection:
        fill_empty_tables(connection)
        for name in STAY:
            connection.execute(text(f"DELETE FROM {name}"))  # noqa: S608
    database.close()
    return folder


@pytest.fixture
def folder(lived: Path, tmp_path: Path) -> Path:
    """The folder, for one test."""
    return Path(shutil.copytree(lived, tmp_path / "station"))


def surroundings(folder: Path, **changes: str) -> dict[str, str]:
    """The environment of an administrator there."""
    return {
        "PATH": "/usr/bin:/bin",
        "DATABASE_URL": f"sqlite:///{folder / 'cleancall.db'}",
        "DATA_KEYS": DATA,
        "HASH_KEY": HASH,
        "TRAIL_KEYS": TRAIL,
        **changes,
    }


def contents(url: str) -> Mapping[str, list[tuple[object, ...]]]:
    """Everything that a database holds, as the program reads it."""
    database = open_database(url)
    with database.reads.connect() as connection:
        found = {table.name: rows_of(connection, table) for table in SCHEMA.sorted_tables if table.name not in STAY}
        found["alembic"] = [tuple(row) for row in connection.execute(text("SELECT version_num FROM alembic_version"))]
    database.close()
    return found


def as_the_page_says(address: str) -> list[str]:
    """The command that the pages on operating tell, with an address of one's own."""
    typed = {
        line.replace("postgresql://cleancall:PASSWORD@SERVER/cleancall", address).removeprefix("$ cleancall ")
        for locale in LOCALES
        for block in blocks(page_in("operate", locale), "console")
        for line in block.splitlines()
        if "cleancall move" in line
    }
    assert typed == {f"move --to {address}"}
    return typed.pop().split()


def test_everything_goes_to_postgresql_and_back_and_the_source_is_left_alone(folder: Path, bare_postgres: str) -> None:
    here, there = surroundings(folder), surroundings(folder, DATABASE_URL=bare_postgres)
    back = surroundings(folder, DATABASE_URL=f"sqlite:///{folder / 'back.db'}")

    moved = cleancall(here, folder, *as_the_page_says(bare_postgres))
    source, target = contents(here["DATABASE_URL"]), contents(bare_postgres)
    verified = [cleancall(each, folder, "trail", "verify") for each in (there, here)]
    refused = [
        cleancall(here, folder, *door)
        for door in (("stats",), ("purge",), ("migrate",), ("move", "--to", bare_postgres))
    ]
    again = cleancall(there, folder, "move", "--to", back["DATABASE_URL"])
    taken = cleancall(there, folder, "take-over")

    assert moved.returncode == 0, moved.stderr
    assert "DATABASE_URL" in moved.stdout
    assert all(rows for rows in source.values())
    assert source == target
    assert [each.returncode for each in verified] == [0, 1], verified
    assert [each.returncode for each in refused] == [1] * 4
    assert all("옮겼습니다" in each.stderr and "take-over" in each.stderr for each in refused), refused
    assert again.returncode == 0, again.stderr
    assert contents(back["DATABASE_URL"])["call"] == source["call"]
    assert cleancall(back, folder, "trail", "verify").returncode == 0
    assert taken.returncode == 0, taken.stderr


def test_what_cannot_be_moved_is_refused_in_a_line_and_both_stay_as_they_are(
    folder: Path, postgres_url: str, bare_postgres: str, migrated_file: Path
) -> None:
    here, file = surroundings(folder), folder / "cleancall.db"
    before = contents(here["DATABASE_URL"])
    wrong = {
        re.sub(r"/[^/?]+\?", "/no_such?", bare_postgres): "연결하거나 쓸 수 없습니다",
        "postgresql://nobody:secret@127.0.0.1:1/none": "연결하거나 쓸 수 없습니다",
        "postgresql://nobody:secret@[half/none": "연결하거나 쓸 수 없습니다",
        here["DATABASE_URL"]: "같습니다",
        f"sqlite:///{folder / 'nowhere' / 'new.db'}": "연결하거나 쓸 수 없습니다",
        f"sqlite:///{folder / 'station.toml'}": "연결하거나 쓸 수 없습니다",
    }

    refused = {url: cleancall(here, folder, "move", "--to", url) for url in wrong}
    misused = [
        cleancall(here, folder, "move", "--to", url)
        for url in ("mysql://db/name", "nonsense", "", "sqlite://", "sqlite:///:memory:")
    ]
    with one_process(here["DATABASE_URL"]):
        at_work = cleancall(here, folder, "move", "--to", bare_postgres)
    with closing(sqlite3.connect(file)) as watcher:
        watcher.execute("PRAGMA journal_mode = WAL")
        watcher.execute("SELECT count(*) FROM call").fetchone()
        open_elsewhere = cleancall(here, folder, "move", "--to", bare_postgres)
    other = surroundings(folder, DATABASE_URL=f"sqlite:///{shutil.copy(migrated_file, folder / 'other.db')}")
    first_moved = cleancall(other, folder, "move", "--to", postgres_url)
    occupied = cleancall(here, folder, "move", "--to", postgres_url)

    for url, done in refused.items():
        assert (done.returncode, wrong[url] in done.stderr) == (1, True), (url, done)
        assert "secret" not in done.stderr
        assert len(done.stderr.splitlines()) == 1, done.stderr
    assert [each.returncode for each in misused] == [2] * len(misused), misused
    assert all("옮길 곳의 주소" in each.stderr for each in misused)
    for done in (at_work, open_elsewhere):
        assert (done.returncode, "쓰고 있습니다" in done.stderr) == (1, True), done
    assert (first_moved.returncode, occupied.returncode) == (0, 1), first_moved
    assert "비어 있지 않습니다" in occupied.stderr
    assert contents(here["DATABASE_URL"]) == before
    assert tables_in(bare_postgres) == []


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so, but not for ever."""
    last = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < last
        time.sleep(0.02)


def tables_in(url: str) -> list[str]:
    """The tables of a database."""
    database = open_database(url)
    with database.reads.connect() as connection:
        names = inspect(connection).get_table_names()
    database.close()
    return names


@pytest.mark.parametrize(
    "end", [*(pytest.param(each, marks=pytest.mark.slow) for each in ("interrupted", "away")), "killed"]
)
def test_a_move_that_breaks_off_leaves_the_target_empty_and_can_be_done_again(
    folder: Path, postgres_url: str, end: str
) -> None:
    here = surroundings(folder)
    output, errors = folder / "output", folder / "errors"
    database = open_database(postgres_url)
    with database.writes.connect() as blocking, database.reads.connect() as watching:
        blocking.execute(text("LOCK TABLE visit IN SHARE MODE"))
        process = start_cleancall(here, folder, "move", "--to", postgres_url, output=output, errors=errors)
        waiting = text("SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'visit'::regclass")
        until(lambda: watching.execute(waiting).scalar() is not None)
        if end == "away":
            watching.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": watching.execute(waiting).scalar()})
        else:
            os.kill(process.pid or 0, signal.SIGINT if end == "interrupted" else signal.SIGKILL)
        process.join(30)
    database.close()
    said = errors.read_text(encoding="utf-8")

    again = cleancall(here, folder, "move", "--to", postgres_url)

    assert process.exitcode == {"interrupted": 130, "killed": -signal.SIGKILL, "away": 1}[end], said
    assert "Traceback" not in said
    assert again.returncode == 0, again.stderr
    assert contents(postgres_url)["call"]
