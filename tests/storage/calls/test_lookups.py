"""Look-ups: a call by its code or the petitioner's number, and misses of one person."""

from datetime import timedelta

from bot.services.calls import claiming
from bot.services.desk import Desk
from storage.calls.lookups import (
    MISSES,
    call_with_code,
    calls_of_number,
    give_guess_back,
    matter_with_code,
    take_guess,
)
from tests.steps.builders import KIM, LEE, MONDAY, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 10)
MINUTE = timedelta(minutes=1)


def test_a_code_finds_its_call_and_no_other_does(morning: Desk) -> None:
    code = morning.do_now(claiming.claim_call, by=KIM, number=2).code
    another = "000000" if code != "000000" else "000001"

    found = in_session(morning, call_with_code, code)

    assert found is not None
    assert found.id == 2
    assert in_session(morning, call_with_code, another) is None
    assert in_session(morning, matter_with_code, code) is None


def test_a_number_finds_its_calls_by_its_hash(morning: Desk) -> None:
    found, nobody = (
        in_session(morning, calls_of_number, morning.secrets.keyed_hash(number))
        for number in ("01000001002", "01000009999")
    )

    assert ([call.id for call in found], nobody) == ([2], [])


def guesses(desk: Desk, who: str, minutes: float) -> bool:
    """Take a guess some minutes after NOW."""
    now = NOW + minutes * MINUTE
    return in_session(desk, take_guess, who, now, now - 10 * MINUTE)


def test_five_misses_are_granted_within_ten_minutes_whenever_these_began(desk: Desk) -> None:
    taken = [guesses(desk, KIM, minutes) for minutes in (0, 9, 9, 9, 9, 9, 10, 10)]

    assert taken == [True] * len(MISSES) + [False, True, False]
    assert guesses(desk, LEE, 10)
    assert [guesses(desk, KIM, minutes) for minutes in (18.9, 19, 19, 19, 19, 19)] == [
        False,
        True,
        True,
        True,
        True,
        False,
    ]


def test_a_look_up_that_was_no_miss_does_not_count(desk: Desk) -> None:
    for _ in range(20):
        assert guesses(desk, KIM, 0)
        in_session(desk, give_guess_back, KIM)

    assert [guesses(desk, KIM, 1) for _ in range(6)] == [True] * 5 + [False]
