"""Finding a call that somebody names by its number; there may be no such call."""

from bot.domain.calls.cards import QueueLine
from bot.domain.refusals import Reason, Refused
from bot.services.unit import Unit
from storage.calls.queries import find_call, find_line
from storage.calls.tables import Call
from storage.lists.visits import CallToMake, find_call_to_make


def existing_call(unit: Unit, number: int) -> Call:
    """Find a call, as it stands now.

    Raises:
        Refused: there is none of this number.
    """
    call = find_call(unit.session, number)
    if call is None:
        raise _no_such_call(number)
    return call


def call_to_make(unit: Unit, number: int) -> CallToMake:
    """Find a call with all that decides on who may make it, as it stands now.

    Raises:
        Refused: there is none of this number.
    """
    found = find_call_to_make(unit.session, number, unit.today)
    if found is None:
        raise _no_such_call(number)
    return found


def existing_line(unit: Unit, number: int) -> QueueLine:
    """Find a call's line in the queue: a call as everybody may see it.

    Raises:
        Refused: there is none of this number.
    """
    line = find_line(unit.session, number)
    if line is None:
        raise _no_such_call(number)
    return line


def _no_such_call(number: int) -> Refused:
    return Refused(Reason.NO_SUCH_CALL, number=number)
