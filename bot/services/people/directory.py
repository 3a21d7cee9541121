"""The directory of the station's people, from `cleancall staff FILE` (CSV or XLSX)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.keeping.names import mask_name
from bot.domain.people.cards import OfficerChoice
from bot.domain.people.postings import Career, read_day, read_postings, transferred, with_days
from bot.domain.roles import Action, Role
from bot.domain.trail import Event
from bot.services.careers import career_of
from bot.services.permitting import member_who_may
from bot.services.spreadsheets.reading import read_sheet
from bot.services.unit import Unit
from storage.people.postings import postings_to_keep
from storage.people.queries import (
    active_staff,
    free_accounts,
    mark_left,
    save_staff,
    staff_by_id,
    staff_matching,
    staff_numbered,
)
from storage.people.tables import Staff
from storage.trail import Recorded, record_all

COLUMNS = {
    "staff_no": ("직원번호", "사번", "교번", "staff_no"),
    "name": ("성명", "이름", "name"),
    "rank": ("계급", "직급", "rank"),
    "department": ("부서", "소속", "department", "unit"),
    "roles": ("역할", "roles", "role"),
    "slack_id": ("slack", "slackid", "slack_id", "슬랙", "슬랙id"),
    "former": ("이전부서", "전부서", "former_department", "former_unit"),
    "moved_on": ("발령일", "발령일자", "전입일", "전입일자", "moved_on"),
    "active": ("재직", "active"),
    "extension": ("내선", "내선번호", "구내번호", "행정전화", "경비전화", "extension", "ext"),
}
REQUIRED = ("staff_no", "name", "rank", "department", "roles")
ROLE_WORDS = {
    "상담원": Role.OPERATOR,
    "담당경찰관": Role.OFFICER,
    "경찰관": Role.OFFICER,
    "부서장": Role.HEAD,
    "부서장대리": Role.DEPUTY,
    "부서장직무대리": Role.DEPUTY,
    "부서장대행": Role.DEPUTY,
    "청문감사인권관": Role.AUDIT,
    "감사": Role.AUDIT,
    "감독자": Role.SUPERVISOR,
    "교환": Role.SWITCHBOARD,
    "당직": Role.SWITCHBOARD,
    **{role.value: role for role in Role},
}
RECORDED_AS = {"added": Event.STAFF_ADDED, "changed": Event.STAFF_CHANGED}
EXTENSION = re.compile(r"(?!01\d-?\d{3,4}-?\d{4}$)\d(?:-?\d){1,11}", re.ASCII)
SLACK_ID = re.compile(r"[UW][A-Z0-9]+")
LEFT = {"n", "no", "x", "퇴직", "전출", "false", "0"}


class StaffProblem(StrEnum):
    """What is wrong with a staff list, or with one row of it."""

    NO_HEADING = "no_heading"
    NOBODY = "nobody"
    MISSING = "missing"
    UNKNOWN_ROLE = "unknown_role"
    WRONG_DATE = "wrong_date"
    WRONG_EXTENSION = "wrong_extension"
    WRONG_SLACK_ID = "wrong_slack_id"
    TWICE = "twice"
    TAKEN = "taken"


class UnreadableStaff(Exception):
    """A staff list that cannot be taken: row number → problem; row 0 is the whole list. Nothing was changed."""

    def __init__(self, problems: Mapping[int, StaffProblem]) -> None:
        super().__init__(", ".join(f"{row}: {problem}" for row, problem in problems.items()))
        self.problems = problems


class StaffMove(StrEnum):
    """What a list of staff means for one member."""

    JOINS = "joins"
    MOVES = "moves"
    LEAVES = "leaves"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffChange:
    """One member who comes, moves or goes; the name is masked. `to`: where somebody moves."""

    move: StaffMove
    name: str
    rank: str
    department: str
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffReport:
    """What loading the directory did; who moved or left counts among the changed too, who was not in a list apart."""

    added: int
    changed: int
    unchanged: int
    moved: int
    left: int


def read_staff(data: bytes, file_name: str) -> list[Staff]:
    """Read a staff list.

    Raises:
        UnreadableList: the file is no CSV or XLSX.
        UnreadableStaff: columns are missing, nobody is listed, or rows are wrong; all of them are named.
    """
    rows = [[_text(cell) for cell in row] for row in read_sheet(data, file_name)]
    header_at, columns = _header(rows)
    people: dict[str, Staff] = {}
    problems: dict[int, StaffProblem] = {}
    for row_no, row in enumerate(rows[header_at + 1 :], header_at + 2):
        values = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        if not any(values.values()):
            continue
        try:
            person = _person(values)
        except _WrongRow as error:
            problems[row_no] = error.problem
            continue
        if person.staff_no in people:
            problems[row_no] = StaffProblem.TWICE
        elif person.slack_id and person.slack_id in {known.slack_id for known in people.values()}:
            problems[row_no] = StaffProblem.TAKEN
        people[person.staff_no] = person
    if problems or not people:
        raise UnreadableStaff(problems or {0: StaffProblem.NOBODY})
    return list(people.values())


def load_staff(
    unit: Unit, *, people: Sequence[Staff], by: str, complete: bool = False, on: date | None = None
) -> StaffReport:
    """Bring the directory up to date. Who is not in the list stays as they are, or has left if it is complete.

    `on`: the day from which it holds, where a row has none of its own; without it today.
    """
    known = staff_numbered(unit.session, [person.staff_no for person in people])
    changes = _changes(unit, people, known, complete=complete)
    tells_accounts = any(person.slack_id for person in people)
    tells_extensions = any(person.extension for person in people)
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for person in people:
        if (before := known.get(person.staff_no)) is not None:
            _carry_over(unit, before, person, on or unit.today)
            person.slack_id = person.slack_id if tells_accounts else before.slack_id
            person.extension = person.extension if tells_extensions else before.extension
    free_accounts(unit.session, people)
    events: list[Recorded] = []
    for person in people:
        what = save_staff(unit.session, person, known.get(person.staff_no))
        counts[what] += 1
        if what in RECORDED_AS:
            roles = ",".join(person.roles)
            events.append((RECORDED_AS[what], person.staff_no, {"roles": roles, "department": person.department}))
    for person in _missing(unit, people) if complete else ():
        mark_left(unit.session, person.key)
        events.append((Event.STAFF_LEFT, person.staff_no, {"department": person.department}))
    unit.session.flush()
    record_all(unit.session, events, actor=by, at=unit.now)
    moves = Counter(change.move for change in changes)
    return StaffReport(**counts, moved=moves[StaffMove.MOVES], left=moves[StaffMove.LEAVES])


def staff_changes(unit: Unit, *, people: Sequence[Staff], complete: bool) -> tuple[StaffChange, ...]:
    """List who would come, move and go with a list; nothing is changed."""
    known = staff_numbered(unit.session, [person.staff_no for person in people])
    return _changes(unit, people, known, complete=complete)


def _changes(
    unit: Unit, people: Sequence[Staff], known: Mapping[str, Staff], *, complete: bool
) -> tuple[StaffChange, ...]:
    found: list[StaffChange] = []
    for person in people:
        before = known.get(person.staff_no)
        if before is None or not before.active:
            found += [_change(StaffMove.JOINS, person)] if person.active else []
        elif not person.active:
            found.append(_change(StaffMove.LEAVES, before))
        elif unit.department_of(before.department) != unit.department_of(person.department):
            found.append(_change(StaffMove.MOVES, before, to=person.department))
    if complete:
        found += [_change(StaffMove.LEAVES, person) for person in _missing(unit, people)]
    return tuple(found)


def _change(move: StaffMove, person: Staff, *, to: str = "") -> StaffChange:
    name = mask_name(person.name)
    return StaffChange(move=move, name=name, rank=person.rank, department=person.department, to=to)


def _missing(unit: Unit, people: Sequence[Staff]) -> list[Staff]:
    listed = {person.staff_no for person in people}
    return [person for person in active_staff(unit.session) if person.staff_no not in listed]


def _carry_over(unit: Unit, known: Staff, person: Staff, on: date) -> None:
    """Give a listed member the past that the directory knows of."""

    def is_same(one: str, other: str) -> bool:
        return unit.department_of(one) == unit.department_of(other)

    led = not {Role.HEAD.value, Role.DEPUTY.value}.isdisjoint(known.roles)
    career = transferred(career_of(known), career_of(person), on, is_same, led=led)
    person.moved_on, person.postings = career.since, postings_to_keep(career)


class _WrongRow(Exception):
    def __init__(self, problem: StaffProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    for at, row in enumerate(rows):
        folded = ["".join(cell.split()).casefold() for cell in row]
        columns = {name: folded.index(word) for name, words in COLUMNS.items() for word in words if word in folded}
        if all(name in columns for name in REQUIRED):
            return at, columns
    raise UnreadableStaff({0: StaffProblem.NO_HEADING})


def _person(values: Mapping[str, str]) -> Staff:
    if not all(values[name] for name in REQUIRED):
        raise _WrongRow(StaffProblem.MISSING)
    career = _career(values)
    return Staff(
        staff_no=values["staff_no"],
        name=values["name"],
        rank=values["rank"],
        department=career.department,
        roles=sorted(role.value for role in _roles(values["roles"])),
        slack_id=_slack_id(values.get("slack_id", "")),
        moved_on=career.since,
        postings=postings_to_keep(career),
        active=values.get("active", "").casefold() not in LEFT,
        extension=_extension(values.get("extension", "")),
    )


def _slack_id(words: str) -> str | None:
    """Take an id as Slack writes it; a name, or what somebody is called in Slack, would be nobody's."""
    if words and not SLACK_ID.fullmatch(words):
        raise _WrongRow(StaffProblem.WRONG_SLACK_ID)
    return words or None


