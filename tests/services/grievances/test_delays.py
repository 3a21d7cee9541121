"""Delays: who may move a due date, and that the petitioner is told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.grievances.delays import Delay, DelayField, DelayKind, DelayReason
from bot.domain.notices import NoticeKind
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.services.desk import Desk
from bot.services.grievances import delays, handling
from bot.services.home import see_home
from tests.steps.builders import HAN, JUNG, KIM, LEE, MONDAY, OH, TUESDAY, YOON, seoul
from tests.steps.grievances import QUESTION, bring_grievance, complain_of, number_of
from tests.steps.rows import told

DUE_ON, LATER = date(2026, 12, 1), date(2026, 12, 4)
LONGER = Delay(kind=DelayKind.EXTENSION, reason=DelayReason.FACT_CHECK, until=LATER, consent=False)


def test_the_recipient_moves_the_date_and_the_operator_is_to_tell_the_petitioner(morning: Desk) -> None:
    bring_grievance(morning)
    morning.do_now(handling.acknowledge, by=JUNG, grievance_id=1)
    offered = morning.do_now(delays.begin_delay, by=JUNG, grievance_id=1)

    card = morning.do_now(delays.delay_grievance, by=JUNG, grievance_id=1, delay=LONGER)

    assert (offered.due_on, offered.needs_consent) == (DUE_ON, False)
    assert (card.due_on, card.delayed) == (LATER, 1)
    assert told(morning, NoticeKind.GRIEVANCE_DELAYED) == [KIM]
    assert len(morning.do_now(see_home, by=KIM).tasks) == 1
    assert not morning.do_now(see_home, by=LEE).tasks


def test_a_second_extension_needs_the_petitioners_consent(morning: Desk) -> None:
    bring_grievance(morning)
    morning.do_now(handling.acknowledge, by=JUNG, grievance_id=1)
    morning.do_now(delays.delay_grievance, by=JUNG, grievance_id=1, delay=LONGER)
    again = Delay(kind=DelayKind.EXTENSION, reason=DelayReason.FACT_CHECK, until=date(2026, 12, 8), consent=False)

    assert morning.do_now(delays.begin_delay, by=JUNG, grievance_id=1).needs_consent
    with pytest.raises(FormRefused) as refused:
        morning.do_now(delays.delay_grievance, by=JUNG, grievance_id=1, delay=again)
    assert refused.value.errors == {DelayField.CONSENT: Reason.DELAY_NEEDS_CONSENT}


def test_nothing_is_moved_before_it_is_acknowledged(morning: Desk) -> None:
    bring_grievance(morning)

    with pytest.raises(Refused) as refused:
        morning.do_now(delays.begin_delay, by=JUNG, grievance_id=1)

    assert refused.value.reason is Reason.DELAY_NOT_YET


def test_the_recipient_and_a_supervisor_may_ask_and_nobody_else(morning: Desk) -> None:
    bring_grievance(morning)
    morning.do_now(handling.acknowledge, by=JUNG, grievance_id=1)

    for who in (JUNG, OH):
        assert morning.do_now(delays.begin_delay, by=who, grievance_id=1).due_on == DUE_ON
    for who in (YOON, KIM):
        with pytest.raises(Refused) as refused:
            morning.do_now(delays.begin_delay, by=who, grievance_id=1)
        assert refused.value.reason is Reason.GRIEVANCE_NOT_YOURS


def test_a_question_that_is_answered_at_once_is_extended_before_its_moment_alone(
    morning: Desk, clock: MovableClock
) -> None:
    bring_grievance(morning, chosen=replace(QUESTION, at_once=True))  # at 9:40: due at 13:40
    morning.do_now(handling.acknowledge, by=JUNG, grievance_id=1)
    longer = replace(LONGER, until=TUESDAY)
    clock.set(seoul(MONDAY, 13, 40))
    offered = morning.do_now(handling.see_grievance, by=JUNG, grievance_id=1).may_be_delayed
    assert morning.do_now(delays.begin_delay, by=JUNG, grievance_id=1).due_on == MONDAY
    clock.set(seoul(MONDAY, 13, 41))

    later = morning.do_now(handling.see_grievance, by=JUNG, grievance_id=1).may_be_delayed
    with pytest.raises(Refused) as no_form:
        morning.do_now(delays.begin_delay, by=JUNG, grievance_id=1)
    with pytest.raises(FormRefused) as refused:
        morning.do_now(delays.delay_grievance, by=JUNG, grievance_id=1, delay=longer)

    assert (offered, later) == (True, False)
    assert no_form.value.reason is Reason.DELAY_TOO_LATE
    assert refused.value.errors == {DelayField.KIND: Reason.DELAY_TOO_LATE}


def test_a_site_visit_stops_the_clock_for_its_working_days(morning: Desk) -> None:
    bring_grievance(morning)
    morning.do_now(handling.acknowledge, by=JUNG, grievance_id=1)
    visit = Delay(kind=DelayKind.SITE_VISIT, reason=None, until=MONDAY + timedelta(days=2), consent=False)

    card = morning.do_now(delays.delay_grievance, by=JUNG, grievance_id=1, delay=visit)

    assert card.due_on == date(2026, 12, 4)


def test_a_supervisor_who_is_one_of_the_subjects_moves_no_date(morning: Desk) -> None:
    complain_of(morning, number_of(morning, "정교통", "교통과"), number_of(morning, "오감독"))
    morning.do_now(handling.acknowledge, by=YOON, grievance_id=1)

    with pytest.raises(Refused) as refused:
        morning.do_now(delays.begin_delay, by=OH, grievance_id=1)

    assert refused.value.reason is Reason.GRIEVANCE_NOT_YOURS


def test_a_delay_that_accuses_is_told_to_audit_and_changes_nothing_else(morning: Desk) -> None:
    bring_grievance(morning)
    morning.do_now(handling.acknowledge, by=JUNG, grievance_id=1)
    words = "담당 형사가 돈을 요구했다고 하여 확인이 필요함"

    card = morning.do_now(delays.delay_grievance, by=JUNG, grievance_id=1, delay=replace(LONGER, words=words))

    assert card.due_on == LATER
    assert told(morning, NoticeKind.ACCUSATION) == [HAN]
