"""Taking in who is on the line by the button of a look-up."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.services.calls.inbound import take_in_call
from bot.services.calls.verification import look_up
from bot.services.desk import Desk
from tests.steps.builders import KIM, LEE, OH, PARK
from tests.steps.desks import phone
from tests.steps.rows import told


def test_who_talked_to_them_last_is_told_and_whoever_took_it_is_not(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2, by=KIM)
    clock.advance(timedelta(days=1))

    morning.do_now(take_in_call, by=LEE, number=2)

    assert told(morning, NoticeKind.CAME_IN) == [KIM]


def test_a_conflict_of_interest_is_left_to_a_colleague(morning: Desk) -> None:
    phone(morning, 1)

    with pytest.raises(Refused) as refused:
        morning.do_now(take_in_call, by=PARK, number=1)

    assert refused.value.reason is Reason.CONFLICT


def test_only_an_operator_gets_the_button_of_a_look_up(morning: Desk) -> None:
    phone(morning, 2)

    found = {by: morning.do_now(look_up, by=by, words="010-0000-1002").call for by in (KIM, OH)}

    assert found == {KIM: 2, OH: None}
