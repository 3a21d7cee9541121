"""Rerouting: "not mine" goes to the next in line, and nothing waits for somebody who is gone."""

import pytest

from bot.domain.notices import NoticeKind
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.services.desk import Desk
from bot.services.grievances import rerouting
from bot.services.grievances.cards import card_of
from bot.services.grievances.handling import REASON_FIELD
from tests.steps.builders import JUNG, KIM, OH, YOON
from tests.steps.grievances import bring_grievance
from tests.steps.rows import told

WHY = "다른 부서 소관"


def recipient(desk: Desk) -> str | None:
    """Return who has grievance 1."""
    return desk.do_now(card_of, grievance_id=1).recipient


def test_not_mine_goes_to_the_head_and_the_second_time_to_a_supervisor(morning: Desk) -> None:
    bring_grievance(morning)
    held = [recipient(morning)]

    for who in (JUNG, YOON):
        morning.do_now(rerouting.decline, by=who, grievance_id=1, reason=WHY)
        held.append(recipient(morning))

    assert held == [JUNG, YOON, OH]
    assert KIM in told(morning, NoticeKind.GRIEVANCE_PASSED)


def test_not_mine_needs_a_reason_and_is_for_the_recipient_alone(morning: Desk) -> None:
    bring_grievance(morning)

    with pytest.raises(FormRefused) as silent:
        morning.do_now(rerouting.decline, by=JUNG, grievance_id=1, reason=" ")
    with pytest.raises(Refused) as other:
        morning.do_now(rerouting.decline, by=YOON, grievance_id=1, reason=WHY)

    assert silent.value.errors == {REASON_FIELD: Reason.REASON_MISSING}
    assert other.value.reason is Reason.GRIEVANCE_NOT_YOURS
    assert recipient(morning) == JUNG


def test_what_waits_for_a_lost_account_is_passed_on(morning: Desk) -> None:
    bring_grievance(morning)

    morning.do_now(rerouting.lose_account, slack_id=JUNG)

    assert recipient(morning) == YOON
    assert morning.do_now(rerouting.find_new_recipients) == 0
