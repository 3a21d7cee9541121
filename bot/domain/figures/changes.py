"""What changed most between two periods, and is more than chance (rule book §8)."""

from dataclasses import dataclass
from math import sqrt

from bot.domain.figures.cards import StatsCard
from bot.domain.figures.figures import AnyFigure, Figure, FigureUnit, QuestionFigure, Value, is_said

WATCHED = (
    Figure.CONTACT,
    Figure.COMPLETION,
    Figure.REFUSAL,
    Figure.UNREACHED,
    Figure.WRONG_NUMBER,
    Figure.PHISHING,
    Figure.GRIEVANCES_PER_100,
    Figure.WITHIN_DUE,
    Figure.SAME_CALL,
)
"""Shares of what was done or said in the period, beside the survey. Those of its visits go on growing: left out."""
LEAST_N = 30
"""Of either period. Fewer tell nothing."""
LEAST_CELL = 5
"""So many at least are expected on either side of a share in either period: for fewer the measure does not hold."""
SIGMAS = 3
"""Standard errors between the two shares: of fifteen that are looked at, one in about twenty-five periods by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure that changed by more than chance."""

    figure: AnyFigure
    now: Value
    before: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """What a report begins with. `change` None: nothing changed by more than chance, or `is_few`: who can tell."""

    change: Change | None
    is_few: bool


def headline_of(stats: StatsCard) -> Headline:
    """Choose what changed most. Of another period's words, which answer for this one, nothing is said."""
    shares = [each for each in stats.values if isinstance(each, QuestionFigure) and each.is_top2]
    looked_at: tuple[AnyFigure, ...] = (*WATCHED, *shares)
    watched = [each for each in looked_at if stats.said == stats.period or not is_said(each)]
    pairs = [
        Change(figure=figure, now=stats.values[figure], before=stats.values_before[figure])
        for figure in watched
        if figure in stats.values and figure in stats.values_before
    ]
    enough = [each for each in pairs if can_be_compared(each.now, each.before)]
    large = [each for each in enough if is_more_than_chance(each.now, each.before)]
    most = max(large, key=lambda each: abs(distance(each.now, each.before)), default=None)
    return Headline(change=most, is_few=not enough)


def distance(now: Value, before: Value) -> float:
    """Measure how many standard errors lie between two shares, as if both came of one (two-proportion z)."""
    share = _pooled(now, before)
    spread = sqrt(share * (1 - share) * (1 / now.n + 1 / before.n))
    return (_share(now) - _share(before)) / spread


def is_more_than_chance(now: Value, before: Value) -> bool:
    """Check whether two shares differ by more than chance."""
    return can_be_compared(now, before) and abs(distance(now, before)) >= SIGMAS


def can_be_compared(now: Value, before: Value) -> bool:
    """Check whether there are enough people on either side of both shares."""
    if now.value is None or before.value is None or min(now.n, before.n) < LEAST_N:
        return False
    rarer = min(_pooled(now, before), 1 - _pooled(now, before))
    return rarer * min(now.n, before.n) >= LEAST_CELL


def _pooled(now: Value, before: Value) -> float:
    return (_share(now) * now.n + _share(before) * before.n) / (now.n + before.n)


def _share(value: Value) -> float:
    return (value.value or 0) / (100 if value.unit is FigureUnit.PER_100 else 1)
