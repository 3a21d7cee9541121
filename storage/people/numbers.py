"""The other numbers of a petitioner: recognised by their hashes as the first one is."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, bindparam, delete, exists, literal, select, union_all
from sqlmodel import Session, col

from storage.people.tables import OtherNumber, Petitioner


def other_numbers(session: Session, petitioner_id: int) -> Sequence[OtherNumber]:
    """Read a petitioner's other numbers, the oldest first."""
    return session.execute(OTHERS, {"of": petitioner_id}).scalars().all()


def hashes_of(session: Session, petitioner_id: int) -> list[str]:
    """Return the hashes of all numbers of a petitioner, the one that is phoned first."""
    return [phone_hash for _, phone_hash in session.execute(HASHES_IN_ORDER, {"of": petitioner_id})]


def hashes_of_all(petitioner_id: ColumnElement[int]) -> CompoundSelect[Any]:
    """Select the hashes of all numbers of a petitioner, who is named in the statement around it."""
    own = select(col(Petitioner.phone_hash)).where(col(Petitioner.id) == petitioner_id)
    others = select(col(OtherNumber.phone_hash)).where(col(OtherNumber.petitioner_id) == petitioner_id)
    return union_all(own.correlate_except(Petitioner), others.correlate_except(OtherNumber))


def people_with(phone_hash: str) -> CompoundSelect[Any]:
    """Select the ids of the petitioners whose number it is, whichever of theirs: both by their index."""
    first = select(col(Petitioner.id)).where(col(Petitioner.phone_hash) == phone_hash)
    return union_all(first, select(col(OtherNumber.petitioner_id)).where(col(OtherNumber.phone_hash) == phone_hash))


def add_number(session: Session, number: OtherNumber) -> None:
    """Keep another number, in place of the same one."""
    drop_number(session, number.petitioner_id, number.phone_hash)
    session.add(number)
    session.flush()


def drop_number(session: Session, petitioner_id: int, phone_hash: str) -> None:
    """Drop one of the other numbers: it is phoned from now on."""
    mine = (col(OtherNumber.petitioner_id) == petitioner_id, col(OtherNumber.phone_hash) == phone_hash)
    session.execute(delete(OtherNumber).where(*mine))


def replace_listed_numbers(session: Session, petitioner_id: int, numbers: Mapping[str, bytes]) -> None:
    """Take over the other numbers that a list names, sealed, by their hashes; what operators wrote down stays."""
    mine = col(OtherNumber.petitioner_id) == petitioner_id
    session.execute(delete(OtherNumber).where(mine, col(OtherNumber.by).is_(None)))
    kept = {each.phone_hash for each in other_numbers(session, petitioner_id)}
    session.add_all(
        OtherNumber(petitioner_id=petitioner_id, phone_hash=hashed, sealed_phone=sealed)
        for hashed, sealed in numbers.items()
        if hashed not in kept
    )
    session.flush()


def with_unhashed_alternates(session: Session, after: int, most: int) -> Sequence[Petitioner]:
    """Read petitioners behind one, of whom a list named other numbers that are not hashed."""
    hashed = exists().where(col(OtherNumber.petitioner_id) == col(Petitioner.id))
    named = col(Petitioner.sealed_alternates).is_not(None)
    query = select(Petitioner).where(col(Petitioner.id) > after, named, ~hashed).order_by(col(Petitioner.id))
    return session.execute(query.limit(most)).scalars().all()


def drop_numbers(session: Session, petitioner_id: int) -> None:
    """Destroy a petitioner's other numbers."""
    session.execute(delete(OtherNumber).where(col(OtherNumber.petitioner_id) == petitioner_id))


HASHES = union_all(
    select(literal(0).label("place"), col(Petitioner.phone_hash).label("phone_hash")).where(
        col(Petitioner.id) == bindparam("of")
    ),
    select(col(OtherNumber.id), col(OtherNumber.phone_hash)).where(col(OtherNumber.petitioner_id) == bindparam("of")),
).subquery()
"""All numbers of a petitioner (`of`)."""
HASHES_IN_ORDER = select(HASHES).order_by(HASHES.c.place)
OTHERS = select(OtherNumber).where(col(OtherNumber.petitioner_id) == bindparam("of")).order_by(col(OtherNumber.id))
"""Built once: every claim asks."""
