"""Moving to another database: both tell of it, and what stands there differently is not taken."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlmodel import col

from bot.clock import MovableClock
from bot.domain.refusals import Reason, Refused
from bot.domain.trail import Event
from bot.services.desk import Desk
from bot.services.keeping.moving import is_at_work, move_database
from bot.services.keeping.places import moved_away
from storage.database import open_database
from storage.keeping.replicas import beat
from storage.moving import empty_target
from storage.tables import Trail
from tests.steps.builders import MONDAY, seoul
from tests.steps.desks import hire, make_desk, operator

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
ALTERING = """
CREATE FUNCTION altered() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.rank := '경감'; RETURN NEW; END $$;
CREATE TRIGGER altering BEFORE INSERT ON staff FOR EACH ROW EXECUTE FUNCTION altered()
"""


@pytest.fixture
def station(sqlite_url: str) -> Iterator[Desk]:
    """A desk on SQLite, with one member."""
    desk = make_desk(sqlite_url, MovableClock(seoul(MONDAY, 9, 0)))
    hire(desk, operator())
    yield desk
    desk.close()


def moves(desk: Desk, source: str, url: str) -> int:
    """Move; return how many rows."""
    with empty_target(url, source=source, bots_since=LONG_AGO) as target:
        return desk.do_now(move_database, target=target, progress=lambda *_: None).rows


def test_both_databases_tell_that_it_was_moved(station: Desk, sqlite_url: str, bare_postgres: str) -> None:
    rows = moves(station, sqlite_url, bare_postgres)

    there = make_desk(bare_postgres, MovableClock(seoul(MONDAY, 9, 0)))
    events = [
        desk.do_now(lambda unit: list(unit.session.execute(select(col(Trail.event))).scalars()))
        for desk in (station, there)
    ]
    address = station.do_now(moved_away)
    assert there.do_now(moved_away) is None
    there.close()
    assert events[0] == events[1]
    assert Event.DATABASE_MOVED in events[0]
    assert rows > 4
    assert address is not None
    assert "password" not in address


def test_what_stands_there_differently_is_not_taken(station: Desk, sqlite_url: str, postgres_url: str) -> None:
    target = open_database(postgres_url)
    with target.writes.begin() as connection:
        connection.execute(text(ALTERING))

    with pytest.raises(Refused) as refused:
        moves(station, sqlite_url, postgres_url)
    with target.reads.connect() as connection:
        brought = connection.execute(text("SELECT count(*) FROM staff")).scalar()
    target.close()

    assert (refused.value.reason, refused.value.facts["tables"]) == (Reason.TARGET_DIFFERS, "staff")
    assert brought == 0
    assert station.do_now(moved_away) is None


def test_a_bot_that_has_said_something_lately_is_at_work(desk: Desk) -> None:
    before = desk.do_now(is_at_work, since=LONG_AGO)
    desk.do_now(lambda unit: beat(unit.session, "one", unit.now, {"beats": 1, "connections": 1, "strangers": 0}))

    assert not before
    assert desk.do_now(is_at_work, since=LONG_AGO)
    assert not desk.do_now(is_at_work, since=desk.now().replace(year=2100))
