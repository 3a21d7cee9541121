"""Watching factors: a control chart for counts, of each department and category against its own past (rule book §8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean

from bot.domain.figures.hiding import SMALLEST_CELL

BASELINE_WEEKS = 26
FEWEST_WEEKS = 8
"""So many weeks of past are looked at, and so many are needed before anything is called unusual."""
SIGMAS = 3
"""A count is unusual above the mean and three times its root: the limit of a c-chart."""


@dataclass(frozen=True, slots=True)
class ControlChart:
    """One week's count beside its own past: mean and upper limit of `weeks` weeks."""

    count: int
    mean: float
    limit: float
    weeks: int

    @property
    def is_unusual(self) -> bool:
        """Whether the count is above its limit; a small cell never is, for its message would show it."""
        return self.weeks >= FEWEST_WEEKS and self.count > self.limit and self.count >= SMALLEST_CELL


def control_chart_of(count: int, past: Sequence[int]) -> ControlChart:
    """Judge a week by the weeks before it. Weeks that were unusual themselves do not raise the limit."""
    usual = [each for each in past if each <= _limit(past)] or list(past)
    return ControlChart(count=count, mean=fmean(usual) if usual else 0.0, limit=_limit(usual), weeks=len(past))


def _limit(counts: Sequence[int]) -> float:
    mean = fmean(counts) if counts else 0.0
    return mean + SIGMAS * sqrt(mean)
