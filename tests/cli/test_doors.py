"""Every command that opens the database, and what it refuses there in one line: older, newer, moved, wrong keys, none.

Only `migrate` and `run` bring a database up to date.
"""

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.cli.main import command_line
from bot.cli.usage import commands_of
from tests.steps.builders import visitor, write_list
from tests.steps.processes import cleancall
from tests.steps.workers import RUNS_COMMANDS

OLD, NEW, HASH, TRAIL, FOREIGN = (Fernet.generate_key().decode() for _ in range(5))
STAFF = "직원번호,성명,계급,부서,역할,slack_id\n1001,김상담,경위,청문감사인권관실,상담원,U0KIM\n"
STATION = 'name = "한빛경찰서"\nmain_number = "02-0000-0112"\n'
SLACK = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1", "CALL_CHANNEL": "C0CALLS"}

DOORS: Mapping[str, tuple[str, ...]] = {
    "run": (),
    "import": ("visitors.csv",),
    "staff": ("staff.csv",),
    "morning": (),
    "letter": ("48211",),
    "stats": (),
    "queue": ("--print",),
    "backup": ("copy.db",),
    "take-over": (),
    "move": ("--to", "sqlite:///new.db"),
    "migrate": (),
    "purge": (),
    "keys_rotate": (),
    "keys_derived": (),
    "trail_verify": (),
    "tables": (),
}
"""Commands that open the database, as they are typed."""
MORE = {"import": ("--watch", "."), "keys_rotate": ("--hashes",)}
"""Another way in."""
TELLS = {"doctor"}
"""Looks at whatever there is, refuses nothing and says it with the rest (tests/cli/test_doctor.py)."""
OPENS_NOTHING = {"demo", "init", "deploy", "docs", "manifest", "region", "keys_public"}
GROUPS = {"cleancall", "keys", "trail"}


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What is wrong with the database or the keys, what is said of it, and whom it does not trouble."""

    make: Callable[[Path], None]
    said: str
    environment: Mapping[str, str]
    spares: frozenset[str] = frozenset()


def sql(*statements: str) -> Callable[[Path], None]:
    """Return what changes the database behind everybody's back."""

    def change(folder: Path) -> None:
        with closing(sqlite3.connect(folder / "cleancall.db")) as connection, connection:
            for each in statements:
                connection.execute(each)

    return change


def remove(folder: Path) -> None:
    """Take the database away."""
    (folder / "cleancall.db").unlink()


