"""Telling the petitioner on the way: kept with day, method and who; audit's matters by audit alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.results import MoneyAnswer
from bot.domain.grievances.delays import Delay, DelayKind, DelayReason
from bot.domain.grievances.tellings import Method, Telling, TellingField, TellingKind
from bot.domain.notices import NoticeKind
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.domain.trail import Event
from bot.services.desk import Desk
from bot.services.grievances import delays, handling, reminders, replying, tellings, undoing
from bot.services.grievances.history import history_of
from bot.services.home import see_home
from tests.steps.builders import HAN, JUNG, KIM, LEE, MONDAY, OH, seoul, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.grievances import EXPLAINED, bring_grievance
from tests.steps.rows import told

PROGRESS = Telling(kind=TellingKind.PROGRESS, method=Method.PHONE, told_on=MONDAY, words="조사 중임", was_asked=True)
LATER = Telling(kind=TellingKind.DELAY, method=Method.PAPER, told_on=MONDAY, words="12월 4일로 늦춰짐")
COURT = Delay(
    kind=DelayKind.EXTENSION,
    reason=DelayReason.EQUAL_WEIGHT,
    until=date(2026, 12, 4),
    consent=False,
    words="법원의 결정을 기다려야 함",
)


def test_thirty_days_count_from_when_the_petitioner_was_told(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning)
    clock.set(seoul(MONDAY + timedelta(days=21), 10))
    asked = replace(PROGRESS, told_on=MONDAY + timedelta(days=21))
    morning.do_now(tellings.record_telling, by=KIM, grievance_id=1, telling=asked)

    counts = []
    for day in (30, 50, 51, 52):
        clock.set(seoul(MONDAY + timedelta(days=day), 11))
        morning.do_now(reminders.remind_of_grievances)
        lines = [each for each in morning.do_now(see_home, by=KIM).tasks if each.grievance == 1]
        counts.append(len(lines))

    assert counts == [0, 0, 1, 1]
    assert told(morning, NoticeKind.GRIEVANCE_REMINDER).count(KIM) >= 1


def test_the_task_to_tell_ends_when_it_is_kept_how_they_were_told(morning: Desk) -> None:
    bring_grievance(morning)
    with pytest.raises(Refused) as nothing:
        morning.do_now(tellings.begin_telling, by=KIM, grievance_id=1, kind=TellingKind.DELAY)
    morning.do_now(handling.acknowledge, by=JUNG, grievance_id=1)
    morning.do_now(delays.delay_grievance, by=JUNG, grievance_id=1, delay=COURT)
    before = morning.do_now(see_home, by=KIM).tasks

    card = morning.do_now(tellings.begin_telling, by=KIM, grievance_id=1, kind=TellingKind.DELAY)
    morning.do_now(tellings.record_telling, by=KIM, grievance_id=1, telling=LATER)

    assert nothing.value.reason is Reason.NOTHING_TO_TELL
    assert [each.grievance for each in before] == [1]
    assert (card.due_on, card.reason, card.words) == (date(2026, 12, 4), DelayReason.EQUAL_WEIGHT, COURT.words)
    assert not morning.do_now(see_home, by=KIM).tasks
    last = morning.do_now(history_of, 1)[-1]
    assert (last.event, last.method, last.told_on) == (Event.GRIEVANCE_TOLD_DELAY, Method.PAPER, MONDAY)


def test_nobody_but_who_filed_it_tells_and_never_of_what_is_closed(morning: Desk) -> None:
    bring_grievance(morning)
    for other in (LEE, JUNG, OH, HAN):
        with pytest.raises(Refused):
            morning.do_now(tellings.record_telling, by=other, grievance_id=1, telling=PROGRESS)
    empty = replace(PROGRESS, words="")
    with pytest.raises(FormRefused) as wordless:
        morning.do_now(tellings.record_telling, by=KIM, grievance_id=1, telling=empty)
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="설명드림")
    morning.do_now(replying.record_reply, by=KIM, grievance_id=1, reply=EXPLAINED)

    with pytest.raises(Refused) as closed:
        morning.do_now(tellings.record_telling, by=KIM, grievance_id=1, telling=PROGRESS)

    assert wordless.value.errors == {TellingField.WORDS: Reason.REPLY_WORDS_MISSING}
    assert closed.value.reason is Reason.GRIEVANCE_MOVED_ON


def test_of_an_audit_matter_audit_alone_tells(morning: Desk) -> None:
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))

    with pytest.raises(Refused) as filer:
        morning.do_now(tellings.begin_telling, by=KIM, grievance_id=1, kind=TellingKind.PROGRESS)
    accusing = replace(PROGRESS, words="경찰관이 돈을 요구했다고 함")
    morning.do_now(tellings.record_telling, by=HAN, grievance_id=1, telling=accusing)

    assert filer.value.reason is Reason.GRIEVANCE_NOT_YOURS
    assert told(morning, NoticeKind.ACCUSATION) == []  # audit has it already
    assert morning.do_now(history_of, 1)[-1].event is Event.GRIEVANCE_TOLD_PROGRESS


def test_what_was_told_goes_with_a_result_that_is_taken_back(morning: Desk) -> None:
    bring_grievance(morning)
    morning.do_now(tellings.record_telling, by=KIM, grievance_id=1, telling=PROGRESS)

    card = morning.do_now(undoing.undo_result, by=KIM, number=1)

    assert card.line.number == 1
    assert not morning.do_now(see_home, by=KIM).to_reply
