"""What supervisors may do with a reason: reopen a call, lift a conflict, exclude a petitioner (rule book §4)."""

from datetime import date

from bot.domain.announcements import ConflictLiftedNotice, OwnOverrideNotice
from bot.domain.calls.cards import QueueLine, Reopened
from bot.domain.calls.states import CallState, Move, Outcome, QueueLane
from bot.domain.refusals import Reason, Refused, Stale
from bot.domain.roles import Action, Role
from bot.domain.trail import Event
from bot.services.accusations import tell_of_accusation
from bot.services.audit_access import tell_audit
from bot.services.calls.boards import bring_to_latest_board
from bot.services.calls.claiming import in_conflict, is_excluded
from bot.services.finding import existing_call, existing_line
from bot.services.permitting import member_who_may, require_reason, roles_of
from bot.services.refreshing import refresh_call
from bot.services.unit import Unit
from storage.calls.conflicts import lift_conflict
from storage.calls.queries import move_call
from storage.calls.tables import CallChange
from storage.lists.do_not_call import register_do_not_call
from storage.lists.visits import visits_of
from storage.people.numbers import hashes_of
from storage.people.queries import find_petitioner, staff_by_slack_id, staff_named
from storage.people.tables import Staff

REASON_FIELD = "exclusion_reason"


def reopen_call(unit: Unit, *, by: str, number: int, reason: str) -> Reopened:
    """Put a closed call back into the queue, with a reason, within 7 days.

    Raises:
        Refused: not a supervisor, no reason, not closed, too long ago, or not to be phoned.
    """
    member_who_may(unit, by, Action.REOPEN)
    call = existing_call(unit, number)
    require_reason(reason)
    if call.state != CallState.CLOSED or call.closed_at is None:
        raise Refused(Reason.NOT_CLOSED, number=number)
    if unit.now - call.closed_at > unit.station.reopen_within:
        raise Refused(Reason.REOPEN_TOO_LATE, number=number)
    if is_excluded(unit, call):
        raise Refused(Reason.REOPEN_EXCLUDED, number=number)
    opened: CallChange = {
        "outcome": None,
        "closed_at": None,
        "due_at": None,
        "lane": QueueLane.RETRY.value,
        "priority": 1,
    }
    if not move_call(unit.session, Move.REOPEN, number, **opened):
        raise Stale(Reason.NOT_CLOSED, number=number)
    unit.record_with_words(Event.CALL_REOPENED, number, reason, by=by)
    tell_of_accusation(unit, number, reason)
    bring_to_latest_board(unit, number)
    refresh_call(unit, existing_call(unit, number), call.last_operator)
    return Reopened(line=existing_line(unit, number))


def lift_conflict_for(unit: Unit, *, by: str, number: int, operator: str, reason: str) -> Reopened:
    """Let one operator claim one call in spite of a conflict of interest, with a reason.

    `operator` is a name, or a mention as Slack sends it.

    Raises:
        Refused: not a supervisor, no reason, nobody or several of that name, themselves, or no conflict at all.
    """
    member_who_may(unit, by, Action.OVERRIDE)
    line = existing_line(unit, number)
    person = _operator_meant(unit, operator)
    require_reason(reason)
    if person.slack_id == by:
        raise Refused(Reason.OWN_CONFLICT, number=number)
    if not in_conflict(unit, person, number, visits_of(unit.session, number)) or person.slack_id is None:
        raise Refused(Reason.NO_CONFLICT, number=number)
    lift_conflict(unit.session, number, person.slack_id, by, unit.now)
    unit.record_with_words(Event.CONFLICT_LIFTED, number, reason, by=by)
    tell_of_accusation(unit, number, reason)
    unit.announce(ConflictLiftedNotice(call=number), to=person.slack_id)
    return Reopened(line=line, operator=person.slack_id)


def note_own_override(unit: Unit, *, by: str, number: int) -> None:
    """Notify audit that somebody with two roles tried to lift a conflict of their own."""
    member = member_who_may(unit, by, Action.OVERRIDE)
    unit.record(Event.CONFLICT_REFUSED, number, by=by)
    tell_audit(unit, OwnOverrideNotice(call=number, by=by, at=unit.now), {member.key})


def begin_exclusion(unit: Unit, *, by: str, number: int) -> QueueLine:
    """Return whose call it is that is asked about before its petitioner is excluded for good.

    Raises:
        Refused: not a supervisor, or no such call.
    """
    member_who_may(unit, by, Action.EXCLUDE)
    return existing_line(unit, number)


def exclude_petitioner(unit: Unit, *, by: str, number: int, until: date | None, reason: str) -> Reopened:
    """Put the petitioner of a call on the do-not-call register, for good or until a day; an open call is closed.

    Raises:
        Refused: not a supervisor, no reason, no such call, or a day that is past.
    """
    member_who_may(unit, by, Action.EXCLUDE)
    call = existing_call(unit, number)
    require_reason(reason)
    if until is not None and until < unit.today:
        raise Refused(Reason.WRONG_DAY, word=until.isoformat())
    petitioner = find_petitioner(unit.session, call.petitioner_id)
    for phone_hash in hashes_of(unit.session, petitioner.key):
        register_do_not_call(unit.session, phone_hash, by, unit.now, until=until)
    unit.record_with_words(Event.PETITIONER_EXCLUDED, number, reason, by=by)
    tell_of_accusation(unit, number, reason)
    ended: CallChange = {"outcome": Outcome.INELIGIBLE.value, "closed_at": unit.now, "due_at": None}
    if move_call(unit.session, Move.GIVE_UP, number, **ended):
        unit.record(Event.CALL_CLOSED, number, by=by, outcome="ineligible")
    refresh_call(unit, existing_call(unit, number))
    return Reopened(line=existing_line(unit, number))


def _operator_meant(unit: Unit, words: str) -> Staff:
    name = words.strip("<@>").partition("|")[0]
    by_id = staff_by_slack_id(unit.session, name)
    people = [by_id] if by_id else [each for each in staff_named(unit.session, name) if Role.OPERATOR in roles_of(each)]
    match people:
        case [only]:
            return only
        case _:
            raise Refused(Reason.WHO_IS_MEANT, word=name)
