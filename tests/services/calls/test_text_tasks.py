"""The task to send the advance text after somebody took us for phishing."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.advance_texts import TextFate, TextState
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.domain.refusals import Reason, Refused, Stale
from bot.domain.station_tables import NO_SMS
from bot.services.calls import claiming, recording, supervising, undoing
from bot.services.calls.advance_texts import decide_texts
from bot.services.calls.text_tasks import note_sent_by_hand, see_text_by_hand, send_text
from bot.services.desk import Desk
from bot.services.home import see_home
from tests.steps.builders import HAN, JUNG, KIM, LEE, MONDAY, OH, TUESDAY, seoul
from tests.steps.desks import phone
from tests.steps.texts_sent import hand_over_all, states, text_looks, with_texts

SUSPECTED = Result(disposition=Disposition.PHISHING_SUSPECTED)


@pytest.fixture
def suspected(morning: Desk) -> Desk:
    """Somebody took us for phishing: call 2, task 1. No text went before."""
    phone(morning, 2, SUSPECTED)
    return morning


def tasks(desk: Desk, who: str = KIM) -> list[tuple[bool, bool]]:
    """How each task on somebody's Home is done: by a click, by hand."""
    return [(task.sends_text, task.by_hand) for task in desk.do_now(see_home, by=who).tasks]


def test_one_click_sends_the_text_and_two_at_once_send_one(suspected: Desk) -> None:
    with_texts(suspected)
    assert tasks(suspected) == [(True, False)]

    asked = [suspected.do_now(send_text, by=who, task_id=1) for who in (KIM, LEE)]
    numbers = hand_over_all(suspected)

    assert {each.state for each in asked} == {TextState.WAITING}
    assert numbers.count("01000001002") == 1
    assert tasks(suspected) == []
    assert [look for look in text_looks(suspected) if look[1] == "call:2"] == [(KIM, "call:2", "click")]
    assert suspected.do_now(send_text, by=LEE, task_id=1).state is TextState.SENT


def test_what_is_asked_for_in_the_evening_goes_in_the_morning(suspected: Desk, clock: MovableClock) -> None:
    with_texts(suspected)
    clock.set(seoul(MONDAY, 19))

    asked = suspected.do_now(send_text, by=KIM, task_id=1)

    assert asked.at == seoul(TUESDAY, 8, 30)
    assert "01000001002" not in hand_over_all(suspected)


def test_one_that_could_not_be_sent_leaves_the_task_again(suspected: Desk, clock: MovableClock) -> None:
    with_texts(suspected).do_now(send_text, by=KIM, task_id=1)
    hand_over_all(suspected, TextFate.REFUSED)

    assert tasks(suspected) == [(True, True)]
    clock.advance(timedelta(minutes=5))
    suspected.do_now(send_text, by=LEE, task_id=1)
    assert hand_over_all(suspected) == ["01000001002"]
    assert tasks(suspected) == []


def test_a_result_that_was_taken_back_sends_nothing(suspected: Desk) -> None:
    with_texts(suspected).do_now(send_text, by=KIM, task_id=1)
    suspected.do_now(undoing.take_back, by=KIM, number=2)

    assert "01000001002" not in hand_over_all(suspected)
    assert (2, "dropped", "taken_back") in states(suspected)


def test_who_was_excluded_since_is_not_written_to(suspected: Desk) -> None:
    with_texts(suspected)
    suspected.do_now(supervising.exclude_petitioner, by=OH, number=2, until=None, reason="본인 요청")

    for work in (send_text, see_text_by_hand):
        with pytest.raises(Refused) as refused:
            suspected.do_now(work, by=KIM, task_id=1)
        assert refused.value.reason is Reason.TEXT_BARRED
    assert not text_looks(suspected)


def test_without_a_port_the_number_is_shown_to_whoever_takes_the_task(suspected: Desk) -> None:
    assert tasks(suspected) == [(False, True)]

    card = suspected.do_now(see_text_by_hand, by=KIM, task_id=1)

    assert (card.call, card.contact.phone) == (2, "010-0000-1002")
    assert text_looks(suspected) == [(KIM, "call:2", "unknown")]
    with pytest.raises(Stale):
        suspected.do_now(see_text_by_hand, by=LEE, task_id=1)
    with pytest.raises(Refused):
        suspected.do_now(note_sent_by_hand, by=LEE, task_id=1)
    assert tasks(suspected, LEE) == []
    for _ in range(2):
        suspected.do_now(note_sent_by_hand, by=KIM, task_id=1)
    assert tasks(suspected) == []
    assert suspected.do_now(claiming.claim_call, by=KIM, number=2).text_sent_at is not None


def test_without_a_port_nothing_is_sent_by_a_click(suspected: Desk) -> None:
    with pytest.raises(Refused) as refused:
        suspected.do_now(send_text, by=KIM, task_id=1)

    assert refused.value.reason is Reason.OLD_BUTTON


def test_a_second_suspicion_sends_no_second_text(suspected: Desk, clock: MovableClock) -> None:
    with_texts(suspected).do_now(send_text, by=KIM, task_id=1)
    hand_over_all(suspected)
    clock.set(seoul(TUESDAY, 14))
    suspected.do_now(claiming.claim_call, by=KIM, number=2)
    suspected.do_now(recording.record_result, by=KIM, number=2, result=SUSPECTED)

    assert suspected.do_now(send_text, by=KIM, task_id=2).state is TextState.SENT
    assert tasks(suspected) == []


def test_one_that_waits_when_texts_are_switched_off_leaves_the_task_again(suspected: Desk) -> None:
    with_texts(suspected).do_now(send_text, by=KIM, task_id=1)
    with_texts(suspected, NO_SMS).do_now(decide_texts)

    assert tasks(suspected) == [(False, True)]


@pytest.mark.parametrize("work", [send_text, see_text_by_hand, note_sent_by_hand])
@pytest.mark.parametrize("who", [OH, HAN, JUNG, "U0STRANGER"])
def test_nobody_but_operators_sends_texts(suspected: Desk, work: Callable[..., object], who: str) -> None:
    with_texts(suspected)

    with pytest.raises(Refused) as refused:
        suspected.do_now(work, by=who, task_id=1)

    assert refused.value.reason in {Reason.NOT_ALLOWED, Reason.NOT_STAFF}
    assert not text_looks(suspected)
