"""Which figures are shares, and with what interval."""

import pytest

from bot.domain.figures.figures import HIDDEN, FigureUnit, Value
from bot.domain.figures.region.cards import Sum, share_of


def value(unit: FigureUnit, number: float | None, n: int = 100) -> Value:
    return Value(unit=unit, value=number, n=n)


@pytest.mark.parametrize(
    ("shown", "share"),
    [
        (value(FigureUnit.SHARE, 0.25), 0.25),
        (value(FigureUnit.PER_100, 8.0), 0.08),
        (value(FigureUnit.PER_100, 130.0), None),  # more grievances than visits: no share
        (value(FigureUnit.COUNT, 12), None),
        (value(FigureUnit.POINTS, 80.0), None),
        (value(FigureUnit.SHARE, None, 0), None),
        (HIDDEN[FigureUnit.SHARE], None),
    ],
)
def test_what_is_a_share_has_an_interval_and_nothing_else_has(shown: Value, share: float | None) -> None:
    found = share_of(shown)

    assert (None if found is None else found.value) == share
    assert (Sum(value=shown, stations=1).interval is None) == (share is None)
