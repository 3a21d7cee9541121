"""Taking over what a newer list says of an open visit, and out of the queue who must not be called (rule book §3)."""

from dataclasses import dataclass, replace

from bot.domain.announcements import CallCorrectedNotice, CallWithdrawnNotice
from bot.domain.calls.states import CallState, Move, Outcome, QueueLane
from bot.domain.keeping.names import mask_name
from bot.domain.lists.corrections import Corrected, ToldFacts, correct, told_facts
from bot.domain.lists.listed_words import ListedWords, listed_words_from_text, listed_words_to_text
from bot.domain.lists.rows import ExclusionReason, ListedVisit
from bot.domain.trail import Event
from bot.services.calls.boards import bring_to_latest_board
from bot.services.calls.claiming import LAID_DOWN
from bot.services.finding import existing_call
from bot.services.refreshing import refresh_call
from bot.services.unit import Unit
from storage.calls.queries import move_call, raise_call
from storage.calls.tables import Call, CallChange
from storage.lists.known import KnownVisit
from storage.lists.visits import SealedVisit, correct_visit, find_visit
from storage.people.numbers import other_numbers, replace_listed_numbers
from storage.people.queries import correct_petitioner, find_petitioner
from storage.people.tables import Petitioner
from storage.secrets import Secrets


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A visit as it is known after a row; `changed` is empty when the row only says it in another way."""

    known: KnownVisit
    sealed: SealedVisit
    facts: ToldFacts
    changed: tuple[Corrected, ...]


def correction_of(unit: Unit, known: KnownVisit, row: ListedVisit, sealed: SealedVisit) -> Correction:
    """Compare a row with the visit that it is."""
    visit, petitioner = find_visit(unit.session, known.id), find_petitioner(unit.session, known.petitioner_id)
    secrets = unit.secrets
    words = listed_words_from_text(secrets.open_if(visit.sealed_listed))
    before = ToldFacts(
        phone=secrets.open(petitioner.sealed_phone),
        alternates=tuple(secrets.open_if(petitioner.sealed_alternates).split()),
        name=secrets.open(petitioner.sealed_name),
        marks=words.marks,
        purpose=words.purpose,
        department=words.department,
        officer=words.officer,
        rank=words.rank,
        note=secrets.open_if(visit.sealed_note),
        visited_at=visit.visited_at,
    )
    facts, changed = correct(before, _without_what_was_replaced(unit, petitioner, told_facts(row), before))
    return Correction(known=known, sealed=sealed, facts=facts, changed=changed)


def _without_what_was_replaced(unit: Unit, petitioner: Petitioner, row: ToldFacts, before: ToldFacts) -> ToldFacts:
    """Return what a row says, but for a number that whoever talked to the petitioner replaced by another."""
    noted = {unit.secrets.open(each.sealed_phone) for each in other_numbers(unit.session, petitioner.key) if each.by}
    return replace(row, phone=before.phone) if row.phone in noted else row


def apply_correction(unit: Unit, correction: Correction, *, import_id: int, by: str) -> None:
    """Take a correction over: into the visit, the petitioner and the call; a claimant is told."""
    known, sealed, facts = correction.known, correction.sealed, correction.facts
    changed = set(correction.changed)
    visit = find_visit(unit.session, known.id)
    call = existing_call(unit, known.call_id)
    before = (visit.department, visit.petition_type)
    after = (
        sealed.department if Corrected.DEPARTMENT in changed else visit.department,
        sealed.petition_type if Corrected.TYPE in changed else visit.petition_type,
    )
    correct_visit(
        unit.session,
        known.id,
        known_as=sealed.known_as,
        row_hash=sealed.row_hash,
        import_id=import_id,
        receipt_no=sealed.receipt_no or visit.receipt_no,
        department=after[0],
        petition_type=after[1],
        visited_at=facts.visited_at,
        sealed_note=unit.secrets.seal_if(facts.note),
        sealed_listed=unit.secrets.seal(_words_of(facts)),
    )
    if changed & {Corrected.PHONE, Corrected.NAME}:
        correct_petitioner(unit.session, known.petitioner_id, **_sealed_person(facts, unit.secrets))
        numbers = {unit.secrets.keyed_hash(each): unit.secrets.seal(each) for each in facts.alternates}
        replace_listed_numbers(unit.session, known.petitioner_id, numbers)
    change: CallChange = {"masked_name": mask_name(facts.name)}
    if (call.department, call.petition_type) == before:
        change |= {"department": after[0], "petition_type": after[1]}
    raise_call(unit.session, known.call_id, **change)
    if changed:
        _tell(unit, call, correction, before, after, by)


def _tell(
    unit: Unit, call: Call, correction: Correction, before: tuple[str, str], after: tuple[str, str], by: str
) -> None:
    unit.record(
        Event.CALL_CORRECTED,
        call.key,
        by=by,
        corrected=",".join(correction.changed),
        visited_on=correction.known.visited_on.isoformat(),
        department_before=before[0],
        petition_type_before=before[1],
        department=after[0],
        petition_type=after[1],
    )
    if call.state == CallState.CLAIMED and call.claimed_by is not None:
        unit.announce(CallCorrectedNotice(call=call.key, at=unit.now), to=call.claimed_by)
    refresh_call(unit, existing_call(unit, call.key), call.claimed_by)


def withdraw_call(unit: Unit, number: int, reason: ExclusionReason, *, by: str) -> None:
    """Take out of the queue a call that now must not be made; a claimant is told at once."""
    claimant = existing_call(unit, number).claimed_by
    ended: CallChange = {**LAID_DOWN, "outcome": Outcome.INELIGIBLE.value, "closed_at": unit.now}
    if not move_call(unit.session, Move.WITHDRAW, number, **ended):
        return
    unit.record(Event.CALL_CLOSED, number, by=by, outcome=Outcome.INELIGIBLE.value, reason=reason.value)
    if claimant is not None:
        unit.announce(CallWithdrawnNotice(call=number, at=unit.now), to=claimant)
    refresh_call(unit, existing_call(unit, number), claimant)


def readmit_call(unit: Unit, number: int, *, by: str) -> bool:
    """Put back into the queue a call that had left it because it was not to be made. False: it had not."""
    if existing_call(unit, number).outcome != Outcome.INELIGIBLE:
        return False
    opened: CallChange = {"outcome": None, "closed_at": None, "lane": QueueLane.NEW.value}
    if not move_call(unit.session, Move.READMIT, number, **opened):
        return False
    unit.record(Event.CALL_READMITTED, number, by=by)
    bring_to_latest_board(unit, number)
    refresh_call(unit, existing_call(unit, number))
    return True


def _words_of(facts: ToldFacts) -> str:
    return listed_words_to_text(
        ListedWords(
            purpose=facts.purpose,
            department=facts.department,
            officer=facts.officer,
            rank=facts.rank,
            marks=facts.marks,
        )
    )


def _sealed_person(facts: ToldFacts, secrets: Secrets) -> dict[str, str | bytes | None]:
    return {
        "masked_name": mask_name(facts.name),
        "sealed_name": secrets.seal(facts.name),
        "sealed_phone": secrets.seal(facts.phone),
        "sealed_alternates": secrets.seal_if(" ".join(facts.alternates)),
        "phone_hash": secrets.keyed_hash(facts.phone),
    }
