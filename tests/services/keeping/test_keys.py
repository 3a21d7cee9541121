"""Rotating keys: the newest alone opens everything."""

import pytest
from cryptography.fernet import Fernet

from bot.clock import MovableClock
from bot.domain.keeping.key_checks import KeyKind
from bot.domain.station import Station
from bot.services.calls.verification import look_up
from bot.services.desk import DatabaseBusy, Desk
from bot.services.keeping.key_checks import WrongKeys, note_new_keys, require_keys
from bot.services.keeping.keys import rotate_hashes, rotate_keys
from bot.services.unit import Unit
from bot.settings import load_calendar
from storage.database import open_database
from storage.keeping.purging import purge_petitioner
from storage.lists.do_not_call import register_do_not_call
from storage.people.tables import Petitioner
from storage.secrets import Secrets, UnreadableSecret
from tests.steps.builders import OH, visitor
from tests.steps.desks import bring_list, in_session, phone
from tests.steps.rows import petitioner_names

SUSAKWA = {"담당부서": "수사과", "담당자": "최형사"}


def test_after_a_rotation_the_newest_key_alone_opens_everything(sqlite_url: str, clock: MovableClock) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    database = open_database(sqlite_url)
    station, calendar = Station(name="한빛경찰서", main_number="02-0000-0112"), load_calendar()
    before = Desk(database, Secrets([old]), station, calendar, clock)
    before.do_now(_plant, many=1200)
    both = Desk(database, Secrets([new, old]), station, calendar, clock)

    first = rotate_keys(both, lambda _table, _rows: None)
    again = rotate_keys(both, lambda _table, _rows: None)

    alone = Desk(database, Secrets([new]), station, calendar, clock)
    assert (first, again) == (1200, 0)
    assert set(petitioner_names(alone)) == {"홍길순"}
    with pytest.raises(UnreadableSecret):
        petitioner_names(before)
    for desk in (before, both, alone):
        desk.close()


def _plant(unit: Unit, *, many: int) -> None:
    for number in range(many):
        unit.session.add(
            Petitioner(
                masked_name="홍*순",
                sealed_name=unit.secrets.seal("홍길순"),
                sealed_phone=unit.secrets.seal("01000001234"),
                phone_hash=f"hash{number}",
            )
        )


def test_after_the_hash_key_was_changed_everybody_is_known_and_nobody_of_the_register_is_called(
    morning: Desk, clock: MovableClock
) -> None:
    """Visitors 1 to 3 have calls; 3 asked not to be called, and of them nothing is left but the hash."""
    morning.do_now(note_new_keys)
    old, stale = morning.secrets, Secrets(**_keys(morning.secrets))
    phone(morning, 1)
    in_session(morning, register_do_not_call, old.keyed_hash("01000001003"), OH, clock())
    in_session(morning, purge_petitioner, 3, clock())
    morning.secrets = Secrets(**_keys(old, Fernet.generate_key().decode()))
    not_yet = morning.do_now(look_up, by=OH, words="010-0000-1001")

    rotated = [morning.do_now(rotate_hashes) for _ in range(2)]

    found = morning.do_now(look_up, by=OH, words="010-0000-1001")
    again = bring_list(
        morning, [visitor(1, **SUSAKWA), visitor(3, **SUSAKWA), visitor(3, 방문일시="2026-11-23"), visitor(4)]
    )
    morning.secrets, new = stale, morning.secrets
    assert rotated[0]
    assert rotated[1] is None
    assert (not_yet.genuine, found.genuine) == (True, True)
    assert (again.added, again.known, dict(again.excluded)) == (1, 2, {"do_not_call": 1})
    with pytest.raises(WrongKeys):
        morning.do_now(require_keys)
    morning.secrets = new
    morning.do_now(require_keys)


def test_a_list_that_was_prepared_before_the_change_is_prepared_again(morning: Desk) -> None:
    morning.do_now(note_new_keys)
    keys = _keys(morning.secrets, Fernet.generate_key().decode())
    morning.secrets, at_work = Secrets(**keys), Secrets(**keys)
    morning.do_now(rotate_hashes)
    morning.secrets = at_work  # another process, which was there before

    with pytest.raises(DatabaseBusy):
        bring_list(morning, [visitor(5)])
    report = bring_list(morning, [visitor(5), visitor(1)])

    assert (report.added, report.known) == (1, 1)


def _keys(secrets: Secrets, *newer: str) -> dict[str, list[str]]:
    listed = secrets.listed
    return {
        "data_keys": listed[KeyKind.DATA],
        "hash_keys": [*newer, *listed[KeyKind.HASH]],
        "trail_keys": listed[KeyKind.TRAIL],
    }