def cut_off(folder: Path) -> None:
    """Cut the file off, as a disk that was full or a copy that broke off leaves it."""
    whole = (folder / "cleancall.db").read_bytes()
    (folder / "cleancall.db").write_bytes(whole[: len(whole) // 3])


PLACE = "INSERT INTO workplace (volume, file, path, machine, since)"
MOVED = f"{PLACE} VALUES ('moved', '', 'postgresql://db/x', '', '2026-01-01 00:00:00')"
NEWER = "UPDATE alembic_version SET version_num = '9999'"
TROUBLES = {
    "an older database": Trouble(
        make=sql("UPDATE alembic_version SET version_num = '0024'", "DROP TABLE oldestprogram"),
        said="`cleancall migrate`를 실행해",
        environment={},
        spares=frozenset({"run", "migrate", "backup", "take-over"}),
    ),
    "a database of a newer program": Trouble(
        make=sql(NEWER, "UPDATE oldestprogram SET version = '99.0.0'"),
        said="99.0.0 이상에서만",
        environment={},
        spares=frozenset({"backup"}),
    ),
    "a database that was moved": Trouble(
        make=sql(MOVED),
        said="다른 곳(postgresql://db/x)으로 옮겼습니다",
        environment={},
        spares=frozenset({"take-over"}),
    ),
    "no database": Trouble(
        make=remove,
        said="파일이 아직 없습니다",
        environment={},
        spares=frozenset({"run", "migrate", "backup", "take-over"}),
    ),
    "a broken file": Trouble(make=cut_off, said="`cleancall docs operate`", environment={}),
    "keys in a wrong order": Trouble(
        make=lambda _folder: None, said="순서가 맞지 않습니다", environment={"DATA_KEYS": f"{OLD},{NEW}"}
    ),
    "keys of another database": Trouble(
        make=lambda _folder: None, said="이 데이터베이스의 것이 아닙니다", environment={"DATA_KEYS": FOREIGN}
    ),
}


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Path:
    """A folder with a database that keys have been used with: the data keys were rotated half way."""
    folder = tmp_path_factory.mktemp("doors")
    (folder / "station.toml").write_text(STATION, encoding="utf-8")
    (folder / "staff.csv").write_text(STAFF, encoding="utf-8")
    write_list(folder, [visitor(1), visitor(2)])
    shutil.copy(migrated_file, folder / "cleancall.db")
    for keys, *command in ((OLD, "import", "visitors.csv"), (f"{NEW},{OLD}", "staff", "staff.csv")):
        done = cleancall(surroundings(folder, DATA_KEYS=keys), folder, *command)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def folder(used: Path, tmp_path: Path) -> Path:
    """The folder, for one test."""
    return Path(shutil.copytree(used, tmp_path / "doors"))


def surroundings(folder: Path, **changes: str) -> dict[str, str]:
    """The environment of an administrator there."""
    keys = {"DATA_KEYS": f"{NEW},{OLD}", "HASH_KEY": HASH, "TRAIL_KEYS": TRAIL}
    return {"PATH": "/usr/bin:/bin", "DATABASE_URL": f"sqlite:///{folder / 'cleancall.db'}", **SLACK, **keys, **changes}


def content(folder: Path) -> list[str] | None:
    """Everything that the database holds."""
    if not (folder / "cleancall.db").exists():
        return None
    try:
        with closing(sqlite3.connect(folder / "cleancall.db")) as connection:
            return list(connection.iterdump())
    except sqlite3.DatabaseError:  # broken: what is left of it
        return [(folder / "cleancall.db").read_bytes().hex()]


def test_the_table_has_every_command() -> None:
    known = {*DOORS, *TELLS, *OPENS_NOTHING, *GROUPS}

    assert {path for path, _ in commands_of(command_line())} == known


@pytest.mark.long
@RUNS_COMMANDS
@pytest.mark.parametrize("name", TROUBLES)
def test_every_door_refuses_in_one_line_and_nothing_is_changed(folder: Path, name: str) -> None:
    trouble = TROUBLES[name]
    trouble.make(folder)
    before = content(folder)
    environment = surroundings(folder, **trouble.environment)

    for door, typed in (*DOORS.items(), *MORE.items()):
        if door in trouble.spares:
            continue
        done = cleancall(environment, folder, *door.split("_"), *typed)
        told = (done.returncode, trouble.said in done.stderr, len(done.stderr.splitlines()), done.stdout)
        assert told == (1, True, 1, ""), (door, done)
    assert content(folder) == before
    assert not [*folder.glob("copy.db*"), *folder.glob("new.db*"), *folder.glob("*.before-*")]


@pytest.mark.long
@RUNS_COMMANDS
def test_an_older_program_goes_on_with_a_newer_database_that_names_it(folder: Path) -> None:
    sql(NEWER, "UPDATE oldestprogram SET version = '0.11.0'", "ALTER TABLE staff ADD COLUMN hobby VARCHAR")(folder)

    done = {
        door: cleancall(surroundings(folder), folder, *door.split("_"), *DOORS[door])
        for door in ("migrate", "staff", "import", "stats", "backup", "keys_rotate", "trail_verify", "move")
    }

    moved = done.pop("move")
    assert {each.returncode for each in done.values()} == {0}, done
    assert (moved.returncode, "새로운 버전의 것" in moved.stderr) == (1, True)
