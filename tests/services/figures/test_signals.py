"""Watching: a signal is raised once, to supervisors only, and decided once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.domain.figures.signal_cards import SignalField
from bot.domain.grievances.kinds import Track
from bot.domain.notices import NoticeKind
from bot.domain.refusals import FormRefused, Reason, Refused, Stale
from bot.services.desk import Desk
from bot.services.figures import improvements, signals
from bot.services.unit import Unit
from storage.calls.tables import Board
from storage.figures.tables import Signal
from tests.steps.builders import HAN, JUNG, KIM, MONDAY, OH, YOON, StillClock, seoul, visitor
from tests.steps.busy_station import people_of_the_station
from tests.steps.desks import bring_list, hire, make_desk
from tests.steps.rows import told
from tests.steps.watched_station import MANY, USUAL, WEEK, WEEKS, complained, plan, ten_weeks, told_about


def signals_stored(unit: Unit) -> list[tuple[date, str, str, int, int]]:
    """Every signal there is."""
    return [
        (each.week, each.department, each.category, each.count, each.weeks)
        for each in unit.session.execute(select(Signal)).scalars()
    ]


RAISED = (MONDAY - WEEK, "교통과", "delay", MANY, WEEKS)


def test_an_unusual_week_is_a_signal_once_and_supervisors_alone_are_told(watch: tuple[Desk, MovableClock]) -> None:
    desk, clock = watch
    desk.do_now(ten_weeks)

    first = desk.do_now(signals.watch_factors_when_due)
    for day in range(7):
        clock.set(seoul(MONDAY + timedelta(days=day), 8, 40))
        assert not desk.do_now(signals.watch_factors_when_due)

    assert first == 1
    assert desk.do_now(signals_stored) == [RAISED]
    assert told_about(desk, NoticeKind.SIGNAL) == [(OH, "1")]


def test_a_signal_has_the_numbers_behind_it_but_roughly(signalled: tuple[Desk, MovableClock]) -> None:
    desk, _ = signalled

    card = desk.do_now(signals.see_signals, by=OH).signals[0]

    assert [card.count, card.mean] == [MANY - MANY % 5, USUAL]


def test_two_desks_at_once_raise_one_signal(new_postgres: Callable[[], str]) -> None:
    url = new_postgres()
    desks = [make_desk(url, StillClock(seoul(MONDAY, 8, 31))) for _ in range(2)]
    for desk in desks:
        desk.secrets = desks[0].secrets
    hire(desks[0], *people_of_the_station())
    bring_list(desks[0], [visitor(1)])
    desks[0].do_now(ten_weeks)

    with ThreadPoolExecutor(4) as threads:
        raised = list(threads.map(lambda n: desks[n % 2].do_now(signals.watch_factors_when_due), range(4)))

    assert sorted(raised) == [0, 0, 0, 1]
    assert desks[1].do_now(signals_stored) == [RAISED]
    assert told_about(desks[0], NoticeKind.SIGNAL) == [(OH, "1")]
    for desk in desks:
        desk.close()


@pytest.mark.parametrize(
    ("last", "track"), [(MANY, Track.AUDIT), (4, Track.ORDINARY), (6, Track.ORDINARY), (0, Track.ORDINARY)]
)
def test_audits_matters_and_usual_weeks_raise_nothing(
    watch: tuple[Desk, MovableClock], last: int, track: Track
) -> None:
    desk, _ = watch
    desk.do_now(ten_weeks, last=last, track=track)

    assert desk.do_now(signals.watch_factors_when_due) == 0
    assert not desk.do_now(signals_stored)


@pytest.mark.parametrize(
    "at",
    [seoul(MONDAY, 8, 20), seoul(MONDAY - timedelta(days=1), 9), seoul(MONDAY - timedelta(days=2), 9)],
    ids=["too early", "Sunday", "Saturday"],
)
def test_nothing_is_judged_before_the_first_working_morning(watch: tuple[Desk, MovableClock], at: datetime) -> None:
    desk, clock = watch
    desk.do_now(ten_weeks)
    clock.set(at)

    assert desk.do_now(signals.watch_factors_when_due) == 0


def test_weeks_before_the_centre_began_are_no_past(watch: tuple[Desk, MovableClock]) -> None:
    desk, _ = watch

    def began_late(unit: Unit) -> None:
        first = MONDAY - 7 * WEEK
        unit.session.add(Board(day=first, visits_from=first, visits_to=first, posted_late=False))
        complained(unit, MONDAY - WEEK, MANY)

    desk.do_now(began_late)

    assert desk.do_now(signals.watch_factors_when_due) == 0


@pytest.mark.parametrize(
    ("reason", "why"),
    [("", Reason.REASON_MISSING), ("  ", Reason.REASON_MISSING), ("010-0000-1234 문의", Reason.PERSONAL_NUMBER)],
)
def test_a_dismissal_needs_a_reason(signalled: tuple[Desk, MovableClock], reason: str, why: Reason) -> None:
    desk, _ = signalled

    with pytest.raises(FormRefused) as refused:
        desk.do_now(signals.dismiss_signal, by=OH, signal_id=1, reason=reason)

    assert refused.value.errors == {SignalField.REASON: why}
    assert len(desk.do_now(signals.see_signals, by=OH).signals) == 1


def test_a_signal_is_decided_once(signalled: tuple[Desk, MovableClock]) -> None:
    desk, _ = signalled

    card = desk.do_now(signals.dismiss_signal, by=OH, signal_id=1, reason="행사로 방문이 많았음")

    again: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (signals.dismiss_signal, {"reason": "다시"}),
        (improvements.improve, {"plan": plan(desk)}),
        (signals.begin_decision, {}),
    ]
    for act, asked in again:
        with pytest.raises(Stale) as late:
            desk.do_now(act, by=OH, signal_id=1, **asked)
        assert late.value.reason is Reason.SIGNAL_DECIDED
    assert (card.state, card.decided_by, card.reason) == ("dismissed", OH, "행사로 방문이 많았음")
    assert not desk.do_now(signals.see_signals, by=OH).signals


@pytest.mark.parametrize("is_dismissed", [True, False])
def test_words_that_accuse_are_told_to_audit(signalled: tuple[Desk, MovableClock], *, is_dismissed: bool) -> None:
    desk, _ = signalled
    said = "담당 형사가 돈을 요구했다는 민원인 말이 있었음"

    if is_dismissed:
        desk.do_now(signals.dismiss_signal, by=OH, signal_id=1, reason=said)
    else:
        desk.do_now(improvements.improve, by=OH, signal_id=1, plan=plan(desk, words=said))

    assert told(desk, NoticeKind.REASON_ACCUSES) == [HAN]


@pytest.mark.parametrize("who", [KIM, JUNG, YOON, HAN])
def test_only_a_supervisor_decides(signalled: tuple[Desk, MovableClock], who: str) -> None:
    desk, _ = signalled

    acts: list[tuple[Callable[..., Any], dict[str, Any]]] = [
        (signals.dismiss_signal, {"reason": "이유"}),
        (improvements.improve, {"plan": plan(desk)}),
    ]
    for act, asked in acts:
        with pytest.raises(Refused) as refused:
            desk.do_now(act, by=who, signal_id=1, **asked)
        assert refused.value.reason is Reason.NOT_ALLOWED
