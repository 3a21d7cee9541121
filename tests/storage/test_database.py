"""Opening a database: which of the two it is, who writes, and who may be alone on it."""

import contextlib
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from storage.columns import table_of
from storage.database import AnotherProcess, is_sqlite, one_process, open_database, savepoint, sqlite_file
from storage.tables import DoneRequest

NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "expected"),
    [("sqlite:///cleancall.db", True), ("postgresql://db/cleancall", False), ("postgresql+psycopg://db/x", False)],
)
def test_a_url_says_which_of_the_two_databases_it_is(url: str, *, expected: bool) -> None:
    assert is_sqlite(url) == expected


def test_the_file_of_a_sqlite_database_is_found(tmp_path: Path) -> None:
    assert sqlite_file(f"sqlite:///{tmp_path}/cleancall.db") == tmp_path / "cleancall.db"
    assert sqlite_file("sqlite:///cleancall.db").is_absolute()


def test_what_others_could_read_of_an_older_version_they_cannot_any_more(sqlite_url: str) -> None:
    file = sqlite_file(sqlite_url)
    file.chmod(0o644)

    open_database(sqlite_url).close()

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_who_reads_does_not_wait_for_who_writes(sqlite_url: str) -> None:
    database = open_database(sqlite_url)

    with database.writes.begin() as writing, database.reads.connect() as reading:
        writing.execute(text("INSERT INTO jobrun (job, day, at) VALUES ('a', '2026-11-23', '2026-11-23')"))
        seen = reading.execute(text("SELECT count(*) FROM jobrun")).scalar_one()

    assert (database.writers, seen) == (1, 0)
    database.close()


def test_on_sqlite_there_is_one_process(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'cleancall.db'}"

    with one_process(url), pytest.raises(AnotherProcess), one_process(url):
        pass

    with one_process(url):  # the first has let go
        pass


@pytest.mark.parametrize("link", [Path.symlink_to, Path.hardlink_to])
def test_a_database_by_another_name_is_the_same(sqlite_url: str, tmp_path: Path, link: Callable[..., None]) -> None:
    other = tmp_path / "elsewhere" / "other.db"
    other.parent.mkdir()
    link(other, sqlite_file(sqlite_url))

    with one_process(sqlite_url), pytest.raises(AnotherProcess), one_process(f"sqlite:///{other}"):
        pass


def test_on_postgresql_several_may_write_at_once(postgres_url: str) -> None:
    database = open_database(postgres_url)

    assert database.writers > 1
    assert database.writes is database.reads
    database.close()


def test_an_error_does_not_quote_what_was_to_be_stored(database_url: str) -> None:
    database = open_database(database_url)
    twice = text("INSERT INTO jobrun (job, day, at) VALUES (:job, '2026-11-23', '2026-11-23')")

    with pytest.raises(IntegrityError) as broken, database.writes.begin() as connection:
        connection.execute(twice, [{"job": "홍길순"}] * 2)

    database.close()
    assert "홍길순" not in str(broken.value).partition("DETAIL")[0]


def test_what_failed_is_taken_back_and_nothing_of_before(database_url: str) -> None:
    database = open_database(database_url)
    with database.writes.begin() as connection:
        for name in ("first", "second", "third"):
            with contextlib.suppress(ZeroDivisionError), savepoint(connection):
                connection.execute(table_of(DoneRequest).insert(), {"key": name, "at": NOW})
                if name == "second":
                    raise ZeroDivisionError

    with database.reads.connect() as connection:
        assert {*connection.execute(select(table_of(DoneRequest).c.key)).scalars()} == {"first", "third"}
    database.close()
