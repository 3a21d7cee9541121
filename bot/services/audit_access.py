"""Who may know of an audit matter: everything that shows, sends or counts one asks here (rule book §5)."""

from bot.domain.notices import Announcement
from bot.domain.roles import Action, Role
from bot.services.permitting import member_who_may, roles_of
from bot.services.unit import Unit
from storage.grievances.queries import find_grievance
from storage.grievances.tables import Grievance
from storage.lists.visits import visits_of
from storage.people.queries import reachable_with, slack_ids_with, staff_by_id, staff_by_slack_id, staff_named
from storage.people.tables import Staff


def subjects_of(unit: Unit, number: int) -> set[int | None]:
    """The officers of a call's visits in the directory: of one name those of the visited department, else all."""
    subjects: set[int | None] = set()
    for visit in visits_of(unit.session, number):
        named = staff_named(unit.session, visit.officer_name) if visit.officer_name else []
        there = unit.department_of(visit.department)
        here = [person for person in named if unit.department_of(person.department) == there]
        subjects |= {person.id for person in here or named}
    return subjects


def audit_readers(unit: Unit, grievance: Grievance) -> list[Staff]:
    """List who may know of a grievance on the audit track: audit, but neither the subjects nor their line.

    If nobody of audit is left (a subject is of the audit office), the designated supervisors; a small station where
    even they are of that office still has somebody, but never a subject.
    """
    subjects = subjects_of(unit, grievance.call_id) | {grievance.officer_id} | _who_answered_before(unit, grievance)
    people = [staff_by_id(unit.session, each) for each in subjects if each is not None]
    departments = {unit.department_of(person.department) for person in people if person is not None}
    able = [
        person
        for role in (Role.AUDIT, Role.SUPERVISOR)
        for person in reachable_with(unit.session, role)
        if person.id not in subjects
    ]
    for role in (Role.AUDIT, Role.SUPERVISOR):
        found = [
            person
            for person in able
            if role in person.roles and unit.department_of(person.department) not in departments
        ]
        if found:
            return found
    return able[:1]


def _who_answered_before(unit: Unit, grievance: Grievance) -> set[int | None]:
    """Whoever answered the round before: a second round is about that answer too."""
    earlier = None if grievance.earlier_id is None else find_grievance(unit.session, grievance.earlier_id)
    answered_by = None if earlier is None else earlier.answered_by
    person = None if answered_by is None else staff_by_slack_id(unit.session, answered_by)
    return set() if person is None else {person.key}


def may_read_audit(unit: Unit, slack_id: str, grievance: Grievance) -> bool:
    """Check whether a person may know of a grievance on the audit track."""
    person = staff_by_slack_id(unit.session, slack_id)
    return person is not None and person.id in {reader.id for reader in audit_readers(unit, grievance)}


def tell_audit(unit: Unit, what: Announcement, subjects: set[int | None]) -> None:
    """Notify every audit officer but the subjects; if none is left, the supervisors but the subjects (rule book §5)."""
    for role in (Role.AUDIT, Role.SUPERVISOR):
        people = [one for one in slack_ids_with(unit.session, role) if not _is_among(unit, one, subjects)]
        for person in people:
            unit.announce(what, to=person)
        if people:
            return


def _is_among(unit: Unit, slack_id: str, people: set[int | None]) -> bool:
    return any(
        person is not None and person.slack_id == slack_id
        for person in (staff_by_id(unit.session, one) for one in people if one is not None)
    )


def sees_audit(unit: Unit, by: str) -> bool:
    """Check that a person may see figures, and tell whether audit's are among them.

    Raises:
        Refused: neither supervisor nor audit.
    """
    return Role.AUDIT in roles_of(member_who_may(unit, by, Action.SEE_STATS))
