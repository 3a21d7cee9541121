"""The last result of each call, as long as it may be taken back, and what it left."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update
from sqlmodel import Session, col

from bot.domain.calls.states import CallState
from storage.calls.tables import Attempt, Call, LastResult, Praise, PraisedOfficer, Task
from storage.statements import changed_rows


def keep_last_result(session: Session, result: LastResult, *, forget_before: datetime) -> None:
    """Keep the last result of a call in place of the one before; what is too old to be taken back is forgotten."""
    old = (col(LastResult.call_id) == result.call_id) | (col(LastResult.at) < forget_before)
    session.execute(delete(LastResult).where(old))
    session.add(result)
    session.flush()


def note_filed(session: Session, call_id: int, grievance_id: int) -> None:
    """Note what was filed with the last result of a call."""
    noting = update(LastResult).where(col(LastResult.call_id) == call_id)
    session.execute(noting.values(grievance_id=grievance_id).execution_options(synchronize_session=False))


def find_last_result(session: Session, call_id: int) -> LastResult | None:
    """Read the last result of a call."""
    query = select(LastResult).where(col(LastResult.call_id) == call_id)
    return session.execute(query.execution_options(populate_existing=True)).scalar()


def newest_of(session: Session, by: str) -> LastResult | None:
    """Find the result that somebody entered last."""
    newest = (col(LastResult.at).desc(), col(LastResult.id).desc())
    return session.execute(select(LastResult).where(col(LastResult.by) == by).order_by(*newest).limit(1)).scalar()


def take_last_result(session: Session, result: LastResult) -> bool:
    """Take a result out to undo it. False: somebody did already, or there is a newer one."""
    same = (col(LastResult.id) == result.id, col(LastResult.by) == result.by, col(LastResult.at) == result.at)
    return changed_rows(session, delete(LastResult).where(*same).execution_options(synchronize_session=False)) > 0


def stands_as_left(by: str, at: datetime) -> tuple[ColumnElement[bool], ...]:
    """Guard: nobody moved the call since this person recorded a result at a moment."""
    is_untouched = (col(Call.closed_at) == at) | (col(Call.state) == CallState.SCHEDULED.value)
    return col(Call.last_operator) == by, is_untouched


def drop_attempt(session: Session, attempt_id: int) -> None:
    """Take an attempt back: it was entered by mistake."""
    session.execute(delete(Attempt).where(col(Attempt.id) == attempt_id))


def drop_task(session: Session, task_id: int) -> None:
    """Take a task back, unless somebody has done it."""
    session.execute(delete(Task).where(col(Task.id) == task_id, col(Task.done_at).is_(None)))


def drop_praise(session: Session, praise_id: int) -> bool:
    """Take praise back. False: audit holds it, and keeps it."""
    mine, held = col(Praise.id) == praise_id, "held"
    if session.execute(select(col(Praise.id)).where(mine, col(Praise.standing) != held)).first() is None:
        return False
    session.execute(delete(PraisedOfficer).where(col(PraisedOfficer.praise_id) == praise_id))
    return changed_rows(session, delete(Praise).where(mine, col(Praise.standing) != held)) > 0
