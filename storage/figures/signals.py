"""Signals and improvements: stored once a week, decided once, done once."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select, update
from sqlmodel import Session, col

from bot.domain.figures.periods import Period
from storage.figures.tables import Improvement, Signal
from storage.statements import changed_rows, insert_or_ignore


class SignalState(StrEnum):
    """What became of a signal."""

    NEW = "new"
    DISMISSED = "dismissed"
    IMPROVING = "improving"


def add_signal(session: Session, signal: Signal) -> int | None:
    """Store a week's signal. Returns its id, None when it is known already."""
    added: int | None = insert_or_ignore(session, Signal, signal.model_dump(exclude={"id"}))
    return added


def find_signal(session: Session, signal_id: int) -> Signal | None:
    """Read one signal afresh."""
    return session.get(Signal, signal_id, populate_existing=True)


def decide_signal(session: Session, signal_id: int, state: SignalState, by: str, at: datetime) -> bool:
    """Decide about a signal, if nobody has."""
    deciding = (
        update(Signal)
        .where(col(Signal.id) == signal_id, col(Signal.state) == SignalState.NEW.value)
        .values(state=state.value, decided_by=by, decided_at=at)
    )
    return changed_rows(session, deciding) > 0


def new_signals(session: Session, *, most: int) -> Sequence[Signal]:
    """List the signals that nobody has decided about, newest first."""
    query = select(Signal).where(col(Signal.state) == SignalState.NEW.value).order_by(col(Signal.id).desc())
    return session.execute(query.limit(most)).scalars().all()


def count_signals(session: Session) -> int:
    """Count the signals that nobody has decided about."""
    query = select(func.count()).select_from(Signal).where(col(Signal.state) == SignalState.NEW.value)
    count: int = session.execute(query).scalar_one()
    return count


def add_improvement(session: Session, improvement: Improvement) -> None:
    """Store an improvement; it has its id then."""
    session.add(improvement)
    session.flush()


def find_improvement(session: Session, improvement_id: int) -> Improvement | None:
    """Read one improvement afresh."""
    return session.get(Improvement, improvement_id, populate_existing=True)


def finish_improvement(session: Session, improvement_id: int, at: datetime) -> bool:
    """Mark an improvement done, if it is not."""
    finishing = (
        update(Improvement)
        .where(col(Improvement.id) == improvement_id, col(Improvement.done_at).is_(None))
        .values(done_at=at)
    )
    return changed_rows(session, finishing) > 0


def open_improvements(session: Session, due_by: date | None = None) -> Sequence[Improvement]:
    """List the improvements that are not done (and are due by a day), by due date."""
    query = select(Improvement).where(col(Improvement.done_at).is_(None))
    if due_by is not None:
        query = query.where(col(Improvement.due_on) <= due_by)
    return session.execute(query.order_by(col(Improvement.due_on), col(Improvement.id))).scalars().all()


def done_improvements(session: Session, start: datetime, end: datetime) -> Sequence[Improvement]:
    """List the improvements done in a stretch of time, oldest first."""
    query = select(Improvement).where(col(Improvement.done_at) >= start, col(Improvement.done_at) < end)
    return session.execute(query.order_by(col(Improvement.done_at), col(Improvement.id))).scalars().all()


def count_improvements(session: Session, period: Period) -> tuple[int, int]:
    """Count the improvements that are open now, and those done in a period."""
    is_open = col(Improvement.done_at).is_(None)
    done = (col(Improvement.done_at) >= period.start) & (col(Improvement.done_at) < period.end)
    counts = [
        session.execute(select(func.count()).select_from(Improvement).where(condition)).scalar_one()
        for condition in (is_open, done)
    ]
    return counts[0], counts[1]


def improvement_on(session: Session, signal_id: int) -> Improvement | None:
    """Find what is done about a signal."""
    return session.execute(select(Improvement).where(col(Improvement.signal_id) == signal_id)).scalar()
