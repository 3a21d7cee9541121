"""Taking a result back with what was filed by it; what audit has stays with audit (rule book §4, §5)."""

from bot.domain.announcements import GrievanceNotice, GrievanceTaskNotice
from bot.domain.calls.cards import ClaimCard
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.states import GrievanceState
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action
from bot.domain.trail import Event
from bot.services.calls.claiming import claim_call
from bot.services.calls.undoing import take_back, withdraw
from bot.services.finding import existing_call
from bot.services.grievances.cards import is_said_mistaken
from bot.services.grievances.routing import tell_recipients
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_home
from bot.services.unit import Unit
from storage.calls.attempts import attempts_of
from storage.calls.tables import LastResult
from storage.grievances.numbers import spend_number
from storage.grievances.queries import drop_untold, find_grievance, of_call
from storage.grievances.tables import Grievance

FIRST = 1
"""The first time that a grievance is routed."""


def undo_result(unit: Unit, *, by: str, number: int) -> ClaimCard:
    """Take back the result that somebody entered last of a call, and show them the call's card again.

    A second click shows the card once more.

    Raises:
        Refused: entered by somebody else, too long ago, or somebody was told of it.
        Stale: the call was moved meanwhile.
    """
    result = take_back(unit, by=by, number=number)
    filed = None if result is None or result.grievance_id is None else find_grievance(unit.session, result.grievance_id)
    if result is not None and filed is not None:
        _take_filing_back(unit, result, filed)
    return claim_call(unit, by=by, number=number)


def say_mistaken(unit: Unit, *, by: str, number: int) -> None:
    """Keep that somebody says of a call's result that they entered it by mistake; audit alone reads it, and decides.

    It changes nothing else, and is done alike whatever is with audit.

    Raises:
        Refused: no result of theirs.
    """
    member_who_may(unit, by, Action.RECORD)
    call = existing_call(unit, number)
    if by not in {each.by for each in attempts_of(unit.session, call.key)}:
        raise Refused(Reason.NOTHING_TO_UNDO, number=number)
    for filed in of_call(unit.session, call.key):
        is_theirs = filed.filed_by == by and filed.track == Track.AUDIT and filed.state != GrievanceState.CLOSED
        if is_theirs and not is_said_mistaken(unit, filed):
            unit.record(Event.GRIEVANCE_MISTAKEN, filed.key, by=by)
            tell_recipients(unit, filed)


def _take_filing_back(unit: Unit, result: LastResult, filed: Grievance) -> None:
    """Take an ordinary grievance back of which nobody was told. One of audit stays, and its history says so."""
    spend_number(unit.session, filed.key)
    if filed.track == Track.AUDIT or filed.brought_at is not None:
        unit.record(Event.GRIEVANCE_TAKEN_BACK, filed.key, by=result.by)
        if filed.track == Track.AUDIT:
            tell_recipients(unit, filed)
        return
    withdraw(unit, result, GrievanceNotice(grievance=filed.key, routings=FIRST))
    withdraw(unit, result, GrievanceTaskNotice(grievance=filed.key))
    if not drop_untold(unit.session, filed.key):
        raise Refused(Reason.UNDO_TOLD, number=result.call_id)
    unit.record(Event.GRIEVANCE_UNDONE, filed.key, by=result.by, call=result.call_id)
    refresh_home(unit, filed.recipient or "")
