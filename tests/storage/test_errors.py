"""Errors of the database by our own names: where it happened is told, what was stored is not."""

import traceback
from pathlib import Path

import pytest

from bot.services.desk import DatabaseBusy, DatabaseError, Desk
from bot.services.unit import Unit
from storage.database import open_database
from storage.migrating import migrate
from storage.tables import JobRun

PERSONAL = "홍길동 010-0000-1001"


def store_twice(unit: Unit) -> None:
    """Break a constraint, with words of somebody among the parameters."""
    for _ in range(2):
        unit.session.add(JobRun(job=PERSONAL, day=unit.today, at=unit.now))
        unit.session.flush()


def test_a_broken_constraint_is_told_with_its_place_and_without_what_was_stored(desk: Desk) -> None:
    with pytest.raises(DatabaseError) as broken:
        desk.do_now(store_twice)

    told = "".join(traceback.format_exception(broken.value))
    assert not isinstance(broken.value, DatabaseBusy)
    assert str(broken.value) in {"SQLITE_CONSTRAINT_UNIQUE", "UniqueViolation"}
    assert "in store_twice" in told
    assert PERSONAL not in told


def test_a_database_that_cannot_be_opened_is_busy(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'nowhere' / 'new.db'}")

    with pytest.raises(DatabaseBusy, match="SQLITE_CANTOPEN"):
        migrate(database.writes)

    database.close()


def test_a_file_that_is_no_database_is_not(tmp_path: Path) -> None:
    (tmp_path / "spoiled.db").write_bytes(b"not a database" * 100)
    database = open_database(f"sqlite:///{tmp_path / 'spoiled.db'}")

    with pytest.raises(DatabaseError, match="SQLITE_NOTADB") as spoiled:
        migrate(database.writes)

    database.close()
    assert not isinstance(spoiled.value, DatabaseBusy)


def test_a_url_that_cannot_be_read_is_not_quoted() -> None:
    with pytest.raises(DatabaseError) as unreadable:
        open_database("postgresql://cleancall:secret@1:2@db:port/cleancall")

    assert str(unreadable.value) == "UnreadableUrl"
