"""Improvements: an owner, a day, reminders, an end, and an effect."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.domain.figures.signal_cards import Effect, SignalField
from bot.domain.grievances.kinds import Track
from bot.domain.notices import NoticeKind
from bot.domain.refusals import FormRefused, Reason, Refused, Stale
from bot.services.desk import Desk
from bot.services.figures import improvements
from tests.steps.builders import HAN, JUNG, KIM, MONDAY, OH, YOON, seoul
from tests.steps.watched_station import MANY, PLAN_DAY, USUAL, WEEK, complained, plan, told_about


@pytest.mark.parametrize(
    ("facts", "errors"),
    [
        ({"owner_id": None}, {SignalField.OWNER: Reason.OWNER_WRONG}),
        ({"owner_id": 999}, {SignalField.OWNER: Reason.OWNER_WRONG}),
        ({"due_on": None}, {SignalField.DUE_ON: Reason.DUE_DAY_WRONG}),
        ({"due_on": MONDAY - timedelta(days=1)}, {SignalField.DUE_ON: Reason.DUE_DAY_WRONG}),
        ({"words": " "}, {SignalField.WORDS: Reason.REASON_MISSING}),
    ],
)
def test_an_improvement_needs_an_owner_a_day_and_words(
    signalled: tuple[Desk, MovableClock], facts: dict[str, Any], errors: dict[SignalField, Reason]
) -> None:
    desk, _ = signalled

    with pytest.raises(FormRefused) as refused:
        desk.do_now(improvements.improve, by=OH, signal_id=1, plan=plan(desk, **facts))

    assert refused.value.errors == errors
    assert not told_about(desk, NoticeKind.IMPROVEMENT)


def test_the_owner_is_told_reminded_the_working_day_before_and_daily_when_late(
    signalled: tuple[Desk, MovableClock],
) -> None:
    desk, clock = signalled
    desk.do_now(improvements.improve, by=OH, signal_id=1, plan=plan(desk))
    reminded: dict[date, set[str]] = {}

    before: list[tuple[str, str]] = []
    for n in range(16):
        day = MONDAY + timedelta(days=n)
        for hour in (7, 10, 15):
            clock.set(seoul(day, hour))
            desk.do_now(improvements.remind_of_improvements)
        now = told_about(desk, NoticeKind.IMPROVEMENT_REMINDER)
        reminded[day] = {who for who, _ in set(now) - set(before)}
        assert len(now) == len(set(now))
        before = now

    late = {PLAN_DAY + timedelta(days=n) for n in (1, 4, 5)}
    assert told_about(desk, NoticeKind.IMPROVEMENT) == [(YOON, "1")]
    assert {day for day, people in reminded.items() if people} == {PLAN_DAY - timedelta(days=1), PLAN_DAY, *late}
    assert reminded[PLAN_DAY - timedelta(days=1)] == {YOON}
    assert all(reminded[day] == {YOON, OH} for day in late)


@pytest.mark.parametrize("who", [YOON, OH])
def test_an_improvement_is_done_once_by_its_owner_or_a_supervisor(
    signalled: tuple[Desk, MovableClock], who: str
) -> None:
    desk, clock = signalled
    desk.do_now(improvements.improve, by=OH, signal_id=1, plan=plan(desk))

    for other in (JUNG, KIM, HAN):
        with pytest.raises(Refused) as refused:
            desk.do_now(improvements.finish, by=other, improvement_id=1)
        assert refused.value.reason is Reason.IMPROVEMENT_NOT_YOURS
    done = desk.do_now(improvements.finish, by=who, improvement_id=1)
    with pytest.raises(Stale) as again:
        desk.do_now(improvements.finish, by=OH, improvement_id=1)

    assert done.done_on == MONDAY
    assert again.value.reason is Reason.IMPROVEMENT_DONE
    clock.set(seoul(PLAN_DAY + timedelta(days=5), 10))
    assert desk.do_now(improvements.remind_of_improvements) == 0


BEFORE = round((7 * USUAL + MANY) / 8)


@pytest.mark.parametrize(
    ("weeks", "effect"),
    [
        ((3, 3, 3, 2), Effect(before=BEFORE, after=3, is_small=False)),
        ((1, 1, 1, 1), Effect(before=BEFORE, after=None, is_small=True)),
        ((0, 0, 0, 0), Effect(before=BEFORE, after=0, is_small=False)),
    ],
)
def test_its_effect_compares_the_weeks_before_with_those_after(
    signalled: tuple[Desk, MovableClock], weeks: tuple[int, ...], effect: Effect
) -> None:
    desk, clock = signalled
    desk.do_now(improvements.improve, by=OH, signal_id=1, plan=plan(desk))
    desk.do_now(improvements.finish, by=YOON, improvement_id=1)
    sent = []

    for n, weekly in enumerate(weeks, 1):
        desk.do_now(complained, MONDAY + n * WEEK, weekly)
        desk.do_now(complained, MONDAY + n * WEEK, 5, track=Track.AUDIT)
        clock.set(seoul(MONDAY + (n + 1) * WEEK, 10))
        sent += [desk.do_now(improvements.tell_effects_when_due) for _ in range(2)]

    line = desk.do_now(improvements.see_improvement, improvement_id=1)
    assert line is not None
    assert line.effect == effect  # to the whole number, and the same for ever
    assert sum(sent) == 1
    assert told_about(desk, NoticeKind.IMPROVEMENT_EFFECT) == [(OH, "1")]
