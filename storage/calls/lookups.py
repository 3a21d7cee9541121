"""Verification look-ups: calls by code or number, and wrong guesses."""

import hmac
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from storage.calls.tables import Call, WrongCode
from storage.people.tables import Petitioner


def call_with_code(session: Session, code: str) -> Call | None:
    """Find the call of a code, comparing every live code in constant time."""
    rows = session.execute(select(col(Call.id), col(Call.code)).where(col(Call.code).is_not(None))).all()
    found = [row.id for row in rows if hmac.compare_digest(str(row.code), code)]
    return session.get(Call, found[0]) if found else None


def calls_of_number(session: Session, phone_hash: str) -> Sequence[Call]:
    """Find the calls of a number, newest first."""
    query = (
        select(Call)
        .join(Petitioner, col(Petitioner.id) == col(Call.petitioner_id))
        .where(col(Petitioner.phone_hash) == phone_hash)
        .order_by(col(Call.id).desc())
    )
    return session.execute(query).scalars().all()


def note_wrong_code(session: Session, by: str, at: datetime) -> None:
    """Note a guess that did not fit."""
    session.add(WrongCode(by=by, at=at))


def wrong_codes_since(session: Session, by: str, since: datetime) -> int:
    """Count a person's wrong guesses since a moment."""
    query = select(func.count()).where(col(WrongCode.by) == by, col(WrongCode.at) > since)
    count: int = session.execute(query).scalar_one()
    return count
