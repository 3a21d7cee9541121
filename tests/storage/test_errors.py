"""Errors of the database by our own names: where it happened is told, what was stored is not."""

import traceback
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.clock import MovableClock
from bot.services.desk import DatabaseBusy, DatabaseError, DatabaseFull, DatabaseInDoubt, Desk
from bot.services.unit import Unit
from storage.database import open_database
from storage.errors import DEADLOCK, beside_others
from storage.migrating import migrate
from storage.tables import JobRun
from tests.steps.desks import make_desk
from tests.steps.relay import relay_to

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


def note_run(unit: Unit) -> None:
    """Store a row."""
    unit.session.add(JobRun(job="morning", day=unit.today, at=unit.now))


def test_a_commit_whose_answer_is_lost_is_in_doubt(postgres_url: str, clock: MovableClock) -> None:
    with relay_to(postgres_url) as (relay, url):
        desk = make_desk(url, clock)
        desk.do_now(note_run_of_yesterday)

        relay.loses_answer_to(b"COMMIT")
        with pytest.raises(DatabaseInDoubt):
            desk.do_now(note_run)
        relay.loses_answer_to(b"INSERT")
        with pytest.raises(DatabaseBusy):
            desk.do_now(note_run)

        desk.close()


def note_run_of_yesterday(unit: Unit) -> None:
    """Store another row."""
    unit.session.add(JobRun(job="morning", day=unit.today - timedelta(days=1), at=unit.now))


def test_a_full_disk_is_told_as_such(sqlite_url: str, clock: MovableClock) -> None:
    desk = make_desk(sqlite_url, clock)
    desk.do_now(lambda unit: unit.session.execute(text("PRAGMA max_page_count = 1")))  # as many as there are

    def fill(unit: Unit) -> None:
        for number in range(100):
            unit.session.add(JobRun(job=PERSONAL * 100 + str(number), day=unit.today, at=unit.now))

    was_full = desk.is_full
    with pytest.raises(DatabaseFull):
        desk.do_now(fill)

    assert (was_full, desk.is_full) == (False, True)
    desk.close()


def test_who_lost_to_another_that_waited_begins_again_and_nobody_else_does() -> None:
    ends = iter([DatabaseBusy(DEADLOCK), DatabaseBusy(DEADLOCK), None, DatabaseBusy("SQLITE_BUSY")])
    done: list[str] = []

    def work() -> None:
        done.append("begun")
        if (error := next(ends)) is not None:
            raise error

    beside_others(work)
    assert len(done) == 3
    with pytest.raises(DatabaseBusy):
        beside_others(work)
    assert len(done) == 4
