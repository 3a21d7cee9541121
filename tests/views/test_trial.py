"""What /stats says of whether the advance text helps."""

from bot.domain.figures.figures import TRIAL, FigureUnit, Value, Values
from bot.views.figures.stats import trial_blocks
from tests.steps.views import KOREAN


def test_a_difference_that_is_nothing_has_no_minus_and_large_numbers_are_grouped() -> None:
    shares = (0.4999, 6000), (0.5, 5000)
    counted = [Value(unit=FigureUnit.SHARE, value=value, n=n) for value, n in shares]
    values: Values = dict(zip(TRIAL, counted, strict=True))

    [block] = trial_blocks(values, KOREAN)

    assert "(6,000건)" in block["text"]["text"]
    assert "차이 +0.0%p" in block["text"]["text"]
