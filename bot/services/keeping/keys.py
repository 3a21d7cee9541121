"""Rotating the keys: put a new one in front of DATA_KEYS, run `cleancall keys rotate`, the bot may stay at work."""

from collections.abc import Callable

from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.key_rotation import reseal_batch, sealed_tables

BATCH = 500


def rotate_keys(desk: Desk, progress: Callable[[str, int], None]) -> int:
    """Seal everything anew with the newest key; what is sealed with it already is passed over, so it can be resumed.

    Returns how many rows were sealed anew.
    """
    done = 0
    for table in sealed_tables():
        after, is_left = 0, True
        while is_left:
            last, changed = desk.do_now(_reseal, table=table, after=after)
            is_left, after, done = last > after, last, done + changed
            progress(table, done)
    return done


def _reseal(unit: Unit, *, table: str, after: int) -> tuple[int, int]:
    return reseal_batch(unit.session, unit.secrets, table, after=after, most=BATCH)
