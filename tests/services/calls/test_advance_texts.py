"""Advance texts: who gets one, when it is too late, and what happens when nobody takes them."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.clock import MovableClock
from bot.domain.calls.advance_texts import TextFate
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.numbers import NewNumber, NumberChange
from bot.domain.calls.results import Result
from bot.domain.keeping.cards import Whose
from bot.domain.notices import NoticeKind
from bot.domain.station_tables import NO_SMS, Sms, SmsPort
from bot.domain.trail import SYSTEM
from bot.services.calls import claiming, supervising
from bot.services.calls.advance_texts import (
    decide_texts,
    is_text_due,
    note_text,
    see_stuck,
    take_text,
    take_up_texts,
    texts_under_way,
)
from bot.services.calls.boards import post_morning_when_due
from bot.services.calls.numbers import change_number
from bot.services.desk import Desk
from bot.services.keeping.access_review import see_access_review
from bot.services.keeping.purging import purge
from bot.views.keeping import answers
from storage.calls.advance_texts import texts_of
from tests.steps.builders import FRIDAY, KIM, MONDAY, NOVEMBER, OH, PARK, TUESDAY, seoul, visitor
from tests.steps.desks import bring_list, in_session, phone
from tests.steps.rows import told
from tests.steps.texts_sent import HTTP, hand_over_all, states, take, text_looks, with_texts
from tests.steps.views import KOREAN

MISS = Result(disposition=Disposition.NO_ANSWER)


def test_nothing_is_decided_where_no_texts_are_sent(morning: Desk) -> None:
    assert morning.do_now(decide_texts) == 0
    assert not states(morning)


def test_nothing_is_decided_before_there_is_a_board_of_the_day(morning: Desk, clock: MovableClock) -> None:
    with_texts(morning)
    clock.set(seoul(TUESDAY, 9))

    assert morning.do_now(decide_texts) == 0
    assert not states(morning)


def test_everybody_of_the_board_gets_one_text_which_is_logged_as_a_look_of_the_bot(morning: Desk) -> None:
    with_texts(morning)

    numbers = hand_over_all(morning)
    again = hand_over_all(morning)

    assert (numbers, again) == (["01000001001", "01000001002", "01000001003"], [])
    assert [state for _, state, _ in states(morning)] == ["sent"] * 3
    assert text_looks(morning) == [(SYSTEM, f"call:{number}", "bot") for number in (1, 2, 3)]
    words = str(answers.access_review(morning.do_now(see_access_review, month=NOVEMBER.first), KOREAN))
    assert "봇이 보낸 안내 문자: 번호를 3회 넘겼습니다." in words


def test_the_claimant_sees_when_the_text_was_sent(morning: Desk, clock: MovableClock) -> None:
    hand_over_all(with_texts(morning))
    clock.advance(timedelta(minutes=20))

    card = morning.do_now(claiming.claim_call, by=KIM, number=1)

    assert card.text_sent_at is not None
    assert card.text_sent_at - seoul(MONDAY, 9, 40) < timedelta(minutes=1)


def test_who_is_called_excluded_or_gone_before_it_goes_gets_none(morning: Desk) -> None:
    with_texts(morning).do_now(decide_texts)
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    morning.do_now(supervising.exclude_petitioner, by=OH, number=2, until=None, reason="본인 요청")
    phone(morning, 3, MISS)

    assert morning.do_now(take_text) is None
    assert states(morning) == [(1, "dropped", "called"), (2, "dropped", "excluded"), (3, "dropped", "called")]
    assert not text_looks(morning)


def test_who_was_tried_before_texts_were_switched_on_gets_none(morning: Desk) -> None:
    phone(morning, 3, MISS)

    assert with_texts(morning).do_now(decide_texts) == 2


def test_no_land_line_and_one_text_for_two_people_of_a_number(morning: Desk, clock: MovableClock) -> None:
    clock.set(seoul(MONDAY, 10))
    bring_list(morning, [visitor(7, 연락처="02-0000-0777"), visitor(8, 연락처="010-0000-1001")])

    numbers = hand_over_all(with_texts(morning))

    assert sorted(numbers) == ["01000001001", "01000001002", "01000001003"]
    assert states(morning)[3:] == [(4, "dropped", "no_mobile"), (5, "dropped", "same_number")]


def test_a_text_goes_to_the_number_of_the_moment(morning: Desk) -> None:
    with_texts(morning).do_now(decide_texts)
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    new = NewNumber(phone="010-0000-4321", whose=Whose.OWN, change=NumberChange.REPLACE, why="본인이 알려 줌")
    morning.do_now(change_number, by=KIM, number=1, new=new)
    morning.do_now(claiming.release_call, by=KIM, number=1)

    assert take(morning).number == "01000004321"


def test_the_coin_sends_to_about_half_and_the_same_however_often_one_asks(morning: Desk, clock: MovableClock) -> None:
    clock.set(seoul(MONDAY, 10))
    bring_list(morning, [visitor(number) for number in range(10, 60)])
    with_texts(morning, Sms(port=SmsPort.HTTP, url=HTTP.url, trial=True))

    numbers = hand_over_all(morning)

    found = states(morning)
    assert 12 < len(numbers) < 41
    assert {state for _, state, _ in found} == {"sent", "not_drawn"}
    assert not hand_over_all(morning)
    assert states(morning) == found


@pytest.mark.parametrize("fate", [TextFate.REFUSED, TextFate.UNSURE])
def test_what_must_not_be_tried_again_is_not(morning: Desk, clock: MovableClock, fate: TextFate) -> None:
    numbers = hand_over_all(with_texts(morning), fate)
    clock.advance(timedelta(minutes=30))

    assert (len(numbers), hand_over_all(morning)) == (3, [])


def test_a_result_is_noted_once_whoever_brings_it(morning: Desk) -> None:
    with_texts(morning).do_now(decide_texts)
    text = take(morning)

    noted = [morning.do_now(note_text, text=text, fate=fate) for fate in (TextFate.SENT, TextFate.SENT, TextFate.LATER)]

    assert noted == [True, False, False]
    assert states(morning)[0] == (1, "sent", "")


def test_what_is_tried_again_is_the_same_text_to_a_gateway_and_one_look(morning: Desk, clock: MovableClock) -> None:
    with_texts(morning).do_now(decide_texts)
    first = take(morning)
    morning.do_now(note_text, text=first, fate=TextFate.LATER)
    waits = [take(morning).id for _ in range(2)]
    clock.advance(timedelta(minutes=1))

    second = take(morning)

    assert first.id not in waits
    assert (second.asked_as, second.of_try) == (first.asked_as, 2)
    assert [look for look in text_looks(morning) if look[1] == "call:1"] == [(SYSTEM, "call:1", "bot")]


@pytest.mark.parametrize(("may_ask_again", "state"), [(True, "waiting"), (False, "unsure")])
def test_a_text_whose_process_is_gone_is_taken_up(morning: Desk, may_ask_again: bool, state: str) -> None:
    with_texts(morning).do_now(decide_texts)
    text = take(morning)
    stranded = morning.do_now(texts_under_way)

    taken = [
        morning.do_now(take_up_texts, stranded=stranded, may_ask_again=may_ask_again),
        morning.do_now(take_up_texts, stranded=stranded, may_ask_again=may_ask_again),
    ]

    assert (stranded, taken) == ({text.id: 1}, [1, 0])
    assert states(morning)[0][1] == state


def test_supervisors_hear_that_texts_are_stuck_and_that_they_go_again(morning: Desk, clock: MovableClock) -> None:
    hand_over_all(with_texts(morning), TextFate.LATER)
    assert not told(morning, NoticeKind.TEXTS_STUCK)
    clock.advance(timedelta(minutes=31))
    hand_over_all(morning, TextFate.LATER)

    stuck = morning.do_now(see_stuck, day=MONDAY)

    assert told(morning, NoticeKind.TEXTS_STUCK) == [OH]
    assert stuck is not None
    assert (stuck.count, stuck.since and stuck.since < seoul(MONDAY, 9, 41)) == (3, True)
    assert morning.do_now(see_stuck, day=FRIDAY) is None
    clock.advance(timedelta(minutes=11))
    assert len(hand_over_all(morning)) == 3
    again = morning.do_now(see_stuck, day=MONDAY)
    assert again is not None
    assert again.since is None


def test_nothing_goes_at_night_or_on_days_off_and_it_is_given_up_in_time(morning: Desk, clock: MovableClock) -> None:
    with_texts(morning).do_now(decide_texts)
    clock.set(seoul(MONDAY, 17, 31))
    assert morning.do_now(is_text_due)
    assert morning.do_now(take_text) is None
    clock.set(seoul(TUESDAY, 8, 29))
    assert not morning.do_now(is_text_due)
    clock.set(seoul(TUESDAY, 8, 30))
    morning.do_now(post_morning_when_due)
    assert take(morning).number == "01000001001"
    clock.set(seoul(TUESDAY + timedelta(days=1), 9))

    assert morning.do_now(take_text) is None
    assert states(morning) == [(1, "sending", ""), (2, "given_up", "late"), (3, "given_up", "late")]


def test_texts_that_wait_are_given_up_when_texts_are_switched_off_and_one_under_way_may_have_gone(
    morning: Desk,
) -> None:
    with_texts(morning).do_now(decide_texts)
    take(morning)
    with_texts(morning, NO_SMS).do_now(decide_texts)

    assert morning.do_now(take_text) is None
    under_way, *waited = states(morning)
    assert under_way == (1, "unsure", "switched_off")
    assert waited == [(number, "given_up", "switched_off") for number in (2, 3)]


def test_what_ties_a_text_to_a_number_goes_with_the_contact_data_and_the_figures_stay(
    morning: Desk, clock: MovableClock
) -> None:
    hand_over_all(with_texts(morning))
    keys = in_session(morning, _keys)
    for number in (1, 2, 3):
        phone(morning, number, by=PARK if number > 1 else KIM)
    clock.advance(timedelta(days=40))
    morning.do_now(purge)

    assert not {*keys} & {*in_session(morning, _keys)}
    assert [state for _, state, _ in states(morning)] == ["sent"] * 3


def _keys(session: Session) -> list[str]:
    return [each.asked_as for each in texts_of(session, [1, 2, 3])]