def _extension(words: str) -> str | None:
    """Read an extension as people write it; a mobile is none, and would be told to whoever asks the switchboard."""
    plain = re.sub(r"[\s.)]|내선|구내|번", "", unicodedata.normalize("NFKC", words)).replace("(", "-").strip("-:")
    if not plain or plain in {"없음", "무"}:
        return None
    if not EXTENSION.fullmatch(plain):
        raise _WrongRow(StaffProblem.WRONG_EXTENSION)
    return plain


def _roles(words: str) -> set[Role]:
    folded = [word.strip().replace(" ", "") for word in words.replace("/", ",").replace("·", ",").split(",")]
    try:
        return {ROLE_WORDS[word] for word in folded if word}
    except KeyError:
        raise _WrongRow(StaffProblem.UNKNOWN_ROLE) from None


def _career(values: Mapping[str, str]) -> Career:
    try:
        since, former = read_day(values.get("moved_on", "")), read_postings(values.get("former", ""))
    except ValueError:
        raise _WrongRow(StaffProblem.WRONG_DATE) from None
    return with_days(Career(department=values["department"], since=since, former=former))


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


CHOICES = 100
"""Options in one select (Slack: 100)."""


def find_officers(unit: Unit, *, by: str, words: str, with_left: bool = False) -> list[OfficerChoice]:
    """Offer officers whose name, rank or unit contains each of some words; those who left only on request."""
    member_who_may(unit, by, Action.SEE_DIRECTORY)
    found = staff_matching(unit.session, words.strip(), most=CHOICES, with_left=with_left)
    return [as_choice(person) for person in found]


def as_choice(person: Staff) -> OfficerChoice:
    """Offer one member of the station."""
    return OfficerChoice(
        id=person.key,
        name=person.name,
        rank=person.rank,
        department=person.department,
        has_left=not person.active,
        extension=person.extension or "",
    )


def members_with(unit: Unit, numbers: Iterable[int]) -> list[Staff]:
    """Return members of the station by their numbers in the directory, in that order; unknown numbers are left out."""
    found = (staff_by_id(unit.session, each) for each in dict.fromkeys(numbers))
    return [person for person in found if person is not None]
