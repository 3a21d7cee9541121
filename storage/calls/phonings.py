"""Who phoned about a call, or was shown whom to phone (rule book §6)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlmodel import Session, col

from storage.calls.tables import Phoning
from storage.statements import insert_or_update_all

NOTED = "unwritten_phonings"
"""Under which name a session keeps what is written at its end: by call and member of staff."""


def note_phoned(
    session: Session, call_id: int, at: datetime, *, staff_id: int | None, grievance_id: int | None = None
) -> None:
    """Note that somebody phoned about a call, or was shown whom to phone; `staff_id` None: nobody knows who.

    Of who is known it is written when the transaction ends, for all claims that share it in one go.
    """
    if staff_id is not None:
        noted: dict[tuple[int, int], dict[str, Any]] = session.info.setdefault(NOTED, {})
        noted[call_id, staff_id] = {"at": at, "grievance_id": grievance_id}
        return
    of_nobody = select(Phoning).where(col(Phoning.call_id) == call_id, col(Phoning.staff_id).is_(None))
    row = session.execute(of_nobody).scalar() or Phoning(call_id=call_id, at=at)
    row.at = at
    session.add(row)
    session.flush()


def write_phonings(session: Session) -> None:
    """Write what was noted, in one order for all: two who wait for each other's are never two."""
    noted: dict[tuple[int, int], dict[str, Any]] = session.info.pop(NOTED, {})
    keys = [{"call_id": call_id, "staff_id": staff_id} for call_id, staff_id in sorted(noted)]
    insert_or_update_all(session, Phoning, keys, [noted[each] for each in sorted(noted)])


def phonings_of(session: Session, call_id: int) -> Sequence[Phoning]:
    """List who phoned about a call, or could have, the latest first."""
    write_phonings(session)
    query = select(Phoning).where(col(Phoning.call_id) == call_id).order_by(col(Phoning.at).desc(), col(Phoning.id))
    return session.execute(query.execution_options(populate_existing=True)).scalars().all()


def add_phonings(session: Session, phonings: Sequence[Phoning]) -> None:
    """Note again who phoned about a call: what had ended it was taken back."""
    write_phonings(session)
    session.add_all(phonings)
    session.flush()


def forget_phonings(session: Session, call_ids: Sequence[int]) -> None:
    """Forget who phoned about some calls."""
    write_phonings(session)
    session.execute(delete(Phoning).where(col(Phoning.call_id).in_(call_ids)))
