"""Other numbers of lists, hashed after an upgrade: once, what stands there stays."""

from pathlib import Path

import pytest
from sqlalchemy import MetaData, delete, select

from bot.clock import MovableClock
from bot.domain.lists.rows import ExclusionReason
from bot.services.calls import verification
from bot.services.desk import Desk
from bot.services.keeping import alternates
from bot.services.keeping.key_checks import note_new_keys
from bot.services.unit import Unit
from bot.serving.opening import upgraded_desk
from bot.settings import DatabaseSettings, load_calendar
from storage.columns import table_of
from storage.database import open_database
from storage.migrating import migrate
from storage.people.numbers import other_numbers
from storage.people.tables import OtherNumber
from tests.steps.builders import KIM, TUESDAY, seoul, visitor
from tests.steps.desks import bring_list, in_session
from tests.steps.first_version import BEGAN, KEY, SECRETS, STATION, make_first_version

ALTERNATE = "01000005555"


@pytest.fixture(params=["sqlite", "postgres"])
def url_before_hashes(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A station from before other numbers were hashed: a list named two petitioners with one."""
    on_disk = f"sqlite:///{tmp_path / 'old.db'}"
    url = on_disk if request.param == "sqlite" else str(request.getfixturevalue("bare_postgres"))
    make_first_version(url)
    database = open_database(url)
    migrate(database.writes, to="0029")
    metadata = MetaData()
    metadata.reflect(database.writes)
    people = metadata.tables["petitioner"]
    with database.writes.begin() as connection:
        for number, other in ((2, ALTERNATE), (3, "01000006666")):
            sealed = SECRETS.seal(other)
            connection.execute(people.update().where(people.c.id == number).values(sealed_alternates=sealed))
        asked = {"phone_hash": SECRETS.keyed_hash("01000001003"), "added_by": KIM, "at": BEGAN}
        connection.execute(metadata.tables["donotcall"].insert(), asked)
    desk = Desk(database, SECRETS, STATION, load_calendar(), MovableClock(BEGAN))
    desk.do_now(note_new_keys)
    desk.close()
    return url


def hashed(unit: Unit) -> list[tuple[str, str | None]]:
    """Return the other numbers that are kept, and who wrote them down."""
    rows = unit.session.execute(select(OtherNumber).order_by(table_of(OtherNumber).c.id)).scalars()
    return [(unit.secrets.open(each.sealed_phone), each.by) for each in rows]


def forget(unit: Unit) -> None:
    """Leave the numbers as an older version kept them."""
    unit.session.execute(delete(OtherNumber))


def test_each_number_is_hashed_once_and_what_is_gone_later_stays_gone(desk: Desk) -> None:
    bring_list(desk, [visitor(1, 연락처="010-0000-1001 / 010-0000-2001 / 02-0000-3001"), visitor(2)])
    as_imported = desk.do_now(hashed)
    desk.do_now(forget)

    alternates.hash_alternates(desk)
    first = desk.do_now(hashed)
    desk.do_now(forget)
    alternates.hash_alternates(desk)

    assert sorted(first) == sorted(as_imported) == [("01000002001", None), ("0200003001", None)]
    assert not desk.do_now(hashed)


def test_other_numbers_from_before_they_were_hashed_are_found_and_registered(url_before_hashes: str) -> None:
    """Whoever opens the database next hashes them, once; a list with such a number alone is not called either."""
    clock = MovableClock(seoul(TUESDAY, 8, 30))
    settings = DatabaseSettings(database_url=url_before_hashes, data_keys=[KEY])
    desk = upgraded_desk(settings, STATION, clock)

    found = desk.do_now(verification.look_up, by=KIM, words=ALTERNATE)
    brought = bring_list(desk, [visitor(9, 성명="남길수", 연락처="010-0000-6666")])
    desk.close()
    again = upgraded_desk(settings, STATION, clock)
    kept = in_session(again, other_numbers, 2)
    again.close()

    assert found.genuine
    assert brought.excluded == {ExclusionReason.DO_NOT_CALL: 1}
    assert [each.phone_hash for each in kept] == [SECRETS.keyed_hash(ALTERNATE)]
