"""Whether the keys that are set are those of the database: known by their ids, in the order of their first use."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class KeyKind(StrEnum):
    """What a key is for. The value names it in the database."""

    DATA = "data"
    HASH = "hash"
    TRAIL = "trail"

    @property
    def variable(self) -> str:
        """The setting that lists the keys of this kind."""
        return VARIABLES[self]


VARIABLES = {KeyKind.DATA: "DATA_KEYS", KeyKind.HASH: "HASH_KEY", KeyKind.TRAIL: "TRAIL_KEYS"}


class KeyFault(StrEnum):
    """What is wrong with a list of keys."""

    FOREIGN = "foreign"  # none of them is of this database
    LEFT_OUT = "left_out"  # one is missing that is needed still
    OUT_OF_PLACE = "out_of_place"  # not newest first, or a new one behind a known one


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownKey:
    """A key that was used in a database."""

    id: str
    is_needed: bool  # something is left that it alone opens


def key_fault(listed: Sequence[str], known: Sequence[KnownKey]) -> KeyFault | None:
    """Compare the keys that are set, newest first, with those that were used, oldest first. None: all is well.

    New keys may stand in front, nowhere else. Of a database that knows no keys nothing is told.
    """
    ids = [each.id for each in known]
    places = [listed.index(each) for each in reversed(ids) if each in listed]
    if not known:
        return None
    if not places:
        return KeyFault.FOREIGN
    if any(each.is_needed and each.id not in listed for each in known):
        return KeyFault.LEFT_OUT
    new_ones = [place for place, each in enumerate(listed) if each not in ids]
    is_in_order = places == sorted(places) and (not new_ones or max(new_ones) < min(places))
    return None if is_in_order else KeyFault.OUT_OF_PLACE
