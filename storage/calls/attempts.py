"""Attempts and surveys: what was tried, how it ended, and what answered calls brought."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.retries import AttemptMade as PastAttempt
from storage.calls.tables import Attempt, Call
from storage.people.tables import Petitioner


def add_attempt(session: Session, attempt: Attempt) -> None:
    """Store an attempt."""
    session.add(attempt)
    session.flush()


def attempts_of(session: Session, call_id: int) -> Sequence[Attempt]:
    """Read a call's attempts, oldest first."""
    return session.execute(ATTEMPTS, {"of": call_id}).scalars().all()


def as_history(attempts: Sequence[Attempt]) -> list[PastAttempt]:
    """Return attempts as the retry policy takes them."""
    return [PastAttempt(at=attempt.at, disposition=Disposition(attempt.disposition)) for attempt in attempts]


def attempts_between(session: Session, start: datetime, end: datetime) -> list[PastAttempt]:
    """Read the attempts of a stretch of time."""
    query = select(Attempt).where(col(Attempt.at) >= start, col(Attempt.at) < end).order_by(col(Attempt.id))
    return as_history(session.execute(query).scalars().all())


def last_abusive_at(session: Session, operator: str) -> datetime | None:
    """Return when somebody last ended a call for abuse; None: never."""
    theirs = (col(Attempt.by) == operator, col(Attempt.disposition) == Disposition.ABUSIVE.value)
    at: datetime | None = session.execute(select(func.max(col(Attempt.at))).where(*theirs)).scalar()
    return at


def closed_between(session: Session, start: datetime, end: datetime) -> dict[str, int]:
    """Count the calls closed in a stretch of time, by outcome."""
    rows = session.execute(
        select(col(Call.outcome), func.count())
        .where(col(Call.closed_at) >= start, col(Call.closed_at) < end)
        .group_by(col(Call.outcome))
    )
    return {outcome or "": count for outcome, count in rows}


def recovered_between(session: Session, start: datetime, end: datetime) -> int:
    """Count the answered calls of a stretch of time that had been suspected phishing before (rule book §4)."""
    suspected = select(col(Attempt.call_id)).where(
        col(Attempt.disposition) == Disposition.PHISHING_SUSPECTED.value, col(Attempt.at) < end
    )
    answered = (
        select(func.count(func.distinct(col(Attempt.call_id))))
        .where(
            col(Attempt.disposition) == Disposition.ANSWERED.value,
            col(Attempt.at) >= start,
            col(Attempt.at) < end,
            col(Attempt.call_id).in_(suspected),
        )
    )  # fmt: skip
    count: int = session.execute(answered).scalar_one()
    return count


IN_ORDER = (col(Attempt.at), col(Attempt.id))
ATTEMPTS = select(Attempt).where(col(Attempt.call_id) == bindparam("of")).order_by(*IN_ORDER)
THEIR_CALLS = select(col(Call.id)).where(
    (col(Call.id) == bindparam("of")) | col(Call.petitioner_id).in_(bindparam("people", expanding=True))
)
ATTEMPTS_ABOUT = (
    select(Attempt)
    .where(col(Attempt.call_id).in_(THEIR_CALLS))
    .where((col(Attempt.call_id) == bindparam("of")) | (col(Attempt.disposition) == Disposition.ABUSIVE.value))
    .order_by(*IN_ORDER)
)
"""Built once: every claim asks."""


class AbusiveCall(NamedTuple):
    """A conversation that was ended for abuse, and whose it was, sealed as stored."""

    call_id: int
    at: datetime
    warned: bool | None
    phone_hash: str
    masked_name: str
    sealed_name: bytes


def abusive_calls(session: Session) -> list[AbusiveCall]:
    """List the conversations that were ended for abuse, of people whose data are still kept, oldest first."""
    query = (
        select(
            col(Attempt.call_id),
            col(Attempt.at),
            col(Attempt.warned),
            col(Petitioner.phone_hash),
            col(Petitioner.masked_name),
            col(Petitioner.sealed_name),
        )
        .join(Call, col(Call.id) == col(Attempt.call_id))
        .join(Petitioner, col(Petitioner.id) == col(Call.petitioner_id))
        .where(col(Attempt.disposition) == Disposition.ABUSIVE.value, col(Petitioner.purged_at).is_(None))
        .order_by(col(Attempt.at), col(Attempt.id))
    )
    return [AbusiveCall(*row) for row in session.execute(query)]


def attempts_about(session: Session, call_id: int, petitioner_ids: Sequence[int]) -> Sequence[Attempt]:
    """Read a call's attempts, and those of calls of these petitioners that were ended for abuse, oldest first."""
    return session.execute(ATTEMPTS_ABOUT, {"of": call_id, "people": petitioner_ids}).scalars().all()
