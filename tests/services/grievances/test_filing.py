"""Filing from the draft of a result."""

from datetime import date

import pytest

from bot.domain.refusals import FormRefused
from bot.services.calls import claiming
from bot.services.desk import Desk
from bot.services.grievances import filing
from tests.steps.builders import KIM, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.grievances import QUESTION


def test_a_lost_second_page_is_taken_up_from_the_draft(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    morning.do_now(filing.begin_filing, by=KIM, number=1, result=GRIEVANCE_RESULT, filing=QUESTION)

    seen = morning.do_now(filing.see_filing, by=KIM, number=1, filing=QUESTION)

    assert seen.due_on == date(2026, 12, 1)
    with pytest.raises(FormRefused):
        morning.do_now(filing.begin_filing, by=KIM, number=1, result=with_(GRIEVANCE_RESULT, words=""), filing=QUESTION)
