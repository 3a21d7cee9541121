"""Being here and being away: whole days and half days, ahead of time, and who stands in (rule book §4, §5)."""

from bot.domain.people.cards import Absence
from bot.domain.people.duty import Duty, DutyNote, noted_over
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.domain.roles import Action, Role
from bot.domain.trail import Event
from bot.services.people.directory import as_choice
from bot.services.people.presence import roster_of
from bot.services.permitting import member_who_may, roles_of
from bot.services.refreshing import refresh_home
from bot.services.unit import Unit
from storage.people.duty import replace_duty
from storage.people.queries import staff_by_id, staff_by_slack_id, staff_named
from storage.people.tables import Staff

KIND, FROM, UNTIL, DEPUTY, WHOSE = "away_kind", "away_from", "away_until", "away_deputy", "away_whose"
FIELDS = (KIND, FROM, UNTIL, DEPUTY, WHOSE)
"""The fields of the form."""


def absences_of(unit: Unit, person: Staff) -> tuple[Absence, ...]:
    """List what a person noted of today and the days to come."""
    found = []
    for note in roster_of(unit).of(person):
        deputy = None if note.deputy_id is None else staff_by_id(unit.session, note.deputy_id)
        named = as_choice(deputy) if deputy else None
        found.append(Absence(first=note.first, last=note.last, duty=note.duty, deputy=named))
    return tuple(found)


def begin_absence(unit: Unit, *, by: str) -> tuple[Absence, ...]:
    """Return what somebody noted before, for the form.

    Raises:
        Refused: not in the directory.
    """
    return absences_of(unit, member_who_may(unit, by, Action.SET_ABSENCE))


def person_meant(unit: Unit, *, by: str, name: str = "", number: int | None = None) -> Staff:
    """Return whose days are meant: one's own, or by a supervisor somebody else's, by name or number in the directory.

    Raises:
        Refused: no supervisor, nobody of that name, or several.
    """
    if not name and number is None:
        return member_who_may(unit, by, Action.SET_ABSENCE)
    own = staff_by_slack_id(unit.session, by)
    found = [staff_by_id(unit.session, number)] if number is not None else staff_named(unit.session, name)
    people = [person for person in found if person is not None and person.active]
    if own is not None and people == [own]:
        return member_who_may(unit, by, Action.SET_ABSENCE)
    member_who_may(unit, by, Action.SET_DUTY)
    if len(people) != 1:
        raise Refused(Reason.WHO_IS_MEANT, word=name)
    return people[0]


def note_absence(unit: Unit, *, by: str, absence: Absence, person: Staff | None = None) -> tuple[Absence, ...]:
    """Note of some days whether somebody is here. Of each day the last word counts; back, without days, is from now on.

    Raises:
        FormRefused: no day, the days the wrong way round, or over already; no deputy, or themself.
        Refused: not in the directory; of somebody else, no supervisor.
    """
    own = staff_by_slack_id(unit.session, by)
    is_own = person is None or (own is not None and own.key == person.key)
    allowed = member_who_may(unit, by, Action.SET_ABSENCE if is_own else Action.SET_DUTY)
    member = allowed if person is None else person
    new = _checked(unit, member, absence, needs_deputy=is_own)
    notes = roster_of(unit).of(member)
    if new is None:
        replace_duty(unit.session, member.key, ())
    else:
        replace_duty(unit.session, member.key, noted_over(notes, new.first, new.last, _kept(unit, new)))
    _record(unit, member, by, new)
    if member.slack_id is not None:
        refresh_home(unit, member.slack_id)
    return absences_of(unit, member)


def _kept(unit: Unit, new: DutyNote) -> DutyNote | None:
    """Return what is to be written down: to be here on working days goes without saying."""
    days = (new.last - new.first).days + 1
    all_worked = unit.calendar.working_days_between(new.first, new.last) == days
    return None if new.duty is Duty.HERE and all_worked else new


def _record(unit: Unit, member: Staff, by: str, new: DutyNote | None) -> None:
    is_back = new is None or new.duty is Duty.HERE
    unit.record(
        Event.STAFF_BACK if is_back else Event.STAFF_AWAY,
        member.staff_no,
        by=by,
        first=new.first.isoformat() if new else None,
        last=new.last.isoformat() if new else None,
        duty=new.duty.value if new else None,
        deputy=new.deputy_id if new else None,
    )


def _checked(unit: Unit, member: Staff, absence: Absence, *, needs_deputy: bool) -> DutyNote | None:
    """Return what is to be noted; None: back from now on, whatever was noted."""
    if absence.duty is Duty.HERE and absence.first is None and absence.last is None:
        return None
    first, last = absence.first, absence.last or absence.first
    if first is None or last is None or last < max(first, unit.today):
        raise FormRefused({UNTIL: Reason.ABSENCE_WRONG})
    deputy = None if absence.deputy is None else staff_by_id(unit.session, absence.deputy.id)
    is_operator = Role.OPERATOR in roles_of(member)
    is_named = absence.deputy is not None or (absence.duty is Duty.AWAY and needs_deputy and not is_operator)
    is_wrong = deputy is None or deputy.key == member.key or not deputy.active or deputy.slack_id is None
    if is_named and is_wrong:
        raise FormRefused({DEPUTY: Reason.DEPUTY_WRONG})
    named = deputy.key if deputy and absence.duty is not Duty.HERE else None
    return DutyNote(first=max(first, unit.today), last=last, duty=absence.duty, deputy_id=named)
