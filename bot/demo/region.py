"""A sample region: 31 invented stations over sixteen months, as the files that each would hand in.

Everything is drawn by chance from one seed, closed and hidden as a real station's figures are. Some of it is not as it
should be, so that one sees what is said of that: a month is missing, a file was edited, one is there twice.
"""

import base64
import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib import resources
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

from bot.documents.report_json import report_json
from bot.documents.report_signature import public_key_of, signed
from bot.domain.calls.surveys import SHIPPED
from bot.domain.figures.cards import (
    FactorCell,
    FactorLine,
    FactorsCard,
    GroupLine,
    GroupsCard,
    Now,
    ReportCard,
    Scope,
    StatsCard,
    WorkCard,
)
from bot.domain.figures.figures import Count, Score, Tally, Values, Wait, work_values
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.figures.publication import STATION, Heard, Publication, Topic, publish, together
from bot.domain.grievances.kinds import Category, RootCause

MONTHS = 16
LAST = period_with(PeriodKind.MONTH, date(2026, 10, 1))
SEED = "cleancall-region"
NOTHING_NOW = Now(
    overdue=0,
    oldest_filed_on=None,
    waiting=0,
    waiting_since=None,
    improvements_open=0,
    improvements_done=0,
    signals=0,
)
DEPARTMENT_SHARES = (0.30, 0.24, 0.16, 0.10, 0.08, 0.06, 0.04, 0.02)
"""Of a station's visits, in the order of the departments in region.toml."""
CONTENT_FROM = 4
"""Points of somebody who is content."""
_LATE, EDITED, TWICE = ODD = (3, 7, 11)
"""Stations whose last file is missing, was edited, is there twice."""
REACHES_FEWER, LESS_CONTENT = 18, 14
FEW_HOURS = 7
"""Waiting times that are drawn of a department's month, and said again of as many people as waited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleStation:
    """An invented station, and how it is in the long run."""

    name: str
    key: str
    departments: tuple[str, ...]
    visits: int  # a month
    contact: float
    content: float  # share of 4 and 5
    complaints: float  # of those who answered
    in_time: float


def write_sample(folder: Path) -> int:
    """Write the files of the sample region, a month of a station each, and its region.toml; return how many.

    Raises:
        OSError: the folder is there already, or cannot be written.
    """
    folder.mkdir()
    stations = list(sample_stations())
    keys = "".join(f'"{each.name}" = "{public_key_of(each.key)}"\n' for each in stations)
    (folder / "region.toml").write_text(f'name = "{_table()["region"]}"\n\n[stations]\n{keys}', encoding="utf-8")
    written = 0
    for file, data in _files(stations):
        (folder / file).write_bytes(data)
        written += 1
    return written


def sample_stations(count: int = 31) -> Iterator[SampleStation]:
    """Invent stations, each large or small and better or worse than others as stations are."""
    table = _table()
    names = [f"{first}{second}" for second in ("", *table["seconds"]) for first in table["firsts"]]
    for name in names[:count]:
        chance = _chance(name)
        yield SampleStation(
            name=f"{name}{table['station']}",
            key=base64.urlsafe_b64encode(hashlib.sha256(f"{SEED}|{name}".encode()).digest()).decode(),
            departments=tuple(chance.choice(each) for each in table["departments"]),
            visits=chance.randint(250, 900),
            contact=chance.gauss(0.80, 0.015),
            content=chance.gauss(0.78, 0.015),
            complaints=chance.gauss(0.12, 0.01),
            in_time=chance.gauss(0.93, 0.01),
        )


def sample_report(station: SampleStation, month: Period) -> ReportCard:
    """Invent the report of a month of a station, closed after its end."""
    return report_of(station, sample_month(station, month))


def sample_month(station: SampleStation, month: Period) -> Publication:
    """Invent a month of a station, closed."""
    chance = _chance(station.name, month.first)
    shares = zip(station.departments, DEPARTMENT_SHARES, strict=True)
    parts = {name: _department(station, round(station.visits * share), chance) for name, share in shares}
    heard = {STATION: together(parts.values())} | {Scope(department=name): part for name, part in parts.items()}
    return publish(month, heard)


def report_of(station: SampleStation, closed: Publication) -> ReportCard:
    """Return a station's report of a closed period, made after its end."""
    period = closed.period
    departments = sorted(scope.name for scope in closed.heard if scope != STATION)
    return ReportCard(
        station=station.name,
        office="",
        approvals=(),
        made_at=period.end + timedelta(hours=9),
        stats=_stats(closed),
        groups=GroupsCard(
            period=period,
            said=period,
            departments=tuple(GroupLine(name=name, values=_values(closed, name)) for name in departments),
            petition_types=(),
        ),
        factors=_factors(closed),
        work=WorkCard(period=period, lines=()),
        trend=(),
    )


