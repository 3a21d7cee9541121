"""Rotating keys: the newest alone opens everything."""

import pytest
from cryptography.fernet import Fernet

from bot.clock import MovableClock
from bot.domain.station import Station
from bot.services.desk import Desk
from bot.services.keeping.keys import rotate_keys
from bot.services.unit import Unit
from bot.settings import load_calendar
from storage.database import open_database
from storage.people.tables import Petitioner
from storage.secrets import Secrets, UnreadableSecret
from tests.steps.rows import petitioner_names


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
