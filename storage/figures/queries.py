"""The queries behind the figures: one pass over each kind of row, by department and petition type (rule book §8).

The ordinary track only, unless a name says audit. What the counts mean stands in bot/domain/figures.py.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, case, exists, func, or_, select
from sqlmodel import Session, col

from bot.domain.calendar import SEOUL, HoursWorked
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import LOW_SCORE
from bot.domain.calls.states import ANSWERED_OUTCOMES, Outcome
from bot.domain.figures.figures import Count, Score, Tally, Wait, added
from bot.domain.figures.periods import Period
from bot.domain.grievances.kinds import Kind, Track
from bot.domain.grievances.replies import NOT_TOLD
from bot.domain.trail import Event, number_in
from storage.calls.surveys import had_score
from storage.calls.tables import Attempt, Call, Inbound, Praise, Recheck, Survey, SurveyScore
from storage.figures.naming import Dated, Group, Naming, columns_by
from storage.figures.periods import FIRST, LAST, Counting, dates_of, once, when, within
from storage.figures.tries import REACHED, attempts_made, tried_again
from storage.grievances.queries import IN_ORDER
from storage.grievances.tables import Grievance, GrievanceReply
from storage.lists.tables import Visit
from storage.tables import Remark

Tallies = Mapping[Group, Tally]
"""By department and petition type."""
Part = tuple[Group, Tally]

ANSWERED = [each.value for each in ANSWERED_OUTCOMES]
SOLVED = [Outcome.MISUNDERSTANDING_CLEARED.value, Outcome.INQUIRY_ANSWERED.value]
OF_LIST = col(Call.came_in).is_(None) | col(Call.list_closed_at).is_not(None)
LIST_OUTCOME = case((col(Call.list_closed_at).is_not(None), col(Call.list_outcome)), else_=col(Call.outcome))
LIST_CLOSED_AT = func.coalesce(col(Call.list_closed_at), col(Call.closed_at))
# what is written as `list_closed_at IS NULL` SQLite takes for rare: it would read nearly every call by that index
LIST_CLOSED = within(col(Call.list_closed_at)) | (within(col(Call.closed_at)) & (col(Call.closed_at) == LIST_CLOSED_AT))
"""Calls that a list made, and how they ended: what their petitioners came for later is counted apart."""
COMPLAINTS = [Kind.COMPLAINT_HANDLING.value, Kind.COMPLAINT_MANNER.value]
FUNNEL = (Count.VISITS, Count.VISITS_CALLED, Count.VISITS_REACHED, Count.VISITS_ANSWERED)
WAS_UPSET = had_score(col(Call.id), at_most=LOW_SCORE)
"""Condition on a call: a score of its survey was low."""
SATISFIED = 4
"""The top two of five points."""


def read_tallies(session: Session, period: Period, hours: HoursWorked, naming: Naming) -> Tallies:
    """Count a period, by department and petition type."""
    found: dict[Group, list[Tally]] = defaultdict(list)
    for build in COUNTINGS:
        query, counts = build(naming.dated)
        for department, petition_type, *numbers in session.execute(query, dates_of(period)):
            tally = Tally(Counter(dict(zip(counts, numbers, strict=True))))
            found[naming.group(department, petition_type)].append(tally)
    for read in (_scores, _reopened):
        for group, tally in read(session, period, naming):
            found[group].append(tally)
    for group, tally in [*_first_attempts(session, period, hours, naming), *_handled(session, period, hours, naming)]:
        found[group].append(tally)
    for group, again in tried_again(session, period, naming):
        found[group].append(Tally(again=again))
    return {group: added(tallies) for group, tallies in found.items()}


@once
def _visits(dated: Dated) -> Counting:
    """Eligible visits, and how far each came: every step is counted among those of the step before."""
    groups = columns_by(dated, Visit)
    called = col(Call.first_tried_at).is_not(None)
    of_call = (col(Attempt.call_id) == col(Call.id), col(Attempt.is_inbound).is_(False))
    reached = called & exists().where(*of_call, col(Attempt.disposition).in_(REACHED))
    answered = reached & LIST_CLOSED_AT.is_not(None) & LIST_OUTCOME.in_(ANSWERED)
    query = (
        select(*groups, func.count(), when(called), when(reached), when(answered))
        .join(Call, col(Call.id) == col(Visit.call_id))
        .where(col(Visit.visited_on).between(FIRST, LAST), col(Visit.is_inbound).is_(False), OF_LIST)
        .where(func.coalesce(LIST_OUTCOME, "") != Outcome.INELIGIBLE.value)
        .group_by(*groups)
    )
    return query, FUNNEL


@once
def _calls(dated: Dated) -> Counting:
    came_again = col(Call.is_repeat).is_(True) | (col(Call.visits) > 1)
    groups = columns_by(dated, Call)
    query = (
        select(*groups, func.count(), when(came_again))
        .where(col(Call.visited_on).between(FIRST, LAST), OF_LIST)
        .group_by(*groups)
    )
    return query, (Count.CALLS, Count.REPEATED)


@once
def _closed(dated: Dated) -> Counting:
    """Closed calls, and how they ended."""
    outcome = LIST_OUTCOME
    answered = outcome.in_(ANSWERED)
    doubted = exists().where(
        col(Attempt.call_id) == col(Call.id),
        col(Attempt.disposition) == Disposition.PHISHING_SUSPECTED.value,
        col(Attempt.is_inbound).is_(False),
    )
    conditions = {
        Count.COMPLETED: answered,
        Count.SAME_SCORE: col(Survey.same_score).is_(True),
        Count.REFUSED: outcome == Outcome.REFUSED.value,
        Count.UNREACHED: outcome == Outcome.UNREACHED.value,
        Count.WRONG_NUMBER: outcome == Outcome.WRONG_NUMBER.value,
        Count.DOUBTED: doubted,
        Count.RECOVERED: answered & doubted,
    }
    groups = columns_by(dated, Call)
    query = (
        select(*groups, func.count(), *(when(each) for each in conditions.values()))
        .select_from(Call)
        .join(Survey, (col(Survey.call_id) == col(Call.id)) & answered, isouter=True)
        .where(LIST_CLOSED, OF_LIST)
        .group_by(*groups)
    )
    return query, (Count.CLOSED, *conditions)


def _scores(session: Session, period: Period, naming: Naming) -> Iterator[Part]:
    """What the survey of answered calls brought, by question."""
    for department, petition_type, name, *numbers in session.execute(_scored(naming.dated), dates_of(period)):
        yield naming.group(department, petition_type), Tally(scores={name: Score(*numbers)})


@once
def _scored(dated: Dated) -> Select[Any]:
    """Select the scores of calls. Grouped by the call first, SQLite would read all there ever were, in their order."""
    question, score, groups = col(SurveyScore.question), col(SurveyScore.score), columns_by(dated, Call)
    return (
        select(*groups, question, func.count(), func.sum(score), when(score >= SATISFIED))
        .select_from(Call)
        .join(SurveyScore, col(SurveyScore.call_id) == col(Call.id))
        .where(LIST_CLOSED, OF_LIST, LIST_OUTCOME.in_(ANSWERED))
        .group_by(question, *groups)
    )


@once
def _solved(dated: Dated) -> Counting:
    groups = columns_by(dated, Call)
    query = select(*groups, func.count()).where(within(col(Call.closed_at)), col(Call.outcome).in_(SOLVED))
    return query.group_by(*groups), (Count.SOLVED,)


@once
def _inbound(dated: Dated) -> Counting:
    groups = columns_by(dated, Call)
    query = (
        select(*groups, func.count())
        .select_from(Inbound)
        .join(Call, col(Call.id) == col(Inbound.call_id))
        .where(within(col(Inbound.at)))
        .group_by(*groups)
    )
    return query, (Count.INBOUND,)


REOPENINGS = select(col(Remark.subject)).where(within(col(Remark.at)), col(Remark.event) == Event.CALL_REOPENED.value)


def _reopened(session: Session, period: Period, naming: Naming) -> Iterator[Part]:
    times = Counter(number_in(subject) for subject in session.execute(REOPENINGS, dates_of(period)).scalars())
    if not times:
        return
    groups = naming.columns(Call)
    calls = session.execute(select(*groups, col(Call.id)).where(col(Call.id).in_(list(times))))
    for department, petition_type, number in calls:
        yield naming.group(department, petition_type), Tally(Counter({Count.REOPENED: times[number]}))


@once
def _filed(dated: Dated) -> Counting:
    groups = columns_by(dated, Call)
    query = (
        select(*groups, func.count(), when(col(Grievance.kind).in_(COMPLAINTS)))
        .select_from(Grievance)
        .join(Call, col(Call.id) == col(Grievance.call_id))
        .where(within(col(Grievance.filed_at)), col(Grievance.track) == Track.ORDINARY.value)
        .group_by(*groups)
    )
    return query, (Count.GRIEVANCES, Count.COMPLAINTS)


@once
def _praise(dated: Dated) -> Counting:
    groups = columns_by(dated, Call)
    query = (
        select(*groups, func.count())
        .select_from(Praise)
        .join(Call, col(Call.id) == col(Praise.call_id))
        .where(within(col(Praise.at)), col(Praise.standing) != "held")
        .group_by(*groups)
    )
    return query, (Count.PRAISE,)


@once
def _rechecks(dated: Dated) -> Counting:
    groups = columns_by(dated, Call)
    query = (
        select(*groups, func.count(), when(col(Recheck.agrees).is_(True)))
        .select_from(Recheck)
        .join(Call, col(Call.id) == col(Recheck.call_id))
        .where(within(col(Recheck.done_at)), col(Recheck.agrees).is_not(None))
        .group_by(*groups)
    )
    return query, (Count.RECHECKED, Count.AGREED)


def _first_attempts(session: Session, period: Period, hours: HoursWorked, naming: Naming) -> Iterator[Part]:
    rows = session.execute(_first_tried(naming.dated), dates_of(period))
    waited: dict[Group, list[float]] = defaultdict(list)
    for department, petition_type, visited_on, tried_at in rows:
        waited[naming.group(department, petition_type)].append(hours.from_end_of_day(visited_on, tried_at))
    for group, some in waited.items():
        yield group, Tally(hours={Wait.FIRST_ATTEMPT: tuple(some)})


@once
def _first_tried(dated: Dated) -> Select[Any]:
    tried_at = col(Call.first_tried_at)
    return select(*columns_by(dated, Call), col(Call.visited_on), tried_at).where(within(tried_at))


def _handled(session: Session, period: Period, hours: HoursWorked, naming: Naming) -> Iterator[Part]:
    """How long what moved in the period had waited: acknowledged, answered, told."""
    rows = session.execute(_moved(naming.dated), dates_of(period))
    for row in rows:
        group = naming.group(row.department, row.petition_type)
        for read in (_acknowledged, _answered, _told):
            tally = read(row, period, hours)
            if tally is not None:
                yield group, tally


@once
def _moved(dated: Dated) -> Select[Any]:
    steps = (col(Grievance.acknowledged_at), col(Grievance.answered_at), col(Grievance.closed_at))
    return (
        select(
            *columns_by(dated, Call), col(Grievance.filed_at), col(Grievance.routed_at),
            col(Grievance.acknowledged_at), col(Grievance.answered_at), col(Grievance.closed_at),
            col(Grievance.due_on), col(Grievance.due_at), col(GrievanceReply.result),
            col(GrievanceReply.satisfaction), WAS_UPSET.label("was_upset"),
        )
        .select_from(Grievance)
        .join(Call, col(Call.id) == col(Grievance.call_id))
        .join(GrievanceReply, col(GrievanceReply.grievance_id) == col(Grievance.id), isouter=True)
        .where(or_(*map(within, steps)), col(Grievance.track) == Track.ORDINARY.value)
    )  # fmt: skip


def _acknowledged(row: Row[Any], period: Period, hours: HoursWorked) -> Tally | None:
    at = row.acknowledged_at or row.answered_at
    return _waited(Wait.ACKNOWLEDGE, row.routed_at, at, hours) if _is_in(at, period) else None


def _answered(row: Row[Any], period: Period, hours: HoursWorked) -> Tally | None:
    at = row.answered_at
    return _waited(Wait.ANSWER, row.filed_at, at, hours) if _is_in(at, period) else None


def _told(row: Row[Any], period: Period, hours: HoursWorked) -> Tally | None:
    at = row.closed_at
    if not _is_in(at, period) or row.result in {None, *NOT_TOLD}:
        return None
    in_time = at <= row.due_at if row.due_at else at.astimezone(SEOUL).date() <= row.due_on
    waited = _waited(Wait.REPLY, row.filed_at, at, hours)
    told = Counter({Count.REPLIED: 1, Count.IN_TIME: int(in_time)})
    return Tally(told + _rated(row), hours=waited.hours)


def _rated(row: Row[Any]) -> Counter[Count]:
    """How content they were with the answer, where they were asked; and whether that turned somebody."""
    if row.satisfaction is None:
        return Counter()
    is_content, was_upset = int(row.satisfaction >= SATISFIED), int(row.was_upset or 0)
    turned = is_content * was_upset
    return Counter({Count.RATED: 1, Count.CONTENT: is_content, Count.UPSET: was_upset, Count.TURNED: turned})


def _is_in(at: datetime | None, period: Period) -> bool:
    return at is not None and period.start <= at < period.end


def _waited(wait: Wait, since: datetime, until: datetime, hours: HoursWorked) -> Tally:
    return Tally(hours={wait: (hours.between(since, until),)})


COUNTINGS = (_visits, _calls, attempts_made, _closed, _solved, _inbound, _filed, _praise, _rechecks)
"""One pass over each kind of row."""


def scopes(session: Session, naming: Naming) -> tuple[set[str], set[str]]:
    """List the departments and the petition types that calls have had."""
    departments, types = (_different(session, each) for each in (col(Call.department), col(Call.petition_type)))
    return {naming.of(each) for stored in departments for each in _meant(session, stored, naming.dated)}, {*types}


def _different(session: Session, column: Any) -> Iterator[str]:
    """List the different words of a column, from one to the next by its index: there are few, however many calls."""
    next_word = select(func.min(column))
    word = session.execute(next_word).scalar()
    while word is not None:
        yield word
        word = session.execute(next_word.where(column > word)).scalar()


def _meant(session: Session, stored: str, dated: Dated) -> Iterator[str]:
    """List what a stored name of a department meant on the days of its calls."""
    since = date.min
    for each in [each for each in dated if each.name == stored]:
        if _has_call(session, stored, since, each.until):
            yield each.department
        since = each.until + timedelta(days=1)
    if since == date.min or _has_call(session, stored, since, date.max):
        yield stored


def _has_call(session: Session, department: str, first: date, last: date) -> bool:
    query = select(col(Call.id)).where(col(Call.department) == department, col(Call.visited_on).between(first, last))
    return session.execute(query.limit(1)).first() is not None


def audit_filed(session: Session, period: Period, naming: Naming) -> Sequence[tuple[Grievance, Group, bool]]:
    """Read what was filed on the audit track: each with its group, and whether the money answer was yes then."""
    groups = naming.columns(Call)
    rows = session.execute(
        select(Grievance, *groups)
        .join(Call, col(Call.id) == col(Grievance.call_id))
        .where(within(col(Grievance.filed_at)), col(Grievance.track) == Track.AUDIT.value)
        .order_by(*IN_ORDER),
        dates_of(period),
    )
    return [
        (found, naming.group(department, petition_type), found.said_yes) for found, department, petition_type in rows
    ]
