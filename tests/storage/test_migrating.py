"""Migrating: from nothing to now."""

import pytest
from sqlalchemy import text

from storage.database import open_database
from storage.migrating import is_current, is_newer, migrate


def test_a_fresh_database_is_not_current_until_it_is_migrated(tmp_path_factory: pytest.TempPathFactory) -> None:
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('fresh') / 'new.db'}")

    before = is_current(database.writes)
    migrate(database.writes)
    after = is_current(database.writes)
    database.close()

    assert (before, after) == (False, True)


def test_a_database_of_a_newer_program_is_told_from_one_of_an_older(database_url: str) -> None:
    database = open_database(database_url)
    found = []
    for revision in ("0003", "9999"):
        with database.writes.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :new"), {"new": revision})
        found.append((is_current(database.writes), is_newer(database.writes)))
    database.close()

    assert found == [(False, False), (False, True)]
