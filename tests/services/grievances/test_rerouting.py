"""Rerouting: "not mine" goes to the next in line, and nothing waits for somebody who is gone."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.notices import NoticeKind
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.domain.roles import Role
from bot.services.desk import Desk
from bot.services.grievances import rerouting
from bot.services.grievances.cards import card_of
from bot.services.grievances.handling import REASON_FIELD, RIGHT_OFFICER_FIELD
from bot.services.people.directory import load_staff
from tests.steps.builders import HAN, JUNG, KIM, MONDAY, OH, YOON, seoul
from tests.steps.deliveries import take_notice
from tests.steps.desks import hire, operator
from tests.steps.grievances import QUESTION, about_officer, bring_grievance, complain_of, number_of
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


def test_who_gets_it_next_hears_of_it_at_once(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning)
    clock.advance(timedelta(hours=1))
    while take_notice(morning) is not None:
        pass

    morning.do_now(rerouting.decline, by=JUNG, grievance_id=1, reason=WHY)

    next_one = take_notice(morning, NoticeKind.GRIEVANCE)
    assert next_one is not None
    assert next_one.recipient == YOON


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


def test_who_said_not_mine_never_gets_it_back(morning: Desk) -> None:
    bring_grievance(morning)
    held = []

    for who in (JUNG, YOON, OH):
        morning.do_now(rerouting.decline, by=who, grievance_id=1, reason=WHY)
        held.append(recipient(morning))
    with pytest.raises(Refused) as refused:
        morning.do_now(rerouting.decline, by=HAN, grievance_id=1, reason=WHY)

    assert held == [YOON, OH, HAN]
    assert refused.value.reason is Reason.NOBODY_ELSE


def test_a_head_who_is_a_subject_is_passed_by_when_the_head_before_says_not_mine(morning: Desk) -> None:
    hire(morning, operator("U0MIN", name="민과장", department="교통과", roles=[Role.HEAD.value]))
    complain_of(morning, number_of(morning, "정교통", "교통과"), number_of(morning, "민과장"))
    before = recipient(morning)

    morning.do_now(rerouting.decline, by=YOON, grievance_id=1, reason=WHY)

    assert (before, recipient(morning)) == (YOON, HAN)


def test_the_officer_who_was_named_second_gets_it_when_the_first_loses_their_account(morning: Desk) -> None:
    hire(morning, operator("U0CHOI", name="최형사", department="수사과", roles=[Role.OFFICER.value]))
    officers = number_of(morning, "정교통", "교통과"), number_of(morning, "최형사")
    bring_grievance(morning, chosen=about_officer(QUESTION, *officers))

    morning.do_now(rerouting.lose_account, slack_id=JUNG)

    assert recipient(morning) == "U0CHOI"


def test_who_says_not_mine_names_nobody_whom_the_rules_leave_out(morning: Desk) -> None:
    hire(morning, operator("U0CHOI", name="최형사", department="수사과", roles=[Role.OFFICER.value]))
    bring_grievance(morning)

    def declined(by: str, named: int) -> None:
        morning.do_now(rerouting.decline, by=by, grievance_id=1, reason=WHY, named=named)

    for name in ("정교통", "상담KIM"):
        with pytest.raises(FormRefused) as refused:
            declined(by=JUNG, named=number_of(morning, name))
        assert refused.value.errors == {RIGHT_OFFICER_FIELD: Reason.RECIPIENT_NOT_ALLOWED}
    declined(by=JUNG, named=number_of(morning, "최형사"))
    named = recipient(morning)
    declined(by="U0CHOI", named=number_of(morning, "한감사"))

    assert (named, recipient(morning)) == ("U0CHOI", OH)  # the second time a supervisor decides


def test_of_a_complaint_about_manner_only_the_heads_line_is_named_and_never_a_subject(morning: Desk) -> None:
    hire(morning, operator("U0CHOI", name="최형사", department="수사과", roles=[Role.OFFICER.value]))
    complain_of(morning, number_of(morning, "정교통", "교통과"))

    for name in ("정교통", "최형사"):
        with pytest.raises(FormRefused):
            morning.do_now(rerouting.decline, by=YOON, grievance_id=1, reason=WHY, named=number_of(morning, name))
    morning.do_now(rerouting.decline, by=YOON, grievance_id=1, reason=WHY, named=number_of(morning, "한감사"))

    assert recipient(morning) == HAN


def test_what_waits_for_a_head_goes_to_the_present_one_on_the_day_of_the_transfer(
    morning: Desk, clock: MovableClock
) -> None:
    complain_of(morning, number_of(morning, "정교통", "교통과"))
    new = operator("U0BAEK", name="백과장", department="교통과", roles=[Role.HEAD.value])
    gone = operator(YOON, name="윤과장", department="수사과", roles=[Role.HEAD.value])
    held = [recipient(morning)]
    morning.do_now(load_staff, people=[new], by="admin")
    morning.do_now(rerouting.find_new_recipients)
    held.append(recipient(morning))

    clock.set(seoul(MONDAY + timedelta(days=7), 9))
    morning.do_now(load_staff, people=[gone], by="admin")
    morning.do_now(rerouting.find_new_recipients)

    assert [*held, recipient(morning)] == [YOON, YOON, "U0BAEK"]
    assert KIM in told(morning, NoticeKind.GRIEVANCE_PASSED)


def test_an_officer_who_was_transferred_still_answers_for_what_they_handled(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning)
    clock.set(seoul(MONDAY + timedelta(days=7), 9))
    hire(morning, operator(JUNG, name="정교통", department="수사과", roles=[Role.OFFICER.value]))

    morning.do_now(rerouting.find_new_recipients)

    assert recipient(morning) == JUNG
