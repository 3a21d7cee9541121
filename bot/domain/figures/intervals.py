"""How sure a share is, and how far from others chance alone takes it (rule book §8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import fmean

NINETY_FIVE = 1.959964
"""Standard errors on either side that hold 95 of 100."""
SIGMAS = 3
"""Standard errors within which a station lies by chance but for about three in a thousand times."""
LEAST_N = 30
"""Of fewer nothing is said."""
FEWEST = 8
"""So many shares are needed to tell how much they usually differ: stations, or months of a station's own past."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share of `n`: from 0 to 1."""

    value: float
    n: int


@dataclass(frozen=True, slots=True)
class Interval:
    """From the least to the most."""

    low: float
    high: float


class Standing(StrEnum):
    """Where a share stands beside its limits."""

    WITHIN = "within"
    ABOVE = "above"
    BELOW = "below"
    FEW = "few"  # too few people to say


def interval_of(share: Share) -> Interval:
    """Return the 95 % interval of a share (Wilson 1927), which stays within 0 and 1 and fits small numbers too."""
    z, n = NINETY_FIVE, share.n
    middle = (share.value + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(share.value * (1 - share.value) / n + z * z / (4 * n * n))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def pooled(shares: Iterable[Share]) -> Share:
    """Put shares together."""
    some = list(shares)
    n = sum(each.n for each in some)
    return Share(sum(each.value * each.n for each in some) / n if n else 0.0, n)


def limits_for(n: int, around: Share, spread: float = 1.0) -> Interval:
    """Return the limits of a funnel plot for a share of so many: wider, the fewer they are (Spiegelhalter 2005).

    `spread` widens them by how much more than chance the shares differ anyway, as `spread_of` measures it.
    """
    half = SIGMAS * spread * sqrt(around.value * (1 - around.value) / n)
    return Interval(max(0.0, around.value - half), min(1.0, around.value + half))


def spread_of(shares: Sequence[Share]) -> float:
    """Measure how much more than chance shares differ, at least 1: the root of the mean of z², the ends drawn in.

    The tenth part at either end counts as the last one before it, so that a station that is really different does not
    widen the limits that are to show it. Of fewer than eight shares it cannot be measured.
    """
    around = pooled(shares)
    variance = around.value * (1 - around.value)
    if not variance or len(shares) < FEWEST:
        return 1.0
    found = sorted((each.value - around.value) / sqrt(variance / each.n) for each in shares)
    cut = max(1, len(found) // 10)
    drawn_in = [min(max(each, found[cut]), found[-1 - cut]) for each in found]
    return max(1.0, sqrt(fmean(each * each for each in drawn_in)))


def standing_of(share: Share, limits: Interval) -> Standing:
    """Say whether a share lies within its limits."""
    if share.n < LEAST_N:
        return Standing.FEW
    if share.value > limits.high:
        return Standing.ABOVE
    return Standing.BELOW if share.value < limits.low else Standing.WITHIN
