"""The figures of a random month equal what the event trail alone tells, in every period and place."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.calls.surveys import SHIPPED
from bot.domain.figures.cards import FUNNEL
from bot.domain.figures.figures import FORMULAS, Count, Tally, Value, Wait, added, values_of, work_values
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.figures.publication import STATION
from bot.domain.grievances.downtimes import Downtime
from bot.services.desk import Desk
from bot.services.figures.closing import close_periods_when_due
from bot.services.figures.factors import see_factors
from bot.services.figures.figures import see_groups, see_stats
from bot.services.figures.naming import naming_of
from bot.services.grievances.downtimes import stop_clock, take_back_downtime
from bot.services.unit import Unit
from storage.figures.factors import weekly_counts
from storage.secrets import Secrets
from tests.steps.builders import HAN, NOVEMBER, OH, StillClock, seoul
from tests.steps.busy_station import KEY, BusyStation
from tests.steps.desks import make_desk
from tests.steps.factors_from_trail import told_factors, told_weeks
from tests.steps.figures import kept_tallies_of, tallies_of, told_publication, trail_of
from tests.steps.figures_from_trail import Place, Recount, Told
from tests.steps.tallies import keep_tallies

FIRST, LAST = date(2026, 11, 4), date(2026, 12, 2)
FOR_AUDIT = {Count.MONEY_YES, Count.AUDIT_GRIEVANCES}

DOWN = Downtime(began_at=seoul(date(2026, 11, 12), 10), ended_at=seoul(date(2026, 11, 13), 12), reason="전산망 장애")
"""A system was down for a day in the middle of the month."""
MISTYPED = Downtime(began_at=seoul(date(2026, 11, 10), 9), ended_at=seoul(date(2026, 11, 11), 18), reason="전산망")


def periods() -> Iterator[Period]:
    """The month, each of its weeks, a day, the quarter, the turn of two months."""
    yield NOVEMBER
    yield from (period_with(PeriodKind.WEEK, FIRST + timedelta(days=7 * n)) for n in range(5))
    yield period_with(PeriodKind.DAY, date(2026, 11, 18))
    yield period_with(PeriodKind.QUARTER, LAST)
    yield Period(PeriodKind.RANGE, date(2026, 11, 26), date(2026, 12, 2))


def counted(tally: Tally) -> dict[Any, Any]:
    """What was counted and scored, without what is nought; what is for audit is read elsewhere."""
    counts = {count: n for count, n in tally.counts.items() if n and count not in FOR_AUDIT}
    return {**counts, **{item: score for item, score in tally.scores.items() if score.n}}


def waited(tally: Tally) -> dict[Wait, list[float]]:
    """The hours of a tally, in order."""
    return {wait: sorted(some) for wait, some in tally.hours.items() if some}


def same_values(found: Mapping[Any, Value], expected: Mapping[Any, Value]) -> bool:
    """Whether two sets of figures are the same but for rounding of hours."""
    pairs = ((found[figure], expected[figure]) for figure in expected)
    return found.keys() == expected.keys() and all(
        (one.n, one.is_hidden, one.unit) == (other.n, other.is_hidden, other.unit)
        and (one.value is None) == (other.value is None)
        and (one.value is None or one.value == pytest.approx(other.value, abs=1e-6))
        for one, other in pairs
    )


def check_tallies(desk: Desk, told: Told) -> None:
    """Every count, score and wait, in each place: of the tables alone, and with what was kept of them meanwhile."""
    for period in periods():
        expected = Recount(told, period, desk.calendar).tallies
        for found in (tallies_of(desk, period), kept_tallies_of(desk, period)):
            for place in expected.keys() | found.keys():
                one, other = found.get(place, Tally()), expected.get(place, Tally())
                assert counted(one) == counted(other), (period, place)
                assert waited(one) == {wait: pytest.approx(some, abs=1e-6) for wait, some in waited(other).items()}, (
                    period,
                    place,
                )


def check_funnel(desk: Desk) -> None:
    """In every period and place each step is a part of the one before."""
    for period in periods():
        for tally in tallies_of(desk, period).values():
            steps = [tally.counts[FORMULAS[figure].part] for figure in FUNNEL]
            assert steps == sorted(steps, reverse=True), (period, steps)


def check_cards(desk: Desk, told: Told) -> None:
    """What audit and a supervisor are shown of the station."""
    said = told_publication(told, NOVEMBER, desk.calendar).values(STATION, SHIPPED)
    for period in periods():
        expected = Recount(told, period, desk.calendar, HAN).tallies
        assert same_values(
            desk.do_now(see_stats, by=HAN, period=period).values, values_of(added(expected.values()), SHIPPED)
        )
        card = desk.do_now(see_stats, by=OH, period=period)
        assert card.said == NOVEMBER  # the month that is over, whatever was asked for
        assert same_values(card.values, {**work_values(added(expected.values())), **said}), period


def check_groups(desk: Desk, told: Told, period: Period) -> None:
    """What audit is shown of each department and petition type, beside each other and asked for alone."""
    expected = Recount(told, period, desk.calendar, HAN).tallies
    groups = desk.do_now(see_groups, by=HAN, period=period)
    assert {line.name for line in groups.departments} == {department for department, _ in expected}
    for nth, lines in enumerate((groups.departments, groups.petition_types)):
        for line in lines:
            of_line = values_of(added(each for place, each in expected.items() if place[nth] == line.name), SHIPPED)
            assert same_values(line.values, of_line), line.name
            assert same_values(desk.do_now(see_stats, by=HAN, period=period, word=line.name).values, of_line), line.name


def check_factors(desk: Desk, told: Told) -> None:
    """Root causes and categories, of the station and of each department; the counts that are watched."""
    for period in periods():
        filed, causes = told_factors(told, period)
        for department in ("", "교통과", "수사과"):
            card = desk.do_now(see_factors, by=HAN, period=period, word=department)
            for lines, expected in ((card.categories, filed), (card.causes, causes)):
                found = {line.member.value: line.count for line in lines if line.count}
                assert found == _by_name(expected, department)
            cells = {(cell.department, cell.category.value): cell.count for cell in card.cells}
            of_scope = {key: n for key, n in filed.items() if department in {"", key[0][0]}}
            assert cells == _by_cell(of_scope)
    weeks = desk.do_now(_weeks)
    assert weeks == told_weeks(told)


def _by_name(counts: Mapping[tuple[Place, str], int], department: str) -> dict[str, int]:
    found: Counter[str] = Counter()
    for (place, name), n in counts.items():
        found[name] += n if department in {"", place[0]} else 0
    return {name: n for name, n in found.items() if n}


def _by_cell(counts: Mapping[tuple[Place, str], int]) -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for (place, category), n in counts.items():
        found[place[0], category] += n
    return dict(found)


def _weeks(unit: Unit) -> Counter[tuple[str, str, date]]:
    first = period_with(PeriodKind.WEEK, FIRST).first
    found = weekly_counts(unit.session, first, LAST, naming_of(unit))
    return Counter(
        {
            (department, category.value, monday): n
            for (department, category), weeks in found.items()
            for monday, n in weeks.items()
        }
    )


def check(url: str, seed: int, *, steps: int) -> Tally:
    """Let a station work through a month; compare. Returns all that was counted."""
    clock = StillClock(seoul(FIRST, 8))
    desk = make_desk(url, clock)
    try:
        desk.secrets = Secrets([KEY])
        BusyStation(desk, clock, seed).works(FIRST, LAST, steps=steps)
        check_tallies(desk, trail_of(desk))  # days are kept each evening, and changed on later days
        desk.do_now(stop_clock, by=OH, downtime=MISTYPED)
        desk.do_now(stop_clock, by=OH, downtime=DOWN)
        desk.do_now(take_back_downtime, by=OH, moment=MISTYPED.began_at, reason="날짜를 잘못 적음")
        desk.do_now(close_periods_when_due)
        told = trail_of(desk)

        assert keep_tallies(desk)  # those of the days when the clock stood still
        check_tallies(desk, told)
        check_funnel(desk)
        check_cards(desk, told)
        check_groups(desk, told, NOVEMBER)
        check_factors(desk, told)

        return added(Recount(told, period_with(PeriodKind.QUARTER, LAST), desk.calendar).tallies.values())
    finally:
        desk.close()


@pytest.mark.long
@pytest.mark.timeout(300)
def test_the_figures_of_a_month_are_those_of_the_trail_and_nothing_was_left_uncounted(sqlite_url: str) -> None:
    everything = check(sqlite_url, 104, steps=6)

    assert {count for count in Count if everything.counts[count]} == set(Count)
    assert {name for name, score in everything.scores.items() if score.n} == {each.name for each in SHIPPED}
    assert {wait for wait in Wait if everything.hours.get(wait)} == set(Wait)


@pytest.mark.slow  # PostgreSQL among them; test_one_call_more asks both databases in the ordinary suite
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(12))
def test_the_figures_of_many_months_are_those_of_the_trail(database_url: str, seed: int) -> None:
    assert check(database_url, seed, steps=25).counts[Count.CLOSED]
