"""Letting somebody be called whom a list, a rule or the register excludes, with a reason (rule book §3)."""

from bot.domain.calls.cards import Reopened
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action
from bot.domain.trail import Event
from bot.services.accusations import tell_of_accusation, tell_of_reason
from bot.services.finding import existing_call, existing_line
from bot.services.lists.correcting import readmit_call
from bot.services.permitting import member_who_may, require_reason
from bot.services.unit import Unit
from storage.calls.inbound import let_be_phoned
from storage.lists.do_not_call import take_off_register
from storage.lists.visits import include_visits, lift_exclusion
from storage.people.numbers import hashes_of


def include_petitioner(unit: Unit, *, by: str, number: int, reason: str) -> Reopened:
    """Take the petitioner of a call off the do-not-call register, and put the call back into the queue it had left.

    Raises:
        Refused: not a supervisor, no reason, no such call, or nothing excludes them.
    """
    member_who_may(unit, by, Action.INCLUDE)
    call = existing_call(unit, number)
    require_reason(reason)
    hashes = hashes_of(unit.session, call.petitioner_id)
    was_registered = sum(take_off_register(unit.session, each) for each in hashes) > 0
    if not readmit_call(unit, number, by=by) and not was_registered:
        raise Refused(Reason.NOT_EXCLUDED, number=number)
    let_be_phoned(unit.session, number)
    include_visits(unit.session, number)
    unit.record_with_words(Event.PETITIONER_INCLUDED, number, reason, by=by)
    tell_of_accusation(unit, number, reason)
    return Reopened(line=existing_line(unit, number))


def include_visitor(unit: Unit, *, by: str, exclusion: int, reason: str) -> None:
    """Let a visitor who was excluded be called when their list comes again: nothing of them is kept to call them by.

    Raises:
        Refused: not a supervisor, no reason, or nobody of this number is excluded.
    """
    member_who_may(unit, by, Action.INCLUDE)
    require_reason(reason)
    if not lift_exclusion(unit.session, exclusion, unit.now):
        raise Refused(Reason.NO_SUCH_EXCLUSION, number=exclusion)
    unit.record_with_words(Event.VISITOR_INCLUDED, exclusion, reason, by=by)
    tell_of_reason(unit, Event.VISITOR_INCLUDED, exclusion, reason, by=by)
