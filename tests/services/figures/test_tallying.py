"""Periods are made of what is kept and of what is not: they tell what the rows tell."""

from datetime import timedelta

from bot.clock import MovableClock
from bot.domain.figures.figures import Count, Wait, added
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.services.desk import Desk
from bot.services.figures.tallying import AT_ONCE, count_days, keep_days, tallies_in
from bot.services.holidays import set_holiday
from bot.services.unit import Unit
from storage.figures.kept import days_kept, kept_in
from tests.steps.builders import FRIDAY, MONDAY, OH, seoul
from tests.steps.calls import MISS
from tests.steps.desks import in_session, phone
from tests.steps.figures import kept_tallies_of, tallies_of
from tests.steps.tallies import keep_tallies

NOVEMBER = period_with(PeriodKind.MONTH, MONDAY)
LATER = NOVEMBER.last + timedelta(days=12)


def test_days_that_are_over_are_kept_some_at_a_time_and_months_when_they_are_whole(
    morning: Desk, clock: MovableClock
) -> None:
    phone(morning, 1, MISS)
    assert not morning.look_now(tallies_in, period_with(PeriodKind.DAY, FRIDAY - timedelta(days=1)))
    clock.set(seoul(LATER, 9))

    first = morning.do_now(keep_days, morning.look_now(count_days))
    assert keep_tallies(morning) == NOVEMBER.days + 11 - first

    assert first == AT_ONCE
    assert len(in_session(morning, days_kept)) == NOVEMBER.days + 11
    [month] = in_session(morning, lambda session: list(kept_in(session, PeriodKind.MONTH, NOVEMBER.first, LATER)))
    assert month.period == NOVEMBER
    assert added(month.tallies.values()).counts[Count.TRIED] == 1
    assert not morning.look_now(count_days)


def test_every_stretch_tells_what_the_rows_tell(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 1, MISS)
    clock.set(seoul(LATER, 9))
    keep_tallies(morning)
    phone(morning, 1, MISS)

    for first in (NOVEMBER.first, FRIDAY, MONDAY, MONDAY + timedelta(days=1)):
        for last in (MONDAY, NOVEMBER.last, LATER):
            period = Period(PeriodKind.RANGE, first, max(first, last))
            assert kept_tallies_of(morning, period) == tallies_of(morning, period), period


def test_a_day_is_counted_anew_when_the_holidays_change(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 1, MISS)
    clock.set(seoul(LATER, 9))
    keep_tallies(morning)

    def waited(unit: Unit) -> tuple[float, ...]:
        return added(tallies_in(unit, NOVEMBER).values()).hours[Wait.FIRST_ATTEMPT]

    before = morning.look_now(waited)
    morning.do_now(set_holiday, by=OH, day=MONDAY, is_holiday=True, name="개서 기념일")
    assert before > morning.look_now(waited)
    assert keep_tallies(morning) == 7 + 12
    assert before > morning.look_now(waited)
