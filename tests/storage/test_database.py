"""Migrations, secrets, the chain of the trail."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from cryptography.fernet import Fernet
from sqlalchemy import select

from bot.domain.trail import Event
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.columns import Row
from storage.database import open_database
from storage.migrating import is_current, migrate
from storage.secrets import Secrets, UnreadableSecret
from storage.tables import Trail
from storage.trail import link_hash
from tests.steps.builders import KIM


def test_the_migrations_from_zero_make_just_our_tables(database_url: str) -> None:
    database = open_database(database_url)

    with database.writes.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Row.metadata)
    database.close()

    assert not differences


def test_a_fresh_database_is_not_current_until_it_is_migrated(tmp_path_factory: pytest.TempPathFactory) -> None:
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('fresh') / 'new.db'}")

    before = is_current(database.writes)
    migrate(database.writes)
    after = is_current(database.writes)
    database.close()

    assert (before, after) == (False, True)


def test_every_old_key_opens_and_the_hash_stays_when_a_newer_key_is_put_in_front() -> None:
    old_key, new_key = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    old, both = Secrets([old_key]), Secrets([new_key, old_key])

    sealed = old.seal("010-0000-1001")

    assert both.open(sealed) == "010-0000-1001"
    assert both.keyed_hash("01000001001") == old.keyed_hash("01000001001")
    with pytest.raises(UnreadableSecret):
        Secrets([new_key]).open(sealed)


def test_each_row_of_the_trail_is_hashed_with_the_one_before(desk: Desk) -> None:
    def write(unit: Unit) -> None:
        for number in range(3):
            unit.record(Event.CALL_CLAIMED, number, by=KIM, nth=number)

    def rows(unit: Unit) -> list[tuple[str, bool]]:
        before, found = "", []
        for row in unit.session.execute(select(Trail).order_by(Trail.id)).scalars():  # type: ignore[arg-type]
            found.append((row.subject, link_hash(before, row.model_dump()) == row.hash))
            before = row.hash
        return found

    desk.do_now(write)

    assert desk.do_now(rows) == [("call:0", True), ("call:1", True), ("call:2", True)]


def test_what_a_use_case_did_is_gone_when_it_raises(desk: Desk) -> None:
    def fail(unit: Unit) -> None:
        unit.record(Event.CALL_CLAIMED, 1, by=KIM)
        raise RuntimeError

    def count(unit: Unit) -> int:
        return len(unit.session.execute(select(Trail)).all())

    with pytest.raises(RuntimeError):
        desk.do_now(fail)

    assert desk.do_now(count) == 0
