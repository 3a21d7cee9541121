"""The number of a matter: drawn at random, for both tracks alike, before anything is decided (rule book §5)."""

from bot.services.unit import Unit
from storage.grievances.numbers import reserve_number, reserved_number

DRAWS = 5_000


class NoNumberLeft(Exception):
    """Nearly all 90,000 numbers are taken."""


def number_for(unit: Unit, call_id: int) -> int:
    """Return the number of what a call is about to bring: the one drawn before, else a new one."""
    return reserved_number(unit.session, call_id) or new_number(unit, call_id)


def new_number(unit: Unit, call_id: int) -> int:
    """Draw a number that no matter has, or ever had.

    Raises:
        NoNumberLeft: it could not be found.
    """
    for _ in range(DRAWS):
        number = unit.draw_number()
        if reserve_number(unit.session, number, call_id, unit.now):
            return number
    raise NoNumberLeft
