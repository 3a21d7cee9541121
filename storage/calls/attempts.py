"""Attempts and surveys: what was tried, how it ended, and what answered calls brought."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.retries import AttemptMade as PastAttempt
from storage.calls.tables import Attempt, Call
from storage.people.queries import NUMBER_OF
from storage.people.tables import OtherNumber, Petitioner

Found = TypeVar("Found")


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
    other = aliased(Attempt)
    suspected = exists().where(
        col(other.call_id) == col(Attempt.call_id),
        col(other.disposition) == Disposition.PHISHING_SUSPECTED.value,
        col(other.at) < end,
    )
    answered = (
        select(func.count(func.distinct(col(Attempt.call_id))))
        .where(
            col(Attempt.disposition) == Disposition.ANSWERED.value,
            col(Attempt.at) >= start,
            col(Attempt.at) < end,
            suspected,
        )
    )  # fmt: skip
    count: int = session.execute(answered).scalar_one()
    return count


IN_ORDER = (col(Attempt.at), col(Attempt.id))
ATTEMPTS = select(Attempt).where(col(Attempt.call_id) == bindparam("of")).order_by(*IN_ORDER)
ABUSIVE = col(Attempt.disposition) == Disposition.ABUSIVE.value
# one join after the other: for two that are joined to each other first SQLite reads every attempt there is
PEOPLE_TRIED = (
    select(Petitioner, Attempt, OtherNumber)
    .select_from(Petitioner)
    .outerjoin(Call, col(Call.petitioner_id) == col(Petitioner.id))
    .outerjoin(Attempt, (col(Attempt.call_id) == col(Call.id)) & ((col(Call.id) == bindparam("call")) | ABUSIVE))
    .outerjoin(OtherNumber, col(OtherNumber.petitioner_id) == col(Petitioner.id))
    .where(col(Petitioner.phone_hash) == NUMBER_OF)
    .order_by(col(Petitioner.id), *IN_ORDER, col(OtherNumber.id))
)
"""Built once: every claim asks."""


class Tried(NamedTuple):
    """Somebody with a number, their other numbers, and what was tried with them."""

    person: Petitioner
    others: Sequence[OtherNumber]  # the oldest first
    attempts: Sequence[Attempt]  # oldest first: those of one call, and of other calls those that were ended for abuse


def people_tried(session: Session, call: Call) -> list[Tried]:
    """Read everybody with the number of a call's petitioner, themself among them, the oldest first."""
    rows = session.execute(PEOPLE_TRIED, {"of": call.petitioner_id, "call": call.id}).all()
    people = {row[0].key: row[0] for row in rows}
    return [Tried(each, _among(rows, each, OtherNumber), _among(rows, each, Attempt)) for each in people.values()]


def _among(rows: Sequence[Any], person: Petitioner, kind: type[Found]) -> list[Found]:
    """Return what rows say of a person, each once."""
    found = (each for row in rows if row[0] is person for each in row if isinstance(each, kind))
    return list({id(each): each for each in found}.values())


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
        .where(ABUSIVE, col(Petitioner.purged_at).is_(None))
        .order_by(col(Attempt.at), col(Attempt.id))
    )
    return [AbusiveCall(*row) for row in session.execute(query)]
