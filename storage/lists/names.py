"""Names that visits are stored under, counted; and the visits whose own words are read to find more of them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlmodel import Session, col

from storage.calls.tables import Call
from storage.lists.tables import Visit
from storage.people.tables import Petitioner


def visits_by_name(session: Session, since: date) -> Counter[tuple[str, str]]:
    """Count the visits since a day, by department and type of petition as they are shown."""
    names = (col(Visit.department), col(Visit.petition_type))
    rows = session.execute(select(*names, func.count()).where(col(Visit.visited_on) >= since).group_by(*names))
    return Counter({(department, petition_type): count for department, petition_type, count in rows})


class SealedWords(NamedTuple):
    """What a list said of a visit, sealed; of the petitioner the keyed hash of their number."""

    sealed_listed: bytes | None
    day: date
    person: str


def sealed_words(session: Session, since: date) -> Sequence[SealedWords]:
    """Read what lists said of the visits since a day, of people whose data were not destroyed."""
    query = (
        select(col(Visit.sealed_listed), col(Visit.visited_on), col(Petitioner.phone_hash))
        .join(Call, col(Call.id) == col(Visit.call_id))
        .join(Petitioner, col(Petitioner.id) == col(Call.petitioner_id))
        .where(col(Visit.visited_on) >= since, col(Visit.sealed_listed).is_not(None))
        .where(col(Petitioner.purged_at).is_(None))
    )
    return [SealedWords(*row) for row in session.execute(query)]


def newest_visits(session: Session, since: date, *, most: int) -> Sequence[Visit]:
    """Read the newest visits since a day, the newest first."""
    query = select(Visit).where(col(Visit.visited_on) >= since).order_by(col(Visit.visited_on).desc(), col(Visit.id))
    return session.execute(query.limit(most)).scalars().all()
