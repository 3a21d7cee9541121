"""Re-checks: the draw and the agreement."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calls.rechecks import agrees, is_drawn
from bot.domain.calls.surveys import FIRST

SCORES = st.dictionaries(st.sampled_from(FIRST.names), st.integers(1, 5))
HASHES = [sha256(f"recheck:{number}".encode()).hexdigest() for number in range(5000)]


@pytest.mark.parametrize("share", [0.02, 0.1, 0.5])
def test_about_the_share_is_drawn(share: float) -> None:
    drawn = sum(is_drawn(each, share) for each in HASHES)

    assert drawn / len(HASHES) == pytest.approx(share, abs=0.025)


@given(st.sampled_from(HASHES), st.floats(0, 1), st.floats(0, 1))
def test_the_draw_is_the_same_each_time_and_a_larger_share_draws_no_fewer(
    hashed: str, one: float, other: float
) -> None:
    assert is_drawn(hashed, one) == is_drawn(hashed, one)
    assert is_drawn(hashed, min(one, other)) <= is_drawn(hashed, max(one, other))
    assert not is_drawn(hashed, 0.0)
    assert is_drawn(hashed, 1.0)


@pytest.mark.parametrize(
    ("hashed", "is_one"), [("00000000ff", True), ("0000000000", True), ("0000000100", False), ("ffffffff00", False)]
)
def test_the_first_eight_digits_of_the_hash_draw(hashed: str, is_one: bool) -> None:
    assert is_drawn(hashed, 1 / 2**32) is is_one


@pytest.mark.parametrize(
    ("first", "second", "agreed"),
    [
        ({"overall": 5}, {"overall": 5}, True),
        ({"overall": 5}, {"overall": 4}, True),
        ({"overall": 3}, {"overall": 4}, True),
        ({"overall": 5}, {"overall": 3}, False),
        ({"overall": 5, "kindness": 1}, {"overall": 5, "kindness": 3}, False),
        ({"overall": 5, "kindness": 1}, {"overall": 4}, True),
        ({"overall": 5}, {"kindness": 5}, None),
    ],
)
def test_one_point_more_or_less_is_the_same_and_two_are_not(
    first: dict[str, int], second: dict[str, int], agreed: bool | None
) -> None:
    assert agrees(first, second) is agreed


@given(SCORES, SCORES)
def test_two_agree_when_no_item_that_both_heard_differs_by_more_than_one(
    first: dict[str, int], second: dict[str, int]
) -> None:
    differences = [abs(first[item] - second[item]) for item in first if item in second]

    assert agrees(first, second) == (max(differences) < 2 if differences else None)
    assert agrees(first, second) == agrees(second, first)
