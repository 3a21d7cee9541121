"""Who tells the petitioner: the operator who filed a matter, or who stands in while they are away (rule book §5)."""

from bot.domain.announcements import GrievanceTaskNotice
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.states import GrievanceState
from bot.domain.people.notices import HandedOverNotice
from bot.domain.trail import Event
from bot.services.audit_access import subjects_of
from bot.services.calls.stand_ins import keeps_whole_day, stand_in_for
from bot.services.people.presence import Roster
from bot.services.refreshing import refresh_home
from bot.services.unit import Unit
from storage.grievances.queries import hand_grievance, unclosed
from storage.grievances.tables import Grievance


def hand_matters(unit: Unit, roster: Roster) -> int:
    """Let others tell the petitioners of who is away all day, and give back what is theirs. Returns how many.

    Of the ordinary track alone: audit tells its petitioners itself.
    """
    open_ones = [each for each in unclosed(unit.session) if each.track == Track.ORDINARY]
    return sum(_hand(unit, roster, grievance) for grievance in open_ones)


def matters_kept(unit: Unit, *, owner: str, keeper: str) -> tuple[int, ...]:
    """List the numbers of the answered matters of somebody that another is to tell."""
    return tuple(
        each.key
        for each in unclosed(unit.session)
        if (each.filed_by, each.handed_to) == (owner, keeper) and each.state == GrievanceState.ANSWERED
    )


def _hand(unit: Unit, roster: Roster, grievance: Grievance) -> bool:
    keeper = None
    if not keeps_whole_day(unit, roster, grievance.filed_by):
        if keeps_whole_day(unit, roster, grievance.handed_to):
            return False
        subjects = subjects_of(unit, grievance)
        found = stand_in_for(unit, roster, grievance.filed_by, grievance.call_id, unit.now, subjects=subjects)
        keeper = None if found is None else found.slack_id
    before = grievance.handed_to
    if keeper == before or not hand_grievance(unit.session, grievance, keeper):
        return False
    unit.record(Event.GRIEVANCE_HANDED_OVER, grievance.key, to=keeper)
    for person in (before, keeper):
        if person is not None:
            unit.announce(HandedOverNotice(owner=grievance.filed_by, day=unit.today), to=person)
            if person == keeper and grievance.state == GrievanceState.ANSWERED:
                unit.announce(GrievanceTaskNotice(grievance=grievance.key), to=person)
    for person in (before, keeper, grievance.filed_by):
        refresh_home(unit, person or "")
    return True
