"""Whether the advance text helps: the interval, and what is too little to say anything."""

import pytest

from bot.domain.figures.figures import Figure, FigureUnit, Value
from bot.domain.figures.intervals import Share
from bot.domain.figures.trials import difference, trial_of


def share(value: float | None, n: int) -> Value:
    """Return a share of so many."""
    return Value(unit=FigureUnit.SHARE, value=value, n=n)


@pytest.mark.parametrize(
    ("one", "other", "interval"),
    [
        ((56, 70), (48, 80), (0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.1705, 0.8090)),
        ((10, 10), (0, 20), (0.6791, 1.0)),
        ((5, 56), (0, 29), (-0.0381, 0.1926)),
    ],
)
def test_the_interval_is_newcombes(one: tuple[int, int], other: tuple[int, int], interval: tuple[float, float]) -> None:
    found = difference(Share(one[0] / one[1], one[1]), Share(other[0] / other[1], other[1]))

    assert (found.low, found.high) == pytest.approx(interval, abs=1e-4)
    assert found.low <= found.value <= found.high


@pytest.mark.parametrize(
    ("with_text", "without", "is_sure"),
    [
        (share(0.9, 10), share(0.3, 10), True),
        (share(0.3, 10), share(0.9, 10), True),
        (share(0.6, 10), share(0.5, 10), False),
        (share(0.6, 4), share(0.5, 900), None),
        (share(None, 0), share(None, 0), None),
    ],
)
def test_it_is_said_whether_there_is_enough_to_say(with_text: Value, without: Value, is_sure: bool | None) -> None:
    found = trial_of({Figure.TEXT_CONTACT: with_text, Figure.NO_TEXT_CONTACT: without})

    assert (None if found is None else found.is_sure) is is_sure
    assert trial_of({}) is None
