"""Petitioners: their sealed contact data, and what is known of a number without reading it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice

from sqlalchemy import or_, select
from sqlmodel import Session, col

from bot.domain.calls import CallState, Outcome
from storage.tables import Call, DoNotCall, Exclusion, Petitioner, Visit

CHUNK = 500
"""Values in one IN list: well under every database's limit of parameters."""

NOT_REACHED = (Outcome.UNREACHED.value, Outcome.WRONG_NUMBER.value, Outcome.INELIGIBLE.value)


def find_petitioner(session: Session, petitioner_id: int) -> Petitioner:
    """Read one petitioner, sealed as stored."""
    return session.get_one(Petitioner, petitioner_id)


def known_already(session: Session, keys: Iterable[str]) -> set[str]:
    """Tell which visits were imported before, called or not."""
    known: set[str] = set()
    for chunk in _chunks(keys):
        known.update(session.execute(select(col(Visit.known_as)).where(col(Visit.known_as).in_(chunk))).scalars())
        known.update(
            session.execute(select(col(Exclusion.known_as)).where(col(Exclusion.known_as).in_(chunk))).scalars()
        )
    return known


def open_calls_by_phone(session: Session, phone_hashes: Iterable[str]) -> dict[str, int]:
    """Find the open call of each number that has one."""
    found: dict[str, int] = {}
    for chunk in _chunks(phone_hashes):
        rows = session.execute(
            select(col(Petitioner.phone_hash), col(Call.id))
            .join(Call, col(Call.petitioner_id) == col(Petitioner.id))
            .where(col(Petitioner.phone_hash).in_(chunk), col(Call.state) != CallState.CLOSED.value)
        )
        found.update({phone_hash: call_id for phone_hash, call_id in rows if call_id is not None})
    return found


def known_numbers(session: Session, phone_hashes: Iterable[str]) -> set[str]:
    """Tell which numbers belong to somebody who came before, as far as their data are still kept."""
    known: set[str] = set()
    for chunk in _chunks(phone_hashes):
        rows = session.execute(select(col(Petitioner.phone_hash)).where(col(Petitioner.phone_hash).in_(chunk)))
        known.update(rows.scalars())
    return known


def recently_reached(session: Session, phone_hashes: Iterable[str], since: datetime) -> set[str]:
    """Tell which numbers were reached, and their call closed, after a moment."""
    reached: set[str] = set()
    for chunk in _chunks(phone_hashes):
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


def not_to_be_called(session: Session, phone_hashes: Iterable[str], today: date) -> set[str]:
    """Tell which numbers stand in the do-not-call register on a day."""
    listed: set[str] = set()
    in_force = or_(col(DoNotCall.until).is_(None), col(DoNotCall.until) >= today)
    for chunk in _chunks(phone_hashes):
        rows = session.execute(select(col(DoNotCall.phone_hash)).where(col(DoNotCall.phone_hash).in_(chunk), in_force))
        listed.update(rows.scalars())
    return listed


def _chunks(values: Iterable[str]) -> Iterator[Sequence[str]]:
    rest = iter(values)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def oldest_kept(session: Session) -> Petitioner | None:
    """Read the oldest petitioner whose contact data were not destroyed."""
    query = select(Petitioner).where(col(Petitioner.purged_at).is_(None)).order_by(col(Petitioner.id)).limit(1)
    return session.execute(query).scalar()
