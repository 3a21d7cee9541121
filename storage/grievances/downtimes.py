"""Times in which a system was down."""

from datetime import date, datetime

from sqlalchemy import delete, select, update
from sqlmodel import Session, col

from bot.domain.grievances.states import GrievanceState
from storage.grievances.tables import Grievance
from storage.statements import changed_rows
from storage.tables import Downtime


def add_downtime(session: Session, began_at: datetime, ended_at: datetime, by: str, at: datetime) -> int:
    """Keep a down-time. Returns its number."""
    row = Downtime(began_at=began_at, ended_at=ended_at, by=by, at=at)
    session.add(row)
    session.flush()
    return row.key


def find_downtime(session: Session, moment: datetime) -> Downtime | None:
    """Read the down-time that a moment belongs to."""
    query = select(Downtime).where(col(Downtime.began_at) <= moment, col(Downtime.ended_at) > moment)
    return session.execute(query).scalar()


def remove_downtime(session: Session, number: int) -> bool:
    """Forget a down-time. False: somebody did already."""
    gone = delete(Downtime).where(col(Downtime.id) == number).execution_options(synchronize_session=False)
    return changed_rows(session, gone) > 0


def move_due(session: Session, grievance: Grievance, due_on: date, due_at: datetime | None) -> bool:
    """Move the due date of an open matter, if it stands as it was read."""
    as_read = (col(Grievance.id) == grievance.key, col(Grievance.due_on) == grievance.due_on)
    moved = update(Grievance).where(*as_read, col(Grievance.state) != GrievanceState.CLOSED.value)
    done = moved.values(due_on=due_on, due_at=due_at).execution_options(synchronize_session=False)
    return changed_rows(session, done) > 0
