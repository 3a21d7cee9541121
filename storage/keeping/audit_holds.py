"""What audit still holds of petitioners whose data were destroyed for everybody else (rule book §7)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, exists, or_, select, update
from sqlmodel import Session, col

from bot.domain.grievances.kinds import Track
from bot.domain.grievances.states import GrievanceState
from storage.calls.tables import Call, Praise
from storage.grievances.tables import Grievance
from storage.keeping.purging import GONE, HELD_BACK, purge_grievances
from storage.keeping.tables import AuditHold, Deletion
from storage.people.tables import Petitioner
from storage.statements import insert_or_ignore


def hold_contact(session: Session, petitioner: Petitioner, at: datetime, sealed_alternates: bytes | None) -> None:
    """Keep a petitioner's contact data for audit alone, with all other numbers."""
    kept = {
        "petitioner_id": petitioner.key,
        "at": at,
        "sealed_name": petitioner.sealed_name,
        "sealed_phone": petitioner.sealed_phone,
        "sealed_alternates": sealed_alternates,
    }
    insert_or_ignore(session, AuditHold, kept)


def held_contact(session: Session, petitioner_id: int) -> AuditHold | None:
    """Read what audit still holds of a petitioner's contact data."""
    return session.execute(select(AuditHold).where(col(AuditHold.petitioner_id) == petitioner_id)).scalar()


def has_audit_matters(session: Session, petitioner_id: int) -> bool:
    """Check whether anything of a petitioner lies with audit of which there still are words."""
    of_own = (col(Call.petitioner_id) == petitioner_id, _lies_with_audit())
    return bool(session.execute(select(exists().where(*of_own))).scalar_one())


def _lies_with_audit() -> ColumnElement[bool]:
    """Condition on a call: it brought something for audit of which there still are words."""
    matters = exists().where(
        col(Grievance.call_id) == col(Call.id),
        col(Grievance.track) == Track.AUDIT.value,
        col(Grievance.sealed_words) != GONE,
    )
    return or_(
        matters, exists().where(col(Praise.call_id) == col(Call.id), HELD_BACK, col(Praise.sealed_words) != GONE)
    )


def holds_to_end(session: Session, closed_before: datetime, asked_before: datetime, *, most: int) -> Sequence[int]:
    """Find petitioners, purged for everybody else, of whom audit has held everything long enough.

    Who asked for it and has not been told what came of it is held until a moment after that.
    """
    own = col(Call.petitioner_id) == col(Petitioner.id)
    is_fresh = exists().where(
        own,
        col(Grievance.call_id) == col(Call.id),
        col(Grievance.track) == Track.AUDIT.value,
        (col(Grievance.state) != GrievanceState.CLOSED.value) | (col(Grievance.closed_at) > closed_before),
    ) | exists().where(own, col(Praise.call_id) == col(Call.id), HELD_BACK, col(Praise.at) > closed_before)
    is_fresh |= _waits_to_be_told(col(Petitioner.id), asked_before)
    is_held = exists().where(col(AuditHold.petitioner_id) == col(Petitioner.id)) | exists().where(
        own, _lies_with_audit()
    )
    query = (
        select(col(Petitioner.id))
        .where(col(Petitioner.purged_at).is_not(None), is_held, ~is_fresh)
        .order_by(col(Petitioner.id))
        .limit(most)
    )
    return [each for each in session.execute(query).scalars() if each is not None]


def waits_to_be_told(session: Session, petitioner_id: int, asked_before: datetime) -> bool:
    """Check whether a petitioner asked for deletion since a moment and has not been told what came of it."""
    query = select(exists().where(col(Petitioner.id) == petitioner_id, _waits_to_be_told(petitioner_id, asked_before)))
    return bool(session.execute(query).scalar_one())


def _waits_to_be_told(petitioner_id: Any, asked_before: datetime) -> ColumnElement[bool]:
    asked = (col(Deletion.petitioner_id) == petitioner_id, col(Deletion.at) > asked_before)
    return exists().where(*asked, col(Deletion.told_at).is_(None))


def held_praise_of(session: Session, call_ids: Sequence[int]) -> Sequence[int]:
    """List the praise of some calls that audit holds back."""
    rows = session.execute(select(col(Praise.id)).where(col(Praise.call_id).in_(call_ids), HELD_BACK)).scalars()
    return [each for each in rows if each is not None]


def purge_held(session: Session, grievance_ids: Sequence[int], praise_ids: Sequence[int]) -> None:
    """Destroy the words of some matters of audit, and of praise that it holds back."""
    purge_grievances(session, grievance_ids)
    session.execute(update(Praise).where(col(Praise.id).in_(praise_ids)).values(sealed_words=GONE))


def end_hold(session: Session, petitioner_id: int) -> None:
    """Destroy the contact data that audit held of a petitioner."""
    session.execute(delete(AuditHold).where(col(AuditHold.petitioner_id) == petitioner_id))
