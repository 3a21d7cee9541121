"""Names that visits are stored under, counted; and the visits whose own words are read to find more of them."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session, col

from storage.lists.tables import Visit


def visits_by_name(session: Session, since: date) -> Counter[tuple[str, str]]:
    """Count the visits since a day, by department and type of petition as they are shown."""
    names = (col(Visit.department), col(Visit.petition_type))
    rows = session.execute(select(*names, func.count()).where(col(Visit.visited_on) >= since).group_by(*names))
    return Counter({(department, petition_type): count for department, petition_type, count in rows})


def newest_visits(session: Session, since: date, *, most: int) -> Sequence[Visit]:
    """Read the newest visits since a day, the newest first."""
    query = select(Visit).where(col(Visit.visited_on) >= since).order_by(col(Visit.visited_on).desc(), col(Visit.id))
    return session.execute(query.limit(most)).scalars().all()
