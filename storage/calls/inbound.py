"""Who came to us by themselves: noted, counted, and one at a time for one number."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from storage.calls.tables import Call, Inbound

LISTS = 0x4C49535453
"""Whoever makes calls of people holds this number: one list alone, or several operators who take people in."""


def wait_for_number(session: Session, phone_hash: str) -> None:
    """Let one transaction at a time take in somebody of a number, and no list meanwhile. SQLite does so by itself."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock_shared(LISTS)))
        session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(phone_hash, 0))))


def wait_for_people(session: Session) -> None:
    """Let one list at a time make calls of people, while nobody is taken in. SQLite does so by itself."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(LISTS)))


def note_inbound(session: Session, inbound: Inbound) -> None:
    """Note that somebody came to us, and how their call had ended, if it was opened again for it."""
    session.add(inbound)
    session.flush()


def opened_again_at(session: Session, call_id: int, at: datetime | None) -> Inbound | None:
    """Find by what a closed call was opened again at a moment."""
    query = select(Inbound).where(col(Inbound.call_id) == call_id, col(Inbound.at) == at, col(Inbound.again).is_(True))
    return session.execute(query).scalar()


def keep_from_being_phoned(session: Session, call_ids: Sequence[int]) -> None:
    """Note that people who came to us are not to be phoned, but at a time that they asked for."""
    session.execute(update(Call).where(col(Call.id).in_(call_ids)).values(inbound_only=True))


def let_be_phoned(session: Session, call_id: int) -> None:
    """Note that whoever came to us may be phoned from now on."""
    session.execute(update(Call).where(col(Call.id) == call_id).values(inbound_only=False))
