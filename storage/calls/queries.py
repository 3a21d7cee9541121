"""Calls: guarded transitions as Core statements, and the queue's order (decision 5)."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, Unpack

from sqlalchemy import ColumnElement, Row, Select, bindparam, case, func, null, or_, select, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import Session, col

from bot.domain.calls.cards import BoardCounts, QueueLine
from bot.domain.calls.states import TRANSITIONS, CallState, Move, QueueLane
from storage.calls.codes import is_free
from storage.calls.handing import kept_by
from storage.calls.tables import Call, CallChange
from storage.columns import table_of
from storage.statements import changed_rows

CALLS = table_of(Call).c
LINE = (
    CALLS.id, CALLS.masked_name, CALLS.petition_type, CALLS.department, CALLS.visited_on,
    CALLS.visits, CALLS.state, CALLS.lane, CALLS.attempts, CALLS.claimed_by, CALLS.claimed_at,
    CALLS.due_at, CALLS.promised, CALLS.handed_to, CALLS.last_operator,
)  # fmt: skip
ORDER = (col(Call.lane), col(Call.priority).desc(), col(Call.visited_on), col(Call.id))
"""Promised callbacks, then retries, then priority, then the oldest visit (rule book §3)."""


ONE_CALL = select(Call).where(col(Call.id) == bindparam("of")).execution_options(populate_existing=True)
ONE_LINE = select(*LINE).where(CALLS.id == bindparam("of"))
"""Built once."""


def move_call(
    session: Session, move: Move, call_id: int, *guards: ColumnElement[bool], **change: Unpack[CallChange]
) -> QueueLine | None:
    """Move a call by one conditional UPDATE, and return it as everybody may see it then.

    None: it was not in a state (or not as the guards say) to be moved.
    """
    values = {"of": call_id, "state": TRANSITIONS[move].target.value, **change}
    row = session.execute(_moving(move).where(*guards), values).first()
    return None if row is None else as_line(row)


def give_call(session: Session, call: Call, code: str, **change: Unpack[CallChange]) -> QueueLine | None:
    """Move a call that was just read to its claimant, as `move_call` does, with a code, unless it has one.

    The call then has the code that it got: none, if this one is another's.
    """
    values = {"of": call.id, "state": CallState.CLAIMED.value, "new": code, **change}
    row = session.execute(GIVING, values).first()
    if row is None:
        return None
    set_committed_value(call, "code", row.code)
    return as_line(row)


@cache  # every use case moves a call: built once
def _moving(move: Move) -> ReturningUpdate[Any]:
    is_source = or_(*(CALLS.state == state.value for state in sorted(TRANSITIONS[move].sources)))
    return table_of(Call).update().where(CALLS.id == bindparam("of"), is_source).returning(*LINE)


GIVING = (
    _moving(Move.CLAIM)
    .values(code=case((CALLS.code.is_not(None), CALLS.code), (is_free("new"), bindparam("new")), else_=null()))
    .returning(CALLS.code)
)


def raise_call(session: Session, call_id: int, **change: Unpack[CallChange]) -> None:
    """Change a call's place in the line, whatever its state."""
    session.execute(update(Call).where(col(Call.id) == call_id).values(**change))


def held_by(operator: str) -> ColumnElement[bool]:
    """Guard: the call is claimed by this operator."""
    return col(Call.claimed_by) == operator


def touch_call(session: Session, call_id: int, operator: str, at: datetime) -> bool:
    """Note that the claimant is working on the call, so that it is not taken away as idle."""
    touching = (
        update(Call)
        .where(col(Call.id) == call_id, col(Call.state) == CallState.CLAIMED.value, held_by(operator))
        .values(touched_at=at, nudged_at=None)
    )
    return changed_rows(session, touching) > 0


def find_call(session: Session, call_id: int) -> Call | None:
    """Read one call afresh."""
    return session.execute(ONE_CALL, {"of": call_id}).scalar()


def find_line(session: Session, call_id: int) -> QueueLine | None:
    """Read one call as everybody may see it."""
    row = session.execute(ONE_LINE, {"of": call_id}).first()
    return None if row is None else as_line(row)


def lines_where(session: Session, *conditions: ColumnElement[bool], most: int | None = None) -> list[QueueLine]:
    """Read calls in the queue's order."""
    rows = session.execute(select(*LINE).where(*conditions).order_by(*ORDER).limit(most)).all()
    return [as_line(row) for row in rows]


