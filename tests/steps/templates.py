"""SQLite databases that are made once in a run, by whichever worker needs one first, and then copied."""

import shutil
from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from importlib import resources
from pathlib import Path

from filelock import FileLock

from bot.clock import MovableClock
from bot.demo.station import SAMPLES, STAFF, SampleDatabase, load_directory
from bot.settings import DatabaseSettings
from storage.database import open_database
from storage.migrating import migrate
from tests.steps.builders import MONDAY, seoul
from tests.steps.desks import make_desk, open_morning

KEYS = {
    name: [urlsafe_b64encode(sha256(name.encode()).digest()).decode()]
    for name in ("data_keys", "hash_key", "trail_keys")
}
"""The sample station's, the same in every worker."""


def made_once(file: Path, make: Callable[[Path], None]) -> Path:
    """Make a file, unless another worker did."""
    with FileLock(f"{file}.lock"):
        if not file.exists():
            unfinished = file.with_suffix(".unfinished")
            make(unfinished)
            unfinished.rename(file)
    return file


def migrate_database(url: str) -> None:
    """Migrate a new database."""
    database = open_database(url)
    migrate(database.writes)
    database.close()


def open_morning_in(url: str) -> None:
    """Post Monday's board: see `steps.desks.open_morning`."""
    clock = MovableClock(seoul(MONDAY, 8, 0))
    desk = make_desk(url, clock)
    open_morning(desk, clock)
    desk.close()


def migrated_file(folder: Path) -> Path:
    """Return a migrated database."""
    return made_once(folder / "migrated.db", lambda file: migrate_database(f"sqlite:///{file}"))


def morning_file(folder: Path) -> Path:
    """Return a database in which Monday's board was posted."""

    def make(file: Path) -> None:
        shutil.copy(migrated_file(folder), file)
        open_morning_in(f"sqlite:///{file}")

    return made_once(folder / "morning.db", make)


def sample_database_in(folder: Path) -> SampleDatabase:
    """Return a database into which the sample station's people were loaded."""

    def make(file: Path) -> None:
        shutil.copy(migrated_file(folder), file)
        with resources.as_file(SAMPLES / "station.toml") as station_file:
            facts = {"database_url": f"sqlite:///{file}", **KEYS, "station_file": station_file}
            load_directory(DatabaseSettings.model_validate(facts), MovableClock(seoul(MONDAY, 8, 0)), STAFF)

    file = made_once(folder / "sample.db", make)
    return SampleDatabase(url=f"sqlite:///{file}", keys=KEYS, has_directory=True)
