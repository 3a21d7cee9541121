"""Who is on today, and breaks after a call that was ended for abuse (rule book §4)."""

from collections import Counter
from datetime import datetime

from bot.domain.people.cards import DutyLine, DutyTable
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action, Role
from bot.domain.trail import Event
from bot.services.people.presence import Roster, roster_of
from bot.services.permitting import member_who_may
from bot.services.refreshing import refresh_home
from bot.services.unit import Unit
from storage.calls.attempts import last_abusive_at
from storage.calls.handing import promised_by
from storage.calls.queries import claimed_calls
from storage.people.duty import set_break
from storage.people.queries import active_with
from storage.people.tables import Staff


def see_duty(unit: Unit, *, by: str) -> DutyTable:
    """Show who is on today.

    Raises:
        Refused: neither operator nor supervisor.
    """
    member_who_may(unit, by, Action.SEE_QUEUE)
    return duty_table(unit)


def duty_table(unit: Unit) -> DutyTable:
    """List the operators, whether they are here, and what they have in hand."""
    roster = roster_of(unit)
    claimed = Counter(call.claimed_by for call in claimed_calls(unit.session))
    promised = promised_by(unit.session)
    lines = [_line(unit, roster, person, claimed, promised) for person in active_with(unit.session, Role.OPERATOR)]
    return DutyTable(day=unit.today, is_working_day=unit.calendar.is_working_day(unit.today), lines=tuple(lines))


def _line(unit: Unit, roster: Roster, person: Staff, claimed: Counter[str | None], promised: Counter[str]) -> DutyLine:
    note = roster.note_of(person, unit.today)
    return DutyLine(
        rank=person.rank,
        name=person.name,
        slack_id=person.slack_id,
        duty=None if note is None else note.duty,
        until=None if note is None else note.last,
        break_until=break_of(unit, person),
        is_here=roster.is_here(person),
        claimed=claimed[person.slack_id],
        promised=promised[person.slack_id or ""],
    )


def break_of(unit: Unit, person: Staff) -> datetime | None:
    """Return until when somebody has a break; None: they have none now."""
    until = person.break_until
    return until if until is not None and unit.now < until else None


def begin_break(unit: Unit, *, by: str) -> datetime:
    """Begin the break after a call that was ended for abuse today; asked for again, it goes on as it was.

    Raises:
        Refused: not an operator, or nothing of the kind happened to them today.
    """
    member = member_who_may(unit, by, Action.RECORD)
    running = break_of(unit, member)
    if running is not None:
        return running
    happened = last_abusive_at(unit.session, by)
    if happened is None or unit.day_of(happened) != unit.today or not unit.station.break_after_abuse:
        raise Refused(Reason.OLD_BUTTON)
    until = unit.now + unit.station.break_after_abuse
    set_break(unit.session, by, until)
    unit.record(Event.STAFF_RESTS, member.staff_no, by=by, until=until.isoformat())
    refresh_home(unit, by)
    return until


def end_break(unit: Unit, *, by: str) -> None:
    """End one's break early; ended twice is ended once.

    Raises:
        Refused: not an operator.
    """
    member_who_may(unit, by, Action.RECORD)
    set_break(unit.session, by, None)
    refresh_home(unit, by)
