"""Migrating: from nothing to now."""

import re
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import open_database
from storage.migrating import is_borne, is_current, is_empty, migrate, program_needed, program_version

VERSIONS = Path(__file__).parents[2] / "storage" / "migrations" / "versions"
NAMED = r'^oldest_program = "(\d+\.\d+\.\d+)"$'


def test_a_fresh_database_is_not_current_until_it_is_migrated(tmp_path_factory: pytest.TempPathFactory) -> None:
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('fresh') / 'new.db'}")

    before = is_current(database.writes)
    was_empty = is_empty(database.writes)
    migrate(database.writes)
    after = is_current(database.writes)
    database.close()

    assert (before, was_empty, after) == (False, True, True)


@pytest.mark.parametrize(
    ("revision", "oldest", "found"),
    [
        ("0003", None, (False, None, False)),
        ("0024", None, (False, None, False)),
        ("9999", "0.1.0", (True, None, False)),
        ("9999", "0.11.0", (True, None, False)),
        ("9999", "99.0.0", (False, "99.0.0", False)),
        ("9999", None, (False, "?", False)),
        ("0024", "ours", (False, None, True)),
    ],
)
def test_a_newer_database_says_which_program_may_use_it_and_an_older_one_waits(
    database_url: str, revision: str, oldest: str | None, found: tuple[bool, str | None, bool]
) -> None:
    """`ours`: the oldest program is already the one that the newest migration names."""
    database = open_database(database_url)
    with database.writes.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :new"), {"new": revision})
        if oldest is None:
            connection.execute(text("DELETE FROM oldestprogram"))
        elif oldest != "ours":
            connection.execute(text("UPDATE oldestprogram SET version = :oldest"), {"oldest": oldest})
    engine = database.writes
    told = (is_current(engine), program_needed(engine), is_borne(engine))
    database.close()

    assert told == found


def test_every_migration_from_now_on_says_which_program_may_use_its_tables() -> None:
    """One that only adds, so that a program before it goes on working, names the same as the one before."""
    named = {
        path.name[:4]: re.findall(NAMED, path.read_text(encoding="utf-8"), re.MULTILINE)
        for path in VERSIONS.glob("[0-9]*.py")
        if path.name[:4] >= "0025"
    }

    assert named
    assert all(len(each) == 1 for each in named.values()), named


def test_the_program_knows_its_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", program_version())
