"""The register of numbers that asked not to be called."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement, bindparam, delete, exists, or_, select, update
from sqlmodel import Session, col

from bot.domain.calls.undoing import Registered
from storage.lists.tables import DoNotCall
from storage.people.numbers import hashes_of_all
from storage.statements import changed_rows, chunks, insert_or_update


def register_do_not_call(
    session: Session, phone_hash: str, by: str, at: datetime, *, until: date | None = None
) -> None:
    """Add a number to the do-not-call register, for good or until a day; the newest entry counts."""
    insert_or_update(session, DoNotCall, {"phone_hash": phone_hash}, {"added_by": by, "at": at, "until": until})


def take_off_register(session: Session, phone_hash: str) -> bool:
    """Take a number off the do-not-call register. False: it does not stand there."""
    return changed_rows(session, delete(DoNotCall).where(col(DoNotCall.phone_hash) == phone_hash)) > 0


def not_to_be_called(session: Session, phone_hashes: Iterable[str], today: date) -> set[str]:
    """Return which numbers stand in the do-not-call register on a day."""
    listed: set[str] = set()
    in_force = or_(col(DoNotCall.until).is_(None), col(DoNotCall.until) >= today)
    for chunk in chunks(phone_hashes):
        rows = session.execute(select(col(DoNotCall.phone_hash)).where(col(DoNotCall.phone_hash).in_(chunk), in_force))
        listed.update(rows.scalars())
    return listed


def stands_on_register(session: Session, petitioner_id: int, today: date) -> bool:
    """Check whether a number of a petitioner stands in the do-not-call register on a day."""
    return bool(session.execute(REGISTERED, {"of": petitioner_id, "today": today}).scalar())


def is_on_register(petitioner_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Condition: a number of a petitioner stands on the do-not-call register on a day, `today`."""
    return exists().where(
        col(DoNotCall.phone_hash).in_(hashes_of_all(petitioner_id)),
        or_(col(DoNotCall.until).is_(None), col(DoNotCall.until) >= bindparam("today")),
    )


def registration_of(session: Session, phone_hash: str) -> DoNotCall | None:
    """Read the entry of a number in the do-not-call register."""
    query = select(DoNotCall).where(col(DoNotCall.phone_hash) == phone_hash)
    return session.execute(query.execution_options(populate_existing=True)).scalar()


def registrations_of(session: Session, petitioner_id: int) -> Mapping[str, Registered]:
    """Read the entries of all numbers of a petitioner, by their hashes."""
    rows = session.execute(ENTRIES, {"of": petitioner_id})
    return {phone_hash: Registered(by=by, at=at, until=until) for phone_hash, by, at, until in rows}


def restore_registration(session: Session, phone_hash: str, at: datetime, before: Registered | None) -> None:
    """Give a number's entry of a moment back to the one before it, or take it off; a newer entry stays."""
    is_mine = (col(DoNotCall.phone_hash) == phone_hash, col(DoNotCall.at) == at)
    if before is None:
        session.execute(delete(DoNotCall).where(*is_mine))
        return
    earlier = {"added_by": before.by, "at": before.at, "until": before.until}
    session.execute(update(DoNotCall).where(*is_mine).values(**earlier))


REGISTERED = select(is_on_register(bindparam("of")))
ENTRIES = select(col(DoNotCall.phone_hash), col(DoNotCall.added_by), col(DoNotCall.at), col(DoNotCall.until)).where(
    col(DoNotCall.phone_hash).in_(hashes_of_all(bindparam("of")))
)
"""Built once: asked again and again."""
