"""A report card with valid defaults: one plausible month of an invented station."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.calendar import SEOUL
from bot.domain.calls.surveys import SHIPPED
from bot.domain.figures.cards import (
    AuditCard,
    AuditLine,
    FactorCell,
    FactorLine,
    FactorsCard,
    GroupLine,
    GroupsCard,
    Now,
    ReportCard,
    Scope,
    StatsCard,
    TrendPoint,
    WorkCard,
    WorkLine,
)
from bot.domain.figures.figures import Count, Said, Score, Scored, Tally, Values, Wait, said_values, work_values
from bot.domain.figures.hiding import SMALLEST_CELL
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.figures.publication import Heard, size_of, unsaid
from bot.domain.grievances.kinds import Category, RootCause
from tests.steps.builders import NOVEMBER

OCTOBER = period_with(PeriodKind.MONTH, date(2026, 10, 1))
SEPTEMBER = OCTOBER.whole_before
DEPARTMENTS = ("경비교통과", "범죄예방대응과", "수사과", "여성청소년과", "형사과", "한빛지구대")
TYPES = ("교통사고", "고소·고발", "민원 상담", "운전면허", "유실물")
EMPTY = Tally()


def tally(visits: int = 240, mood: int = 0) -> Tally:
    """Return what a month with so many visits counts; a higher mood gives better scores."""
    called, tried = round(visits * 0.87), round(visits * 0.85)
    closed = round(visits * 0.8)
    answered = round(closed * 0.74)
    counts = {
        Count.VISITS: visits,
        Count.VISITS_CALLED: called,
        Count.VISITS_REACHED: round(called * 0.8),
        Count.VISITS_ANSWERED: round(called * 0.66),
        Count.CALLS: round(visits * 0.93),
        Count.REPEATED: round(visits * 0.08),
        Count.ATTEMPTS: round(tried * 1.6),
        Count.CONTACTS: round(tried * 0.82),
        Count.TRIED: tried,
        Count.REACHED: round(tried * 0.79),
        Count.SUSPECTED: round(tried * 0.07),
        Count.CLOSED: closed,
        Count.COMPLETED: answered,
        Count.SOLVED: round(answered * 0.12),
        Count.REFUSED: round(closed * 0.06),
        Count.UNREACHED: round(closed * 0.15),
        Count.WRONG_NUMBER: round(closed * 0.03),
        Count.DOUBTED: round(closed * 0.06),
        Count.RECOVERED: round(closed * 0.04),
        Count.REOPENED: round(closed * 0.02),
        Count.GRIEVANCES: round(answered * 0.15),
        Count.COMPLAINTS: round(answered * 0.1),
        Count.REPLIED: round(answered * 0.13),
        Count.IN_TIME: round(answered * 0.12),
        Count.PRAISE: round(answered * 0.2),
        Count.RECHECKED: round(answered * 0.08),
        Count.AGREED: round(answered * 0.07),
        Count.MONEY_YES: 1,
        Count.AUDIT_GRIEVANCES: 2,
    }
    scores = {
        item: Score(max(0, answered - place), round(max(0, answered - place) * (4.25 - place * 0.13 + mood * 0.05)), 0)
        for place, item in enumerate(each.name for each in SHIPPED)
    }
    hours = {
        wait: tuple((place + 1) * 2.5 + step / 3 for step in range(answered // 8)) for place, wait in enumerate(Wait)
    }
    return Tally(Counter(counts), {item: _with_top2(score) for item, score in scores.items()}, hours)


def values(visits: int = 240, mood: int = 0) -> Values:
    """Return the figures of such a month as a supervisor sees them."""
    return shown_of(tally(visits, mood))


def shown_of(counted: Tally) -> Values:
    """Return the figures of a month, those of what fewer than five people said hidden."""
    heard = Heard(counted)
    measures: tuple[Said | Scored, ...] = (*Said, *(Scored(each.name) for each in SHIPPED))
    hidden = {said for said in measures if 0 < size_of(heard, said)[0] < SMALLEST_CELL}
    return {**work_values(counted), **said_values(counted, SHIPPED, hidden)}


def groups(names: Mapping[str, int]) -> tuple[GroupLine, ...]:
    """Return departments or types with their visits."""
    rows = [values(visits, place % 3) for place, visits in enumerate(names.values())]
    return tuple(GroupLine(name=name, values=row) for name, row in zip(names, rows, strict=True))


def factors(*departments: str, **facts: Any) -> FactorsCard:
    """Return what the departments were complained of: some cells plain, some hidden."""
    shown = tuple(
        FactorCell(department=name, category=category, count=None if (at + place) % 3 else 5 + 3 * at + place)
        for place, name in enumerate(departments)
        for at, category in enumerate(list(Category)[:9])
        if (place + at) % 2 == 0
    )
    return FactorsCard(
        **{
            "period": NOVEMBER,
            "said": NOVEMBER,
            "before": OCTOBER,
            "scope": Scope(),
            "causes": tuple(
                FactorLine(member=cause, count=22 - 4 * at if at < 4 else None, before=17 if at < 3 else None)
                for at, cause in enumerate(list(RootCause)[:6])
            ),
            "categories": tuple(
                FactorLine(member=category, count=18 - 4 * at if at < 4 else None, before=11 if at < 3 else None)
                for at, category in enumerate(list(Category)[:6])
            ),
            "cells": shown,
            **facts,
        }
    )


def stats(**facts: Any) -> StatsCard:
    """Return the figures of November beside October's."""
    now = Now(
        overdue=2,
        oldest_filed_on=date(2026, 10, 19),
        waiting=0,
        waiting_since=None,
        improvements_open=3,
        improvements_done=1,
        signals=1,
    )
    return StatsCard(
        **{
            "period": NOVEMBER,
            "before": OCTOBER,
            "scope": Scope(),
            "values": values(240, 1),
            "values_before": values(221),
            "said": NOVEMBER,
            "said_before": OCTOBER,
            "now": now,
            "past_table": False,
            **facts,
        }
    )


