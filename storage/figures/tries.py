"""Attempts, and the calls that were tried: each once in a period, on however many of its days (rule book §8)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, select, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from bot.domain.calendar import SEOUL
from bot.domain.calls.advance_texts import Occasion, TextState
from bot.domain.calls.dispositions import RULES, Disposition, Reached
from bot.domain.figures.figures import Again, Count
from bot.domain.figures.periods import Period
from storage.calls.tables import AdvanceText, Attempt, Call
from storage.figures.naming import Dated, Group, Naming, columns_by
from storage.figures.periods import END, START, Counting, dates_of, once, when, within

REACHED = [each.value for each, rule in RULES.items() if rule.contact is Reached.YES]
TEXT = (col(AdvanceText.call_id) == col(Attempt.call_id)) & (col(AdvanceText.occasion) == Occasion.FIRST.value)
CONTACT = col(Attempt.disposition).in_(REACHED)
IN_TRIAL = col(AdvanceText.in_trial).is_(True)
UNTEXTED = IN_TRIAL & (col(AdvanceText.state) == TextState.NOT_DRAWN.value)
TEXTED = IN_TRIAL & (col(AdvanceText.state) != TextState.NOT_DRAWN.value)
DOUBTS = col(Attempt.suspects_phishing).is_(True)
CALLS_TRIED: Mapping[Count, ColumnElement[bool]] = {
    Count.TRIED: true(),
    Count.REACHED: CONTACT,
    Count.SUSPECTED: DOUBTS | (col(Attempt.disposition) == Disposition.PHISHING_SUSPECTED.value),
    Count.TEXTED: TEXTED,
    Count.TEXTED_REACHED: TEXTED & CONTACT,
    Count.UNTEXTED: UNTEXTED,
    Count.UNTEXTED_REACHED: UNTEXTED & CONTACT,
}
"""Each call is counted once in a period, of whose attempts in it any is such a one."""


@once
def attempts_made(dated: Dated) -> Counting:
    """Count attempts, contacts, and calls."""
    of_call = col(Attempt.call_id)
    groups = columns_by(dated, Call)
    calls = (func.count(func.distinct(case((each, of_call)))) for each in CALLS_TRIED.values())
    query = (
        select(*groups, func.count(), when(CONTACT), *calls)
        .select_from(Attempt)
        .join(Call, col(Call.id) == of_call)
        .join(AdvanceText, TEXT, isouter=True)
        .where(within(col(Attempt.at)), col(Attempt.is_inbound).is_(False))
        .group_by(*groups)
    )
    return query, (Count.ATTEMPTS, Count.CONTACTS, *CALLS_TRIED)


def tried_again(session: Session, period: Period, naming: Naming) -> Iterator[tuple[Group, Counter[Again]]]:
    """Count the calls that were tried before the period too, by the last day on which they were."""
    last: dict[tuple[int, Count], date] = {}
    for department, petition_type, call, at, *marks in session.execute(_tried_before(naming.dated), dates_of(period)):
        counted = [count for count, is_so in zip(CALLS_TRIED, marks, strict=True) if is_so]
        if at < period.start:
            last.update(dict.fromkeys([(call, count) for count in counted], at.astimezone(SEOUL).date()))
            continue
        before = [Again(count, last.pop((call, count))) for count in counted if (call, count) in last]
        yield naming.group(department, petition_type), Counter(before)


@once
def _tried_before(dated: Dated) -> Select[Any]:
    other = aliased(Attempt)
    of_call = (col(other.call_id) == col(Call.id), col(other.is_inbound).is_(False))
    marks = (case((each, 1), else_=0) for each in CALLS_TRIED.values())
    tried = select(col(Attempt.call_id)).where(within(col(Attempt.at)), col(Attempt.is_inbound).is_(False))
    return (
        select(*columns_by(dated, Call), col(Attempt.call_id), col(Attempt.at), *marks)
        .select_from(Attempt)
        .join(Call, col(Call.id) == col(Attempt.call_id))
        .join(AdvanceText, TEXT, isouter=True)
        .where(col(Attempt.call_id).in_(tried), col(Attempt.at) < END, col(Attempt.is_inbound).is_(False))
        .where(exists().where(*of_call, col(other.at) < START))
        .order_by(col(Attempt.at))
    )
