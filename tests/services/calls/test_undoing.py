"""Taking a result back: the call stands as before, once, for whoever entered it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.numbers import NewNumber, NumberChange
from bot.domain.calls.results import PraiseGiven, Result
from bot.domain.calls.states import CallState
from bot.domain.keeping.cards import Whose
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.services.calls import claiming, recording, supervising
from bot.services.calls.inbound import take_in_call
from bot.services.calls.numbers import change_number
from bot.services.calls.undoing import take_back
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.calls.surveys import find_survey, scores_of
from storage.calls.tables import Call, Praise, Task
from storage.lists.do_not_call import register_do_not_call, registration_of
from storage.people.queries import find_petitioner
from tests.steps.builders import KIM, LEE, MONDAY, OH, TUESDAY, seoul, with_
from tests.steps.calls import MISS, SATISFIED
from tests.steps.deliveries import take_notice
from tests.steps.desks import in_session
from tests.steps.grievances import number_of
from tests.steps.rows import attempts, call_row, told

WRONG = Result(disposition=Disposition.WRONG_NUMBER)
REFUSED = Result(disposition=Disposition.REFUSED, do_not_call=True)
SUSPECTED = Result(disposition=Disposition.PHISHING_SUSPECTED)
PROMISED = Result(disposition=Disposition.CALLBACK_REQUESTED, callback_at=seoul(MONDAY, 15))

NUMBERS = {"main": "01000001002", "other": "01000007777"}
UNTIL = {"main": TUESDAY, "other": None}
"""Until when each is on the register."""


def record(desk: Desk, result: Result, number: int = 1, by: str = KIM) -> None:
    """Claim a call and record a result."""
    desk.do_now(claiming.claim_call, by=by, number=number)
    desk.do_now(recording.record_result, by=by, number=number, result=result)


def left(unit: Unit) -> tuple[int, bool, bool]:
    """Return how many tasks there are, whether call 1 has a survey, and whether its number is on the register."""
    petitioner = find_petitioner(unit.session, unit.session.get_one(Call, 1).petitioner_id)
    tasks = len(unit.session.execute(select(Task)).all())
    return tasks, find_survey(unit.session, 1) is not None, bool(registration_of(unit.session, petitioner.phone_hash))


@pytest.mark.parametrize("result", [MISS, SATISFIED, WRONG, REFUSED, SUSPECTED, PROMISED], ids=lambda r: r.disposition)
def test_the_call_stands_as_before_and_the_form_opens_with_what_was_entered(morning: Desk, result: Result) -> None:
    morning.do_now(claiming.claim_call, by=KIM, number=1)
    before = call_row(morning)
    morning.do_now(recording.record_result, by=KIM, number=1, result=result)

    assert morning.do_now(take_back, by=KIM, number=1) is not None

    after = call_row(morning)
    kept = ("code", "attempts", "lane", "promised", "outcome", "closed_at", "due_at", "first_tried_at", "last_operator")
    assert [getattr(after, each) for each in kept] == [getattr(before, each) for each in kept]
    assert (after.state, after.claimed_by, attempts(morning)) == (CallState.CLAIMED, KIM, 0)
    assert morning.do_now(left) == (0, False, False)
    assert morning.do_now(recording.open_result_form, by=KIM, number=1).half_entered == result


@pytest.mark.parametrize(("after", "why"), [((9, 55), None), ((10, 1), Reason.UNDO_TOO_LATE)])
def test_it_may_be_taken_back_for_ten_minutes(
    morning: Desk, clock: MovableClock, after: tuple[int, int], why: Reason | None
) -> None:
    record(morning, MISS)
    clock.advance(timedelta(minutes=after[0], seconds=after[1]))

    assert refusal(morning) is why


def refusal(desk: Desk, by: str = KIM, number: int = 1) -> Reason | None:
    """Return why a result was not taken back; None: it was."""
    try:
        desk.do_now(take_back, by=by, number=number)
    except Refused as refused:
        return refused.reason
    return None


def test_only_whoever_entered_it_may_and_once(morning: Desk) -> None:
    record(morning, MISS)

    assert refusal(morning, by=LEE) is Reason.UNDO_NOT_YOURS
    assert refusal(morning) is None
    assert morning.do_now(take_back, by=KIM, number=1) is None  # a second click: the call is theirs again
    assert refusal(morning, by=LEE) is Reason.NOTHING_TO_UNDO
    assert refusal(morning, number=2) is Reason.NOTHING_TO_UNDO


@pytest.mark.races
def test_clicks_at_once_undo_once(morning: Desk) -> None:
    record(morning, MISS)

    def undo(_nth: int) -> bool:
        try:
            return morning.do_now(take_back, by=KIM, number=1) is not None
        except Refused as refused:  # Stale, or it was taken between two reads
            return refused.reason is not Reason.NOTHING_TO_UNDO

    with ThreadPoolExecutor(4) as threads:
        won = list(threads.map(undo, range(4)))

    assert sum(won) == 1


def test_a_supervisor_who_opens_the_call_again_in_between_wins(morning: Desk) -> None:
    record(morning, SATISFIED)
    morning.do_now(supervising.reopen_call, by=OH, number=1, reason="다시 통화")

    assert refusal(morning) is Reason.NOTHING_TO_UNDO
    assert call_row(morning).state == CallState.QUEUED


def test_who_was_excluded_meanwhile_is_not_called(morning: Desk) -> None:
    for number, result, why in ((1, SATISFIED, Reason.EXCLUDED), (2, MISS, Reason.NOTHING_TO_UNDO)):
        record(morning, result, number)
        morning.do_now(supervising.exclude_petitioner, by=OH, number=number, until=None, reason="본인 요청")

        assert refusal(morning, number=number) is why
        assert call_row(morning, number).state == CallState.CLOSED


@pytest.mark.parametrize("registered", [[], ["main"], ["other"], ["main", "other"]], ids=str)
def test_each_number_has_the_entry_of_the_register_that_it_had_before(
    morning: Desk, clock: MovableClock, registered: list[str]
) -> None:
    hashed = {name: morning.secrets.keyed_hash(number) for name, number in NUMBERS.items()}
    other = NewNumber(phone="010-0000-7777", whose=Whose.OWN, change=NumberChange.KEEP, why="직장 번호")
    morning.do_now(claiming.claim_call, by=KIM, number=2)
    morning.do_now(change_number, by=KIM, number=2, new=other)
    morning.do_now(recording.record_result, by=KIM, number=2, result=SATISFIED)
    for name in registered:
        in_session(morning, register_do_not_call, hashed[name], OH, morning.now(), until=UNTIL[name])
    clock.advance(timedelta(hours=1))
    morning.do_now(take_in_call, by=KIM, number=2)
    before = [entry(morning, number) for number in hashed.values()]
    morning.do_now(recording.record_result, by=KIM, number=2, result=REFUSED)
    meanwhile = [entry(morning, number) for number in hashed.values()]

    morning.do_now(take_back, by=KIM, number=2)

    assert [each and each[0] for each in meanwhile] == [KIM, KIM]
    assert [entry(morning, number) for number in hashed.values()] == before


def entry(desk: Desk, phone_hash: str) -> tuple[str, datetime, date | None] | None:
    """Return a number's entry in the register."""
    found = in_session(desk, registration_of, phone_hash)
    return None if found is None else (found.added_by, found.at, found.until)


