"""Due dates that were moved, and what petitioners were told on the way."""

from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlmodel import Session, col

from bot.domain.grievances.delays import DelayKind
from bot.domain.grievances.downtimes import STOPPED
from bot.domain.grievances.states import GrievanceState
from bot.domain.grievances.tellings import TellingKind
from storage.grievances.tables import Grievance, GrievanceDelay, GrievanceTelling
from storage.statements import changed_rows


def add_delay(session: Session, delay: GrievanceDelay) -> None:
    """Keep how and why a due date was moved."""
    session.add(delay)
    session.flush()


def last_delay(session: Session, grievance: Grievance) -> GrievanceDelay | None:
    """Read how the due date was moved last, since the matter was filed or handed on by audit."""
    own = (col(GrievanceDelay.grievance_id) == grievance.key, col(GrievanceDelay.at) >= grievance.filed_at)
    query = select(GrievanceDelay).where(*own).order_by(col(GrievanceDelay.id).desc()).limit(1)
    return session.execute(query).scalar()


def times_moved(session: Session, grievance: Grievance) -> int:
    """Count how often the due date was moved: by extensions, site visits and down-times."""
    own = (col(GrievanceDelay.grievance_id) == grievance.key, col(GrievanceDelay.at) >= grievance.filed_at)
    stops = select(func.count()).where(*own, col(GrievanceDelay.kind) == STOPPED)
    return grievance.extensions + grievance.pauses + int(session.execute(stops).scalar_one())


def was_extended_since(session: Session, grievance_id: int, at: datetime) -> bool:
    """Check whether a due date was put on a day that somebody asked for, after a moment."""
    later = (col(GrievanceDelay.grievance_id) == grievance_id, col(GrievanceDelay.at) > at)
    query = select(func.count()).where(*later, col(GrievanceDelay.kind) == DelayKind.EXTENSION.value)
    return int(session.execute(query).scalar_one()) > 0


def drop_stop(session: Session, grievance_id: int, at: datetime) -> None:
    """Forget that a down-time, noted at a moment, moved a due date."""
    same = (col(GrievanceDelay.grievance_id) == grievance_id, col(GrievanceDelay.at) == at)
    gone = delete(GrievanceDelay).where(*same, col(GrievanceDelay.kind) == STOPPED)
    session.execute(gone.execution_options(synchronize_session=False))


def add_telling(session: Session, telling: GrievanceTelling) -> None:
    """Keep what a petitioner was told."""
    session.add(telling)
    session.flush()


def last_telling(session: Session, grievance: Grievance, kind: TellingKind) -> GrievanceTelling | None:
    """Read what the petitioner was told last of a kind, since the matter was filed."""
    own = (col(GrievanceTelling.grievance_id) == grievance.key, col(GrievanceTelling.at) >= grievance.filed_at)
    query = select(GrievanceTelling).where(*own, col(GrievanceTelling.kind) == kind.value)
    return session.execute(query.order_by(col(GrievanceTelling.id).desc()).limit(1)).scalar()


def note_progress_told(session: Session, grievance_id: int, at: datetime) -> bool:
    """Count the 30 days from a moment. False: the matter is closed."""
    is_open = (col(Grievance.id) == grievance_id, col(Grievance.state) != GrievanceState.CLOSED.value)
    noted = update(Grievance).where(*is_open).values(progress_told_at=at)
    return changed_rows(session, noted.execution_options(synchronize_session=False)) > 0