def _files(stations: list[SampleStation]) -> Iterator[tuple[str, bytes]]:
    months = [LAST]
    while len(months) < MONTHS:
        months.append(months[-1].whole_before)
    for place, station in enumerate(stations):
        for month in months:
            data = signed(report_json(sample_report(_as_of(station, place, month), month)).encode(), station.key)
            name = f"{station.name}-{month.first:%Y-%m}.json"
            if month != LAST or place not in ODD:
                yield name, data
            elif place == EDITED:
                yield name, data.replace(b'"hidden":true', b'"hidden":false', 1)
            elif place == TWICE:
                yield from ((name, data), (f"(1) {name}", data))


def _as_of(station: SampleStation, place: int, month: Period) -> SampleStation:
    """Let two stations be different: one reaches fewer people of late, one has people less content."""
    if place == REACHES_FEWER and month == LAST:
        return replace(station, contact=station.contact - 0.15)
    if place == LESS_CONTENT:
        return replace(station, content=station.content - 0.12)
    return station


def _department(station: SampleStation, mean: int, chance: Random) -> Heard:
    visits = max(3, round(chance.gauss(mean, mean**0.5)))
    called, tried = _some(visits, 0.93, chance), _some(visits, 0.95, chance)
    reached = _some(tried, station.contact, chance)
    closed = _some(tried, 0.96, chance)
    answered = min(_some(reached, 0.88, chance), closed)
    filed = _some(answered, station.complaints, chance)
    replied = filed
    upset = min(_some(answered, 0.08, chance), replied)
    causes = Counter(chance.choices(list(RootCause), k=replied))
    counts = {
        Count.VISITS: visits,
        Count.VISITS_CALLED: called,
        Count.VISITS_REACHED: min(reached, called),
        Count.VISITS_ANSWERED: min(answered, called),
        Count.CALLS: visits,
        Count.REPEATED: _some(visits, 0.08, chance),
        Count.ATTEMPTS: round(tried * 1.6),
        Count.CONTACTS: reached,
        Count.TRIED: tried,
        Count.REACHED: reached,
        Count.SUSPECTED: _some(tried, 0.05, chance),
        Count.CLOSED: closed,
        Count.COMPLETED: answered,
        Count.SOLVED: _some(answered, 0.2, chance),
        Count.REFUSED: _some(closed - answered, 0.3, chance),
        Count.UNREACHED: _some(closed - answered, 0.5, chance),
        Count.GRIEVANCES: filed,
        Count.COMPLAINTS: _some(filed, 0.7, chance),
        Count.REPLIED: replied,
        Count.IN_TIME: _some(replied, station.in_time, chance),
        Count.RATED: replied,
        Count.CONTENT: _some(replied, 0.6, chance),
        Count.UPSET: upset,
        Count.TURNED: _some(upset, 0.4, chance),
        Count.PRAISE: _some(answered, 0.12, chance),
    }
    topics = Counter(chance.choices(list(Category)[:9], weights=range(9, 0, -1), k=filed))
    drawn = {wait: [chance.uniform(1, 30) for _ in range(FEW_HOURS)] for wait in Wait}
    waited = {wait: called if wait is Wait.FIRST_ATTEMPT else replied for wait in Wait}
    hours = {wait: tuple(islice(cycle(drawn[wait]), waited[wait])) for wait in Wait}
    scores = {each.name: _score(answered, station.content, chance) for each in SHIPPED}
    said: Counter[Topic] = Counter(topics)
    said.update(causes)
    return Heard(Tally(Counter(counts), scores, hours), said)


def _score(answered: int, content: float, chance: Random) -> Score:
    given = [
        chance.choice((4, 5, 5)) if chance.random() < content else chance.choice((1, 2, 3, 3)) for _ in range(answered)
    ]
    return Score(len(given), sum(given), sum(each >= CONTENT_FROM for each in given))


def _some(of: int, share: float, chance: Random) -> int:
    return sum(chance.random() < share for _ in range(of))


def _values(closed: Publication, department: str | None = None) -> Values:
    scope = Scope(department=department)
    return {**work_values(closed.heard[scope].tally), **closed.values(scope, SHIPPED)}


def _stats(closed: Publication) -> StatsCard:
    values = _values(closed)
    return StatsCard(
        period=closed.period,
        before=closed.period.whole_before,
        scope=Scope(),
        values=values,
        values_before={},
        said=closed.period,
        said_before=None,
        now=NOTHING_NOW,
        past_table=False,
    )


def _factors(closed: Publication) -> FactorsCard:
    causes, categories = closed.topics(STATION, RootCause), closed.topics(STATION, Category)
    return FactorsCard(
        period=closed.period,
        said=closed.period,
        before=closed.period.whole_before,
        scope=Scope(),
        causes=tuple(FactorLine(member=each, count=count, before=0) for each, count in causes.items()),
        categories=tuple(FactorLine(member=each, count=count, before=0) for each, count in categories.items()),
        cells=tuple(
            FactorCell(department=scope.name, category=category, count=count)
            for scope in closed.heard
            if scope != STATION
            for category, count in closed.topics(scope, Category).items()
        ),
    )


def _table() -> Mapping[str, Any]:
    return tomllib.loads((resources.files("bot.demo") / "region.toml").read_text(encoding="utf-8"))


def _chance(*of: object) -> Random:
    return Random("|".join(str(each) for each in (SEED, *of)))  # noqa: S311 — draws samples, guards nothing
