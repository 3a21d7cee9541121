"""Whether the advance text helps: two shares by coin, and the difference with its interval (rule book §8)."""

from dataclasses import dataclass
from math import sqrt

from bot.domain.figures.figures import LEAST_COMPARED, TRIAL, Values

NORMAL_95 = 1.959964
"""Of a two-sided interval of 95 % (standard normal)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How much larger one share is than another, as shares from -1 to 1, with an interval of 95 %."""

    value: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether the interval leaves out that there is none."""
        return self.low > 0 or self.high < 0


def trial_of(values: Values) -> Difference | None:
    """Compare who was to get a text by coin with who was not; None: too few, or it is hidden."""
    with_text, without = (values.get(figure) for figure in TRIAL)
    if with_text is None or without is None or with_text.value is None or without.value is None:
        return None
    if min(with_text.n, without.n) < LEAST_COMPARED:
        return None
    return difference((with_text.value, with_text.n), (without.value, without.n))


def difference(one: tuple[float, int], other: tuple[float, int]) -> Difference:
    """Return the difference of two shares, each with its n, with Newcombe's interval (1998, method 10)."""
    low, high = _wilson(*one)
    other_low, other_high = _wilson(*other)
    value = one[0] - other[0]
    return Difference(
        value=value,
        low=value - sqrt((one[0] - low) ** 2 + (other_high - other[0]) ** 2),
        high=value + sqrt((high - one[0]) ** 2 + (other[0] - other_low) ** 2),
    )


def _wilson(share: float, n: int) -> tuple[float, float]:
    squared = NORMAL_95**2
    middle = share + squared / (2 * n)
    half = NORMAL_95 * sqrt(share * (1 - share) / n + squared / (4 * n * n))
    return (middle - half) / (1 + squared / n), (middle + half) / (1 + squared / n)
