"""Being away: from when to when, and who stands in for grievances that arrive meanwhile (rule book §5)."""

from bot.domain.people.cards import Absence
from bot.domain.refusals import FormRefused, Reason
from bot.domain.roles import Action
from bot.domain.trail import Event
from bot.services.people.directory import as_choice
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_home
from bot.services.unit import Unit
from storage.people.queries import set_absence, staff_by_id
from storage.people.tables import Staff

FROM, UNTIL, DEPUTY = "away_from", "away_until", "away_deputy"
"""The fields of the form."""


def absence_of(unit: Unit, person: Staff) -> Absence:
    """Return what a person noted; an absence that is over counts as none."""
    if person.away_until is None or person.away_until < unit.today:
        return Absence()
    deputy = None if person.deputy_id is None else staff_by_id(unit.session, person.deputy_id)
    return Absence(first=person.away_from, last=person.away_until, deputy=as_choice(deputy) if deputy else None)


def begin_absence(unit: Unit, *, by: str) -> Absence:
    """Return what the form starts with.

    Raises:
        Refused: not in the directory.
    """
    return absence_of(unit, member_who_may(unit, by, Action.SET_ABSENCE))


def note_absence(unit: Unit, *, by: str, absence: Absence) -> Absence:
    """Note from when to when somebody is away. Without any day they are back.

    Raises:
        FormRefused: only one day, the days the wrong way round, or over already; no deputy, or themself.
        Refused: not in the directory.
    """
    member = member_who_may(unit, by, Action.SET_ABSENCE)
    if absence.first is not None or absence.last is not None:
        _check(unit, member, absence)
    deputy_id = absence.deputy.id if absence.deputy and absence.first else None
    set_absence(unit.session, member.key, absence.first, absence.last, deputy_id)
    unit.record(
        Event.STAFF_AWAY if absence.first else Event.STAFF_BACK,
        member.staff_no,
        by=by,
        first=absence.first.isoformat() if absence.first else None,
        last=absence.last.isoformat() if absence.last else None,
        deputy=deputy_id,
    )
    refresh_home(unit, by)
    return absence_of(unit, member)


def _check(unit: Unit, member: Staff, absence: Absence) -> None:
    if not absence.first or not absence.last or absence.last < max(absence.first, unit.today):
        raise FormRefused({UNTIL: Reason.ABSENCE_WRONG})
    deputy = None if absence.deputy is None else staff_by_id(unit.session, absence.deputy.id)
    if deputy is None or deputy.id == member.id or not deputy.active or deputy.slack_id is None:
        raise FormRefused({DEPUTY: Reason.DEPUTY_WRONG})
