"""Praise on its way to the officer, and what goes to audit instead (rule book §4, §5)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from bot.domain.announcements import PraiseHeldNotice, PraiseListNotice, PraiseNotice
from bot.domain.calendar import SEOUL
from bot.domain.calls import results
from bot.domain.calls.cards import PraiseCard, PraiseList
from bot.domain.grievances.accusations.reading import accuses
from bot.domain.roles import Role
from bot.domain.trail import Event
from bot.services.audit_access import readers_beside
from bot.services.officers import officers_of_call
from bot.services.once import take_morning
from bot.services.people.directory import members_with
from bot.services.unit import Unit
from storage.calls.boards import has_board_between
from storage.calls.praise import add_praise, find_praise, praise_between, praised_by
from storage.calls.queries import find_call
from storage.calls.tables import Call, Praise
from storage.people.queries import slack_ids_with
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


def pass_on_praise(unit: Unit, call: Call, praise: results.PraiseGiven) -> Praise:
    """Store praise and send it to each officer; to audit instead if it tells of a gift, or accuses (청탁금지법 §9).

    The officer hears of it when it can no longer be taken back, audit at once.
    """
    officers = members_with(unit, praise.officers)
    accounts = [each.slack_id for each in officers if each.slack_id and each.active]
    state = _state_of(praise, accounts)
    row = Praise(call_id=call.key, standing=state.value, sealed_words=unit.secrets.seal(praise.words), at=unit.now)
    add_praise(unit.session, row, [each.key for each in officers])
    if state is PraiseState.SENT:
        for account in accounts:
            unit.announce(PraiseNotice(praise=row.key), to=account, held=unit.station.undo_hold)
    if state is PraiseState.HELD:
        for reader in _readers_of_held(unit, call.key, [each.key for each in officers]):
            unit.announce(PraiseHeldNotice(praise=row.key), to=reader.slack_id or "", for_audit=True)
    unit.record(RECORDED_AS[state], call.key, praise=row.key)
    return row


def _readers_of_held(unit: Unit, number: int, officers: Sequence[int]) -> list[Staff]:
    """List who may know of praise that speaks of a gift: of audit, neither who may be meant nor anybody of theirs."""
    meant = officers_of_call(unit, number).may_be | set(officers)
    return readers_beside(unit, number, meant, is_unknown=not meant)


def see_held_praise(unit: Unit, *, praise_id: int, reader: str) -> PraiseCard | None:
    """Return praise that was held back, for whoever may know of it now; None for anybody else."""
    praise = find_praise(unit.session, praise_id)
    if praise is None:
        return None
    readers = _readers_of_held(unit, praise.call_id, praised_by(unit.session, [praise_id])[praise_id])
    is_theirs = reader in {each.slack_id for each in readers}
    return see_praise(unit, praise_id=praise_id) if is_theirs else None


def _state_of(praise: results.PraiseGiven, accounts: Sequence[str]) -> PraiseState:
    if praise.was_gift or praise.asks_of_gift or accuses(praise.words):
        return PraiseState.HELD
    return PraiseState.KEPT if praise.declined or not accounts else PraiseState.SENT


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
    """Return the praise of a month that reached officers: they in the order of their names, the words by day."""
    start = datetime.combine(month, time(0), SEOUL)
    end = datetime.combine((month + timedelta(days=31)).replace(day=1), time(0), SEOUL)
    found = praise_between(unit.session, start, end)
    praised = praised_by(unit.session, [each.key for each in found]).values()
    names = {_in_full(person) for officers in praised for person in members_with(unit, officers)}
    return PraiseList(
        month=month,
        officers=tuple(sorted(names)),
        words=tuple(unit.secrets.open(praise.sealed_words) for praise in found),
    )


def see_praise(unit: Unit, *, praise_id: int) -> PraiseCard | None:
    """Return praise with its words: for the officer, or held back for audit. Nothing of the petitioner."""
    praise = find_praise(unit.session, praise_id)
    call = None if praise is None else find_call(unit.session, praise.call_id)
    if praise is None or call is None:
        return None
    officers, words = praised_by(unit.session, [praise_id])[praise_id], unit.secrets.open(praise.sealed_words)
    return PraiseCard(
        number=praise.call_id,
        words=words,
        accuses=accuses(words),
        petition_type=call.petition_type,
        visited_on=call.visited_on,
        officers=tuple(_in_full(person) for person in members_with(unit, officers)),
    )


def _in_full(person: Staff) -> str:
    return f"{person.department} {person.rank} {person.name}"
