"""Upgrades: SQLite is backed up by itself before, PostgreSQL when somebody says so; what only adds is done unasked."""

import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.demo.station import SampleStation
from bot.domain.keeping.diagnosis import InstallationFault
from bot.serving.opening import CannotStart, Upgrade
from bot.serving.upgrading import prepare_to_migrate, prepare_to_run
from storage.secrets import Secrets
from tests.steps.old_databases import make_old_database, tamper
from tests.steps.processes import cleancall, environment_of, running_process, start_cleancall, until_connected
from tests.steps.workers import RUNS_COMMANDS

pytestmark = [RUNS_COMMANDS, pytest.mark.long]

KEY = Fernet.generate_key().decode()
SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "CALL_CHANNEL": "C0CALLS"}
FIRST, SECOND, LATER = "0001", "0006", "0024"
"""Of 0.1.0, 0.5.0 and 0.11.0."""


def old_station(environment: Mapping[str, str], revision: str) -> dict[str, str]:
    """An environment with a database of an older version."""
    make_old_database(environment["DATABASE_URL"], revision, Secrets([KEY]))
    return {**environment, "DATA_KEYS": KEY}


def backups_in(folder: Path) -> list[Path]:
    """The backups that upgrades took, oldest first."""
    return sorted(
        (each for each in folder.glob("cleancall.db.before-*") if each.suffix != ".anchors"),
        key=lambda each: each.stat().st_mtime_ns,
    )


