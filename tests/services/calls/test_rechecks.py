"""Re-checks: drawn once, phoned by somebody else, compared; on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.inbound import HowCame
from bot.domain.calls.rechecks import RecheckOutcome, RecheckState
from bot.domain.calls.results import MoneyAnswer, Result
from bot.domain.calls.states import Outcome
from bot.domain.figures.figures import Figure
from bot.domain.figures.periods import PeriodKind, period_with
from bot.domain.lists.callers import Caller
from bot.domain.refusals import Reason, Refused, Stale
from bot.domain.roles import Role
from bot.services import day
from bot.services.calls import claiming, rechecks, recording, supervising
from bot.services.calls.inbound import take_in_call
from bot.services.calls.undoing import take_back
from bot.services.desk import Desk
from bot.services.figures.figures import see_quality, see_stats
from bot.services.home import see_home
from bot.services.lists.callers import add_caller
from bot.services.unit import Unit
from storage.calls.tables import Call, Recheck
from storage.keeping.purging import ask_for_purge
from storage.tables import AccessLog
from tests.steps.builders import FRIDAY, KIM, LEE, MONDAY, OH, PARK, TUESDAY, StillClock, seoul, visitor
from tests.steps.desks import bring_list, hire, make_desk, operator

HEARD = {"overall": 4, "kindness": 2}
SATISFIED = Result(
    disposition=Disposition.ANSWERED, outcome=Outcome.SATISFIED, scores=HEARD, no_follow_up=True, money=MoneyAnswer.NO
)
REFUSED = Result(disposition=Disposition.REFUSED)
MIN = "U0MIN"
EVENING = seoul(MONDAY, 18, 1)


@pytest.fixture
def drawn(morning: Desk, clock: MovableClock) -> Desk:
    """Monday evening: 김 phoned three petitioners; all of them are to be phoned again."""
    morning.station = replace(morning.station, recheck_share=1.0)
    hire(morning, operator(MIN, name="민상담", department="수사과"))
    for number in (1, 2, 3):
        calls(morning, KIM, number)
    clock.set(EVENING)
    morning.do_now(day.end_day_when_due)
    clock.set(seoul(MONDAY + timedelta(days=1), 10))
    return morning


def calls(desk: Desk, by: str, number: int, result: Result = SATISFIED) -> None:
    """Somebody claims a call and records it."""
    desk.do_now(claiming.claim_call, by=by, number=number)
    desk.do_now(recording.record_result, by=by, number=number, result=result)


def rows(desk: Desk) -> dict[int, Recheck]:
    """Every re-check, by its call."""

    def read(unit: Unit) -> dict[int, Recheck]:
        return {each.call_id: each for each in unit.session.execute(select(Recheck)).scalars()}

    return desk.do_now(read)


def offered(desk: Desk, who: str) -> list[int]:
    """The calls that somebody may phone again."""
    return [line.call for line in desk.do_now(see_home, by=who).rechecks]


def records(desk: Desk, by: str, recheck_id: int, outcome: RecheckOutcome, **scores: int) -> None:
    """Somebody records how a second call ended."""
    desk.do_now(rechecks.record_recheck, by=by, recheck_id=recheck_id, outcome=outcome, scores=scores)


def test_about_a_tenth_of_the_answered_calls_is_drawn_and_drawn_again_the_same(desk: Desk, clock: MovableClock) -> None:
    hire(desk, operator(KIM))
    clock.set(seoul(MONDAY, 9, 40))
    bring_list(desk, [visitor(number, 담당부서="수사과", 담당자="최형사") for number in range(1, 151)])

    def close_all(unit: Unit) -> None:
        for call in unit.session.execute(select(Call)).scalars():
            is_answered = call.key % 3 > 0
            outcome = Outcome.SATISFIED if is_answered else Outcome.REFUSED
            call.state, call.outcome, call.closed_at, call.last_operator = "closed", outcome.value, unit.now, KIM

    desk.do_now(close_all)
    start, end = seoul(MONDAY, 0), seoul(MONDAY, 18)
    count = desk.do_now(rechecks.draw_rechecks, start, end)
    found = set(rows(desk))
    again = desk.do_now(rechecks.draw_rechecks, start, end)

    assert 1 <= count <= 25  # of 100; 10 expected
    assert len(found) == count
    assert not [number for number in found if number % 3 == 0]
    assert again == 0
    assert set(rows(desk)) == found


def test_the_end_of_the_day_draws_what_was_answered_that_day(morning: Desk, clock: MovableClock) -> None:
    morning.station = replace(morning.station, recheck_share=1.0)
    calls(morning, KIM, 1)
    calls(morning, KIM, 2, REFUSED)
    clock.set(EVENING)

    for _ in range(3):
        morning.do_now(day.end_day_when_due)

    assert set(rows(morning)) == {1}


def test_a_recheck_is_offered_neither_to_its_first_operator_nor_in_a_conflict(drawn: Desk) -> None:
    assert offered(drawn, KIM) == []
    assert offered(drawn, LEE) == [2, 3]  # 교통과 was theirs
    assert offered(drawn, PARK) == [2, 3]  # the namesake of the officer
    assert offered(drawn, MIN) == [1]  # 수사과 is theirs


@pytest.mark.parametrize(("who", "call"), [(KIM, 1), (KIM, 2), (LEE, 1), (PARK, 1), (MIN, 2)])
def test_nor_can_they_claim_it(drawn: Desk, who: str, call: int) -> None:
    with pytest.raises(Refused) as refused:
        drawn.do_now(rechecks.claim_recheck, by=who, recheck_id=rows(drawn)[call].key)

    assert refused.value.reason is Reason.RECHECK_NOT_YOURS
    assert rows(drawn)[call].state == RecheckState.WAITING


def test_who_phoned_in_vain_before_is_no_second_pair_of_ears(morning: Desk, clock: MovableClock) -> None:
    morning.station = replace(morning.station, recheck_share=1.0)
    calls(morning, LEE, 2, Result(disposition=Disposition.NO_ANSWER))
    clock.set(seoul(MONDAY, 14))
    calls(morning, KIM, 2)
    clock.set(EVENING)
    morning.do_now(day.end_day_when_due)

    assert (offered(morning, KIM), offered(morning, LEE), offered(morning, PARK)) == ([], [], [2])


def test_the_claimant_alone_gets_the_number_and_the_access_log_says_what_for(drawn: Desk) -> None:
    number = rows(drawn)[2].key

    card = drawn.do_now(rechecks.claim_recheck, by=LEE, recheck_id=number)
    with pytest.raises(Stale) as taken:
        drawn.do_now(rechecks.claim_recheck, by=PARK, recheck_id=number)

    assert card.contact.phone == "010-0000-1002"
    assert taken.value.reason is Reason.RECHECK_TAKEN
    assert looks(drawn)[-1] == (LEE, "recheck", "call:2")
    assert offered(drawn, PARK) == [3]
    with pytest.raises(Refused):
        drawn.do_now(rechecks.open_recheck_form, by=PARK, recheck_id=number)


def looks(desk: Desk) -> list[tuple[str, str, str]]:
    """The access log."""

    def read(unit: Unit) -> list[tuple[str, str, str]]:
        found = unit.session.execute(select(AccessLog).order_by(AccessLog.id)).scalars()  # type: ignore[arg-type]
        return [(row.actor, row.event, row.subject) for row in found]

    return desk.do_now(read)


def test_of_eight_who_claim_at_once_one_wins(new_postgres: Callable[[], str]) -> None:
    clock = StillClock(seoul(MONDAY, 9, 40))
    desk = make_desk(new_postgres(), clock)
    others = [f"U1OP{n}" for n in range(8)]
    hire(desk, operator(KIM), *(operator(who) for who in others))
    desk.station = replace(desk.station, recheck_share=1.0)
    bring_list(desk, [visitor(1, 담당부서="수사과", 담당자="최형사")])
    calls(desk, KIM, 1)
    desk.do_now(rechecks.draw_rechecks, seoul(MONDAY, 0), seoul(MONDAY, 18))

    def claim(who: str) -> bool:
        try:
            desk.do_now(rechecks.claim_recheck, by=who, recheck_id=1)
        except Stale:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        won = list(threads.map(claim, others))

    shown = [look for look in looks(desk) if look[1] == "recheck"]
    assert sum(won) == 1
    assert shown == [(others[won.index(True)], "recheck", "call:1")]
    desk.close()


def test_who_was_not_reached_goes_back_and_who_refuses_is_left_alone(drawn: Desk) -> None:
    second, third = (rows(drawn)[call].key for call in (2, 3))
    for number in (second, third):
        drawn.do_now(rechecks.claim_recheck, by=LEE, recheck_id=number)

    records(drawn, LEE, second, RecheckOutcome.NOT_REACHED)
    records(drawn, LEE, third, RecheckOutcome.REFUSED)

    assert offered(drawn, PARK) == [2]
    assert {call: row.state for call, row in rows(drawn).items()} == {1: "waiting", 2: "waiting", 3: "dropped"}
    with pytest.raises(Refused) as ended:
        records(drawn, LEE, third, RecheckOutcome.ANSWERED, overall=4)
    assert ended.value.reason is Reason.RECHECK_NOT_CLAIMED


@pytest.mark.parametrize("why", ["do not call", "to be purged", "opened again"])
def test_who_is_not_to_be_called_any_more_is_not_offered_and_dropped(
    drawn: Desk, clock: MovableClock, why: str
) -> None:
    number = rows(drawn)[2].key
    if why == "do not call":
        drawn.do_now(supervising.exclude_petitioner, by=OH, number=2, until=None, reason="본인 요청")
    elif why == "to be purged":
        drawn.do_now(_ask_for_purge)
    else:
        drawn.do_now(supervising.reopen_call, by=OH, number=2, reason="다시 확인")

    shown = len(looks(drawn))
    with pytest.raises(Refused) as refused:
        drawn.do_now(rechecks.claim_recheck, by=LEE, recheck_id=number)

    assert refused.value.reason is Reason.EXCLUDED
    assert offered(drawn, LEE) == [3]
    assert len(looks(drawn)) == shown
    clock.set(seoul(MONDAY + timedelta(days=1), 18, 1))
    drawn.do_now(day.end_day_when_due)
    assert {call: row.state for call, row in rows(drawn).items()} == {1: "waiting", 2: "dropped", 3: "waiting"}


def _ask_for_purge(unit: Unit) -> None:
    ask_for_purge(unit.session, unit.session.get_one(Call, 2).petitioner_id, unit.now)


@pytest.mark.parametrize("disposition", [Disposition.UNABLE, Disposition.REFUSED, Disposition.WRONG_NUMBER])
def test_who_was_answered_no_longer_is_not_phoned_again(
    morning: Desk, clock: MovableClock, disposition: Disposition
) -> None:
    morning.station = replace(morning.station, recheck_share=1.0)
    clock.set(seoul(MONDAY, 17, 57))
    calls(morning, KIM, 2)
    clock.set(EVENING)
    morning.do_now(day.end_day_when_due)
    clock.set(seoul(MONDAY, 18, 3))
    morning.do_now(take_back, by=KIM, number=2)
    morning.do_now(recording.record_result, by=KIM, number=2, result=Result(disposition=disposition))
    clock.set(seoul(TUESDAY, 10))

    drawn = rows(morning)[2]
    shown = len(looks(morning))
    with pytest.raises(Refused) as refused:
        morning.do_now(rechecks.claim_recheck, by=LEE, recheck_id=drawn.key)

    assert drawn.state == RecheckState.WAITING
    assert refused.value.reason is Reason.EXCLUDED
    assert offered(morning, LEE) == []
    assert len(looks(morning)) == shown
    clock.set(seoul(TUESDAY, 18, 1))
    morning.do_now(day.end_day_when_due)
    assert rows(morning)[2].state == RecheckState.DROPPED


def test_who_came_to_us_and_is_not_to_be_phoned_is_not_drawn(morning: Desk, clock: MovableClock) -> None:
    morning.station = replace(morning.station, recheck_share=1.0)
    bring_list(morning, [visitor(9, 비고="가정폭력 피해자", 담당부서="수사과", 담당자="")])
    come = comes_in(morning)
    morning.do_now(recording.record_result, by=KIM, number=come, result=SATISFIED)
    clock.set(EVENING)
    morning.do_now(day.end_day_when_due)

    assert rows(morning) == {}


def test_who_is_not_to_be_phoned_but_was_drawn_before_is_left_alone(drawn: Desk, clock: MovableClock) -> None:
    drawn.do_now(supervising.exclude_petitioner, by=OH, number=2, until=TUESDAY, reason="본인 요청")
    drawn.do_now(take_in_call, by=KIM, number=2)
    drawn.do_now(recording.record_result, by=KIM, number=2, result=SATISFIED)
    clock.set(seoul(TUESDAY + timedelta(days=1), 10))  # off the register

    with pytest.raises(Refused) as refused:
        drawn.do_now(rechecks.claim_recheck, by=LEE, recheck_id=rows(drawn)[2].key)

    assert refused.value.reason is Reason.EXCLUDED
    assert offered(drawn, LEE) == [3]


def comes_in(desk: Desk) -> int:
    """Visitor 9 phones us by themselves; 김 takes them in. Returns the number of their call."""
    who = visitor(9)
    caller = Caller(name=who["성명"], phone=who["연락처"], how=HowCame.PHONED, visited_on=FRIDAY)
    return desk.do_now(add_caller, by=KIM, caller=caller).line.number


def test_what_is_claimed_goes_back_at_the_end_of_the_day_and_in_time_is_dropped(
    drawn: Desk, clock: MovableClock
) -> None:
    number = rows(drawn)[2].key
    drawn.do_now(rechecks.claim_recheck, by=LEE, recheck_id=number)

    clock.set(seoul(MONDAY + timedelta(days=1), 18, 1))
    drawn.do_now(day.end_day_when_due)
    back = rows(drawn)[2]
    clock.set(seoul(MONDAY + timedelta(days=15), 18, 2))
    drawn.do_now(day.end_day_when_due)

    assert (back.state, back.claimed_by) == ("waiting", None)
    assert {row.state for row in rows(drawn).values()} == {"dropped"}


@pytest.mark.parametrize(
    ("scores", "agrees"),
    [
        ({"overall": 5, "kindness": 3, "fairness": 1}, True),
        ({"overall": 4, "kindness": 4}, False),
        ({"fairness": 5}, None),
    ],
)
def test_agreement_is_counted_where_both_heard_an_item(
    drawn: Desk, scores: dict[str, int], *, agrees: bool | None
) -> None:
    hire(drawn, operator("U0HAN", name="한감사", roles=[Role.AUDIT.value]))
    number = rows(drawn)[3].key
    drawn.do_now(rechecks.claim_recheck, by=LEE, recheck_id=number)
    records(drawn, LEE, number, RecheckOutcome.ANSWERED, **scores)

    week = period_with(PeriodKind.WEEK, MONDAY)
    quality = drawn.do_now(see_quality, by="U0HAN", period=week)
    figure: Any = drawn.do_now(see_stats, by="U0HAN", period=week).values[Figure.AGREEMENT]

    counted = int(agrees is not None)
    assert rows(drawn)[3].agrees is agrees
    assert (quality.drawn, quality.done, quality.agreement, quality.waiting) == (3, counted, figure, 2)
    assert (figure.n, figure.value) == (counted, None if agrees is None else float(agrees))
