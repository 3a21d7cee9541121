"""A petitioner asked for deletion: audit decides of what it holds, and alone tells them the result (rule book §7)."""

from bot.domain.announcements import DeletionNotice
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.states import GrievanceState
from bot.domain.keeping.cards import Contact, DeletionCard
from bot.domain.keeping.personal_numbers import checked
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Action, Role
from bot.domain.trail import Event, Purpose
from bot.services.audit_access import audit_readers, may_read_audit, tell_audit
from bot.services.finding import existing_call
from bot.services.keeping.contact_data import holders_of, reveal_contact
from bot.services.keeping.purging import TELL_WITHIN, destroy_matters
from bot.services.permitting import member_who_may, roles_held
from bot.services.unit import Unit
from storage.grievances.tables import Grievance
from storage.keeping.audit_holds import held_contact
from storage.keeping.deletions import add_deletion, decide_deletion, find_deletion, mark_told
from storage.keeping.purging import GONE, calls_of, grievances_of
from storage.keeping.tables import Deletion
from storage.people.queries import find_petitioner

REASON_FIELD = "deletion_reason"


def note_deletion(unit: Unit, *, petitioner_id: int, number: int) -> None:
    """Note that a petitioner asked for deletion, and notify audit, whether anything lies with audit or not."""
    deletion = Deletion(petitioner_id=petitioner_id, call_id=number, at=unit.now)
    add_deletion(unit.session, deletion)
    notice = DeletionNotice(deletion=deletion.key)
    tell_audit(unit, notice, set())
    for matter in _matters(unit, petitioner_id):
        for reader in audit_readers(unit, matter):
            unit.announce(notice, to=reader.slack_id or "", for_audit=True)


def see_deletion(unit: Unit, *, deletion_id: int, reader: str) -> DeletionCard | None:
    """Return what one reader may know of a deletion; None for whoever has nothing to do with it."""
    deletion = find_deletion(unit.session, deletion_id)
    return None if deletion is None or not _is_theirs(unit, reader, deletion) else _card(unit, reader, deletion)


def destroy(unit: Unit, *, by: str, deletion_id: int) -> DeletionCard:
    """Destroy what audit holds of the petitioner, as far as this reader may know of it.

    Raises:
        Refused: not theirs, nothing is left, or a matter is open.
    """
    deletion = _to_decide(unit, by, deletion_id)
    matters = _matters(unit, deletion.petitioner_id, by)
    still_open = next((each for each in matters if each.state != GrievanceState.CLOSED), None)
    if still_open is not None:
        raise Refused(Reason.MATTER_OPEN, number=still_open.key)
    if not matters:
        raise Refused(Reason.DELETION_OVER)
    destroy_matters(unit, deletion.petitioner_id, [each.key for each in matters], by=by)
    decide_deletion(unit.session, deletion_id, by, is_kept=False)
    unit.record(Event.DELETION_DESTROYED, deletion.petitioner_id, by=by)
    return _shown_anew(unit, by, deletion_id)


def keep(unit: Unit, *, by: str, deletion_id: int, reason: str) -> DeletionCard:
    """Keep what audit holds, with a reason, until its own time is over.

    Raises:
        FormRefused: no reason, or with a number that belongs to somebody.
        Refused: not theirs, or nothing is left.
    """
    reason = checked(reason, REASON_FIELD, Reason.REASON_MISSING)
    deletion = _to_decide(unit, by, deletion_id)
    if not _matters(unit, deletion.petitioner_id, by):
        raise Refused(Reason.DELETION_OVER)
    decide_deletion(unit.session, deletion_id, by, is_kept=True)
    unit.record_with_words(Event.DELETION_KEPT, deletion.petitioner_id, reason, by=by)
    return _shown_anew(unit, by, deletion_id)


def note_told(unit: Unit, *, by: str, deletion_id: int) -> DeletionCard:
    """Note that the petitioner was told what came of it; told twice is told once.

    Raises:
        Refused: not theirs.
    """
    deletion = _to_decide(unit, by, deletion_id)
    if mark_told(unit.session, deletion_id, by, unit.now):
        unit.record(Event.DELETION_TOLD, deletion.petitioner_id, by=by)
    return _shown_anew(unit, by, deletion_id)


def reveal_to_tell(unit: Unit, *, by: str, deletion_id: int) -> Contact:
    """Show audit the number of a petitioner who is to be told, and log it.

    Raises:
        Refused: not theirs, or the number is gone.
    """
    deletion = _to_decide(unit, by, deletion_id)
    if not _may_phone(unit, deletion):
        raise Refused(Reason.DELETION_OVER)
    member = member_who_may(unit, by, Action.DECIDE_DELETION)
    call = existing_call(unit, deletion.call_id)
    return reveal_contact(unit, call, holders_of(unit, call), member, Purpose.AUDIT)


def _to_decide(unit: Unit, by: str, deletion_id: int) -> Deletion:
    member_who_may(unit, by, Action.DECIDE_DELETION)
    deletion = find_deletion(unit.session, deletion_id)
    if deletion is None or not _is_theirs(unit, by, deletion):
        raise Refused(Reason.OLD_BUTTON)
    return deletion


def _is_theirs(unit: Unit, reader: str, deletion: Deletion) -> bool:
    """Everybody of audit (where there is nobody, supervisors), and whoever may know of a matter of this petitioner."""
    needed = Role.AUDIT if unit.audit else Role.SUPERVISOR
    return needed in roles_held(unit, by=reader) or bool(_matters(unit, deletion.petitioner_id, reader))


def _matters(unit: Unit, petitioner_id: int, reader: str | None = None) -> list[Grievance]:
    """List audit's matters of a petitioner of which there still are words, and one reader may know."""
    calls = [call.key for call in calls_of(unit.session, petitioner_id)]
    found = [each for each in grievances_of(unit.session, calls, Track.AUDIT) if each.sealed_words != GONE]
    return [each for each in found if reader is None or may_read_audit(unit, reader, each)]


def _may_phone(unit: Unit, deletion: Deletion) -> bool:
    is_purged = find_petitioner(unit.session, deletion.petitioner_id).purged_at is not None
    return not is_purged or held_contact(unit.session, deletion.petitioner_id) is not None


def _card(unit: Unit, reader: str, deletion: Deletion) -> DeletionCard:
    matters = _matters(unit, deletion.petitioner_id, reader)
    return DeletionCard(
        id=deletion.key,
        call=deletion.call_id,
        asked_on=unit.day_of(deletion.at),
        tell_by=unit.day_of(deletion.at + TELL_WITHIN),
        is_purged=find_petitioner(unit.session, deletion.petitioner_id).purged_at is not None,
        matters=tuple(each.key for each in matters),
        may_destroy=bool(matters) and all(each.state == GrievanceState.CLOSED for each in matters),
        is_kept=deletion.is_kept,
        is_told=deletion.told_at is not None,
        may_phone=_may_phone(unit, deletion),
    )


def _shown_anew(unit: Unit, by: str, deletion_id: int) -> DeletionCard:
    """Have everybody's message drawn again, and return what this reader sees."""
    deletion = _to_decide(unit, by, deletion_id)
    for person in sorted({by, *unit.audit}):
        unit.announce(DeletionNotice(deletion=deletion_id), to=person, for_audit=True)
    return _card(unit, by, deletion)
