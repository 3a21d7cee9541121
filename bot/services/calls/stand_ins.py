"""Who keeps what an operator promised while they are away: whom they named, else who is here (rule book §4)."""

from collections.abc import Collection
from datetime import datetime

from bot.domain.roles import Role
from bot.services.calls.claiming import in_conflict
from bot.services.people.presence import Roster, operators_here
from bot.services.permitting import roles_of
from bot.services.unit import Unit
from storage.calls.handing import work_in_hand
from storage.calls.tables import Call
from storage.lists.visits import visits_of
from storage.people.queries import staff_by_slack_id
from storage.people.tables import Staff


def operator_known(unit: Unit, slack_id: str | None) -> Staff | None:
    """Return an operator who is still one; None: they left, or do something else now."""
    person = None if slack_id is None else staff_by_slack_id(unit.session, slack_id)
    return person if person is not None and Role.OPERATOR in roles_of(person) else None


def keeps_promises(unit: Unit, roster: Roster, slack_id: str | None, at: datetime) -> bool:
    """Check whether somebody is an operator and here at a moment."""
    person = operator_known(unit, slack_id)
    return person is not None and roster.is_here(person, at)


def keeps_whole_day(unit: Unit, roster: Roster, slack_id: str | None) -> bool:
    """Check whether somebody is an operator and not away all day: so long they keep tasks, theirs or another's."""
    person = operator_known(unit, slack_id)
    return person is not None and not roster.is_off(person)


def stand_in_for(
    unit: Unit, roster: Roster, owner: str | None, number: int, at: datetime, *, subjects: Collection[int] = ()
) -> Staff | None:
    """Return who keeps a promise of somebody's at a moment; None when nobody is here who may.

    Whom they named if that is an operator; else, of those without a conflict, whoever has least in hand. None of
    those whom a matter is about, by their numbers in the directory.
    """
    able = [
        person
        for person in operators_here(unit, roster, at)
        if person.slack_id != owner
        and person.key not in subjects
        and not in_conflict(unit, person, number, visits_of(unit.session, number))
    ]
    named = _named_by(unit, roster, owner, at)
    in_hand = work_in_hand(unit.session)
    return next(
        (person for person in able if person.key == named),
        min(able, key=lambda person: in_hand[person.slack_id or ""], default=None),
    )


def keeper_of(unit: Unit, roster: Roster, call: Call) -> str | None:
    """Return who is to hear of a call now: who keeps its promise, or talked last, as long as they are here."""
    keeper = call.handed_to or call.last_operator
    if keeper is None or keeps_promises(unit, roster, keeper, unit.now):
        return keeper
    found = stand_in_for(unit, roster, keeper, call.key, unit.now)
    return keeper if found is None else found.slack_id


def _named_by(unit: Unit, roster: Roster, owner: str | None, at: datetime) -> int | None:
    person = None if owner is None else staff_by_slack_id(unit.session, owner)
    note = None if person is None else roster.note_of(person, unit.day_of(at))
    return None if note is None else note.deputy_id
