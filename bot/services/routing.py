"""To whom a grievance goes: the lane's own recipient, else the head, else audit. Never nobody (DOMAIN §5)."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from bot.domain.grievances import GrievanceLane
from bot.domain.notices import NoticeKind
from bot.domain.roles import Role
from bot.services.praising import subjects_of
from bot.services.unit import Unit
from storage.grievance_tables import Grievance
from storage.outbox import announce
from storage.staff import reachable_with, staff_by_id, staff_by_slack_id
from storage.tables import Call, Staff


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who gets it, and whether that is a stand-in for somebody who cannot be reached."""

    person: Staff
    is_stand_in: bool


def choose_recipient(
    unit: Unit,
    lane: GrievanceLane,
    officer: Staff | None,
    call: Call,
    *,
    passed_over: AbstractSet[int | None] = frozenset(),
) -> Recipient | None:
    """Choose who gets a grievance of the ordinary track; None only when the whole office cannot be reached."""
    department = officer.unit if officer else call.department
    for place, person in enumerate(_candidates(unit, lane, officer, department)):
        if person.id not in passed_over and person.active and person.slack_id:
            return Recipient(person=person, is_stand_in=place > 0)
    return None


def _candidates(unit: Unit, lane: GrievanceLane, officer: Staff | None, department: str) -> Iterator[Staff]:
    """In the order they are asked. The subject of a complaint about manner is not among them on the head's lane."""
    subject = officer.id if officer and lane is GrievanceLane.HEAD else None
    if lane is GrievanceLane.OFFICER and officer is not None:
        yield officer
    everybody = [
        *reachable_with(unit.session, Role.HEAD, department),
        *reachable_with(unit.session, Role.AUDIT),
        *reachable_with(unit.session, Role.SUPERVISOR),
    ]
    yield from (person for person in everybody if person.id != subject)


def audit_readers(unit: Unit, grievance: Grievance) -> list[Staff]:
    """List who may know of a grievance on the audit track: audit, but neither the subjects nor their line.

    If nobody of audit is left (a subject is of the audit office), the designated supervisors; a small station where
    even they are of that office still has somebody, but never a subject.
    """
    subjects = subjects_of(unit, grievance.call_id) | {grievance.officer_id}
    people = [staff_by_id(unit.session, each) for each in subjects if each is not None]
    units = {person.unit for person in people if person is not None}
    able = [
        person
        for role in (Role.AUDIT, Role.SUPERVISOR)
        for person in reachable_with(unit.session, role)
        if person.id not in subjects
    ]
    for role in (Role.AUDIT, Role.SUPERVISOR):
        found = [person for person in able if role in person.roles and person.unit not in units]
        if found:
            return found
    return able[:1]


def may_read_audit(unit: Unit, slack_id: str, grievance: Grievance) -> bool:
    """Tell whether a person may know of a grievance on the audit track."""
    person = staff_by_slack_id(unit.session, slack_id)
    return person is not None and person.id in {reader.id for reader in audit_readers(unit, grievance)}


def tell_recipients(unit: Unit, grievance: Grievance) -> None:
    """Leave the direct message for whoever has the grievance now; on the audit track for every reader."""
    ref = f"{grievance.id}:{grievance.routings}"
    if grievance.recipient is not None:
        announce(unit.session, NoticeKind.GRIEVANCE, ref, to=grievance.recipient, now=unit.now)
        return
    for reader in audit_readers(unit, grievance):
        announce(unit.session, NoticeKind.GRIEVANCE, ref, to=reader.slack_id or "", now=unit.now)


def tell_operator(unit: Unit, grievance: Grievance) -> None:
    """Leave the operator's task, refreshed as the matter moves on; on the audit track there is none."""
    if grievance.recipient is not None:
        announce(unit.session, NoticeKind.GRIEVANCE_TASK, str(grievance.id), to=grievance.filed_by, now=unit.now)
