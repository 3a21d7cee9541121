"""What people noted of their days, and breaks."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import bindparam, delete, select, update
from sqlmodel import Session, col

from bot.domain.people.duty import Duty, DutyNote
from storage.columns import table_of
from storage.people.tables import NotedDuty, Staff

NOTES = table_of(NotedDuty).c
NOTED = (
    select(NOTES.staff_id, NOTES.first, NOTES.last, NOTES.duty, NOTES.deputy_id)
    .where(NOTES.last >= bindparam("since"))
    .order_by(NOTES.first, NOTES.id)
)
"""Built once: asked for each notice to somebody."""


def duty_noted(session: Session, since: date) -> dict[int, tuple[DutyNote, ...]]:
    """Read what is noted of a day and of those after it: member of staff → notes, the first day first."""
    found: dict[int, tuple[DutyNote, ...]] = {}
    for staff_id, first, last, duty, deputy_id in session.execute(NOTED, {"since": since}):
        note = DutyNote(first=first, last=last, duty=Duty(duty), deputy_id=deputy_id)
        found[staff_id] = (*found.get(staff_id, ()), note)
    return found


def replace_duty(session: Session, staff_id: int, notes: Iterable[DutyNote]) -> None:
    """Write down what somebody notes of their days, in place of what they noted before."""
    session.execute(delete(NotedDuty).where(col(NotedDuty.staff_id) == staff_id))
    for note in notes:
        session.add(
            NotedDuty(
                staff_id=staff_id, first=note.first, last=note.last, duty=note.duty.value, deputy_id=note.deputy_id
            )
        )
    session.flush()


def set_break(session: Session, slack_id: str, until: datetime | None) -> None:
    """Note until when somebody has a break; None: they have none."""
    session.execute(update(Staff).where(col(Staff.slack_id) == slack_id).values(break_until=until))