def revision_in(file: Path) -> str:
    """The last migration that a file has had."""
    with closing(sqlite3.connect(file)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


@pytest.mark.parametrize("revision", [FIRST, pytest.param(SECOND, marks=pytest.mark.slow), LATER])
def test_sqlite_is_backed_up_beside_itself_before_it_is_migrated(
    empty_environment: dict[str, str], tmp_path: Path, revision: str
) -> None:
    environment = old_station(empty_environment, revision)
    refused = cleancall(environment, tmp_path, "stats")

    done = cleancall(environment, tmp_path, "migrate")
    again = cleancall(environment, tmp_path, "migrate")

    (backup,) = backups_in(tmp_path)
    assert (refused.returncode, "`cleancall migrate`" in refused.stderr) == (1, True)
    assert (done.returncode, again.returncode) == (0, 0), done.stderr
    assert (str(backup) in done.stdout, len(done.stdout.splitlines())) == (True, 2), done.stdout
    assert len(again.stdout.splitlines()) == 1
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert revision_in(backup) == revision
    assert cleancall(environment, tmp_path, "stats").returncode == 0
    restored = {**environment, "DATABASE_URL": f"sqlite:///{backup}"}
    assert cleancall(restored, tmp_path, "migrate").returncode == 0


@pytest.mark.parametrize("revision", [pytest.param(FIRST, marks=pytest.mark.slow), SECOND])
def test_an_old_station_is_upgraded_rotated_backed_up_restored_and_moved(
    empty_environment: dict[str, str], tmp_path: Path, bare_postgres: str, revision: str
) -> None:
    environment, newer = old_station(empty_environment, revision), Fernet.generate_key().decode()
    both = {**environment, "DATA_KEYS": f"{newer},{KEY}"}
    restored = {**both, "DATABASE_URL": f"sqlite:///{tmp_path / 'copy.db'}"}
    there = {**both, "DATABASE_URL": bare_postgres}

    done = [
        cleancall(environment, tmp_path, "migrate"),
        cleancall(both, tmp_path, "keys", "rotate"),
        cleancall(both, tmp_path, "backup", "copy.db"),
        cleancall(restored, tmp_path, "trail", "verify"),
        cleancall(both, tmp_path, "move", "--to", bare_postgres),
        cleancall(there, tmp_path, "trail", "verify"),
        cleancall(there, tmp_path, "keys", "rotate"),
    ]

    assert [each.returncode for each in done] == [0] * 7, [each.stderr for each in done]
    assert "8행 모두 이상이 없습니다" in done[3].stdout
    assert "9행 모두 이상이 없습니다" in done[5].stdout  # the move is one of them


def test_a_new_database_needs_no_backup_and_the_newest_three_are_kept(
    empty_environment: dict[str, str], tmp_path: Path
) -> None:
    cleancall(empty_environment, tmp_path, "migrate")
    at_first = backups_in(tmp_path)
    for number in range(5):
        (each := tmp_path / f"cleancall.db.before-0.{number}.0-x").touch()
        each.with_name(f"{each.name}.anchors").touch()
        os.utime(each, (number, number))
    environment = old_station(empty_environment, "0024")

    done = cleancall(environment, tmp_path, "migrate")

    assert at_first == []
    assert done.returncode == 0, done.stderr
    assert [each.name[20:25] for each in backups_in(tmp_path)[:2]] == ["0.3.0", "0.4.0"]
    assert len([*tmp_path.glob("*.before-*")]) == 6


def test_without_room_for_a_backup_nothing_is_migrated(empty_environment: dict[str, str], tmp_path: Path) -> None:
    environment = old_station(empty_environment, "0024")
    file = tmp_path / "cleancall.db"
    os.truncate(file, shutil.disk_usage(tmp_path).free + 1)  # as far as its size tells; nothing is written

    done = cleancall(environment, tmp_path, "migrate")

    assert (done.returncode, "공간이 부족합니다" in done.stderr) == (1, True), done
    assert len(done.stderr.splitlines()) == 1
    assert revision_in(file) == "0024"
    assert backups_in(tmp_path) == []


def test_of_postgresql_somebody_says_that_it_is_backed_up(
    empty_environment: dict[str, str], tmp_path: Path, bare_postgres: str
) -> None:
    environment = {**empty_environment, **SLACK, "DATA_KEYS": KEY, "DATABASE_URL": bare_postgres}
    run_empty = cleancall(environment, tmp_path, "run")
    make_old_database(bare_postgres, "0024", Secrets([KEY]))

    refused = [cleancall(environment, tmp_path, command) for command in ("migrate", "run", "stats")]
    done = cleancall(environment, tmp_path, "migrate", "--backed-up")
    after = cleancall(environment, tmp_path, "stats")

    assert (run_empty.returncode, "`cleancall migrate`" in run_empty.stderr) == (1, True)
    assert [each.returncode for each in refused] == [1, 1, 1]
    assert ["--backed-up" in each.stderr for each in refused] == [True, True, False]
    assert (done.returncode, after.returncode) == (0, 0), done.stderr
    assert backups_in(tmp_path) == []


@pytest.mark.parametrize("url", ["sqlite:///cleancall.db", "postgresql://db/cleancall"])
def test_what_older_programs_bear_is_done_unasked_and_without_a_backup(url: str) -> None:
    told: list[Path] = []

    prepare_to_run(url, told.append)(Upgrade(is_empty=False, is_borne=True))
    prepare_to_migrate("postgresql://db/cleancall", told.append, is_backed_up=False)(
        Upgrade(is_empty=False, is_borne=True)
    )
    with pytest.raises(CannotStart) as refused:
        prepare_to_run("postgresql://db/cleancall", told.append)(Upgrade(is_empty=False, is_borne=False))

    assert refused.value.fault is InstallationFault.BACKUP_NEEDED
    assert told == []


def test_tables_are_migrated_once_by_whoever_comes_first(
    empty_environment: dict[str, str], tmp_path: Path, bare_postgres: str
) -> None:
    environment = {**empty_environment, "DATA_KEYS": KEY, "DATABASE_URL": bare_postgres}
    make_old_database(bare_postgres, "0025", Secrets([KEY]))

    said = [tmp_path / f"said-{number}" for number in range(2)]
    asked = ("migrate", "--backed-up")
    started = [start_cleancall(environment, tmp_path, *asked, output=each, errors=each) for each in said]
    for process in started:
        process.join(30)

    assert [each.exitcode for each in started] == [0, 0], [each.read_text(encoding="utf-8") for each in said]
    assert cleancall(environment, tmp_path, "stats").returncode == 0


@pytest.mark.slow
async def test_a_bot_on_sqlite_backs_up_and_migrates_when_it_starts(socket_station: SampleStation) -> None:
    station, url = socket_station, f"sqlite:///{socket_station.folder / 'cleancall.db'}"
    await station.stop_bot()
    keys = station.settings
    make_old_database(url, "0024", Secrets(keys.data_keys, hash_keys=keys.hash_key, trail_keys=keys.trail_keys))
    tamper(url, "DELETE FROM notice")  # requests of 0.5.0 that no delivery understands any more
    environment = {**environment_of(station), "DATABASE_URL": url}

    async with running_process([sys.executable, "-m", "bot", "run"], station.folder, environment):
        await until_connected(station)

    (backup,) = backups_in(station.folder)
    assert revision_in(backup) == "0024"
    assert cleancall(environment, station.folder, "trail", "verify").returncode == 0
