"""Another number: what follows it, and what it outlives."""

from datetime import timedelta
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.domain.calls.cards import ClaimCard
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.numbers import NewNumber, NumberChange, NumberField
from bot.domain.calls.results import Result
from bot.domain.keeping.cards import Whose
from bot.domain.refusals import FormRefused, Reason, Refused
from bot.services.calls import claiming, supervising
from bot.services.calls.numbers import change_number
from bot.services.calls.verification import look_up
from bot.services.desk import Desk
from bot.services.grievances import undoing
from bot.services.keeping import purging, subjects
from bot.services.lists import including
from storage.lists.do_not_call import not_to_be_called
from storage.people.numbers import other_numbers
from tests.steps.builders import KIM, LEE, MONDAY, OH, seoul, visitor
from tests.steps.desks import bring_list, in_session, phone
from tests.steps.rows import call_row

NEW, OLD = "010-0000-7002", "010-0000-1002"


def changes(desk: Desk, by: str = KIM, **facts: Any) -> ClaimCard:
    """Write down another number of the second call."""
    given = {"phone": NEW, "whose": Whose.OWN, "change": NumberChange.REPLACE, "why": "바뀐 번호를 알려 주심"}
    return desk.do_now(change_number, by=by, number=2, new=NewNumber(**(given | facts)))


@pytest.fixture(autouse=True)
def claimed(morning: Desk) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=2)


def test_a_replaced_number_stays_as_alternate_and_look_ups_find_both(morning: Desk) -> None:
    card = changes(morning)

    found = [morning.do_now(look_up, by=OH, words=words).genuine for words in (NEW, OLD)]

    assert (card.contact.phone, card.contact.alternates) == (NEW, (OLD,))
    assert found == [True, True]
    assert changes(morning, phone=OLD).contact.alternates == (NEW,)  # and back again


def test_somebody_whom_the_petitioner_named_is_only_an_alternate(morning: Desk) -> None:
    card = changes(morning, whose=Whose.CHOSEN, change=NumberChange.KEEP)

    assert (card.contact.phone, card.contact.chosen) == (OLD, (NEW,))


def test_only_the_claimant_adds_one_and_none_that_is_registered(morning: Desk) -> None:
    with pytest.raises(Refused) as others:
        changes(morning, LEE)
    morning.do_now(supervising.exclude_petitioner, by=OH, number=3, until=None, reason="연락을 원하지 않으심")
    with pytest.raises(FormRefused) as registered:
        changes(morning, phone="010-0000-1003")

    assert others.value.reason is Reason.NOT_YOURS
    assert registered.value.errors == {NumberField.PHONE: Reason.NUMBER_REGISTERED}


def test_the_register_follows_all_numbers_and_so_does_taking_it_back(morning: Desk) -> None:
    changes(morning)
    hashes = {morning.secrets.keyed_hash(each.replace("-", "")) for each in (OLD, NEW)}

    phone(morning, 2, Result(disposition=Disposition.REFUSED, do_not_call=True))
    refused = in_session(morning, not_to_be_called, hashes, MONDAY)
    morning.do_now(undoing.undo_result, by=KIM, number=2)
    undone = in_session(morning, not_to_be_called, hashes, MONDAY)
    morning.do_now(supervising.exclude_petitioner, by=OH, number=2, until=None, reason="연락을 원하지 않으심")
    excluded = in_session(morning, not_to_be_called, hashes, MONDAY)
    morning.do_now(including.include_petitioner, by=OH, number=2, reason="다시 연락을 원하심")

    assert (refused, undone, excluded) == (hashes, set(), hashes)
    assert not in_session(morning, not_to_be_called, hashes, MONDAY)


def test_a_list_neither_brings_a_replaced_number_back_nor_calls_the_person_twice(morning: Desk) -> None:
    changes(morning)
    others = {"담당부서": "수사과", "담당자": "최형사"}

    bring_list(morning, [visitor(2, **others, 비고="오후에 연락 바람")])
    report = bring_list(morning, [visitor(2, **others, 접수번호="2026-00077", 방문일시="2026-11-23")])

    assert report.added == 0
    assert morning.do_now(claiming.claim_call, by=KIM, number=2).contact.phone == NEW


def test_the_alternates_of_a_list_are_found_too(morning: Desk) -> None:
    bring_list(morning, [visitor(8, 성명="강하늘", 연락처="010-0000-7007, 010-0000-7008")])
    morning.do_now(claiming.claim_call, by=KIM, number=4)

    assert morning.do_now(look_up, by=OH, words="010-0000-7008").genuine


def test_keys_rotate_purging_destroys_and_the_subject_hears_of_it(morning: Desk, clock: MovableClock) -> None:
    changes(morning)
    told = morning.do_now(subjects.see_subject, by=OH, number=2).numbers
    phone(morning, 2)
    clock.set(seoul(MONDAY + timedelta(days=40), 3))
    morning.do_now(purging.purge)

    assert told == 2
    assert morning.do_now(subjects.see_subject, by=OH, number=2).numbers == 0
    assert not morning.do_now(look_up, by=OH, words=NEW).genuine
    assert not in_session(morning, other_numbers, call_row(morning, 2).petitioner_id)
