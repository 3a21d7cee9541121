"""What is known of the people of a list already, without reading their numbers."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from bot.domain.calls.states import CallState, Outcome
from storage.calls.tables import Call
from storage.lists.tables import Exclusion, Visit
from storage.people.tables import Petitioner
from storage.statements import chunks

NOT_REACHED = (Outcome.UNREACHED.value, Outcome.WRONG_NUMBER.value, Outcome.INELIGIBLE.value)


def known_already(session: Session, keys: Iterable[str]) -> set[str]:
    """Return which visits were imported before, called or not."""
    known: set[str] = set()
    for chunk in chunks(keys):
        known.update(session.execute(select(col(Visit.known_as)).where(col(Visit.known_as).in_(chunk))).scalars())
        known.update(
            session.execute(select(col(Exclusion.known_as)).where(col(Exclusion.known_as).in_(chunk))).scalars()
        )
    return known


def open_calls_by_phone(session: Session, phone_hashes: Iterable[str]) -> dict[str, int]:
    """Find the open call of each number that has one."""
    found: dict[str, int] = {}
    for chunk in chunks(phone_hashes):
        rows = session.execute(
            select(col(Petitioner.phone_hash), col(Call.id))
            .join(Call, col(Call.petitioner_id) == col(Petitioner.id))
            .where(col(Petitioner.phone_hash).in_(chunk), col(Call.state) != CallState.CLOSED.value)
        )
        found.update({phone_hash: call_id for phone_hash, call_id in rows if call_id is not None})
    return found


def known_numbers(session: Session, phone_hashes: Iterable[str]) -> set[str]:
    """Return which numbers belong to somebody who came before, as far as their data are still kept."""
    known: set[str] = set()
    for chunk in chunks(phone_hashes):
        rows = session.execute(select(col(Petitioner.phone_hash)).where(col(Petitioner.phone_hash).in_(chunk)))
        known.update(rows.scalars())
    return known


def recently_reached(session: Session, phone_hashes: Iterable[str], since: datetime) -> set[str]:
    """Return which numbers were reached, and their call closed, after a moment."""
    reached: set[str] = set()
    for chunk in chunks(phone_hashes):
        rows = session.execute(
            select(col(Petitioner.phone_hash))
            .join(Call, col(Call.petitioner_id) == col(Petitioner.id))
            .where(
                col(Petitioner.phone_hash).in_(chunk),
                col(Call.closed_at) >= since,
                col(Call.outcome).not_in(NOT_REACHED),
            )
        )
        reached.update(rows.scalars())
    return reached
