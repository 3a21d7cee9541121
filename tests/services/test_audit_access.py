"""Who may know of an audit matter: audit alone."""

import pytest

from bot.domain.calls.results import MoneyAnswer
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.services.desk import Desk
from bot.services.grievances import handling, replying, rerouting
from tests.steps.builders import HAN, JUNG, KIM, LEE, OH, YOON, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.grievances import EXPLAINED, bring_grievance
from tests.steps.rows import reveals, told


@pytest.mark.parametrize("who", [JUNG, YOON, OH, LEE, "U0NOBODY"])
def test_on_the_audit_track_nobody_but_audit_can_see_or_act(morning: Desk, who: str) -> None:
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))

    for act in (
        lambda: morning.do_now(handling.see_grievance, by=who, grievance_id=1),
        lambda: morning.do_now(handling.acknowledge, by=who, grievance_id=1),
        lambda: morning.do_now(handling.answer, by=who, grievance_id=1, words="x"),
        lambda: morning.do_now(rerouting.decline, by=who, grievance_id=1, reason="x"),
        lambda: morning.do_now(handling.reveal_for_direct_call, by=who, grievance_id=1),
        lambda: morning.do_now(replying.see_task, by=who, grievance_id=1),
        lambda: morning.do_now(replying.reveal_for_reply, by=who, grievance_id=1),
        lambda: morning.do_now(replying.record_reply, by=who, grievance_id=1, reply=EXPLAINED),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.reason in {Reason.GRIEVANCE_NOT_YOURS, Reason.NOT_ALLOWED, Reason.NOT_STAFF}
    assert told(morning, NoticeKind.GRIEVANCE) == [HAN]
    assert len(reveals(morning)) == 1


def test_the_operator_stops_seeing_what_went_to_audit(morning: Desk) -> None:
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))

    with pytest.raises(Refused):
        morning.do_now(replying.see_task, by=KIM, grievance_id=1)

    assert not told(morning, NoticeKind.GRIEVANCE_TASK)
