"""Finding grievances by number, name or code, among those alone of which the asker may know (rule book §5)."""

from collections.abc import Iterable
from itertools import islice

from bot.domain.calls.verification import read_question
from bot.domain.grievances.cards import GrievanceLine, GrievanceViewer
from bot.domain.grievances.kinds import Track
from bot.domain.keeping.names import mask_name
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action
from bot.services.grievances.cards import grievance_line
from bot.services.grievances.viewers import viewer_of
from bot.services.permitting import member_who_may
from bot.services.unit import Unit
from storage.calls.lookups import call_with_code, matter_with_code
from storage.grievances.queries import find_grievance, of_call, of_masked_name
from storage.grievances.tables import Grievance
from storage.people.tables import Staff

MOST_FOUND = 10


def search_grievances(unit: Unit, *, by: str, words: str) -> list[GrievanceLine]:
    """List what is found by a code or a name, newest first. A full name finds what its masked form finds.

    Nobody finds by them what they are not told whose it is.

    Raises:
        Refused: nothing is found, or nothing of which they may know: the two are not told apart.
    """
    member = member_who_may(unit, by, Action.SEE_GRIEVANCE)
    lines = (_line_for(unit, member, each) for each in _meant(unit, words))
    found = [*islice(filter(None, lines), MOST_FOUND)]
    if not found:
        raise Refused(Reason.NO_GRIEVANCE_FOUND)
    return found


def _meant(unit: Unit, words: str) -> Iterable[Grievance]:
    question = read_question(words)
    if question is None or question.code is None:
        return of_masked_name(unit.session, mask_name(words))
    call, matter = call_with_code(unit.session, question.code), matter_with_code(unit.session, question.code)
    found = [] if call is None else [*of_call(unit.session, call.key)]
    of_audit = None if matter is None else find_grievance(unit.session, matter.grievance_id)
    return found if of_audit is None else [*found, of_audit]


def _line_for(unit: Unit, member: Staff, grievance: Grievance) -> GrievanceLine | None:
    viewer = viewer_of(unit, member, grievance)
    is_told_whose = viewer in {GrievanceViewer.FILER, GrievanceViewer.OVERSEER} or grievance.track == Track.AUDIT
    return grievance_line(unit, grievance, viewer) if viewer is not None and is_told_whose else None
