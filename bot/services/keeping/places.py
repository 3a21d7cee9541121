"""A database that was copied is for reading, until somebody says that it is the one to work on."""

from bot.domain.keeping.places import Place, address_moved_to, is_same
from bot.domain.trail import Event
from bot.services.unit import Unit
from storage.keeping.places import note_place, place_of_work


def is_copy(unit: Unit, *, here: Place) -> bool:
    """Check whether a bot worked on this database elsewhere."""
    known = place_of_work(unit.session)
    return known is not None and not is_same(known, here)


def moved_away(unit: Unit) -> str | None:
    """Return where the database was moved, as an address without password; None: it was not."""
    known = place_of_work(unit.session)
    return None if known is None else address_moved_to(known)


def settle(unit: Unit, *, here: Place) -> bool:
    """Note that a bot works here, from now on or again. False: it was noted."""
    if place_of_work(unit.session) == here:
        return False
    note_place(unit.session, here, unit.now)
    return True


def take_over(unit: Unit, *, here: Place | None) -> bool:
    """Let a copy, or one that was moved away, be the database to work on. False: it is neither.

    `here`: None of PostgreSQL, which no file names.
    """
    if moved_away(unit) is None and (here is None or not is_copy(unit, here=here)):
        return False
    note_place(unit.session, here, unit.now)
    unit.record(Event.DATABASE_TAKEN_OVER)
    return True
