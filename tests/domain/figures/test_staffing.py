"""The staffing look-ahead: by hand where chance has no say, by its laws where it has."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.domain.figures.staffing import FEWEST_ATTEMPTS, LONGEST_MINUTES, Outlook, StaffingPast, look_ahead
from bot.domain.station import Station

STATION = Station(name="한빛경찰서", main_number="02-0000-0112")
TEN_MINUTES = StaffingPast(minutes=(10.0,), closing_share=1.0, arrivals=())
PASTS = st.builds(
    StaffingPast,
    minutes=st.lists(st.floats(1, 90), min_size=1, max_size=12).map(tuple),
    closing_share=st.floats(0, 1),
    arrivals=st.lists(st.lists(st.integers(0, 60), max_size=4).map(tuple), max_size=3).map(tuple),
)
FEW = settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])  # shrinking takes minutes


def exactly(operators: int, left: int) -> Outlook:
    """An outlook without any doubt."""
    return Outlook(operators=operators, low=left, middle=left, high=left)


@pytest.mark.parametrize(
    ("operators", "left"),
    [
        (1, 60),  # 14 of ten minutes from 09:30 to 11:50, 26 from 13:10 to 17:30
        (2, 20),
        (3, 0),
    ],
)
def test_a_day_without_chance_can_be_counted_by_hand(operators: int, left: int) -> None:
    assert look_ahead(TEN_MINUTES, 100, operators, STATION, 1) == exactly(operators, left)


def test_a_call_begun_before_the_end_of_the_hours_is_ended_and_none_is_begun_after() -> None:
    quarter_hours = replace(TEN_MINUTES, minutes=(45.0,))

    # 09:30 10:15 11:00 11:45, then 13:10 13:55 14:40 15:25 16:10 16:55
    assert look_ahead(quarter_hours, 100, 1, STATION, 1) == exactly(1, 90)


def test_a_claim_that_lasted_for_days_counts_as_an_hour() -> None:
    assert look_ahead(replace(TEN_MINUTES, minutes=(9000.0,)), 100, 1, STATION, 1) == look_ahead(
        replace(TEN_MINUTES, minutes=(LONGEST_MINUTES,)), 100, 1, STATION, 1
    )


def test_where_nobody_is_ever_reached_everything_is_left() -> None:
    assert look_ahead(replace(TEN_MINUTES, closing_share=0.0), 7, 4, STATION, 1) == exactly(4, 7)


def test_who_is_missed_in_the_morning_is_tried_once_more_in_the_afternoon() -> None:
    half = replace(TEN_MINUTES, closing_share=0.5)

    assert (
        22 <= look_ahead(half, 100, 20, STATION, 1).middle <= 28
    )  # of a hundred fifty are missed once, half of them twice


def test_what_the_list_will_bring_is_added_to_what_is_open() -> None:
    brings = replace(TEN_MINUTES, arrivals=((30,), (), (15,)))

    assert look_ahead(brings, 5, 1, STATION, 1) == exactly(1, 10)


@given(PASTS, st.integers(1, 4), st.integers(0, 2**31))
@FEW
def test_no_calls_leave_none_open(past: StaffingPast, operators: int, seed: int) -> None:
    assert look_ahead(replace(past, arrivals=((0,),)), 0, operators, STATION, seed) == exactly(operators, 0)


@given(PASTS, st.integers(0, 60), st.integers(1, 4), st.integers(0, 2**31))
@FEW
def test_the_range_contains_the_middle_and_the_same_seed_gives_the_same_answer(
    past: StaffingPast, open_now: int, operators: int, seed: int
) -> None:
    outlook = look_ahead(past, open_now, operators, STATION, seed)

    most = open_now + sum(max(each, default=0) for each in past.arrivals)
    assert 0 <= outlook.low <= outlook.middle <= outlook.high <= most
    assert look_ahead(past, open_now, operators, STATION, seed) == outlook


@given(PASTS, st.integers(0, 60), st.integers(0, 2**31))
@FEW
def test_more_operators_do_not_leave_more_open(past: StaffingPast, open_now: int, seed: int) -> None:
    middles = [look_ahead(past, open_now, operators, STATION, seed).middle for operators in (1, 2, 4)]

    chance = 2  # the days are the same, but what comes of the calls is drawn in another order
    assert middles[1] <= middles[0] + chance
    assert middles[2] <= middles[1] + chance


@pytest.mark.parametrize(("attempts", "is_enough"), [(FEWEST_ATTEMPTS - 1, False), (FEWEST_ATTEMPTS, True)])
def test_a_few_attempts_teach_nothing(attempts: int, *, is_enough: bool) -> None:
    assert replace(TEN_MINUTES, minutes=(10.0,) * attempts).is_enough is is_enough


def test_who_is_missed_in_the_afternoon_is_not_tried_again_on_that_day() -> None:
    half, afternoon = replace(TEN_MINUTES, closing_share=0.5), replace(STATION, calling_hours=((time(13), time(17)),))

    assert 47 <= look_ahead(half, 100, 20, afternoon, 1).middle <= 53


def test_before_the_gap_is_over_nobody_is_tried_again() -> None:
    half, long = replace(TEN_MINUTES, closing_share=0.5), replace(STATION, attempt_gap=timedelta(hours=9))

    assert 47 <= look_ahead(half, 100, 20, long, 1).middle <= 53


@pytest.mark.parametrize(("until", "left"), [(time(16), 93), (time(16, 1), 92)])
def test_a_call_is_begun_to_the_minute(until: time, left: int) -> None:
    hours = replace(TEN_MINUTES, minutes=(60.0,))

    assert look_ahead(hours, 100, 1, replace(STATION, calling_hours=((time(9), until),)), 1) == exactly(1, left)


def test_eight_of_ten_days_lie_between_low_and_high_and_half_of_them_below_the_middle() -> None:
    anything = replace(TEN_MINUTES, closing_share=0.0, arrivals=(tuple(range(0, 101, 10)),))

    assert look_ahead(anything, 0, 1, STATION, 6) == Outlook(operators=1, low=10, middle=50, high=90)
