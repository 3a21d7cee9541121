"""Re-checks: drawn once for a call, claimed by whoever changes the row, done once."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Unpack

from sqlalchemy import ColumnElement, func, select, update
from sqlmodel import Session, col

from bot.domain.calls.rechecks import RecheckLine, RecheckState
from bot.domain.calls.states import ANSWERED_OUTCOMES
from bot.domain.figures.periods import Period
from storage.calls.tables import Attempt, Call, Recheck, RecheckChange
from storage.statements import changed_rows, insert_or_ignore

LAID_DOWN: RecheckChange = {"claimed_by": None, "claimed_at": None}
"""What leaves a re-check when it goes back in line."""


def closed_with_answers(session: Session, start: datetime, end: datetime) -> Sequence[tuple[int, str]]:
    """List the answered calls closed in a stretch of time, each with who closed it; none of who is not to be phoned."""
    rows = session.execute(
        select(col(Call.id), col(Call.last_operator))
        .where(
            col(Call.closed_at) >= start,
            col(Call.closed_at) < end,
            col(Call.outcome).in_([each.value for each in ANSWERED_OUTCOMES]),
            col(Call.inbound_only).is_(False),
        )
        .order_by(col(Call.id))
    )
    return [(number, operator or "") for number, operator in rows if number is not None]


def add_recheck(session: Session, call_id: int, first_operator: str, at: datetime) -> bool:
    """Have a call phoned again; False: it was drawn before."""
    row = {
        "call_id": call_id,
        "first_operator": first_operator,
        "drawn_at": at,
        "state": RecheckState.WAITING.value,
    }
    return insert_or_ignore(session, Recheck, row) is not None


def find_recheck(session: Session, recheck_id: int) -> Recheck | None:
    """Read one re-check afresh."""
    return session.get(Recheck, recheck_id, populate_existing=True)


def move_recheck(
    session: Session,
    recheck_id: int,
    source: RecheckState,
    target: RecheckState,
    *guards: ColumnElement[bool],
    **change: Unpack[RecheckChange],
) -> bool:
    """Move a re-check by one conditional UPDATE. False: it was not in that state, or not as the guards say."""
    moving = (
        update(Recheck)
        .where(col(Recheck.id) == recheck_id, col(Recheck.state) == source.value, *guards)
        .values(state=target.value, **change)
        .execution_options(synchronize_session=False)
    )
    return changed_rows(session, moving) > 0


def rechecked_by(operator: str) -> ColumnElement[bool]:
    """Guard: this operator has claimed the re-check."""
    return col(Recheck.claimed_by) == operator


def rechecks_in(session: Session, state: RecheckState, *conditions: ColumnElement[bool]) -> list[RecheckLine]:
    """List the re-checks in a state, the longest waiting first."""
    rows = session.execute(
        select(
            col(Recheck.id), col(Recheck.call_id), col(Call.masked_name), col(Call.petition_type),
            col(Call.department), col(Call.visited_on), col(Call.closed_at),
        )
        .select_from(Recheck)
        .join(Call, col(Call.id) == col(Recheck.call_id))
        .where(col(Recheck.state) == state.value, *conditions)
        .order_by(col(Recheck.drawn_at), col(Recheck.id))
    )  # fmt: skip
    return [
        RecheckLine(
            id=row.id,
            call=row.call_id,
            masked_name=row.masked_name,
            petition_type=row.petition_type,
            department=row.department,
            visited_on=row.visited_on,
            closed_at=row.closed_at,
        )
        for row in rows
        if row.closed_at is not None  # else the call is open again: it is phoned anyway
    ]


def not_first_by(operator: str) -> ColumnElement[bool]:
    """Condition: the first call was somebody else's."""
    return col(Recheck.first_operator) != operator


def has_attempted(session: Session, call_id: int, operator: str) -> bool:
    """Check whether an operator ever phoned a petitioner for a call."""
    query = select(col(Attempt.id)).where(col(Attempt.call_id) == call_id, col(Attempt.by) == operator)
    return session.execute(query.limit(1)).first() is not None


def is_claimed_again(session: Session, call_id: int) -> bool:
    """Check whether somebody has a call's re-check, and phones."""
    query = select(col(Recheck.id)).where(
        col(Recheck.call_id) == call_id, col(Recheck.state) == RecheckState.CLAIMED.value
    )
    return session.execute(query).first() is not None


def drop_rechecks(session: Session, drawn_before: datetime) -> int:
    """Drop the re-checks that were drawn too long ago. Returns how many."""
    dropping = (
        update(Recheck)
        .where(col(Recheck.state) == RecheckState.WAITING.value, col(Recheck.drawn_at) < drawn_before)
        .values(state=RecheckState.DROPPED.value)
    )
    return changed_rows(session, dropping)


def waiting_rechecks(session: Session) -> Sequence[Recheck]:
    """Read the re-checks that nobody has claimed."""
    query = select(Recheck).where(col(Recheck.state) == RecheckState.WAITING.value).order_by(col(Recheck.id))
    return session.execute(query).scalars().all()


def put_back_claimed(session: Session) -> int:
    """Put the claimed re-checks back in line, at the end of the day. Returns how many."""
    claimed = update(Recheck).where(col(Recheck.state) == RecheckState.CLAIMED.value)
    return changed_rows(session, claimed.values(state=RecheckState.WAITING.value, **LAID_DOWN))


class RecheckCounts(NamedTuple):
    """The re-checks drawn and done in a period, and those that wait now."""

    drawn: int
    done: int
    waiting: int


def recheck_counts(session: Session, period: Period) -> RecheckCounts:
    """Count the re-checks of a period."""

    def count(*conditions: ColumnElement[bool]) -> int:
        found: int = session.execute(select(func.count()).select_from(Recheck).where(*conditions)).scalar_one()
        return found

    done = (col(Recheck.done_at) >= period.start, col(Recheck.done_at) < period.end, col(Recheck.agrees).is_not(None))
    waits = col(Recheck.state).in_([RecheckState.WAITING.value, RecheckState.CLAIMED.value])
    return RecheckCounts(
        drawn=count(col(Recheck.drawn_at) >= period.start, col(Recheck.drawn_at) < period.end),
        done=count(*done),
        waiting=count(waits),
    )
