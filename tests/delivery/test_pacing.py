"""How soon a method may be called again."""

import itertools

import pytest

from bot.delivery.pacing import LATE, MOST_A_MINUTE, SPACING, Pace, backoff

OPEN = "conversations.open"
DRAWING = 0.2
"""Seconds in which a message is checked and drawn after its turn came."""


def test_people_are_asked_after_quickly_but_not_more_in_a_minute_than_slack_allows() -> None:
    pace = Pace()
    waits = []
    for number in range(MOST_A_MINUTE[OPEN]):
        waits.append(pace.wait_for(OPEN, f"U{number}"))
        pace.took(OPEN, f"U{number}")

    assert max(waits) < 0.5
    assert 55 < pace.wait_for(OPEN, "U0NEXT") <= 60
    assert pace.wait_for("chat.postMessage", "D0NEXT") == 0


def test_a_retry_after_blocks_its_method_alone() -> None:
    pace = Pace()

    pace.blocked("chat.update", 30)

    assert 29 < pace.wait_for("chat.update", "C1") <= 30
    assert pace.wait_for("chat.postMessage", "C1") == 0


def test_where_slacks_limits_are_off_nobody_waits_however_often_people_are_asked_after() -> None:
    pace = Pace({})
    for number in range(2 * MOST_A_MINUTE[OPEN]):
        pace.took(OPEN, f"U{number}")

    assert pace.wait_for(OPEN, "U0NEXT") == 0


class Passing:
    """Seconds that pass when somebody waits."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def calls_of(method: str, late: list[float]) -> list[float]:
    """When calls were made that each came so many seconds after their turn."""
    clock, made = Passing(), []
    pace = Pace(now=clock)
    for seconds in late:
        clock.now += pace.wait_for(method, "C1") + seconds
        pace.took(method, "C1")
        made.append(clock.now)
    return made


@pytest.mark.parametrize(("method", "seconds"), [("chat.update", 1.25), ("chat.postMessage", 1.05 + DRAWING)])
def test_a_call_drawn_after_its_turn_came_puts_none_off_where_slack_counts_by_the_minute(
    method: str, seconds: float
) -> None:
    made = calls_of(method, [DRAWING] * 10)

    assert (made[-1] - made[1]) / 8 == pytest.approx(seconds)


def test_however_late_calls_come_no_minute_has_more_than_slack_allows() -> None:
    made = calls_of("chat.update", [3.0, 0.0, LATE, 0.0, 2 * LATE, *[0.0] * 60])

    assert max(sum(first <= each < first + 60 for each in made) for first in made) <= 50
    assert min(later - each for each, later in itertools.pairwise(made)) >= SPACING["chat.update"] - LATE


def test_each_try_waits_longer_than_the_one_before_up_to_a_minute() -> None:
    longest = [0.5 * 2**tries for tries in range(1, 7)]

    for tries, most in enumerate(longest, start=1):
        assert most / 2 <= backoff(tries) <= most
    assert 30 <= backoff(100) <= 60