def as_line(row: Row[Any] | Call) -> QueueLine:
    """Return a call as everybody may see it: one that was just read, or a row of `LINE` columns."""
    return QueueLine(
        number=row.id or 0,
        masked_name=row.masked_name,
        petition_type=row.petition_type,
        department=row.department,
        visited_on=row.visited_on,
        visits=row.visits,
        state=CallState(row.state),
        lane=QueueLane(row.lane),
        attempts=row.attempts,
        claimed_by=row.claimed_by,
        claimed_at=row.claimed_at,
        due_at=row.due_at,
        promised=row.promised,
        kept_for=row.last_operator if row.handed_to else None,
    )


def is_claimed_by(operator: str) -> tuple[ColumnElement[bool], ...]:
    """Condition: claimed, by this operator."""
    return (col(Call.state) == CallState.CLAIMED.value, held_by(operator))


def promised_to(operator: str) -> tuple[ColumnElement[bool], ...]:
    """Condition: scheduled, and this operator talked to the petitioner last, or keeps the promise for who did."""
    return (col(Call.state) == CallState.SCHEDULED.value, kept_by(operator))


def waits_on_board(board_id: int) -> tuple[ColumnElement[bool], ...]:
    """Condition: queued on a board."""
    return (col(Call.state) == CallState.QUEUED.value, col(Call.board_id) == board_id)


def numbers_held_by(session: Session, operator: str) -> list[int]:
    """List the numbers of the calls an operator has claimed."""
    rows = session.execute(select(col(Call.id)).where(*is_claimed_by(operator)).order_by(col(Call.id)))
    return [number for number in rows.scalars() if number is not None]


def claimed_since(session: Session, operator: str, moment: datetime) -> int | None:
    """Find the call that an operator claimed last, if that was after a moment."""
    query = select(col(Call.id)).where(*is_claimed_by(operator), col(Call.claimed_at) >= moment)
    number: int | None = session.execute(query.order_by(col(Call.claimed_at).desc()).limit(1)).scalar()
    return number


def next_numbers(session: Session, board_id: int, *, most: int) -> list[int]:
    """List the numbers that come next in the queue."""
    rows = session.execute(select(col(Call.id)).where(*waits_on_board(board_id)).order_by(*ORDER).limit(most))
    return [number for number in rows.scalars() if number is not None]


def tally_of(session: Session, board_id: int) -> BoardCounts:
    """Count a board's calls by state."""
    rows = session.execute(
        select(col(Call.state), func.count()).where(col(Call.board_id) == board_id).group_by(col(Call.state))
    )
    counts = {row.state: row[1] for row in rows}
    return BoardCounts(total=sum(counts.values()), **{state.value: counts.get(state.value, 0) for state in CallState})


def due_calls(session: Session, now: datetime, *, most: int) -> Sequence[Call]:
    """Find scheduled calls whose time has come."""
    return session.execute(
        select(Call)
        .where(col(Call.state) == CallState.SCHEDULED.value, col(Call.due_at) <= now)
        .order_by(col(Call.due_at))
        .limit(most)
    ).scalars().all()  # fmt: skip


def idle_claims(session: Session, before: datetime, *, nudged: bool) -> Sequence[Call]:
    """Find claims untouched since a moment, those already nudged or those not yet."""
    return session.execute(_idle(nudged=nudged), {"before": before}).scalars().all()


@cache
def _idle(*, nudged: bool) -> Select[Call]:
    was_nudged = col(Call.nudged_at).is_not(None) if nudged else col(Call.nudged_at).is_(None)
    is_idle = col(Call.touched_at) <= bindparam("before")
    return select(Call).where(col(Call.state) == CallState.CLAIMED.value, is_idle, was_nudged)


def mark_nudged(session: Session, call_id: int, at: datetime) -> bool:
    """Note that the claimant was reminded; False when somebody moved the call meanwhile."""
    marking = (
        update(Call)
        .where(col(Call.id) == call_id, col(Call.state) == CallState.CLAIMED.value, col(Call.nudged_at).is_(None))
        .values(nudged_at=at)
    )
    return changed_rows(session, marking) > 0


def claimed_calls(session: Session) -> Sequence[Call]:
    """Find every claimed call."""
    claimed = select(Call).where(col(Call.state) == CallState.CLAIMED.value).order_by(col(Call.id))
    return session.execute(claimed).scalars().all()


def open_unclaimed(session: Session, visited_before: date) -> Sequence[Call]:
    """Find queued and scheduled calls whose visit lies before a day."""
    waiting = [CallState.QUEUED.value, CallState.SCHEDULED.value]
    return session.execute(
        select(Call).where(col(Call.state).in_(waiting), col(Call.visited_on) < visited_before)
    ).scalars().all()  # fmt: skip
