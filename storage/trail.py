"""The event trail and the access log: append-only rows, each hashed together with the one before."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, insert, select, text
from sqlmodel import Session, col

from storage.tables import AccessLog, Trail

ADVISORY = {Trail: 7_401, AccessLog: 7_402}
"""PostgreSQL advisory locks: one writer at a time finds the end of each chain."""

Chain = TypeVar("Chain", type[Trail], type[AccessLog])
Facts = Mapping[str, str | int | bool | None]


def record(session: Session, event: str, subject: str, *, actor: str, at: datetime, **facts: str | int | None) -> None:
    """Add an event to the trail. Facts are ids, states and counts: never names, numbers or words of people."""
    _append(session, Trail, event, subject, actor=actor, at=at, facts=facts)


def record_access(session: Session, subject: str, purpose: str, *, actor: str, at: datetime) -> None:
    """Write down that contact data was shown: to whom, whose, what for."""
    _append(session, AccessLog, purpose, subject, actor=actor, at=at, facts={})


def _append(  # noqa: PLR0913 — the columns of the row
    session: Session,
    chain: type[Trail] | type[AccessLog],
    event: str,
    subject: str,
    *,
    actor: str,
    at: datetime,
    facts: Facts,
) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY[chain]})
    last = session.execute(select(col(chain.hash)).order_by(col(chain.id).desc()).limit(1)).scalar()
    row = {
        "at": at,
        "actor": actor,
        "event": event,
        "subject": subject,
        "facts": json.dumps(facts, ensure_ascii=False, sort_keys=True),
    }
    session.execute(insert(chain).values(**row, hash=link_hash(last or "", row)))


def events_of(session: Session, subject: str) -> Sequence[Trail]:
    """Read what happened to a subject, oldest first."""
    return session.execute(select(Trail).where(col(Trail.subject) == subject).order_by(col(Trail.id))).scalars().all()


def count_events(session: Session, event: str, start: datetime, end: datetime) -> int:
    """Count the events of one kind in a stretch of time."""
    query = select(func.count()).where(col(Trail.event) == event, col(Trail.at) >= start, col(Trail.at) < end)
    count: int = session.execute(query).scalar_one()
    return count


def link_hash(before: str, row: Mapping[str, object]) -> str:
    """Hash a row together with the hash before it (SHA-256, hex)."""
    at = row["at"]
    moment = at.timestamp() if isinstance(at, datetime) else at
    words = json.dumps([before, moment, row["actor"], row["event"], row["subject"], row["facts"]], ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()
