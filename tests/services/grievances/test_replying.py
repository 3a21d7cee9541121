"""Replying: an answer alone does not close, and only the filer replies."""

import pytest

from bot.domain.grievances.states import GrievanceState
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused, Stale
from bot.services.desk import Desk
from bot.services.grievances import handling, replying
from bot.services.grievances.cards import card_of
from tests.steps.builders import HAN, JUNG, KIM, LEE
from tests.steps.grievances import EXPLAINED, bring_grievance
from tests.steps.rows import told


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


def test_the_form_shows_the_answer_and_is_there_from_then_on(morning: Desk) -> None:
    bring_grievance(morning)

    with pytest.raises(Refused) as early:
        morning.do_now(replying.begin_reply, by=KIM, grievance_id=1)
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="설명드림")
    form = morning.do_now(replying.begin_reply, by=KIM, grievance_id=1)

    assert early.value.reason is Reason.GRIEVANCE_MOVED_ON
    assert (form.answer, form.handler) == ("설명드림", "교통과 경위 정교통")


def test_what_comes_again_while_audit_has_it_is_added_to_its_words(morning: Desk) -> None:
    bring_grievance(morning)
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="곧 알려 드리겠습니다")
    morning.do_now(replying.record_reply, by=KIM, grievance_id=1, reply=EXPLAINED)

    first = morning.do_now(replying.take_up_again, by=KIM, grievance_id=1, words="여전히 설명이 없다")
    second = morning.do_now(replying.take_up_again, by=KIM, grievance_id=1, words="이제는 반말까지 한다")

    assert first == second
    assert morning.do_now(card_of, grievance_id=2).words == "여전히 설명이 없다\n\n이제는 반말까지 한다"
    assert told(morning, NoticeKind.GRIEVANCE).count(HAN) == 2
