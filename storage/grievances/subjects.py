"""Whom grievances are about: all who are named, in the order in which they are asked."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select, update
from sqlmodel import Session, col

from storage.grievances.tables import Grievance, GrievanceSubject

NOTED = select(col(GrievanceSubject.staff_id)).where(col(GrievanceSubject.grievance_id) == bindparam("of"))
ASKED = NOTED.where(col(GrievanceSubject.place).is_not(None)).order_by(col(GrievanceSubject.place))
"""Built once: of every matter that somebody may or may not read it is asked."""


def add_subjects(session: Session, grievance_id: int, asked: Sequence[int], others: Sequence[int]) -> None:
    """Note whom a grievance is about: who is asked, in their order, and whom the list names beside them."""
    places = dict.fromkeys(others) | {staff_id: place for place, staff_id in enumerate(dict.fromkeys(asked))}
    session.add_all(
        GrievanceSubject(grievance_id=grievance_id, staff_id=staff_id, place=place)
        for staff_id, place in places.items()
    )
    session.flush()


def subjects_asked(session: Session, grievance_id: int) -> list[int]:
    """Return who is asked about a grievance, in their order."""
    return list(session.execute(ASKED, {"of": grievance_id}).scalars())


def subjects_noted(session: Session, grievance_id: int) -> set[int]:
    """Return everybody whom a grievance was said to be about when it was filed."""
    return set(session.execute(NOTED, {"of": grievance_id}).scalars())


def note_departments(session: Session, grievance_id: int, departments: Sequence[str]) -> None:
    """Note the departments of those whom a grievance may be about and nobody knows."""
    noting = update(Grievance).where(col(Grievance.id) == grievance_id, col(Grievance.unclear_departments).is_(None))
    session.execute(noting.values(unclear_departments=list(departments)))
