"""Rotating the keys: put a new one in front of DATA_KEYS or TRAIL_KEYS, start the bot anew, `cleancall keys rotate`."""

from collections.abc import Callable, Mapping

from bot.domain.keeping.key_checks import KeyKind
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.chaining import CHAINS, turn_to_newest_key
from storage.hash_rotation import hash_anew
from storage.key_checks import hash_keys_held, note_keys, note_only_needed
from storage.key_rotation import reseal_batch, sealed_tables

BATCH = 500


def rotate_keys(desk: Desk, progress: Callable[[str, int], None]) -> int:
    """Seal everything anew with the newest key; what is sealed with it already is passed over, so it can be resumed.

    Older data keys may be left out from then on. Returns how many rows were sealed anew.
    """
    done = 0
    for table in sealed_tables():
        after, is_left = 0, True
        while is_left:
            last, changed = desk.do_now(_reseal, table=table, after=after)
            is_left, after, done = last > after, last, done + changed
            progress(table, done)
    desk.do_now(_need_newest_alone)
    return done


def turn_chains(unit: Unit) -> bool:
    """Go on with the trail and the access log under the newest of TRAIL_KEYS. Returns whether they had an older one."""
    turned = [turn_to_newest_key(unit.session, chain, unit.now) for chain in CHAINS]
    return any(turned)


def rotate_hashes(unit: Unit) -> int | None:
    """Hash numbers, visits and lists once more with each new key of HASH_KEY, all at once.

    Returns of how many rows; None: there is no new key.
    """
    known = hash_keys_held(unit.session, to_change=True)
    new = [each for each in reversed(unit.secrets.ids(KeyKind.HASH)) if each not in known]
    rows = sum(hash_anew(unit.session, unit.secrets, each) for each in new)
    note_keys(unit.session, KeyKind.HASH, new, unit.now)
    return rows if new else None


def derived_keys(unit: Unit) -> Mapping[str, str]:
    """Return the keys that are derived of DATA_KEYS, by the settings in which they are to be written down."""
    return {kind.variable: unit.secrets.listed[kind][0] for kind in unit.secrets.derived}


def _need_newest_alone(unit: Unit) -> None:
    note_only_needed(unit.session, KeyKind.DATA, unit.secrets.ids(KeyKind.DATA)[0])


def _reseal(unit: Unit, *, table: str, after: int) -> tuple[int, int]:
    return reseal_batch(unit.session, unit.secrets, table, after=after, most=BATCH)
