"""Who may know of an audit matter: everything that shows, sends or counts one asks here (rule book §5)."""

import itertools
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from bot.domain.calls.results import Result
from bot.domain.calls.states import Outcome
from bot.domain.grievances.kinds import GrievanceLane, Track
from bot.domain.notices import Announcement
from bot.domain.roles import Action, Role
from bot.services.careers import departments_led_since, departments_since
from bot.services.officers import departments_of, departments_unclear, officers_of_call, told_apart
from bot.services.permitting import member_who_may, roles_of
from bot.services.unit import Unit
from storage.grievances.queries import find_grievance
from storage.grievances.subjects import add_subjects, note_departments, subjects_asked, subjects_noted
from storage.grievances.tables import Grievance
from storage.lists.visits import visits_of
from storage.people.queries import reachable_with, slack_ids_with, staff_by_id, staff_by_slack_id
from storage.people.tables import Staff

OVERSEERS = (Role.AUDIT, Role.SUPERVISOR)


def as_others_count(result: Result, track: Track) -> Result:
    """Return a result as everybody but audit sees and counts it: what came to audit alone is a question answered.

    It is written down so: boards, figures, exports, histories, re-checks and counters have nothing else to show.
    """
    return replace(result, outcome=Outcome.INQUIRY_ANSWERED) if track is Track.AUDIT else result


def subjects_of(unit: Unit, grievance: Grievance) -> set[int]:
    """Return everybody whom a grievance is about, or may be about: who was named when it was filed, and by the list."""
    asked = subjects_asked(unit.session, grievance.key)
    may_be = told_apart(unit, officers_of_call(unit, grievance.call_id).may_be, asked)
    return may_be | subjects_noted(unit.session, grievance.key)


def keep_subjects(unit: Unit, grievance: Grievance) -> None:
    """Note whom a grievance is about as it is known now, before the words of the list that name them are destroyed."""
    noted = subjects_noted(unit.session, grievance.key)
    add_subjects(unit.session, grievance.key, (), sorted(subjects_of(unit, grievance) - noted))
    if grievance.officer_unknown:
        note_departments(unit.session, grievance.key, sorted(_unclear_departments(unit, grievance.call_id)))


def is_kept_from(unit: Unit, person: Staff, grievance: Grievance) -> bool:
    """Check whether an ordinary grievance is kept from somebody: a complaint about manner that went to the head."""
    return grievance.lane == GrievanceLane.HEAD and person.id in subjects_of(unit, grievance)


def audit_readers(unit: Unit, grievance: Grievance) -> list[Staff]:
    """List who may know of a grievance on the audit track: audit, but neither the subjects nor their line."""
    return _readers(_Circle(unit), grievance, OVERSEERS)


def designated_supervisor(unit: Unit, grievance: Grievance) -> Staff | None:
    """Return the supervisor who is told that a matter waits for audit: neither a subject nor of their line."""
    return next(iter(_readers(_Circle(unit), grievance, (Role.SUPERVISOR,))), None)


