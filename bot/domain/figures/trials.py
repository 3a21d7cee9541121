"""Whether the advance text helps: two shares by coin, and the difference with its interval (rule book §8)."""

from dataclasses import dataclass
from math import sqrt

from bot.domain.figures.figures import LEAST_COMPARED, TRIAL, Values
from bot.domain.figures.intervals import Share, interval_of


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
    return difference(Share(with_text.value, with_text.n), Share(without.value, without.n))


def difference(one: Share, other: Share) -> Difference:
    """Return the difference of two shares, with Newcombe's interval (1998, method 10)."""
    of_one, of_other = interval_of(one), interval_of(other)
    value = one.value - other.value
    return Difference(
        value=value,
        low=value - sqrt((one.value - of_one.low) ** 2 + (of_other.high - other.value) ** 2),
        high=value + sqrt((of_one.high - one.value) ** 2 + (other.value - of_other.low) ** 2),
    )
