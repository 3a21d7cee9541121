"""Closed periods: stored once, read as they were stored (rule book §8)."""

import json
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session, col

from bot.domain.figures.cards import Scope
from bot.domain.figures.figures import Count, Said, Score, Scored, Tally, Wait
from bot.domain.figures.periods import Period
from bot.domain.figures.publication import Heard, Measure, Publication
from bot.domain.grievances.kinds import Category, RootCause
from storage.calls.tables import Attempt
from storage.figures.tables import ClosedPeriod
from storage.statements import insert_or_ignore

TOPICS: Mapping[str, type[Category] | type[RootCause]] = {"category": Category, "cause": RootCause}
SAID = "said"


def add_closed(session: Session, publication: Publication, at: datetime) -> bool:
    """Store a closed period, unless it is stored."""
    period = publication.period
    row = {"kind": period.kind.value, "first": period.first, "closed_at": at, "figures": _written(publication)}
    return insert_or_ignore(session, ClosedPeriod, row) is not None


def find_closed(session: Session, period: Period) -> Publication | None:
    """Read a closed period."""
    query = select(col(ClosedPeriod.figures)).where(
        col(ClosedPeriod.kind) == period.kind.value, col(ClosedPeriod.first) == period.first
    )
    figures = session.execute(query).scalar()
    return None if figures is None else _read(period, figures)


def all_closed(session: Session) -> set[tuple[str, date]]:
    """List the closed periods, each by its kind and first day."""
    rows = session.execute(select(col(ClosedPeriod.kind), col(ClosedPeriod.first)))
    return {(kind, first) for kind, first in rows}


def first_attempt_at(session: Session) -> datetime | None:
    """Return when somebody was first phoned: before that nobody said anything."""
    found: datetime | None = session.execute(select(func.min(Attempt.at))).scalar()
    return found


def _written(publication: Publication) -> str:
    places = [
        {
            "department": scope.department,
            "petition_type": scope.petition_type,
            "counts": _filled(heard.tally.counts),
            "scores": {name: [score.n, score.points, score.top2] for name, score in heard.tally.scores.items()},
            "hours": heard.tally.hours,
            "topics": [[_kind(topic), topic, count] for topic, count in heard.topics.items() if count],
            "hidden": sorted([_kind(measure), str(measure)] for measure in publication.hidden_of(scope)),
        }
        for scope, heard in publication.heard.items()
    ]
    return json.dumps(places, ensure_ascii=False)


def _read(period: Period, figures: str) -> Publication:
    heard: dict[Scope, Heard] = {}
    hidden: set[tuple[Scope, Measure]] = set()
    for place in json.loads(figures):
        scope = Scope(department=place["department"], petition_type=place["petition_type"])
        heard[scope] = _heard(place)
        hidden |= {(scope, _measure(kind, name)) for kind, name in place["hidden"]}
    return Publication(period=period, heard=heard, hidden=frozenset(hidden))


def _heard(place: Mapping[str, Any]) -> Heard:
    tally = Tally(
        Counter({Count(name): count for name, count in place["counts"].items()}),
        {question: Score(*numbers) for question, numbers in place["scores"].items()},
        {Wait(wait): tuple(hours) for wait, hours in place["hours"].items()},
    )
    return Heard(tally, Counter({TOPICS[kind](name): count for kind, name, count in place["topics"]}))


def _filled(counts: Mapping[Count, int]) -> dict[str, int]:
    return {count.value: n for count, n in counts.items() if n}


def _kind(measure: Measure) -> str:
    return next((kind for kind, members in TOPICS.items() if isinstance(measure, members)), SAID)


def _measure(kind: str, name: str) -> Measure:
    """Read a measure back: no question is called like another thing that people said."""
    if kind != SAID:
        return TOPICS[kind](name)
    return Said(name) if name in set(Said) else Scored(name)
