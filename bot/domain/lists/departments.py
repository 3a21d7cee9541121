"""Which department is meant, however it is written: teams, old names and spacing lead to one (rule book §3)."""

from collections.abc import Mapping
from datetime import date

from bot.domain.station_tables import OTHER, Department, fold_word

SHORTEST = 2
_DIGITS = dict.fromkeys(map(ord, "0123456789"), "")


def department_of(raw: str, table: tuple[Department, ...], day: date) -> str:
    """Find the department, by its name of today, in what was written on a day.

    The longest spelling that stands in it, then the first. 기타 when there is none, nothing when nothing was written.
    """
    return department_among(raw, department_spellings(table, day))


def department_among(raw: str, spellings: Mapping[str, str]) -> str:
    """Find the department among spellings made once (`department_spellings`): for many cells of one day."""
    cell = fold_unit(raw)
    if not cell:
        return OTHER if fold_word(raw) else ""
    if cell in spellings:
        return spellings[cell]
    found = [(len(word), -cell.index(word), name) for word, name in spellings.items() if word in cell]
    if found:
        return max(found)[2]
    return _by_stem(cell, spellings)


def _by_stem(cell: str, spellings: Mapping[str, str]) -> str:
    """Find 교통과 for 교통, 여청수사팀 for 여청수사."""
    stems = (name for word, name in spellings.items() if len(cell) >= SHORTEST and word[:-1] == cell)
    return next(stems, OTHER)


def department_spellings(table: tuple[Department, ...], day: date) -> dict[str, str]:
    """Map every spelling (folded) to the department of today that it meant on a day.

    Earlier names, a dated one too, lead to their department unless they are another one's name by then.
    """
    found: dict[str, str] = {}
    for each in table:
        for was in each.earlier:
            found.setdefault(fold_unit(was.name), each.name)
    for each in table:
        found |= {fold_unit(word): each.name for word in each.spellings}
    found |= {fold_unit(each.name): each.name for each in table}
    dated = [(was.until, was.name, each.name) for each in table for was in each.earlier if was.until]
    found |= {fold_unit(was): name for until, was, name in sorted(dated, reverse=True) if day <= until}
    return {word: name for word, name in found.items() if len(word) >= SHORTEST}


def fold_unit(words: str) -> str:
    """Fold a unit for comparing: as any word, and without the numbers of teams and lines."""
    return fold_word(words).translate(_DIGITS)