def trend(points: int = 9) -> tuple[TrendPoint, ...]:
    """Return so many months, the last one November."""
    months = [NOVEMBER]
    while len(months) < points:
        months.append(months[-1].whole_before)
    return tuple(
        TrendPoint(first=month.first, values=values(44 + (back * 11) % 23, back % 4))
        for back, month in reversed(list(enumerate(months)))
    )


def work(*names: str) -> WorkCard:
    """Return operators with their work."""
    return WorkCard(
        period=NOVEMBER,
        lines=tuple(
            WorkLine(
                operator=f"U0{place}",
                name=name,
                attempts=90 + 7 * place,
                contacts=70 + place,
                closed=60 + place,
                minutes=None if place == 2 else 6.5 + place,
            )
            for place, name in enumerate(names)
        ),
    )


def report_card(**facts: Any) -> ReportCard:
    """Return November of 한빛경찰서; any field can be given."""
    visits = {name: 64 - 9 * place for place, name in enumerate(DEPARTMENTS)}
    kinds = {name: 80 - 15 * place for place, name in enumerate(TYPES)}
    return ReportCard(
        **{
            "station": "한빛경찰서",
            "office": "청문감사인권관실",
            "approvals": ("담당", "과장", "서장"),
            "made_at": datetime(2026, 12, 1, 9, 5, tzinfo=SEOUL),
            "stats": stats(),
            "groups": GroupsCard(
                period=NOVEMBER, said=NOVEMBER, departments=groups(visits), petition_types=groups(kinds)
            ),
            "factors": factors(*DEPARTMENTS),
            "work": work("김상담", "이상담", "박상담"),
            "trend": trend(),
            **facts,
        }
    )


def renamed(name: str) -> ReportCard:
    """Return a card on which every person's word is this one."""
    card = report_card(station=name, office=name, work=work(name, f"{name}2"), factors=factors(name, f"{name}2"))
    lines = groups({name: 30, f"{name}2": 3})
    scope = Scope(department=name)
    return replace(
        card,
        stats=stats(scope=scope),
        groups=GroupsCard(period=NOVEMBER, said=NOVEMBER, departments=lines, petition_types=lines),
    )


def empty_card() -> ReportCard:
    """Return a day on which nothing happened, the first of all."""
    day = period_with(PeriodKind.DAY, date(2026, 11, 23))
    nothing = {**work_values(EMPTY), **unsaid(Scope(), SHIPPED)}
    now = replace(stats().now, overdue=0, oldest_filed_on=None)
    return report_card(
        stats=stats(
            period=day,
            before=Period(PeriodKind.RANGE, day.first, day.last),
            values=nothing,
            values_before=nothing,
            said=None,
            said_before=None,
            now=now,
        ),
        groups=GroupsCard(period=day, said=None, departments=(), petition_types=()),
        factors=factors(causes=(), categories=()),
        work=work(),
        trend=(),
    )


def audit_card(**facts: Any) -> AuditCard:
    """Return November of the audit track."""
    lines = (
        AuditLine(department="수사과", category=Category.BRIBERY_FAVOUR, count=1),
        AuditLine(department="형사과", category=Category.INTIMIDATION, count=2),
    )
    return AuditCard(
        **{
            "station": "한빛경찰서",
            "made_at": NOVEMBER.end + timedelta(hours=9),
            "period": NOVEMBER,
            "filed": 3,
            "open": 2,
            "closed": 1,
            "money_yes": 1,
            "answered": 150,
            "lines": lines,
            **facts,
        }
    )


def _with_top2(score: Score) -> Score:
    return replace(score, top2=round(score.n * 0.83))
