"""Whom grievances are about: all who are named, in the order in which they are asked."""

from collections.abc import Sequence

from sqlalchemy import update
from sqlmodel import Session, col, select

from storage.grievances.tables import Grievance, GrievanceSubject


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
    query = (
        select(GrievanceSubject.staff_id)
        .where(col(GrievanceSubject.grievance_id) == grievance_id, col(GrievanceSubject.place).is_not(None))
        .order_by(col(GrievanceSubject.place))
    )
    return list(session.exec(query))


def subjects_noted(session: Session, grievance_id: int) -> set[int]:
    """Return everybody whom a grievance was said to be about when it was filed."""
    query = select(GrievanceSubject.staff_id).where(col(GrievanceSubject.grievance_id) == grievance_id)
    return set(session.exec(query))


def note_departments(session: Session, grievance_id: int, departments: Sequence[str]) -> None:
    """Note the departments of those whom a grievance may be about and nobody knows."""
    noting = update(Grievance).where(col(Grievance.id) == grievance_id, col(Grievance.unclear_departments).is_(None))
    session.execute(noting.values(unclear_departments=list(departments)))
