"""Hashing the other numbers that lists named before these were hashed: once, after an upgrade (rule book §7).

A look-up by such a number finds its call then, and the register holds it where it holds the first one.
"""

from datetime import date

from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.lists.do_not_call import not_to_be_called, register_do_not_call, registration_of
from storage.once import has_run, run_once
from storage.people.numbers import add_number, with_unhashed_alternates
from storage.people.tables import OtherNumber, Petitioner

BATCH = 500
JOB = "alternates.hashed"
ONCE = date(2026, 11, 26)
"""The day is a name: it is done once, whenever that is."""


def hash_alternates(desk: Desk) -> None:
    """Hash what is not hashed yet, in batches, each of them one transaction: killed, it begins again."""
    if desk.look_now(_is_done):
        return
    after = 0
    while last := desk.do_now(_hash_batch, after=after):
        after = last
    desk.do_now(_note_done)


def _is_done(unit: Unit) -> bool:
    return has_run(unit.session, JOB, ONCE)


def _note_done(unit: Unit) -> None:
    run_once(unit.session, JOB, ONCE, unit.now)


def _hash_batch(unit: Unit, *, after: int) -> int:
    """Hash the numbers of some petitioners. Returns the last of them; 0 when none is left."""
    batch = with_unhashed_alternates(unit.session, after, BATCH)
    for petitioner in batch:
        _hash_numbers(unit, petitioner)
    return batch[-1].key if batch else 0


def _hash_numbers(unit: Unit, petitioner: Petitioner) -> None:
    numbers = unit.secrets.open_if(petitioner.sealed_alternates).split()
    hashes = {unit.secrets.keyed_hash(each): each for each in numbers}
    for hashed, number in hashes.items():
        sealed = unit.secrets.seal(number)
        add_number(unit.session, OtherNumber(petitioner_id=petitioner.key, phone_hash=hashed, sealed_phone=sealed))
    entry = registration_of(unit.session, petitioner.phone_hash)
    if entry is not None:
        for hashed in hashes.keys() - not_to_be_called(unit.session, hashes, unit.today):
            register_do_not_call(unit.session, hashed, entry.added_by, entry.at, until=entry.until)
