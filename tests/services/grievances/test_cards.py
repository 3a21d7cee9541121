"""Cards of grievances: what was said is opened, and what may still be asked for is known."""

from datetime import timedelta
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.states import GrievanceState
from bot.domain.refusals import Reason, Refused
from bot.services.desk import Desk
from bot.services.grievances import handling, replying
from bot.services.grievances.cards import card_of, may_be_handed_on
from bot.services.home import see_home
from storage.grievances.tables import Grievance
from tests.steps.builders import FRIDAY, JUNG, KIM, MONDAY, seoul
from tests.steps.grievances import EXPLAINED, bring_grievance


def test_a_card_holds_what_the_petitioner_said_and_nothing_of_who_they_are(morning: Desk) -> None:
    bring_grievance(morning)

    card = morning.do_now(card_of, grievance_id=1)

    assert (card.call, card.words, card.visited_on, card.recipient) == (1, "설명이 없었다", FRIDAY, JUNG)
    assert "1001" not in repr(card)
    assert not card.may_be_delayed


def test_a_later_due_date_may_be_asked_for_once_it_is_acknowledged_and_in_time(
    morning: Desk, clock: MovableClock
) -> None:
    bring_grievance(morning)
    acknowledged = morning.do_now(handling.acknowledge, by=JUNG, grievance_id=1)
    clock.set(seoul(MONDAY + timedelta(days=20), 10))

    late = morning.do_now(card_of, grievance_id=1)

    assert (acknowledged.may_be_delayed, late.may_be_delayed) == (True, False)


def test_a_closed_one_may_come_again_and_shows_audit_what_was_before(morning: Desk) -> None:
    bring_grievance(morning)
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="곧 알려 드리겠습니다")
    closed = morning.do_now(replying.record_reply, by=KIM, grievance_id=1, reply=EXPLAINED)

    morning.do_now(replying.take_up_again, by=KIM, grievance_id=1, words="여전히 설명이 없다")

    again = morning.do_now(card_of, grievance_id=2)
    assert (closed.state, closed.may_come_again) == (GrievanceState.CLOSED, True)
    assert morning.do_now(card_of, grievance_id=1).may_come_again  # what audit has does not show
    assert again.before is not None
    assert (again.round, again.before.answer, again.before.reply) == (2, "곧 알려 드리겠습니다", "설명함")


def test_a_line_for_a_list_says_when_it_is_late(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning)
    [in_time] = morning.do_now(see_home, by=JUNG).waiting
    clock.set(seoul(MONDAY + timedelta(days=20), 10))
    [late] = morning.do_now(see_home, by=JUNG).waiting

    assert (in_time.filed_on, in_time.is_late, late.is_late) == (MONDAY, False, True)


def test_there_is_no_card_of_what_was_never_filed(morning: Desk) -> None:
    with pytest.raises(Refused) as refused:
        morning.do_now(card_of, grievance_id=9)

    assert refused.value.reason is Reason.NO_SUCH_GRIEVANCE


@pytest.mark.parametrize(
    ("facts", "may"),
    [
        ({}, True),
        ({"state": GrievanceState.ACKNOWLEDGED}, True),
        ({"state": GrievanceState.ANSWERED}, False),
        ({"state": GrievanceState.CLOSED}, False),
        ({"round": 2}, False),
        ({"track": Track.ORDINARY}, False),
    ],
)
def test_audit_hands_on_the_first_round_of_its_own_before_it_is_answered(facts: dict[str, Any], may: bool) -> None:
    matter = Grievance(**{"track": Track.AUDIT, "round": 1, "state": GrievanceState.ROUTED, **facts})

    assert may_be_handed_on(matter) is may
