"""What people complained of, why, and how often: ordinary track only, for figures and for watching."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlmodel import Session, col

from bot.domain.calendar import SEOUL
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.grievances.kinds import Category, RootCause, Track
from storage.calls.tables import Call, Praise
from storage.figures.naming import Group, Naming
from storage.grievances.queries import IN_ORDER, IS_OPEN
from storage.grievances.tables import Grievance, GrievanceReply

ORDINARY = col(Grievance.track) == Track.ORDINARY.value


class FiledKey(NamedTuple):
    """Where something was complained of, and of what."""

    group: Group
    category: Category


def filed_by_category(session: Session, period: Period, naming: Naming) -> Counter[FiledKey]:
    """Count the grievances filed in a period, by department, petition type and category."""
    keys = (*naming.columns(Call), col(Grievance.category))
    rows = session.execute(
        select(*keys, func.count())
        .select_from(Grievance)
        .join(Call, col(Call.id) == col(Grievance.call_id))
        .where(col(Grievance.filed_at) >= period.start, col(Grievance.filed_at) < period.end, ORDINARY)
        .group_by(*keys)
    )
    found: Counter[FiledKey] = Counter()
    for department, petition_type, category, count in rows:
        found[FiledKey(naming.group(department, petition_type), Category(category))] += count
    return found


def filed_in_week(session: Session, monday: date, category: str, naming: Naming) -> Sequence[tuple[Grievance, str]]:
    """Read what was filed for one thing in a week, each with the stored department of its call."""
    start = datetime.combine(monday, time(0), SEOUL)
    end = datetime.combine(monday + timedelta(days=7), time(0), SEOUL)
    rows = session.execute(
        select(Grievance, naming.department(Call))
        .join(Call, col(Call.id) == col(Grievance.call_id))
        .where(col(Grievance.filed_at) >= start, col(Grievance.filed_at) < end, ORDINARY)
        .where(col(Grievance.category) == category)
        .order_by(*IN_ORDER)
    )
    return [(grievance, department) for grievance, department in rows]


def weekly_counts(
    session: Session, first: date, last: date, naming: Naming
) -> Mapping[tuple[str, Category], Counter[date]]:
    """Count what was filed in each week from one Monday to another, by department and category."""
    start = datetime.combine(first, time(0), SEOUL)
    end = datetime.combine(last + timedelta(days=7), time(0), SEOUL)
    rows = session.execute(
        select(naming.department(Call), col(Grievance.category), col(Grievance.filed_at))
        .select_from(Grievance)
        .join(Call, col(Call.id) == col(Grievance.call_id))
        .where(col(Grievance.filed_at) >= start, col(Grievance.filed_at) < end, ORDINARY)
    )
    found: dict[tuple[str, Category], Counter[date]] = {}
    for department, category, filed_at in rows:
        monday = period_with(PeriodKind.WEEK, filed_at.astimezone(SEOUL).date()).first
        found.setdefault((naming.of(department), Category(category)), Counter())[monday] += 1
    return found


def root_causes(session: Session, period: Period, naming: Naming) -> Mapping[Group, Counter[RootCause]]:
    """Count the root causes of the grievances closed in a period, by department and petition type."""
    rows = session.execute(
        select(*naming.columns(Call), col(GrievanceReply.root_causes))
        .select_from(GrievanceReply)
        .join(Grievance, col(Grievance.id) == col(GrievanceReply.grievance_id))
        .join(Call, col(Call.id) == col(Grievance.call_id))
        .where(col(Grievance.closed_at) >= period.start, col(Grievance.closed_at) < period.end, ORDINARY)
    )
    found: dict[Group, Counter[RootCause]] = {}
    for department, petition_type, causes in rows:
        found.setdefault(naming.group(department, petition_type), Counter()).update(RootCause(each) for each in causes)
    return found


def praise_by_department(session: Session, period: Period, naming: Naming) -> Counter[Group]:
    """Count the praise of a period, but for what audit holds back."""
    keys = naming.columns(Call)
    rows = session.execute(
        select(*keys, func.count())
        .select_from(Praise)
        .join(Call, col(Call.id) == col(Praise.call_id))
        .where(col(Praise.at) >= period.start, col(Praise.at) < period.end, col(Praise.standing) != "held")
        .group_by(*keys)
    )
    found: Counter[Group] = Counter()
    for department, petition_type, count in rows:
        found[naming.group(department, petition_type)] += count
    return found


def overdue_grievances(
    session: Session, now: datetime, naming: Naming, *, most: int
) -> Sequence[tuple[Grievance, str]]:
    """List the ordinary grievances past their due date or moment, the oldest first, each with its department."""
    rows = session.execute(
        select(Grievance, naming.department(Call))
        .select_from(Grievance)
        .join(Call, col(Call.id) == col(Grievance.call_id))
        .where(*_open_and_late(now))
        .order_by(col(Grievance.due_on), *IN_ORDER)
        .limit(most)
    )
    return [(grievance, naming.of(department)) for grievance, department in rows]


def count_overdue(session: Session, now: datetime) -> int:
    """Count the ordinary grievances past their due date or moment."""
    count: int = session.execute(select(func.count()).select_from(Grievance).where(*_open_and_late(now))).scalar_one()
    return count


def _open_and_late(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What `is_past_due` says of a row: a moment of the day that is due is past on that day."""
    is_late = (col(Grievance.due_on) < now.astimezone(SEOUL).date()) | (col(Grievance.due_at) < now)
    return IS_OPEN, is_late, ORDINARY


def oldest_open(session: Session) -> datetime | None:
    """Return when the oldest ordinary grievance that is not closed was filed."""
    query = select(func.min(Grievance.filed_at)).where(IS_OPEN, ORDINARY)
    found: datetime | None = session.execute(query).scalar()
    return found
