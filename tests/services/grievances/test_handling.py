"""Handling: a recipient's acknowledgement and answer."""

import pytest

from bot.domain.refusals import Stale
from bot.services.desk import Desk
from bot.services.grievances import handling
from tests.steps.builders import JUNG
from tests.steps.grievances import bring_grievance


def test_a_second_answer_is_told_that_it_is_late_and_nothing_is_overwritten(morning: Desk) -> None:
    bring_grievance(morning)
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="첫 답변")

    with pytest.raises(Stale):
        morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="둘째 답변")

    assert morning.do_now(handling.see_grievance, by=JUNG, grievance_id=1).answer == "첫 답변"
