"""`/lookup`: a call of ours is confirmed by its code or the number, and guessing is stopped."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.states import QueueLane
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.services.calls import claiming
from bot.services.calls.verification import look_up
from bot.services.desk import Desk
from tests.steps.builders import JUNG, KIM, OH
from tests.steps.calls import MISS
from tests.steps.desks import phone
from tests.steps.rows import call_row, told

WRONG = "0000"


@pytest.mark.parametrize("asked", ["code", "010-0000-1001", "01000001001"])
def test_a_call_of_ours_is_genuine_and_its_operator_hears_of_it(morning: Desk, asked: str) -> None:
    card = morning.do_now(claiming.claim_call, by=KIM, number=1)

    answer = morning.do_now(look_up, by=OH, words=card.code if asked == "code" else asked)

    assert (answer.genuine, answer.name, answer.put_through) == (True, "상담KIM", KIM)
    assert told(morning, NoticeKind.CALLED_IN) == [KIM]


def test_a_number_that_nobody_called_is_not_ours(morning: Desk) -> None:
    assert not morning.do_now(look_up, by=OH, words="010-0000-1003").genuine
    assert not morning.do_now(look_up, by=OH, words="010-0000-9999").genuine


def test_who_phones_back_comes_to_the_top(morning: Desk) -> None:
    phone(morning, 3, MISS)

    morning.do_now(look_up, by=OH, words="010-0000-1003")

    assert call_row(morning, 3).lane == QueueLane.PROMISED
    assert morning.do_now(claiming.claim_next, by=KIM).line.number == 3


def test_after_five_wrong_guesses_even_the_right_one_waits(morning: Desk, clock: MovableClock) -> None:
    code = morning.do_now(claiming.claim_call, by=KIM, number=1).code
    wrong = WRONG if code != WRONG else "0001"
    for _ in range(5):
        assert not morning.do_now(look_up, by=OH, words=wrong).genuine

    with pytest.raises(Refused) as stopped:
        morning.do_now(look_up, by=OH, words=code)
    clock.advance(timedelta(minutes=11))

    assert stopped.value.reason is Reason.LOOKUP_THROTTLED
    assert morning.do_now(look_up, by=OH, words=code).genuine


def test_a_code_is_worth_nothing_after_fourteen_days(morning: Desk, clock: MovableClock) -> None:
    code = morning.do_now(claiming.claim_call, by=KIM, number=1).code
    clock.advance(timedelta(days=15))

    assert not morning.do_now(look_up, by=OH, words=code).genuine


def test_an_officer_may_not_ask_and_words_are_no_question(morning: Desk) -> None:
    with pytest.raises(Refused) as officer:
        morning.do_now(look_up, by=JUNG, words=WRONG)
    with pytest.raises(Refused) as words:
        morning.do_now(look_up, by=OH, words="홍길순")

    assert (officer.value.reason, words.value.reason) == (Reason.NOT_ALLOWED, Reason.LOOKUP_UNREADABLE)
