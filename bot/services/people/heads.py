"""Who answers for a department: its heads, whoever stands in for them while they are away, else their deputies."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from bot.domain.roles import Role
from bot.services.careers import department_now
from bot.services.people.presence import roster_of
from bot.services.unit import Unit
from storage.people.queries import reachable_with, staff_by_id
from storage.people.tables import Staff


def heads_of(unit: Unit, department: str) -> list[Staff]:
    """List the heads of a department who can be reached, by whatever name of it the directory has."""
    return _of(unit, department, Role.HEAD)


def deputies_of(unit: Unit, department: str) -> list[Staff]:
    """List the deputies of a department's heads who can be reached."""
    return _of(unit, department, Role.DEPUTY)


def answering_for(unit: Unit, department: str, *, passing_over: AbstractSet[int]) -> list[Staff]:
    """List who answers for a department today: its heads, or whom they named while away; else their deputies."""
    return _reached(unit, heads_of(unit, department), passing_over) or _reached(
        unit, deputies_of(unit, department), passing_over
    )


def other_heads(unit: Unit, head: Staff) -> list[Staff]:
    """List who answers for a head's department beside them: nobody below them is told of their delay."""
    return _reached(unit, heads_of(unit, department_now(unit, head)), {head.key})


def reached_instead(unit: Unit, person: Staff) -> Staff | None:
    """Return the person, or whom they named for the time they are away; None when neither can be reached."""
    roster = roster_of(unit)
    if not roster.is_off(person):
        return person if has_account(person) else None
    note = roster.note_of(person, unit.today)
    named = None if note is None or note.deputy_id is None else staff_by_id(unit.session, note.deputy_id)
    able = named is not None and has_account(named) and not roster.is_off(named)
    return named if able else None


def _of(unit: Unit, department: str, role: Role) -> list[Staff]:
    meant = unit.department_of(department)
    return [person for person in reachable_with(unit.session, role) if department_now(unit, person) == meant]


def _reached(unit: Unit, people: Iterable[Staff], passing_over: AbstractSet[int]) -> list[Staff]:
    reached = (reached_instead(unit, person) for person in people if person.key not in passing_over)
    return list({each.key: each for each in reached if each and each.key not in passing_over}.values())


def has_account(person: Staff) -> bool:
    """Check whether somebody can be written to."""
    return person.active and person.slack_id is not None
