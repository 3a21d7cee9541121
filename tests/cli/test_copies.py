"""A copy of the database on which a bot works can be read; a restart, a new name, a restored backup are no copies."""

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli.doctor import examine
from bot.demo.station import SampleStation
from bot.domain.keeping.diagnosis import InstallationFault
from bot.serving.opening import CannotStart
from storage.database import sqlite_file
from tests.steps.processes import cleancall, environment_of
from tests.steps.workers import RUNS_COMMANDS

pytestmark = RUNS_COMMANDS


def starts(station: SampleStation, file: Path) -> Mapping[str, str]:
    """Let the station work on another file from now on; return the environment of its commands."""
    station.settings = station.settings.model_copy(update={"database_url": f"sqlite:///{file}"})
    return environment_of(station)


def plain_copy(file: Path, target: Path) -> Path:
    """Copy a database that nobody works on as anybody would: the file, and nothing else."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    target.parent.mkdir()
    return Path(shutil.copy(file, target))


@pytest.mark.long
async def test_a_plain_copy_is_read_only_until_it_is_taken_over(socket_station: SampleStation) -> None:
    station = socket_station
    file, folder = sqlite_file(station.settings.database_url), station.folder
    await station.stop_bot()
    await station.start_bot()  # a restart is no copy
    await station.stop_bot()
    environment = starts(station, plain_copy(file, folder / "elsewhere" / "copy.db"))

    with pytest.raises(CannotStart) as refused:
        await station.start_bot()
    read = cleancall(environment, folder, "stats")
    changed = cleancall(environment, folder, "purge")
    examined = await examine(station.settings, station.clock)
    taken = [cleancall(environment, folder, "take-over") for _ in range(2)]
    await station.start_bot()
    await station.stop_bot()

    assert refused.value.fault is InstallationFault.DATABASE_COPIED
    assert (read.returncode, "사본입니다" in read.stderr) == (0, True), read.stderr
    assert (changed.returncode, "take-over" in changed.stderr) == (1, True), changed.stderr
    assert InstallationFault.DATABASE_COPIED in {finding.fault for finding in examined}
    assert [each.returncode for each in taken] == [0, 0], taken
    assert "사본이 아닙니다" in taken[1].stdout
    assert not cleancall(environment, folder, "stats").stderr


async def test_a_copy_without_its_log_of_writes_is_not_called_whole(socket_station: SampleStation) -> None:
    station = socket_station
    (folder := station.folder / "elsewhere").mkdir()
    copied = shutil.copy(sqlite_file(station.settings.database_url), folder / "cleancall.db")  # the bot is at work

    verified = cleancall({**environment_of(station), "DATABASE_URL": f"sqlite:///{copied}"}, folder, "trail", "verify")
    at_home = cleancall(environment_of(station), folder, "trail", "verify")

    assert ("사본입니다" in verified.stderr, "빠졌을 수 있으며" in verified.stderr) == (True, True), verified
    assert (at_home.returncode, at_home.stderr) == (0, "")


async def test_a_restored_backup_and_a_renamed_file_are_no_copies(socket_station: SampleStation) -> None:
    station = socket_station
    file, folder = sqlite_file(station.settings.database_url), station.folder
    backed_up = cleancall(environment_of(station), folder, "backup", "backup.db")
    await station.stop_bot()

    for place in (folder / "backup.db", file.rename(file.with_name("renamed.db"))):
        starts(station, place)
        await station.start_bot()
        await station.stop_bot()

    assert backed_up.returncode == 0, backed_up.stderr
