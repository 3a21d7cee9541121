"""Migrating: from nothing to now."""

import pytest

from storage.database import open_database
from storage.migrating import is_current, migrate


def test_a_fresh_database_is_not_current_until_it_is_migrated(tmp_path_factory: pytest.TempPathFactory) -> None:
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('fresh') / 'new.db'}")

    before = is_current(database.writes)
    migrate(database.writes)
    after = is_current(database.writes)
    database.close()

    assert (before, after) == (False, True)