def test_an_earlier_conversation_comes_back(morning: Desk, clock: MovableClock) -> None:
    record(morning, with_(SATISFIED, scores={"overall": 5}, words="고맙다"))
    morning.do_now(supervising.reopen_call, by=OH, number=1, reason="다시 통화")
    clock.advance(timedelta(minutes=1))
    record(morning, SATISFIED)

    morning.do_now(take_back, by=KIM, number=1)

    scores = morning.do_now(lambda unit: scores_of(unit.session, 1))
    assert (scores, attempts(morning)) == ({"overall": 5}, 1)


def test_praise_waits_two_minutes_and_is_taken_back_until_it_goes(morning: Desk, clock: MovableClock) -> None:
    morning.station = replace(morning.station, undo_hold=timedelta(minutes=2))
    praise = PraiseGiven(words="친절", officers=(number_of(morning, "정교통", "교통과"),))
    praised = with_(SATISFIED, praise=praise)
    record(morning, praised)
    clock.advance(timedelta(seconds=110))

    assert take_notice(morning, NoticeKind.PRAISE) is None
    assert refusal(morning) is None
    assert morning.do_now(lambda unit: unit.session.execute(select(Praise)).first()) is None

    morning.do_now(recording.record_result, by=KIM, number=1, result=praised)
    clock.advance(timedelta(minutes=2))
    sending = take_notice(morning, NoticeKind.PRAISE)

    assert sending is not None
    assert told(morning, NoticeKind.PRAISE) == ["U0JUNG", "U0JUNG"]  # the first was withdrawn
    assert refusal(morning) is Reason.UNDO_TOLD
    assert call_row(morning).state == CallState.CLOSED


def test_of_a_call_that_nobody_phoned_nothing_is_taken_back(morning: Desk) -> None:
    morning.do_now(supervising.exclude_petitioner, by=OH, number=3, until=None, reason="본인 요청")

    assert refusal(morning, number=3) is Reason.NOTHING_TO_UNDO
