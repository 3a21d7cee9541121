"""Anchors: how a chain ended at some moment, short enough to be read, kept outside of the database (rule book §7).

"T17-3f2a-91bc-0d4e-77aa": the event trail's 17th row and the beginning of its hash; A: the access log.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

GROUP, GROUPS = 4, 4
LEAST = 8
"""Digits of a hash that are enough to be no accident."""
_PLACE = re.compile(r"[ta]\d{1,15}-")
_ANCHOR = re.compile(r"(?:([ta])(\d{1,15})-)?([0-9a-f]{1,64})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """Where it stands: the letter of its chain and the number of its row, if it tells them, and digits of the hash."""

    letter: str
    number: int | None
    digits: str


class AnchorVerdict(StrEnum):
    """What came of looking for an anchor."""

    FOUND = "found"
    TOO_OLD = "too_old"  # its row was dropped after its time: that is no damage
    MISSING = "missing"  # its row ought to be there


def short_anchor(link: str) -> str:
    """Write the hash of a row so that a person can read it out; "" for none."""
    place, _, digits = link.rpartition("-")
    groups = [digits[at : at + GROUP] for at in range(0, GROUP * GROUPS, GROUP)]
    return "-".join([*([place.upper()] if place else []), *groups]) if link else ""


def read_anchor(words: str) -> Anchor | None:
    """Read an anchor as somebody types it: short or whole, with or without its place. None: it is none."""
    plain = re.sub(r"\s", "", words.lower())
    place = _PLACE.match(plain)
    digits = plain[place.end() if place else 0 :].replace("-", "")
    found = _ANCHOR.fullmatch((place[0] if place else "") + digits)
    if found is None or len(found[3]) < LEAST:
        return None
    return Anchor(letter=found[1] or "", number=int(found[2]) if found[2] else None, digits=found[3])
