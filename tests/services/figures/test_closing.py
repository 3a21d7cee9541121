"""Months are closed when they are over, once, and what is shown of them does not change any more."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from bot.domain.figures.cards import Scope, StatsCard
from bot.domain.figures.figures import Figure, Values, is_said
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.station_tables import Department
from bot.services.desk import Desk
from bot.services.figures.closing import close_periods_when_due, published
from bot.services.figures.figures import see_stats
from storage.calls.tables import SurveyScore
from tests.steps.builders import HAN, NOVEMBER, OH, StillClock, seoul
from tests.steps.busy_station import people_of_the_station
from tests.steps.desks import hire, make_desk
from tests.steps.planted_past import invented, plant
from tests.steps.surveys import OVERALL

OCTOBER = NOVEMBER.whole_before
DECEMBER = date(2026, 12, 1)


def station(url: str) -> tuple[Desk, StillClock]:
    """A desk at the first of December."""
    clock = StillClock(seoul(DECEMBER, 0, 1))
    return make_desk(url, clock), clock


def plant_two_months(desk: Desk) -> None:
    """Let a station have two months behind it."""
    hire(desk, *people_of_the_station())
    plant(desk, invented(date(2026, 10, 12), date(2026, 12, 9), a_day=4, seed=5))


@pytest.fixture(scope="module")
def planted_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of two months, to be copied."""
    file = Path(shutil.copy(migrated_file, tmp_path_factory.mktemp("planted") / "planted.db"))
    desk, _ = station(f"sqlite:///{file}")
    plant_two_months(desk)
    desk.close()
    return file


@pytest.fixture
def two_months(planted_file: Path, tmp_path: Path) -> str:
    """A database of two months."""
    return f"sqlite:///{shutil.copy(planted_file, tmp_path / 'cleancall.db')}"


def shown(desk: Desk, period: Period, by: str = OH) -> StatsCard:
    return desk.do_now(see_stats, by=by, period=period)


def said(values: Values) -> Values:
    return {figure: value for figure, value in values.items() if is_said(figure)}


def test_what_is_over_is_closed_once(two_months: str) -> None:
    desk, clock = station(two_months)

    closed = [desk.do_now(close_periods_when_due) for _ in range(2)]
    clock.set(seoul(date(2027, 1, 1), 0, 1))
    of_the_year = [desk.do_now(close_periods_when_due) for _ in range(2)]

    assert closed == [2, 0]  # October and November
    assert of_the_year == [3, 0]  # December, the quarter, the year
    year = shown(desk, period_with(PeriodKind.YEAR, DECEMBER)).values[OVERALL]
    months = [shown(desk, month).values[OVERALL].n for month in (OCTOBER, NOVEMBER)]
    assert year.n > sum(months) > 100
    desk.close()


def test_after_an_upgrade_the_newest_months_are_closed_first(two_months: str) -> None:
    desk, clock = station(two_months)
    clock.set(seoul(date(2027, 7, 1), 0, 1))

    runs = [desk.do_now(close_periods_when_due) for _ in range(4)]

    assert runs == [6, 6, 1, 0]  # nine months, three quarters, a year
    assert desk.do_now(published, period=period_with(PeriodKind.MONTH, date(2027, 6, 1))) is not None
    desk.close()


def test_a_day_or_week_shows_what_people_said_in_the_last_closed_month(two_months: str) -> None:
    desk, clock = station(two_months)
    desk.do_now(close_periods_when_due)
    clock.set(seoul(date(2026, 12, 10), 9))

    november = shown(desk, NOVEMBER)
    asked = [period_with(kind, DECEMBER) for kind in (PeriodKind.DAY, PeriodKind.WEEK, PeriodKind.MONTH)]
    asked += [
        Period(PeriodKind.RANGE, date(2026, 11, 3), date(2026, 12, 5)),
        period_with(PeriodKind.WEEK, NOVEMBER.first),
    ]

    assert november.said_before == OCTOBER
    for period in asked:
        card = shown(desk, period)
        assert (card.said, card.period) == (NOVEMBER, period)
        assert said(card.values) == said(november.values)
        assert card.values[Figure.CLOSED] == shown(desk, period, HAN).values[Figure.CLOSED]  # the work is live
    assert shown(desk, asked[0], HAN).said == asked[0]
    desk.close()


def test_what_becomes_of_its_calls_later_changes_nothing_of_a_closed_month(two_months: str) -> None:
    desk, _ = station(two_months)
    desk.do_now(close_periods_when_due)
    before = said(shown(desk, NOVEMBER).values)

    desk.do_now(lambda unit: unit.session.execute(delete(SurveyScore)))

    assert said(shown(desk, NOVEMBER).values) == before
    assert shown(desk, NOVEMBER, HAN).values[OVERALL].n == 0
    assert before[OVERALL].n > 50
    desk.close()


def test_a_month_is_shown_by_the_names_of_today(two_months: str) -> None:
    desk, _ = station(two_months)
    desk.do_now(close_periods_when_due)
    before = desk.do_now(published, period=NOVEMBER)

    renamed = Department("교통안전과", ("교통과",))
    desk.station = replace(desk.station, departments=(renamed,))

    after = desk.do_now(published, period=NOVEMBER)
    assert before is not None
    assert after is not None
    assert after.heard[Scope(department="교통안전과")] == before.heard[Scope(department="교통과")]
    desk.close()


def test_replicas_close_a_month_once(new_postgres: Callable[[], str]) -> None:
    url = new_postgres()
    desk, _ = station(url)
    plant_two_months(desk)
    other = make_desk(url, StillClock(seoul(DECEMBER, 0, 1) + timedelta(seconds=1)))

    with ThreadPoolExecutor(4) as threads:
        closed = list(threads.map(lambda n: (desk, other)[n % 2].do_now(close_periods_when_due), range(4)))

    assert sum(closed) == 2
    desk.close()
    other.close()
