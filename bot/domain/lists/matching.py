"""Which visit a row means that came before, one row for one visit (rule book §3, Import again)."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date

SHORTEST = 2
"""Letters of a name that can be misspelt."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitMark:
    """By what a visit is recognised. What is not known is empty, the type None.

    `known_as`, `name_and_day` and `phone` may be hashes; `name` is the key of a name.
    """

    known_as: str
    name_and_day: str
    day: date
    name: str
    receipt: str
    phone: str
    petition_type: str | None


def find_known(rows: Sequence[VisitMark], known: Sequence[VisitMark]) -> list[tuple[int, ...]]:
    """Return for each row the places of the visits it fits: none, the one that it is, or several.

    A visit is its receipt number, name and day. Where one of the two has no receipt number: name and day, then the
    phone, else the type of petition. A name of one receipt number, day and phone may have been misspelt by a letter.
    """
    search = _Search(rows, known)
    search.by_all_facts()
    for fits in (_has_same_phone_and_type, _has_same_phone, _has_same_type):
        search.by(_name_and_day, fits)
    search.by(_receipt, _is_spelt_otherwise)
    return search.found


def is_misspelt(name: str, other: str) -> bool:
    """Check whether two names are apart by one letter that was changed, added or left out."""
    short, long = sorted((name, other), key=len)
    if len(short) < SHORTEST or short == long or len(long) - len(short) > 1:
        return False
    same = next((at for at, letter in enumerate(short) if letter != long[at]), len(short))
    return short[same + (len(short) == len(long)) :] == long[same + 1 :]


def _name_and_day(mark: VisitMark) -> Hashable:
    return mark.name_and_day


def _receipt(mark: VisitMark) -> Hashable:
    return mark.receipt, mark.day


def _has_same_phone_and_type(row: VisitMark, known: VisitMark) -> bool:
    return _has_same_phone(row, known) and row.petition_type == known.petition_type


def _has_same_phone(row: VisitMark, known: VisitMark) -> bool:
    return _may_be_the_same(row, known) and row.phone == known.phone != ""


def _has_same_type(row: VisitMark, known: VisitMark) -> bool:
    """Where one of them names no type, nothing speaks against it."""
    types = {row.petition_type, known.petition_type}
    return _may_be_the_same(row, known) and (len(types) == 1 or None in types)


def _may_be_the_same(row: VisitMark, known: VisitMark) -> bool:
    return not (row.receipt and known.receipt)


def _is_spelt_otherwise(row: VisitMark, known: VisitMark) -> bool:
    return row.receipt != "" and row.phone == known.phone != "" and is_misspelt(row.name, known.name)


class _Search:
    """Takes each visit for one row at most, the surest first."""

    def __init__(self, rows: Sequence[VisitMark], known: Sequence[VisitMark]) -> None:
        self.rows, self.known = rows, known
        self.found: list[tuple[int, ...]] = [()] * len(rows)
        self.taken: set[int] = set()

    def by_all_facts(self) -> None:
        """Find the visits that are known by just what the rows say."""
        places = {mark.known_as: at for at, mark in enumerate(self.known)}
        for row_at, row in enumerate(self.rows):
            at = places.get(row.known_as)
            if at is not None:
                self.found[row_at] = (at,)
                self.taken.add(at)

    def by(self, key: Callable[[VisitMark], Hashable], fits: Callable[[VisitMark, VisitMark], bool]) -> None:
        """Find, for the rows still without, the free visits of the same key that fit."""
        free = defaultdict(list)
        for at, mark in enumerate(self.known):
            if at not in self.taken:
                free[key(mark)].append(at)
        if not free:
            return
        for row_at, row in enumerate(self.rows):
            if self.found[row_at]:
                continue
            several = [at for at in free.get(key(row), ()) if at not in self.taken and fits(row, self.known[at])]
            self.found[row_at] = tuple(several)
            if len(several) == 1:
                self.taken.update(several)
