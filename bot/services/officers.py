"""The officers of visits: what a list says of them, compared with the directory (rule book §3, Officers)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.domain.lists.departments import department_spellings
from bot.domain.lists.listed_words import ListedWords, listed_words, listed_words_from_text
from bot.domain.lists.rows import ListedVisit
from bot.domain.people.cards import UnclearOfficer
from bot.domain.people.officers import Member, OfficersFound, StaffIndex, fold_name, index_staff, stands_in
from bot.domain.station_tables import OTHER, Department
from bot.services.careers import departments_since
from bot.services.unit import Unit
from storage.lists.tables import Visit
from storage.lists.visits import visits_of
from storage.people.directory import Directory
from storage.people.queries import staff_by_id
from storage.people.tables import Staff

OPERATOR = "상담원"
"""How an operator is called beside the name; no list calls an officer so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitOfficers:
    """Whom the list names for one visit."""

    cell: str  # as the list has it; empty when it named nobody
    found: tuple[int, ...]  # numbers in the directory, in the order of the list
    namesakes: tuple[str, ...]  # names of several people who are not told apart
    may_be: frozenset[int]  # all who may be meant: those found and, where it is not clear, whoever's name stands there
    department: str  # the visited one, in the list's own words

    @property
    def is_clear(self) -> bool:
        """Everybody who is named was found."""
        return bool(self.found) and not self.namesakes

    @property
    def unclear(self) -> UnclearOfficer | None:
        """What is to be asked about; None when it is clear."""
        return None if self.is_clear else UnclearOfficer(cell=self.cell, namesakes=self.namesakes)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedOfficers:
    """Whom the list names for the visits of a call, those of the newest visit first."""

    visits: tuple[VisitOfficers, ...]

    @property
    def found(self) -> tuple[int, ...]:
        """Everybody who was found."""
        return tuple(dict.fromkeys(each for visit in self.visits for each in visit.found))

    @property
    def may_be(self) -> frozenset[int]:
        """Everybody who may be meant."""
        return frozenset(each for visit in self.visits for each in visit.may_be)

    @property
    def unclear(self) -> tuple[UnclearOfficer, ...]:
        """What is to be asked about: cells that are not clear, or that no visit names anybody."""
        asked = [visit.unclear for visit in self.visits if visit.unclear and visit.cell]
        return tuple(dict.fromkeys(asked)) if asked or self.found else (UnclearOfficer(cell=""),)


def officers_of_call(unit: Unit, number: int) -> NamedOfficers:
    """Find the officers of a call's visits."""
    visits = visits_of(unit.session, number)
    return NamedOfficers(visits=tuple(officers_of_visit(unit, visit) for visit in reversed(visits)))


def officers_of_visit(unit: Unit, visit: Visit) -> VisitOfficers:
    """Find the officers of a visit: namesakes are told apart by where they served on its day."""
    listed, cell = _words_of(unit, visit)
    department = listed.department or visit.department
    if not cell:
        return VisitOfficers(cell="", found=(), namesakes=(), may_be=frozenset(), department=department)
    index = _index(unit.directory, unit.station.departments, visit.visited_on)
    found = index.find(cell, department, listed.rank or visit.officer_rank)
    is_clear = bool(found.ids) and not found.ambiguous
    return VisitOfficers(
        cell=cell,
        found=found.ids,
        namesakes=found.ambiguous,
        may_be=frozenset(found.ids) if is_clear else index.standing_in(cell),
        department=department,
    )


def officers_of_row(unit: Unit, row: ListedVisit) -> OfficersFound:
    """Find the officers of a row that is not stored."""
    index = _index(unit.directory, unit.station.departments, row.visited_on)
    return index.find(listed_words(row).officer, row.department, row.rank)


def names(unit: Unit, visit: Visit, person: Staff) -> bool:
    """Check whether somebody's name stands in the officer cell of a visit, told apart from namesakes or not."""
    _, cell = _words_of(unit, visit)
    if not stands_in(person.name, cell):
        return False
    return person.id in _index(unit.directory, unit.station.departments, visit.visited_on).standing_in(cell)


def is_name_of_staff(unit: Unit, words: str) -> bool:
    """Check whether somebody who works here bears a name, a rank or a title beside it set aside."""
    index = _index(unit.directory, unit.station.departments, unit.today)
    name = words.replace(OPERATOR, " ")
    if index.find(name) == OfficersFound():
        return False
    people = (staff_by_id(unit.session, each) for each in index.standing_in(name))
    return any(person is not None and person.active for person in people)


def told_apart(unit: Unit, may_be: Iterable[int], chosen: Iterable[int]) -> set[int]:
    """Return all who may be meant, and who was chosen: the choice of one says that no namesake is."""
    kept = set(chosen)
    people = unit.directory.people
    said = {fold_name(each.name) for each in people if each.id in kept}
    others = set(may_be) - kept
    return kept | {each.id for each in people if each.id in others and fold_name(each.name) not in said}


def departments_of(unit: Unit, people: Iterable[Staff], since: date) -> set[str]:
    """Return the departments of some people, with those that they left since a day."""
    return {each for person in people for each in departments_since(unit, person, since)}


def departments_unclear(unit: Unit, visits: Sequence[VisitOfficers]) -> set[str]:
    """Return the departments in which somebody served who is not known: the visited one, and one named in the cell."""
    words = [each for visit in visits for each in (visit.department, visit.cell) if each]
    return {unit.department_of(each) for each in words} - {OTHER}


def _words_of(unit: Unit, visit: Visit) -> tuple[ListedWords, str]:
    """Return what the list said, and its officer cell; of a visit from before those were kept, its name and rank."""
    listed = listed_words_from_text(unit.opened(visit.sealed_listed))
    kept = f"{visit.officer_rank} {visit.officer_name}".strip() if visit.officer_name else ""
    return listed, listed.officer or kept


@lru_cache(maxsize=32)
def _index(directory: Directory, departments: tuple[Department, ...], day: date) -> StaffIndex:
    """Index the directory with the departments in which people served on a day."""
    members = [
        Member(id=each.id, name=each.name, rank=each.rank, unit=each.career.on(day)) for each in directory.people
    ]
    return index_staff(members, department_spellings(departments, day))
