"""`/lookup`: a call of ours is confirmed with who phoned, guessing is stopped, and nothing of a petitioner is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.calls.cards import Verified
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.inbound import HowCame
from bot.domain.calls.results import Result
from bot.domain.calls.states import CallState, QueueLane
from bot.domain.lists.callers import Caller
from bot.domain.notices import NoticeKind
from bot.domain.people.duty import Duty, DutyNote
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Role
from bot.services.calls import claiming, rechecks
from bot.services.calls.verification import look_up, note_refused
from bot.services.day import end_day_when_due
from bot.services.desk import Desk
from bot.services.lists.callers import add_caller
from storage.calls.rechecks import add_recheck
from storage.lists.do_not_call import register_do_not_call
from storage.people.duty import replace_duty
from tests.steps.builders import JUNG, KIM, LEE, MONDAY, OH, seoul, visitor
from tests.steps.calls import MISS
from tests.steps.desks import bring_list, hire, in_session, operator, phone
from tests.steps.rows import call_row, told

DAY = timedelta(days=1)
PARALLEL = 60


def another(code: str) -> str:
    """A code that is not live."""
    return "000000" if code != "000000" else "000001"


def ask(desk: Desk, words: str, by: str = OH) -> Verified:
    """Look something up."""
    return desk.do_now(look_up, by=by, words=words)


@pytest.mark.parametrize("asked", ["code", "010-0000-1001", "01000001001"])
def test_a_call_of_ours_is_genuine_and_its_operator_hears_of_it(morning: Desk, asked: str) -> None:
    card = morning.do_now(claiming.claim_call, by=KIM, number=1)

    answer = ask(morning, card.code if asked == "code" else asked)

    assert (answer.genuine, answer.rank, answer.name, answer.put_through) == (True, "경위", "상담KIM", KIM)
    assert told(morning, NoticeKind.CALLED_IN) == [KIM]


def test_a_number_that_nobody_called_is_not_ours(morning: Desk) -> None:
    assert not ask(morning, "010-0000-1003").genuine
    assert not ask(morning, "010-0000-9999").genuine


def test_who_phones_back_comes_to_the_top(morning: Desk) -> None:
    phone(morning, 3, MISS)

    ask(morning, "010-0000-1003")

    assert call_row(morning, 3).lane == QueueLane.PROMISED
    assert morning.do_now(claiming.claim_next, by=KIM).line.number == 3


def test_who_is_not_to_be_phoned_comes_to_no_queue(morning: Desk) -> None:
    bring_list(morning, [visitor(8, 성명="강하늘", 연락처="010-0000-7001", 비고="가정폭력 피해자")])
    caller = Caller(name="강하늘", phone="010-0000-7001", how=HowCame.PHONED)
    morning.do_now(add_caller, by=KIM, caller=caller)
    phone(morning, 4, Result(disposition=Disposition.WILL_CALL_BACK))
    phone(morning, 3, MISS)
    in_session(morning, register_do_not_call, morning.secrets.keyed_hash("01000001003"), OH, morning.now())
    before = [(call_row(morning, each).state, call_row(morning, each).lane) for each in (3, 4)]

    answers = [ask(morning, words, by=KIM) for words in ("010-0000-1003", "010-0000-7001")]

    assert [(answer.genuine, answer.put_through, answer.call) for answer in answers] == [(True, KIM, 3), (True, KIM, 4)]
    assert [(call_row(morning, each).state, call_row(morning, each).lane) for each in (3, 4)] == before
    assert told(morning, NoticeKind.CALLED_IN) == [KIM, KIM]


def test_whoever_asked_for_a_time_keeps_it(morning: Desk) -> None:
    bring_list(morning, [visitor(8, 성명="강하늘", 연락처="010-0000-7001", 비고="가정폭력 피해자")])
    caller = Caller(name="강하늘", phone="010-0000-7001", how=HowCame.PHONED)
    morning.do_now(add_caller, by=KIM, caller=caller)
    phone(morning, 4, Result(disposition=Disposition.CALLBACK_REQUESTED, callback_at=seoul(MONDAY, 15)))

    ask(morning, "010-0000-7001")

    row = call_row(morning, 4)
    assert (row.state, row.promised, row.due_at) == (CallState.SCHEDULED, True, seoul(MONDAY, 15))
    assert morning.do_now(claiming.claim_call, by=KIM, number=4).line.number == 4


def test_everybody_who_phoned_is_named_the_latest_first_and_has_their_extension(morning: Desk) -> None:
    hire(morning, operator(KIM, extension="1101"), operator(LEE, extension="1102"))
    phone(morning, 3, MISS, by=KIM)
    phone(morning, 3, MISS, by=LEE)

    answer = ask(morning, "010-0000-1003")

    assert (answer.name, answer.put_through, answer.extension) == ("상담LEE", LEE, "1102")
    assert [each.name for each in answer.before] == ["상담KIM"]


def test_of_a_finished_call_people_are_put_through_to_the_centre(morning: Desk) -> None:
    phone(morning, 1)

    answer = ask(morning, "010-0000-1001")

    assert (answer.genuine, answer.name, answer.put_through) == (True, "상담KIM", None)


def test_who_has_left_or_is_away_is_still_named_and_nobody_put_through_to_them(morning: Desk) -> None:
    for number in (2, 3):
        phone(morning, number, MISS, by=KIM if number == 2 else LEE)
    in_session(morning, replace_duty, 2, [DutyNote(first=MONDAY, last=MONDAY, duty=Duty.AWAY)])
    hire(morning, operator(KIM, active=False))

    left, away = ask(morning, "010-0000-1002"), ask(morning, "010-0000-1003")

    assert [(each.genuine, each.name, each.put_through) for each in (left, away)] == [
        (True, "상담KIM", None),
        (True, "상담LEE", None),
    ]


def test_a_code_lives_fourteen_days_after_somebody_phoned_last(morning: Desk, clock: MovableClock) -> None:
    code = morning.do_now(claiming.claim_call, by=KIM, number=1).code
    phone(morning, 1)

    clock.advance(14 * DAY - timedelta(minutes=1))
    alive = ask(morning, code).genuine
    clock.advance(timedelta(minutes=1))

    assert alive
    assert not ask(morning, code).genuine
    assert not ask(morning, "010-0000-1001").genuine
    clock.set(seoul(MONDAY + 15 * DAY, 18))
    assert morning.do_now(end_day_when_due)
    assert call_row(morning, 1).code is None


def test_an_open_call_is_ours_however_long_ago_somebody_phoned(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 1, MISS)
    code = call_row(morning, 1).code or ""
    clock.advance(40 * DAY)

    assert ask(morning, code).genuine


def test_a_wrong_number_ends_the_code_at_once(morning: Desk) -> None:
    code = morning.do_now(claiming.claim_call, by=KIM, number=1).code

    phone(morning, 1, Result(disposition=Disposition.WRONG_NUMBER))

    assert not ask(morning, code).genuine
    assert not ask(morning, "010-0000-1001").genuine


def test_whoever_phones_for_quality_is_verified_as_who_they_are(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2)
    in_session(morning, add_recheck, 2, KIM, morning.now())
    clock.advance(10 * DAY)
    card = morning.do_now(rechecks.claim_recheck, by=LEE, recheck_id=1)
    claimed = ask(morning, card.code)
    clock.advance(13 * DAY)

    later = ask(morning, card.code)

    assert (claimed.name, claimed.put_through) == ("상담LEE", LEE)
    assert later.genuine
    assert told(morning, NoticeKind.CALLED_IN) == [KIM, LEE, KIM, LEE]


@pytest.mark.parametrize("words", ["상담KIM", "경위 상담KIM님", "정교통", "상담원 정교통"])
def test_the_name_of_somebody_who_works_here_proves_nothing(morning: Desk, words: str) -> None:
    answer = ask(morning, words)

    assert (answer.genuine, answer.works_here, answer.name, answer.at) == (False, True, "", None)


def test_neither_a_petitioner_nor_who_left_is_found_by_name(morning: Desk) -> None:
    hire(morning, operator(LEE, name="나간이", active=False))

    answers = [ask(morning, words) for words in ("홍길순", "나간이", "아무개", "경위")]

    assert not any(answer.genuine or answer.works_here for answer in answers)


def test_after_five_misses_of_any_kind_even_the_right_one_waits(morning: Desk, clock: MovableClock) -> None:
    code = morning.do_now(claiming.claim_call, by=KIM, number=1).code
    for words in (another(code), "010-0000-9999", "아무개", another(code), "아무개"):
        assert ask(morning, code).genuine
        assert not ask(morning, words).genuine

    refused = []
    for words in (code, "상담KIM"):
        with pytest.raises(Refused) as stopped:
            ask(morning, words)
        refused.append(stopped.value.reason)
    morning.do_now(note_refused, by=OH)
    clock.advance(timedelta(minutes=10))

    assert refused == [Reason.LOOKUP_THROTTLED] * 2
    assert ask(morning, code).genuine


@pytest.mark.races
def test_of_sixty_guesses_at_once_five_are_answered(morning: Desk) -> None:
    code = morning.do_now(claiming.claim_call, by=KIM, number=1).code

    def guess(_: int) -> bool:
        try:
            return not ask(morning, another(code)).genuine
        except Refused:
            return False

    with ThreadPoolExecutor(PARALLEL) as pool:
        answered = list(pool.map(guess, range(PARALLEL)))

    assert sum(answered) == 5


def test_an_officer_may_not_ask_and_half_a_code_is_no_question(morning: Desk) -> None:
    with pytest.raises(Refused) as officer:
        ask(morning, "000000", by=JUNG)
    with pytest.raises(Refused) as words:
        ask(morning, "4821")

    assert (officer.value.reason, words.value.reason) == (Reason.NOT_ALLOWED, Reason.LOOKUP_UNREADABLE)


def test_the_extension_of_the_centre_is_told_where_it_is_known(morning: Desk) -> None:
    hire(morning, operator(OH, roles=[Role.SUPERVISOR.value], name="오감독"))
    phone(morning, 1)
    morning.station = type(morning.station)(name="한빛경찰서", main_number="02-0000-0112", centre_line="1100")

    assert ask(morning, "010-0000-1001").extension == "1100"
