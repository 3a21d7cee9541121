"""Praise on its way to the officer, and what goes to audit instead (DOMAIN §4, §5)."""

from enum import StrEnum

from bot.domain import results
from bot.domain.cards import OfficerChoice
from bot.domain.notices import NoticeKind
from bot.domain.praise import mentions_gift
from bot.domain.roles import Action, Role
from bot.services.permitting import member_who_may
from bot.services.unit import Unit
from storage.outbox import announce
from storage.results import visits_of
from storage.staff import slack_ids_with, staff_by_id, staff_matching, staff_named
from storage.tables import Call, Praise, Staff
from storage.trail import record

CHOICES = 100
"""Options in one select (Slack: 100)."""


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
    member_who_may(unit, by, Action.RECORD)
    return [
        OfficerChoice(id=person.id or 0, name=person.name, rank=person.rank, unit=person.unit)
        for person in staff_matching(unit.session, words.strip(), most=CHOICES)
    ]


def _is_among(unit: Unit, slack_id: str, people: set[int | None]) -> bool:
    return any(
        person is not None and person.slack_id == slack_id
        for person in (staff_by_id(unit.session, one) for one in people if one is not None)
    )
