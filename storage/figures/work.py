"""What operators did: attempts, contacts, closings, minutes at a call; and what past days brought."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from bot.domain.calls.states import CallState
from bot.domain.figures.periods import Period
from storage.calls.tables import Attempt, Call
from storage.figures.queries import OF_LIST
from storage.figures.tries import REACHED


class Worked(NamedTuple):
    """What one operator did in a period."""

    operator: str
    attempts: int
    contacts: int
    closed: int


class Handled(NamedTuple):
    """How one attempt went: who made it, from when to when, and whether its call is closed now."""

    operator: str
    started_at: datetime
    at: datetime
    is_closed: bool


def work_of(session: Session, period: Period) -> Sequence[Worked]:
    """Count what each operator did in a period."""
    reached = func.sum(case((col(Attempt.disposition).in_(REACHED), 1), else_=0))
    made = (col(Attempt.at) >= period.start, col(Attempt.at) < period.end)
    closed_at_once = func.sum(case((col(Call.closed_at) == col(Attempt.at), 1), else_=0))
    closed_later = func.count(func.distinct(case((_was_entered_later(period), col(Call.id)))))
    closing = closed_at_once + closed_later
    rows = session.execute(
        select(col(Attempt.by), func.count(), reached, closing)
        .select_from(Attempt)
        .join(Call, col(Call.id) == col(Attempt.call_id))
        .where(*made)
        .group_by(col(Attempt.by))
    )
    return [Worked(*row) for row in rows]


def _was_entered_later(period: Period) -> ColumnElement[bool]:
    """A result from paper that closed its call: entered after the attempt, so the two moments differ.

    Each call counts once for an operator: not where another attempt of theirs in the period is known to have closed it.
    """
    closed_by_it = (col(Call.closed_at) > col(Attempt.at)) & (col(Call.last_operator) == col(Attempt.by))
    other = aliased(Attempt)
    same = (col(other.call_id) == col(Call.id), col(other.by) == col(Attempt.by), col(other.at) == col(Call.closed_at))
    in_period = (col(Call.closed_at) >= period.start) & (col(Call.closed_at) < period.end)
    is_known = in_period & exists().where(*same)
    return col(Attempt.started_at).is_(None) & closed_by_it & ~is_known


def handled_between(session: Session, start: datetime, end: datetime, *, most: int) -> Sequence[Handled]:
    """Read how the attempts of a stretch of time went, the newest first, of those whose beginning is known."""
    closes = case((col(Call.closed_at) == col(Attempt.at), True), else_=False)
    rows = session.execute(
        select(col(Attempt.by), col(Attempt.started_at), col(Attempt.at), closes)
        .select_from(Attempt)
        .join(Call, col(Call.id) == col(Attempt.call_id))
        .where(col(Attempt.at) >= start, col(Attempt.at) < end, col(Attempt.started_at).is_not(None))
        .order_by(col(Attempt.at).desc())
        .limit(most)
    )
    return [Handled(operator, started, at, bool(closed)) for operator, started, at, closed in rows]


def calls_by_visit_day(session: Session, first: date, last: date) -> Counter[date]:
    """Count the calls that each day's visits led to."""
    rows = session.execute(
        select(col(Call.visited_on), func.count())
        .where(col(Call.visited_on).between(first, last), OF_LIST)
        .group_by(col(Call.visited_on))
    )
    return Counter({day: count for day, count in rows})  # noqa: C416 — rows are no pairs to mypy


def open_for_tomorrow(session: Session, before: datetime) -> int:
    """Count the calls that are open now and can be made before a moment: queued, claimed, or due by then."""
    is_open = col(Call.state).in_([CallState.QUEUED.value, CallState.CLAIMED.value])
    comes_due = (col(Call.state) == CallState.SCHEDULED.value) & (col(Call.due_at) < before)
    count: int = session.execute(select(func.count()).select_from(Call).where(is_open | comes_due)).scalar_one()
    return count


def on_the_phone(session: Session) -> Sequence[tuple[str, int, datetime]]:
    """List who has claimed how many calls now, and since when the oldest of them."""
    rows = session.execute(
        select(col(Call.claimed_by), func.count(), func.min(Call.claimed_at))
        .where(col(Call.state) == CallState.CLAIMED.value)
        .group_by(col(Call.claimed_by))
        .order_by(func.min(Call.claimed_at))
    )
    return [(operator or "", count, since) for operator, count, since in rows]
