"""The directory of the station's people, from `cleancall staff FILE` (CSV or XLSX)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.people.cards import OfficerChoice
from bot.domain.roles import Action, Role
from bot.domain.trail import Event
from bot.services.permitting import member_who_may
from bot.services.spreadsheets.reading import read_sheet
from bot.services.unit import Unit
from storage.people.queries import reachable_with, save_staff, staff_by_id, staff_matching
from storage.people.tables import Staff

COLUMNS = {
    "staff_no": ("직원번호", "사번", "교번", "staff_no"),
    "name": ("성명", "이름", "name"),
    "rank": ("계급", "직급", "rank"),
    "department": ("부서", "소속", "department", "unit"),
    "roles": ("역할", "roles", "role"),
    "slack_id": ("slack", "slackid", "slack_id", "슬랙", "슬랙id"),
    "former_department": ("이전부서", "전부서", "former_department", "former_unit"),
    "moved_on": ("전입일", "발령일", "moved_on"),
    "active": ("재직", "active"),
}
REQUIRED = ("staff_no", "name", "rank", "department", "roles")
ROLE_WORDS = {
    "상담원": Role.OPERATOR,
    "담당경찰관": Role.OFFICER,
    "경찰관": Role.OFFICER,
    "부서장": Role.HEAD,
    "청문감사인권관": Role.AUDIT,
    "감사": Role.AUDIT,
    "감독자": Role.SUPERVISOR,
    "교환": Role.SWITCHBOARD,
    "당직": Role.SWITCHBOARD,
    **{role.value: role for role in Role},
}
RECORDED_AS = {"added": Event.STAFF_ADDED, "changed": Event.STAFF_CHANGED}
LEFT = {"n", "no", "x", "퇴직", "전출", "false", "0"}


class StaffProblem(StrEnum):
    """What is wrong with one row of a staff list."""

    MISSING = "missing"
    UNKNOWN_ROLE = "unknown_role"
    WRONG_DATE = "wrong_date"
    TWICE = "twice"
    TAKEN = "taken"


class UnreadableStaff(Exception):
    """A staff list that cannot be taken: row number → problem; row 0 is the header. Nothing was changed."""

    def __init__(self, problems: Mapping[int, StaffProblem]) -> None:
        super().__init__(", ".join(f"{row}: {problem}" for row, problem in problems.items()))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffReport:
    """What loading the directory did."""

    added: int
    changed: int
    unchanged: int


def read_staff(data: bytes, file_name: str) -> list[Staff]:
    """Read a staff list.

    Raises:
        UnreadableList: the file is no CSV or XLSX.
        UnreadableStaff: columns are missing or rows are wrong; all of them are named.
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
    if problems:
        raise UnreadableStaff(problems)
    return list(people.values())


def load_staff(unit: Unit, *, people: Sequence[Staff], by: str) -> StaffReport:
    """Bring the directory up to date; people who are not in the list stay as they are."""
    counts = {"added": 0, "changed": 0, "unchanged": 0}
    for person in people:
        what = save_staff(unit.session, person)
        counts[what] += 1
        if what in RECORDED_AS:
            roles = ",".join(person.roles)
            unit.record(RECORDED_AS[what], person.staff_no, by=by, roles=roles, department=person.department)
    return StaffReport(**counts)


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
    raise UnreadableStaff({0: StaffProblem.MISSING})


def _person(values: Mapping[str, str]) -> Staff:
    if not all(values[name] for name in REQUIRED):
        raise _WrongRow(StaffProblem.MISSING)
    return Staff(
        staff_no=values["staff_no"],
        name=values["name"],
        rank=values["rank"],
        department=values["department"],
        roles=sorted(role.value for role in _roles(values["roles"])),
        slack_id=values.get("slack_id") or None,
        former_department=values.get("former_department") or None,
        moved_on=_day(values.get("moved_on", "")),
        active=values.get("active", "").casefold() not in LEFT,
    )


def _roles(words: str) -> set[Role]:
    folded = [word.strip().replace(" ", "") for word in words.replace("/", ",").replace("·", ",").split(",")]
    try:
        return {ROLE_WORDS[word] for word in folded if word}
    except KeyError:
        raise _WrongRow(StaffProblem.UNKNOWN_ROLE) from None


def _day(words: str) -> date | None:
    if not words:
        return None
    try:
        return datetime.fromisoformat(words.replace(".", "-").strip("-")).date()
    except ValueError:
        raise _WrongRow(StaffProblem.WRONG_DATE) from None


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


CHOICES = 100
"""Options in one select (Slack: 100)."""


def heads_of(unit: Unit, department: str) -> list[Staff]:
    """List the heads of a department who can be reached, by whatever name of it the directory has."""
    meant = unit.department_of(department)
    heads = reachable_with(unit.session, Role.HEAD)
    return [person for person in heads if unit.department_of(person.department) == meant]


def find_officers(unit: Unit, *, by: str, words: str, with_left: bool = False) -> list[OfficerChoice]:
    """Offer officers whose name, rank or unit contains each of some words; those who left only on request."""
    member_who_may(unit, by, Action.SEE_DIRECTORY)
    found = staff_matching(unit.session, words.strip(), most=CHOICES, with_left=with_left)
    return [as_choice(person) for person in found]


def as_choice(person: Staff) -> OfficerChoice:
    """Offer one member of the station."""
    return OfficerChoice(
        id=person.key, name=person.name, rank=person.rank, department=person.department, has_left=not person.active
    )


def members_with(unit: Unit, numbers: Iterable[int]) -> list[Staff]:
    """Return members of the station by their numbers in the directory, in that order; unknown numbers are left out."""
    found = (staff_by_id(unit.session, each) for each in dict.fromkeys(numbers))
    return [person for person in found if person is not None]
