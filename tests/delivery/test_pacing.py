"""How soon a method may be called again."""

from bot.delivery.pacing import MOST_A_MINUTE, Pace, backoff

OPEN = "conversations.open"


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


def test_each_try_waits_longer_than_the_one_before_up_to_a_minute() -> None:
    longest = [0.5 * 2**tries for tries in range(1, 7)]

    for tries, most in enumerate(longest, start=1):
        assert most / 2 <= backoff(tries) <= most
    assert 30 <= backoff(100) <= 60
