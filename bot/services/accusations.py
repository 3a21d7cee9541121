"""Accusations in what is written anywhere else than in a grievance: audit alone is told (rule book §5)."""

from datetime import datetime

from bot.domain.announcements import AccusationNotice, ReasonAccusesNotice
from bot.domain.calls.cards import AccusationCard
from bot.domain.grievances.accusations.reading import accuses
from bot.domain.trail import SYSTEM, Event, Subject
from bot.services.audit_access import readers_beside, tell_audit
from bot.services.officers import officers_of_call
from bot.services.unit import Unit
from storage.people.queries import staff_by_slack_id
from storage.people.tables import Staff
from storage.trail import remarks_on


def tell_of_accusation(unit: Unit, number: int, *texts: str) -> None:
    """Notify audit of words about a call that sound like an accusation; nothing else changes by it."""
    said = [words.strip() for words in texts if accuses(words)]
    if not said:
        return
    unit.record_with_words(Event.CALL_ACCUSES, number, "\n".join(said), by=SYSTEM)
    for reader in _readers(unit, number):
        unit.announce(AccusationNotice(call=number, at=unit.now), to=reader.slack_id or "", for_audit=True)


def tell_of_reason(unit: Unit, event: Event, key: int, reason: str, *, by: str, call: int | None = None) -> None:
    """Notify audit, but not whoever wrote it, of a reason that sounds like an accusation; nothing else changes by it.

    The reason stands beside its event in the trail. Of one about a call those are told who may know of its matters.
    """
    if not accuses(reason):
        return
    notice = ReasonAccusesNotice(key=key, event=event.value, at=unit.now)
    author = staff_by_slack_id(unit.session, by)
    if call is None:
        tell_audit(unit, notice, set() if author is None else {author.key})
        return
    for reader in _readers(unit, call):
        if reader.slack_id and reader.slack_id != by:
            unit.announce(notice, to=reader.slack_id, for_audit=True)


def see_reason(unit: Unit, *, notice: ReasonAccusesNotice, reader: str) -> AccusationCard | None:
    """Return the words of a reason that audit was told of; None for who wrote it, or may not be shown it any more."""
    event = next(each for each in Event if each.value == notice.event)
    said = [
        unit.secrets.open(each.sealed_words)
        for each in remarks_on(unit.session, event.subject, notice.key)
        if each.event == event and each.at.replace(microsecond=0) == notice.at and each.by != reader
    ]
    return AccusationCard(number=None, words="\n".join(said)) if said else None


def see_accusation(unit: Unit, *, number: int, at: datetime, reader: str) -> AccusationCard | None:
    """Return what was noticed of a call at a moment, for whoever may know of it now; None for anybody else."""
    if reader not in {each.slack_id for each in _readers(unit, number)}:
        return None
    said = [
        unit.secrets.open(each.sealed_words)
        for each in remarks_on(unit.session, Subject.CALL, number)
        if each.event == Event.CALL_ACCUSES and each.at.replace(microsecond=0) == at
    ]
    return AccusationCard(number=number, words="\n".join(said)) if said else None


def _readers(unit: Unit, number: int) -> list[Staff]:
    named = officers_of_call(unit, number)
    return readers_beside(unit, number, named.may_be, is_unknown=bool(named.unclear))
