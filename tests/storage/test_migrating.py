"""Migrating: from nothing to now."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text

from storage.database import open_database
from storage.migrating import is_borne, is_current, is_empty, migrate, program_needed, program_version

VERSIONS = Path(__file__).parents[2] / "storage" / "migrations" / "versions"
NAMED = r'^oldest_program = "(\d+\.\d+\.\d+)"$'
RELEASED = r"^## (\d+\.\d+\.\d+|Unreleased)"
LAST_THAT_STOPPED = "0040"
"""Until then an upgrade could ask that all replicas stop. Those that come later only add …"""
TAKES_AWAY: Mapping[str, str] = {}
"""… but for these, by revision: the release from which on no program uses what they take away."""


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


def oldest_programs() -> dict[str, tuple[int, ...]]:
    """By revision, which program may still run beside it."""
    files = {path.name[:4]: path.read_text(encoding="utf-8") for path in sorted(VERSIONS.glob("[0-9]*.py"))}
    named = {revision: re.search(NAMED, words, re.MULTILINE) for revision, words in files.items()}
    return {revision: numbers(found[1]) for revision, found in named.items() if found}


def numbers(version: str) -> tuple[int, ...]:
    """A version, to be compared."""
    return tuple(map(int, version.split(".")))


def test_the_release_before_may_run_beside_the_newest_migration() -> None:
    """So replicas can go from release to release one by one: what is to go is taken away a release later."""
    headings = re.findall(RELEASED, (VERSIONS.parents[2] / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)

    *_, newest = oldest_programs().values()

    assert newest <= numbers(headings[1])


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_migrations_only_add_but_for_what_no_program_uses_that_may_run_beside_them(
    request: pytest.FixtureRequest, tmp_path: Path, kind: str
) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}" if kind == "sqlite" else request.getfixturevalue("bare_postgres")
    database = open_database(url)
    migrate(database.writes, to=LAST_THAT_STOPPED)
    wrong = []
    for revision, oldest in oldest_programs().items():
        if revision > LAST_THAT_STOPPED:
            before = shape_of(database.writes)
            migrate(database.writes, to=revision)
            may_take_away = revision in TAKES_AWAY and oldest >= numbers(TAKES_AWAY[revision])
            wrong += (
                [] if may_take_away else [f"{revision}: {each}" for each in broken(before, shape_of(database.writes))]
            )
    database.close()

    assert wrong == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("ALTER TABLE staff RENAME TO people", "staff is gone"),
        ("ALTER TABLE staff DROP COLUMN extension", "staff.extension is gone"),
        ("ALTER TABLE staff RENAME COLUMN extension TO phone", "staff.extension is gone"),
        ("ALTER TABLE staff ADD COLUMN nickname VARCHAR", None),
        ("ALTER TABLE staff ADD COLUMN nickname VARCHAR NOT NULL DEFAULT ''", None),
        ("ALTER TABLE staff ADD COLUMN nickname VARCHAR NOT NULL", "staff.nickname must be given"),
        ("ALTER TABLE staff ALTER COLUMN extension SET NOT NULL", "staff.extension must be given"),
        ("ALTER TABLE staff ALTER COLUMN id TYPE BIGINT", "staff.id is another type"),
        ("CREATE UNIQUE INDEX only_one ON staff (name)", "staff: only_one"),
        ("CREATE INDEX any_number ON staff (name)", None),
        ("ALTER TABLE staff ADD CONSTRAINT short CHECK (length(name) < 9)", "staff: short"),
        ("ALTER TABLE attempt ADD CONSTRAINT known FOREIGN KEY (call_id) REFERENCES task (id)", "attempt: known"),
    ],
)
def test_what_the_release_before_would_stumble_over_is_found(postgres_url: str, change: str, found: str | None) -> None:
    database = open_database(postgres_url)
    before = shape_of(database.writes)
    with database.writes.begin() as connection:
        connection.execute(text(change))

    told = list(broken(before, shape_of(database.writes)))
    database.close()

    assert told == ([found] if found else told[:0])


Shape = Mapping[str, tuple[Mapping[str, Any], frozenset[str]]]
"""By tables: the columns, and the names of what a row has to meet."""


def shape_of(engine: Engine) -> Shape:
    """Read the tables as they are, all at once."""
    looking = inspect(engine)
    rules: dict[str, set[str]] = defaultdict(set)
    for found in (
        looking.get_multi_unique_constraints(),
        looking.get_multi_check_constraints(),
        looking.get_multi_foreign_keys(),
        looking.get_multi_indexes(),
    ):
        for (_, table), each_of in found.items():
            rules[table] |= {str(each["name"]) for each in each_of if each.get("unique", True)}
    return {
        table: ({column["name"]: column for column in columns}, frozenset(rules[table]))
        for (_, table), columns in looking.get_multi_columns().items()
    }


def broken(before: Shape, after: Shape) -> Iterator[str]:
    """Tell what a program that knows the tables as they were would stumble over."""
    yield from (f"{table} is gone" for table in before.keys() - after.keys())
    for table in before.keys() & after.keys():
        (old, asked), (new, asks) = before[table], after[table]
        yield from (f"{table}.{column} is gone" for column in old.keys() - new.keys())
        for name, column in new.items():
            was = old.get(name)
            may_be_left_out = column["nullable"] or column["default"] is not None
            if not may_be_left_out and (was is None or was["nullable"] or was["default"] is not None):
                yield f"{table}.{name} must be given"
            if was is not None and str(was["type"]) != str(column["type"]):
                yield f"{table}.{name} is another type"
        yield from (f"{table}: {rule}" for rule in asks - asked)


def test_the_program_knows_its_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", program_version())
