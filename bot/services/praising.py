"""Praise on its way to the officer, and what goes to audit instead (DOMAIN §4, §5)."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain import results
from bot.domain.calendar import SEOUL
from bot.domain.grievance_cards import OfficerChoice
from bot.domain.monthly_cards import PraiseList
from bot.domain.notices import NoticeKind
from bot.domain.praise import mentions_gift
from bot.domain.roles import Action, Role
from bot.services.permitting import member_who_may
from bot.services.taking import take_morning
from bot.services.unit import Unit
from storage.boards import has_board_between
from storage.outbox import announce
from storage.results import praise_between, visits_of
from storage.staff import slack_ids_with, staff_by_id, staff_matching, staff_named
from storage.tables import Call, Praise, Staff
from storage.trail import record

CHOICES = 100
"""Options in one select (Slack: 100)."""

LIST_JOB = "praise_list"


class Standing(StrEnum):
    """What became of praise."""

    SENT = "sent"
    HELD = "held"
    KEPT = "kept"


def pass_on_praise(unit: Unit, call: Call, praise: results.Praise) -> Standing:
    """Store praise and send it to the officer; with gift words to audit instead (청탁금지법 §9)."""
    officer = None if praise.officer_id is None else staff_by_id(unit.session, praise.officer_id)
    standing = _standing(praise, officer)
    row = Praise(
        call_id=call.id or 0,
        officer_id=praise.officer_id if officer else None,
        standing=standing.value,
        sealed_words=unit.secrets.seal(praise.words),
        at=unit.now,
    )
    unit.session.add(row)
    unit.session.flush()
    if standing is Standing.SENT and officer and officer.slack_id:
        announce(unit.session, NoticeKind.PRAISE, str(row.id), to=officer.slack_id, now=unit.now)
    if standing is Standing.HELD:
        tell_audit(unit, NoticeKind.PRAISE_HELD, str(row.id), {officer.id} if officer else set())
    record(unit.session, f"praise.{standing}", f"call:{call.id}", actor="system", at=unit.now, praise=row.id)
    return standing


def _standing(praise: results.Praise, officer: Staff | None) -> Standing:
    if mentions_gift(praise.words):
        return Standing.HELD
    if praise.declined or officer is None or officer.slack_id is None or not officer.active:
        return Standing.KEPT
    return Standing.SENT


def tell_audit(unit: Unit, kind: NoticeKind, ref: str, subjects: set[int | None]) -> None:
    """Tell every audit officer but the subjects; if none is left, the supervisors but the subjects (DOMAIN §5)."""
    for role in (Role.AUDIT, Role.SUPERVISOR):
        people = [one for one in slack_ids_with(unit.session, role) if not _is_among(unit, one, subjects)]
        for person in people:
            announce(unit.session, kind, ref, to=person, now=unit.now)
        if people:
            return


def subjects_of(unit: Unit, number: int) -> set[int | None]:
    """The officers of a call's visits in the directory: of one name those of the visited department, else all."""
    subjects: set[int | None] = set()
    for visit in visits_of(unit.session, number):
        named = staff_named(unit.session, visit.officer_name) if visit.officer_name else []
        here = [person for person in named if person.unit == visit.department]
        subjects |= {person.id for person in here or named}
    return subjects


def find_officers(unit: Unit, *, by: str, words: str) -> list[OfficerChoice]:
    """Offer officers of the directory whose name or unit contains some words."""
    member_who_may(unit, by, Action.SEE_DIRECTORY)
    return [as_choice(person) for person in staff_matching(unit.session, words.strip(), most=CHOICES)]


def as_choice(person: Staff) -> OfficerChoice:
    """Offer one member of the station."""
    return OfficerChoice(id=person.id or 0, name=person.name, rank=person.rank, unit=person.unit)


def _is_among(unit: Unit, slack_id: str, people: set[int | None]) -> bool:
    return any(
        person is not None and person.slack_id == slack_id
        for person in (staff_by_id(unit.session, one) for one in people if one is not None)
    )


def list_praise_when_due(unit: Unit) -> bool:
    """Send the supervisors last month's praise, on the first working morning of a month, once."""
    first = unit.today.replace(day=1)
    if not take_morning(unit, LIST_JOB, first):
        return False
    last = first - timedelta(days=1)
    month = last.replace(day=1)
    if not has_board_between(unit.session, month, last):  # the centre was not at work yet
        return False
    for supervisor in slack_ids_with(unit.session, Role.SUPERVISOR):
        announce(unit.session, NoticeKind.PRAISE_LIST, month.isoformat(), to=supervisor, now=unit.now)
    return True


def see_praise_list(unit: Unit, *, month: date) -> PraiseList:
    """Give the praise of a month that reached officers, most praised first."""
    start = datetime.combine(month, time(0), SEOUL)
    end = datetime.combine((month + timedelta(days=31)).replace(day=1), time(0), SEOUL)
    found = praise_between(unit.session, start, end)
    people = [staff_by_id(unit.session, praise.officer_id) for praise in found if praise.officer_id]
    counts = Counter(f"{person.unit} {person.rank} {person.name}" for person in people if person)
    return PraiseList(
        month=month,
        officers=tuple(counts.most_common()),
        words=tuple(unit.secrets.open(praise.sealed_words) for praise in found),
    )
