"""Audit hands on what is none of theirs."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.domain.calls.results import MoneyAnswer
from bot.domain.grievances.handing_on import HandOn
from bot.domain.grievances.kinds import Category, Kind
from bot.domain.notices import NoticeKind
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.domain.trail import Event
from bot.services.desk import Desk
from bot.services.grievances import handing_on, handling, history, reminders
from bot.services.keeping.purging import purge
from bot.services.unit import Unit
from storage.grievances.tables import Grievance
from tests.steps.builders import HAN, JUNG, KIM, MONDAY, OH, seoul, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.grievances import QUESTION, bring_grievance
from tests.steps.rows import told

SOUNDS_BAD = with_(GRIEVANCE_RESULT, words="형사가 밥을 사라고 했다는 소문을 들었는데 제 사건과는 상관없습니다")
HARMLESS = HandOn(reason="소문을 전했을 뿐입니다", kind=Kind.INQUIRY, category=Category.OTHER)


def the_matter(desk: Desk) -> Grievance:
    """Return the one grievance."""

    def read(unit: Unit) -> list[Grievance]:
        return list(unit.session.execute(select(Grievance)).scalars())

    (grievance,) = desk.do_now(read)
    return grievance


def test_what_is_handed_on_is_for_everybody_but_audit_filed_then(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning, SOUNDS_BAD)
    before = the_matter(morning)
    clock.set(seoul(MONDAY + timedelta(days=1), 10))
    morning.do_now(handing_on.hand_on, by=HAN, grievance_id=before.key, choice=HARMLESS)

    after = the_matter(morning)
    asked = {"grievance_id": before.key}
    seen_by = {each: morning.do_now(history.look_up_grievance, by=each, **asked).history for each in (JUNG, KIM, OH)}
    audits = morning.do_now(history.look_up_grievance, by=HAN, **asked).history
    assert (before.held_by_words, before.recipient) == (True, None)
    assert (after.held_by_words, after.recipient, after.severity) == (False, JUNG, "s4")
    assert after.filed_at == after.routed_at > before.filed_at
    assert (after.promised_on, after.brought_at) == (before.due_on, before.filed_at)
    assert after.due_on > before.due_on
    for steps in seen_by.values():
        assert [step.event for step in steps] == [Event.GRIEVANCE_FILED]
        assert steps[0].at == after.filed_at
    assert [step.event for step in audits][-2:] == [Event.GRIEVANCE_HANDED_ON, Event.GRIEVANCE_FILED]
    assert "소문" in audits[-2].words


@pytest.mark.parametrize("by", [JUNG, KIM, OH])
def test_nobody_but_audit_hands_on(morning: Desk, by: str) -> None:
    bring_grievance(morning, SOUNDS_BAD)

    with pytest.raises(Refused):
        morning.do_now(handing_on.begin_handing_on, by=by, grievance_id=the_matter(morning).key)
    with pytest.raises(Refused):
        morning.do_now(handing_on.hand_on, by=by, grievance_id=the_matter(morning).key, choice=HARMLESS)


def test_what_accuses_by_its_kind_is_handed_on_as_something_else(morning: Desk) -> None:
    accusing = with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES)
    bring_grievance(morning, accusing, replace(QUESTION, kind=Kind.ALLEGATION, category=Category.PRIVACY))
    number = the_matter(morning).key

    card = morning.do_now(handing_on.begin_handing_on, by=HAN, grievance_id=number)
    with pytest.raises(FormRefused):
        morning.do_now(handing_on.hand_on, by=HAN, grievance_id=number, choice=replace(HARMLESS, kind=Kind.ALLEGATION))
    morning.do_now(handing_on.hand_on, by=HAN, grievance_id=number, choice=HARMLESS)

    assert (card.kind, card.category) == (None, None)
    assert (the_matter(morning).kind, the_matter(morning).category) == ("inquiry", "other")
    with pytest.raises(Refused):
        morning.do_now(handing_on.begin_handing_on, by=HAN, grievance_id=number)
    morning.do_now(handling.acknowledge, by=JUNG, grievance_id=number)


def test_a_matter_held_by_its_words_reminds_audit_after_an_hour_and_a_supervisor_after_three(
    morning: Desk, clock: MovableClock
) -> None:
    bring_grievance(morning, SOUNDS_BAD)
    reminded = []
    for hour, minute in ((10, 39), (10, 41), (13, 39), (13, 41)):
        clock.set(seoul(MONDAY, hour, minute))
        morning.do_now(reminders.remind_of_grievances)
        reminded.append(sorted(told(morning, NoticeKind.GRIEVANCE_REMINDER)))

    assert reminded[:3] == [[], [HAN], [HAN]]
    assert OH in reminded[3]


def test_what_only_audit_can_still_phone_about_is_not_handed_on(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning, SOUNDS_BAD)
    clock.set(seoul(MONDAY + timedelta(days=40), 12))
    morning.do_now(purge)

    with pytest.raises(Refused) as refused:
        morning.do_now(handing_on.hand_on, by=HAN, grievance_id=1, choice=HARMLESS)

    assert refused.value.reason is Reason.CONTACT_GONE
