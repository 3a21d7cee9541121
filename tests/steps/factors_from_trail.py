"""Root causes and categories, made again of the trail alone."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from bot.domain.calendar import SEOUL
from bot.domain.figures.periods import Period, PeriodKind, period_with
from tests.steps.figures_from_trail import Place, Told, ToldGrievance


def told_factors(told: Told, period: Period) -> tuple[Counter[tuple[Place, str]], Counter[tuple[Place, str]]]:
    """Count the categories filed and the root causes found in a period, by place: ordinary track only."""
    filed: Counter[tuple[Place, str]] = Counter()
    causes: Counter[tuple[Place, str]] = Counter()
    for place, grievance in _ordinary(told):
        if period.start <= grievance.filed_at < period.end:
            filed[place, grievance.category] += 1
        if grievance.closed_at is not None and period.start <= grievance.closed_at < period.end:
            causes.update((place, cause) for cause in grievance.causes)
    return filed, causes


def told_weeks(told: Told) -> Counter[tuple[str, str, date]]:
    """Count what was filed, by department, category and the Monday of its week."""
    return Counter(
        (
            place[0],
            grievance.category,
            period_with(PeriodKind.WEEK, grievance.filed_at.astimezone(SEOUL).date()).first,
        )
        for place, grievance in _ordinary(told)
    )


def _ordinary(told: Told) -> Iterator[tuple[Place, ToldGrievance]]:
    for call in told.calls.values():
        yield from ((call.place, each) for each in call.grievances if each.track == "ordinary")
