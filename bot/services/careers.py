"""In which department somebody is, was on a day, or may not judge: by its name of today (rule book §4)."""

from datetime import date

from bot.domain.people.postings import Career
from bot.domain.roles import Role
from bot.services.unit import Unit
from storage.people.postings import career_kept
from storage.people.tables import Staff


def career_of(person: Staff) -> Career:
    """Return where a member of the station served, and since when they are where they are."""
    return career_kept(person.department, person.moved_on, person.postings)


def department_on(unit: Unit, person: Staff, day: date) -> str:
    """Return the department somebody was in on a day."""
    return unit.department_of(career_of(person).on(day), on=day)


def department_now(unit: Unit, person: Staff) -> str:
    """Return the department somebody is in: an order that takes effect later is none yet."""
    return department_on(unit, person, unit.today)


def departments_since(unit: Unit, person: Staff, since: date) -> set[str]:
    """Return every department somebody is in or was in since a day, and where they are ordered to."""
    return {unit.department_of(words, on=day) for words, day in career_of(person).since_day(since, unit.today)}


def departments_led_since(unit: Unit, person: Staff, since: date) -> set[str]:
    """Return every department of which somebody is or was the head, or the deputy of its head, since a day."""
    led = {unit.department_of(words, on=day) for words, day in career_of(person).led_since(since)}
    leads = {Role.HEAD.value, Role.DEPUTY.value} & {*person.roles}
    return led | ({department_now(unit, person)} if leads else set())


def own_departments(unit: Unit, person: Staff, visited_on: date) -> set[str]:
    """Return the departments whose visits of a day are somebody's own: present, of that day, and lately left."""
    concerns = career_of(person).concerns(visited_on, unit.today, unit.station.conflict_memory)
    return {unit.department_of(words, on=day) for words, day in concerns}
