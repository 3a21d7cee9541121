"""Replying: an answer alone does not close, and only the filer replies."""

import pytest

from bot.domain.grievances.states import GrievanceState
from bot.domain.refusals import Reason, Refused, Stale
from bot.services.desk import Desk
from bot.services.grievances import handling, replying
from tests.steps.builders import JUNG, KIM, LEE
from tests.steps.grievances import EXPLAINED, bring_grievance


def test_an_answer_alone_does_not_close_and_only_the_filer_replies(morning: Desk) -> None:
    bring_grievance(morning)

    with pytest.raises(Stale):
        morning.do_now(replying.record_reply, by=KIM, grievance_id=1, reply=EXPLAINED)
    answered = morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="설명드림")
    with pytest.raises(Refused) as other:
        morning.do_now(replying.record_reply, by=LEE, grievance_id=1, reply=EXPLAINED)
    closed = morning.do_now(replying.record_reply, by=KIM, grievance_id=1, reply=EXPLAINED)

    assert answered.state is GrievanceState.ANSWERED
    assert other.value.reason is Reason.GRIEVANCE_NOT_YOURS
    assert closed.state is GrievanceState.CLOSED
