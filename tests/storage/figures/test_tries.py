"""Calls that were tried: each once in a period, on however many of its days."""

from datetime import timedelta

from bot.clock import MovableClock
from bot.domain.figures.figures import Again, Count
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.services.calls.boards import post_morning
from bot.services.day import bring_due_calls
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.figures.naming import Group, Naming
from storage.figures.periods import dates_of
from storage.figures.tries import attempts_made, tried_again
from tests.steps.builders import MONDAY, seoul
from tests.steps.calls import MISS
from tests.steps.desks import phone

TRAFFIC = Group("교통과", "교통사고")
TUESDAY = MONDAY + timedelta(days=1)


def test_a_call_that_is_tried_on_two_days_counts_once_of_both(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 1, MISS)
    clock.set(seoul(TUESDAY, 15))
    morning.do_now(bring_due_calls)
    morning.do_now(post_morning, day=TUESDAY, actor="admin")
    phone(morning, 1, MISS)

    def tried(unit: Unit, period: Period) -> int:
        query, counts = attempts_made(())
        return sum(int(row[2 + counts.index(Count.TRIED)]) for row in unit.session.execute(query, dates_of(period)))

    def again(unit: Unit, period: Period) -> list[tuple[Group, dict[Again, int]]]:
        return [(group, {**found}) for group, found in tried_again(unit.session, period, Naming(name_of=str)) if found]

    monday, tuesday = (period_with(PeriodKind.DAY, day) for day in (MONDAY, TUESDAY))
    both = Period(PeriodKind.RANGE, MONDAY, TUESDAY)
    assert [morning.do_now(tried, each) for each in (monday, tuesday, both)] == [1, 1, 1]
    assert morning.do_now(again, tuesday) == [(TRAFFIC, {Again(Count.TRIED, MONDAY): 1})]
    assert not morning.do_now(again, monday)
    assert not morning.do_now(again, both)
