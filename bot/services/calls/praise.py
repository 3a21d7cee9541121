"""Praise on its way to the officer, and what goes to audit instead (rule book §4, §5)."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.announcements import PraiseHeldNotice, PraiseListNotice, PraiseNotice
from bot.domain.calendar import SEOUL
from bot.domain.calls import results
from bot.domain.calls.cards import PraiseCard, PraiseList
from bot.domain.calls.gifts import mentions_gift
from bot.domain.roles import Role
from bot.domain.trail import Event
from bot.services.audit_access import tell_audit
from bot.services.once import take_morning
from bot.services.unit import Unit
from storage.calls.boards import has_board_between
from storage.calls.praise import add_praise, find_praise, praise_between
from storage.calls.queries import find_call
from storage.calls.tables import Call, Praise
from storage.people.queries import slack_ids_with, staff_by_id
from storage.people.tables import Staff

LIST_JOB = "praise_list"


class PraiseState(StrEnum):
    """What became of praise."""

    SENT = "sent"
    HELD = "held"
    KEPT = "kept"


RECORDED_AS = {
    PraiseState.SENT: Event.PRAISE_SENT,
    PraiseState.HELD: Event.PRAISE_HELD,
    PraiseState.KEPT: Event.PRAISE_KEPT,
}


def pass_on_praise(unit: Unit, call: Call, praise: results.PraiseGiven) -> PraiseState:
    """Store praise and send it to the officer; with gift words to audit instead (청탁금지법 §9)."""
    officer = None if praise.officer_id is None else staff_by_id(unit.session, praise.officer_id)
    state = _state_of(praise, officer)
    row = Praise(
        call_id=call.key,
        officer_id=praise.officer_id if officer else None,
        standing=state.value,
        sealed_words=unit.secrets.seal(praise.words),
        at=unit.now,
    )
    add_praise(unit.session, row)
    if state is PraiseState.SENT and officer and officer.slack_id:
        unit.announce(PraiseNotice(praise=row.key), to=officer.slack_id)
    if state is PraiseState.HELD:
        tell_audit(unit, PraiseHeldNotice(praise=row.key), {officer.key} if officer else set())
    unit.record(RECORDED_AS[state], call.key, praise=row.key)
    return state


def _state_of(praise: results.PraiseGiven, officer: Staff | None) -> PraiseState:
    if mentions_gift(praise.words):
        return PraiseState.HELD
    if praise.declined or officer is None or officer.slack_id is None or not officer.active:
        return PraiseState.KEPT
    return PraiseState.SENT


def list_praise_when_due(unit: Unit) -> bool:
    """Send the supervisors last month's praise, on the first working morning of a month, once."""
    first = unit.today.replace(day=1)
    if not take_morning(unit, LIST_JOB, first):
        return False
    last = first - timedelta(days=1)
    month = last.replace(day=1)
    if not has_board_between(unit.session, month, last):  # the centre was not at work yet
        return False
    for supervisor in slack_ids_with(unit.session, Role.SUPERVISOR):
        unit.announce(PraiseListNotice(month=month), to=supervisor)
    return True


def see_praise_list(unit: Unit, *, month: date) -> PraiseList:
    """Return the praise of a month that reached officers, most praised first."""
    start = datetime.combine(month, time(0), SEOUL)
    end = datetime.combine((month + timedelta(days=31)).replace(day=1), time(0), SEOUL)
    found = praise_between(unit.session, start, end)
    people = [staff_by_id(unit.session, praise.officer_id) for praise in found if praise.officer_id]
    counts = Counter(f"{person.department} {person.rank} {person.name}" for person in people if person)
    return PraiseList(
        month=month,
        officers=tuple(counts.most_common()),
        words=tuple(unit.secrets.open(praise.sealed_words) for praise in found),
    )


def see_praise(unit: Unit, *, praise_id: int) -> PraiseCard | None:
    """Return praise with its words: for the officer, or held back for audit. Nothing of the petitioner."""
    praise = find_praise(unit.session, praise_id)
    call = None if praise is None else find_call(unit.session, praise.call_id)
    if praise is None or call is None:
        return None
    officer = None if praise.officer_id is None else staff_by_id(unit.session, praise.officer_id)
    return PraiseCard(
        number=praise.call_id,
        words=unit.secrets.open(praise.sealed_words),
        petition_type=call.petition_type,
        visited_on=call.visited_on,
        officer=f"{officer.department} {officer.rank} {officer.name}" if officer else None,
    )
