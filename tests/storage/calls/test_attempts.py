"""Attempts: read in their order, counted by day."""

from datetime import timedelta

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.services.calls.supervising import reopen_call
from bot.services.desk import Desk
from storage.calls.attempts import (
    as_history,
    attempts_between,
    attempts_of,
    closed_between,
    people_tried,
    recovered_between,
)
from storage.people.numbers import add_number
from storage.people.tables import OtherNumber
from tests.steps.builders import MONDAY, OH, seoul
from tests.steps.calls import MISS, SATISFIED
from tests.steps.desks import in_session, phone
from tests.steps.rows import call_row

DAY = seoul(MONDAY, 0), seoul(MONDAY + timedelta(days=1), 0)
NEXT_DAY = DAY[1], DAY[1] + timedelta(days=1)


def test_the_attempts_of_a_call_are_read_oldest_first(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2, MISS)
    clock.advance(timedelta(hours=5))
    phone(morning, 2)

    history = as_history(in_session(morning, attempts_of, 2))

    assert [made.disposition for made in history] == [Disposition.NO_ANSWER, Disposition.ANSWERED]
    assert history[0].at < history[1].at
    assert not in_session(morning, attempts_of, 1)


def test_people_of_a_number_are_read_once_with_all_their_numbers_and_attempts(
    morning: Desk, clock: MovableClock
) -> None:
    for _ in range(2):
        phone(morning, 2, MISS)
        clock.advance(timedelta(hours=5))
    call = call_row(morning, 2)
    for hashed in ("older", "newer"):
        other = OtherNumber(petitioner_id=call.petitioner_id, phone_hash=hashed, sealed_phone=b"")
        in_session(morning, add_number, other)

    [tried] = in_session(morning, people_tried, call)

    assert tried.person.key == call.petitioner_id
    assert [each.phone_hash for each in tried.others] == ["older", "newer"]
    assert [each.call_id for each in tried.attempts] == [2, 2]
    assert tried.attempts[0].at < tried.attempts[1].at


def test_a_day_counts_its_own_attempts_and_closed_calls(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2)
    phone(morning, 3, MISS)
    clock.advance(timedelta(days=1))
    phone(morning, 1)

    assert len(in_session(morning, attempts_between, *DAY)) == 2
    assert in_session(morning, closed_between, *DAY) == {"satisfied": 1}
    assert in_session(morning, closed_between, *NEXT_DAY) == {"satisfied": 1}


def test_an_answer_after_suspected_phishing_is_recovered(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2, Result(disposition=Disposition.PHISHING_SUSPECTED))
    before = in_session(morning, recovered_between, *DAY)
    clock.advance(timedelta(days=1))

    phone(morning, 2)
    phone(morning, 3)

    assert before == 0
    assert in_session(morning, recovered_between, *NEXT_DAY) == 1


def test_a_call_that_is_opened_again_is_closed_no_more(morning: Desk) -> None:
    phone(morning, 2, SATISFIED)

    morning.do_now(reopen_call, by=OH, number=2, reason="다시 전화하심")

    assert in_session(morning, closed_between, *DAY) == {}