class _Circle:
    """Whom audit matters can be told, and where they served: read once, however many matters are asked about."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit
        self._people: dict[Role, list[Staff]] = {}
        self._served: dict[tuple[int, date], set[str]] = {}
        self._led: dict[tuple[int, date], set[str]] = {}

    def of(self, role: Role) -> list[Staff]:
        """List who holds a role."""
        if role not in self._people:
            self._people[role] = reachable_with(self.unit.session, role)
        return self._people[role]

    def led(self, person: Staff, since: date) -> set[str]:
        """Return the departments that somebody led since a day."""
        if (person.key, since) not in self._led:
            self._led[person.key, since] = departments_led_since(self.unit, person, since)
        return self._led[person.key, since]

    def served(self, person: Staff, since: date) -> set[str]:
        """Return the departments in which somebody served since a day."""
        if (person.key, since) not in self._served:
            self._served[person.key, since] = departments_since(self.unit, person, since)
        return self._served[person.key, since]


def _readers(circle: _Circle, grievance: Grievance, roles: tuple[Role, ...]) -> list[Staff]:
    unit = circle.unit
    about, answered = subjects_of(unit, grievance), _who_answered_before(unit, grievance)
    noted = grievance.unclear_departments or ()
    unclear = {*_unclear_departments(unit, grievance.call_id), *noted} if grievance.officer_unknown else set[str]()
    found = _beside(circle, grievance.call_id, about | answered, unclear, roles)
    return found or _beside(circle, grievance.call_id, about, unclear, roles)  # who answered before rather than nobody


def readers_beside(
    unit: Unit,
    number: int,
    subjects: AbstractSet[int],
    *,
    is_unknown: bool,
    roles: tuple[Role, ...] = OVERSEERS,
) -> list[Staff]:
    """List who may know of an audit matter of a call: nobody whom it is about, and nobody of their departments.

    Of a subject who is not known the departments are those of the visits. If nobody of audit is left (a subject is of
    the audit office), the designated supervisors; a small station where even they are of that office still has
    somebody, but never a subject: rather who left it since, and no head of then or now while there is anybody else.
    """
    unclear = _unclear_departments(unit, number) if is_unknown else set[str]()
    return _beside(_Circle(unit), number, subjects, unclear, roles)


def _beside(
    circle: _Circle, number: int, subjects: AbstractSet[int], unclear: AbstractSet[str], roles: tuple[Role, ...]
) -> list[Staff]:
    unit = circle.unit
    people = [person for each in subjects if (person := staff_by_id(unit.session, each)) is not None]
    began = min((visit.visited_on for visit in visits_of(unit.session, number)), default=unit.today)
    departments = departments_of(unit, people, began) | unclear
    beside = [person for role in roles for person in circle.of(role) if person.id not in subjects]
    able = [each for each in beside if departments.isdisjoint(circle.led(each, began))]
    for since, role in itertools.product((began, unit.today), roles):
        found = [
            person for person in able if role in person.roles and departments.isdisjoint(circle.served(person, since))
        ]
        if found:
            return found
    return (able or beside)[:1]


def _unclear_departments(unit: Unit, number: int) -> set[str]:
    named = officers_of_call(unit, number).visits
    return departments_unclear(unit, [each for each in named if not each.is_clear] or named)


def _who_answered_before(unit: Unit, grievance: Grievance) -> set[int]:
    """Whoever answered the round before: a second round is about that answer too."""
    earlier = None if grievance.earlier_id is None else find_grievance(unit.session, grievance.earlier_id)
    answered_by = None if earlier is None else earlier.answered_by
    person = None if answered_by is None else staff_by_slack_id(unit.session, answered_by)
    return set() if person is None else {person.key}


def may_read_audit(unit: Unit, slack_id: str, grievance: Grievance) -> bool:
    """Check whether a person may know of a grievance on the audit track."""
    return bool(readable_audit(unit, slack_id, [grievance]))


def readable_audit(unit: Unit, slack_id: str, grievances: Iterable[Grievance]) -> list[Grievance]:
    """Return the grievances on the audit track of which a person may know."""
    person = staff_by_slack_id(unit.session, slack_id)
    if person is None:
        return []
    circle = _Circle(unit)
    return [each for each in grievances if person.id in {one.id for one in _readers(circle, each, OVERSEERS)}]


def tell_audit(unit: Unit, what: Announcement, subjects: AbstractSet[int]) -> None:
    """Notify every audit officer but the subjects; if none is left, the supervisors but the subjects (rule book §5)."""
    for role in OVERSEERS:
        people = [one for one in slack_ids_with(unit.session, role) if not _is_among(unit, one, subjects)]
        for person in people:
            unit.announce(what, to=person, for_audit=True)
        if people:
            return


def _is_among(unit: Unit, slack_id: str, people: AbstractSet[int]) -> bool:
    person = staff_by_slack_id(unit.session, slack_id)
    return person is not None and person.id in people


def sees_audit(unit: Unit, by: str) -> bool:
    """Check that a person may see figures, and tell whether audit's are among them.

    Raises:
        Refused: neither supervisor nor audit.
    """
    return Role.AUDIT in roles_of(member_who_may(unit, by, Action.SEE_STATS))
