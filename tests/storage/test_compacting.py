"""Writing the database anew: what was overwritten or deleted is in no file afterwards."""

from pathlib import Path

import pytest
from sqlalchemy import text

from storage.compacting import write_anew
from storage.database import open_database
from storage.errors import DatabaseBusy
from tests.steps.old_databases import open_words_in

WORD = "이영희"


def test_a_word_that_was_overwritten_is_in_no_file(database_url: str) -> None:
    database = open_database(database_url)
    with database.writes.begin() as connection:
        if connection.dialect.name == "sqlite":
            connection.connection.driver_connection.execute("PRAGMA secure_delete = OFF")  # type: ignore[union-attr]
        connection.execute(
            text("INSERT INTO jobrun (job, day, at) VALUES (:word, '2026-11-23', '2026-11-23')"), {"word": WORD}
        )
        connection.execute(text("DELETE FROM jobrun"))
    before = open_words_in(database_url, [WORD])

    write_anew(database, ("jobrun",))

    after = open_words_in(database_url, [WORD])
    database.close()
    assert (before, after) == ({WORD}, set())


def test_a_database_that_somebody_else_writes_to_is_not_written_anew(sqlite_url: str) -> None:
    database, other = open_database(sqlite_url), open_database(sqlite_url)
    with database.writes.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA busy_timeout = 10")  # type: ignore[union-attr]

    with other.writes.begin() as writing:
        writing.execute(text("DELETE FROM jobrun"))
        with pytest.raises(DatabaseBusy):
            write_anew(database, ("jobrun",))
    database.close()
    other.close()


def test_nothing_of_the_database_is_lost(sqlite_url: str, tmp_path: Path) -> None:
    database = open_database(sqlite_url)
    with database.writes.connect() as connection:
        tables = "SELECT name, sql FROM sqlite_master ORDER BY name"
        before = connection.execute(text(tables)).all()

    write_anew(database, ())

    with database.writes.connect() as connection:
        assert connection.execute(text(tables)).all() == before
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    database.close()
    assert not any(tmp_path.glob("*-wal"))
