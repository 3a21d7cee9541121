"""A database that was copied is for reading, until somebody says that it is the one to work on."""

from bot.domain.keeping.places import Place, is_same
from bot.domain.trail import Event
from bot.services.unit import Unit
from storage.keeping.places import note_place, place_of_work


def is_copy(unit: Unit, *, here: Place) -> bool:
    """Check whether a bot worked on this database elsewhere."""
    known = place_of_work(unit.session)
    return known is not None and not is_same(known, here)


def settle(unit: Unit, *, here: Place) -> None:
    """Note that a bot works here, from now on or again."""
    if place_of_work(unit.session) != here:
        note_place(unit.session, here, unit.now)


def take_over(unit: Unit, *, here: Place) -> bool:
    """Let a copy be the database to work on. False: it is no copy."""
    if not is_copy(unit, here=here):
        return False
    note_place(unit.session, here, unit.now)
    unit.record(Event.DATABASE_TAKEN_OVER)
    return True
