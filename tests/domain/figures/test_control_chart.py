"""Control charts: the limits by hand, and what never raises a signal."""

from math import sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.domain.figures.control_chart import FEWEST_WEEKS, control_chart_of

COUNTS = st.integers(0, 60)
PASTS = st.lists(COUNTS, min_size=1, max_size=26)


@pytest.mark.parametrize(
    ("past", "mean", "limit"),
    [
        ([4] * 8, 4.0, 10.0),  # 4 + 3·√4
        ([9] * 26, 9.0, 18.0),  # 9 + 3·√9
        ([0, 1, 2, 3, 0, 1, 2, 3, 0, 1], 1.3, 4.720526275),  # 1.3 + 3·√1.3
        ([0] * 12, 0.0, 0.0),
    ],
)
def test_the_limit_is_the_mean_and_three_times_its_root(past: list[int], mean: float, limit: float) -> None:
    chart = control_chart_of(0, past)

    assert [chart.mean, chart.limit] == pytest.approx([mean, limit])
    assert chart.weeks == len(past)


@pytest.mark.parametrize(("count", "is_unusual"), [(9, False), (10, False), (11, True)])
def test_a_count_is_unusual_above_the_limit_not_at_it(count: int, *, is_unusual: bool) -> None:
    assert control_chart_of(count, [4] * 8).is_unusual is is_unusual


def test_unusual_weeks_of_the_past_do_not_raise_the_limit() -> None:
    assert control_chart_of(11, [4] * 10 + [40]).limit == pytest.approx(10.0)
    assert control_chart_of(11, [4] * 10 + [40]).is_unusual


@given(PASTS, st.integers(0, 200))
def test_one_unusual_week_more_leaves_the_limit_as_it_was(past: list[int], peak: int) -> None:
    mean, with_peak = sum(past) / len(past), (sum(past) + peak) / (len(past) + 1)
    assume(max(past) <= mean + 3 * sqrt(mean))
    assume(peak > with_peak + 3 * sqrt(with_peak))

    assert control_chart_of(0, [*past, peak]).limit == pytest.approx(control_chart_of(0, past).limit)


@given(st.integers(0, 4), PASTS)
def test_fewer_than_five_are_never_unusual(count: int, past: list[int]) -> None:
    assert not control_chart_of(count, past).is_unusual


def test_five_after_weeks_of_nothing_are_unusual() -> None:
    assert control_chart_of(5, [0] * FEWEST_WEEKS).is_unusual


@given(st.integers(0, 1000), st.lists(COUNTS, max_size=FEWEST_WEEKS - 1))
def test_a_past_of_fewer_than_eight_weeks_tells_nothing(count: int, past: list[int]) -> None:
    assert not control_chart_of(count, past).is_unusual


@given(COUNTS, PASTS)
def test_more_complaints_never_make_a_week_less_unusual(count: int, past: list[int]) -> None:
    assert control_chart_of(count, past).is_unusual <= control_chart_of(count + 1, past).is_unusual
