"""Verification look-ups: calls by code or number, and misses, of which few are granted (rule book §6)."""

import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from sqlalchemy import Insert, bindparam, null, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from storage.calls.tables import AuditCode, Call, LookupGuard
from storage.columns import table_of
from storage.people.numbers import people_with

MISSES = ("first", "second", "third", "fourth", "fifth")
"""The columns of a person's last misses, the oldest first: as many as are granted."""


def call_with_code(session: Session, code: str) -> Call | None:
    """Find the call of a code, comparing every live code in constant time."""
    rows = session.execute(select(col(Call.id), col(Call.code)).where(col(Call.code).is_not(None))).all()
    found = [row.id for row in rows if hmac.compare_digest(str(row.code), code)]
    return session.get(Call, found[0]) if found else None


def matter_with_code(session: Session, code: str) -> AuditCode | None:
    """Find the audit matter of a code, comparing every one of them in constant time."""
    rows = session.execute(select(AuditCode)).scalars().all()
    found = [row for row in rows if hmac.compare_digest(row.code, code)]
    return found[0] if found else None


def calls_of_number(session: Session, phone_hash: str) -> Sequence[Call]:
    """Find the calls of a number, whichever of its petitioner's it is, newest first."""
    query = select(Call).where(col(Call.petitioner_id).in_(people_with(phone_hash))).order_by(col(Call.id).desc())
    return session.execute(query).scalars().all()


def take_guess(session: Session, by: str, now: datetime, since: datetime) -> bool:
    """Count a look-up as a miss before it is answered. False: as many as are granted were missed since a moment.

    It is one statement that locks the person's row: whoever asks at the same time waits, and is counted after it.
    """
    guessing = _guessing(session.get_bind().dialect.name)
    return session.execute(guessing, {"by": by, "now": now, "since": since}).scalar() is not None


def give_guess_back(session: Session, by: str) -> None:
    """Take the miss back that a look-up was counted as: it was none."""
    guards = table_of(LookupGuard)
    earlier: Mapping[str, Any] = {name: guards.c[before] for before, name in pairwise(MISSES)}
    session.execute(update(guards).where(guards.c.by == by).values({**earlier, MISSES[0]: null()}))


def _guessing(dialect: str) -> Insert:
    guards = table_of(LookupGuard)
    inserting = postgresql.insert(guards) if dialect == "postgresql" else sqlite.insert(guards)
    now, since = (bindparam(name, type_=guards.c.fifth.type) for name in ("now", "since"))
    later: dict[str, Any] = {name: guards.c[after] for name, after in pairwise(MISSES)}
    return (
        inserting.values({"by": bindparam("by"), MISSES[-1]: now})
        .on_conflict_do_update(
            index_elements=["by"],
            set_={**later, MISSES[-1]: now},
            where=or_(guards.c.first.is_(None), guards.c.first <= since),
        )
        .returning(guards.c.by)
    )
