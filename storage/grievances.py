"""Grievances: guarded moves, who has what, drafts of half-entered results."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col

from bot.domain.grievances import STEPS, GrievanceMove, GrievanceState, Track
from storage.grievance_tables import Draft, Grievance, GrievanceReply


def move_grievance(
    session: Session, move: GrievanceMove, grievance_id: int, *guards: ColumnElement[bool], **values: Any
) -> bool:
    """Move a grievance by one conditional UPDATE. False: its state, or a guard, did not allow it."""
    step = STEPS[move]
    changed = session.execute(
        update(Grievance)
        .where(
            col(Grievance.id) == grievance_id,
            col(Grievance.state).in_([state.value for state in sorted(step.sources)]),
            *guards,
        )
        .values(state=step.target.value, **values)
        .execution_options(synchronize_session=False)
    )
    return bool(changed.rowcount)  # type: ignore[attr-defined]


def received_by(slack_id: str) -> ColumnElement[bool]:
    """Guard: this person has the grievance."""
    return col(Grievance.recipient) == slack_id


def on_audit_track() -> ColumnElement[bool]:
    """Guard: the grievance is audit's."""
    return col(Grievance.track) == Track.AUDIT.value


def find_grievance(session: Session, grievance_id: int) -> Grievance | None:
    """Read one grievance afresh."""
    return session.get(Grievance, grievance_id, populate_existing=True)


def find_reply(session: Session, grievance_id: int) -> GrievanceReply | None:
    """Read what the petitioner was told."""
    return session.execute(select(GrievanceReply).where(col(GrievanceReply.grievance_id) == grievance_id)).scalar()


def to_be_replied(session: Session, operator: str, *, most: int) -> Sequence[Grievance]:
    """List the ordinary grievances of an operator that wait for a reply, by due date."""
    query = (
        select(Grievance)
        .where(
            col(Grievance.filed_by) == operator,
            col(Grievance.track) == Track.ORDINARY.value,
            col(Grievance.state).in_([GrievanceState.ANSWERED.value, GrievanceState.OPEN.value]),
        )
        .order_by(col(Grievance.due_on), col(Grievance.id))
        .limit(most)
    )
    return session.execute(query).scalars().all()


def waiting_for(session: Session, recipient: str, *, most: int) -> Sequence[Grievance]:
    """List what waits for a recipient, by due date."""
    states = [GrievanceState.ROUTED.value, GrievanceState.ACKNOWLEDGED.value]
    query = (
        select(Grievance)
        .where(received_by(recipient), col(Grievance.state).in_(states))
        .order_by(col(Grievance.due_on), col(Grievance.id))
        .limit(most)
    )
    return session.execute(query).scalars().all()


def unclosed(session: Session) -> Sequence[Grievance]:
    """List the grievances of which the petitioner has not been told the end."""
    query = select(Grievance).where(col(Grievance.state) != GrievanceState.CLOSED.value).order_by(col(Grievance.id))
    return session.execute(query).scalars().all()


def keep_draft(session: Session, call_id: int, by: str, at: datetime, sealed_result: bytes) -> None:
    """Keep a half-entered result; a newer one takes its place."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    values = {"by": by, "at": at, "sealed_result": sealed_result}
    session.execute(
        dialect.insert(Draft)
        .values(call_id=call_id, **values)
        .on_conflict_do_update(index_elements=["call_id"], set_=values)
    )


def find_draft(session: Session, call_id: int, by: str) -> Draft | None:
    """Read a person's draft for a call."""
    return session.execute(select(Draft).where(col(Draft.call_id) == call_id, col(Draft.by) == by)).scalar()


def drop_draft(session: Session, call_id: int) -> None:
    """Forget a draft: it was finished."""
    session.execute(delete(Draft).where(col(Draft.call_id) == call_id))
