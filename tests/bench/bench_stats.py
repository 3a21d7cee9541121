"""`/stats` with 1,000,000 calls of ten years, beside 10,000 of a month: every subcommand, on both databases.

What is over was counted and is kept, as a bot that has been at work for years has it.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.roles import Role
from bot.services.desk import Desk
from bot.services.figures import factors, figures, signals, staffing
from bot.services.unit import Unit
from storage.lists.tables import ImportFile
from tests.bench.past import A_DAY, plant_day, working_days_back
from tests.bench.stations import database_urls, desk_of, quiet
from tests.steps.builders import KIM, LEE, OH, PARK
from tests.steps.desks import hire, operator
from tests.steps.tallies import keep_tallies

FEW, MANY = 10_000, 1_000_000
RUNS = 20
Ask = Callable[[Desk, Period], object]
ASKED: Mapping[str, Ask] = {
    "summary": lambda desk, period: desk.do_now(figures.see_stats, by=OH, period=period),
    "departments": lambda desk, period: desk.do_now(figures.see_groups, by=OH, period=period),
    "factors": lambda desk, period: desk.do_now(factors.see_factors, by=OH, period=period),
    "praise": lambda desk, period: desk.do_now(factors.see_praise_figures, by=OH, period=period),
    "overdue": lambda desk, _period: desk.do_now(factors.see_overdue, by=OH),
    "operators": lambda desk, period: desk.do_now(factors.see_work, by=OH, period=period),
    "quality": lambda desk, period: desk.do_now(figures.see_quality, by=OH, period=period),
    "staffing": lambda desk, _period: desk.do_now(staffing.see_staffing, by=OH),
    "signals": lambda desk, _period: desk.do_now(signals.see_signals, by=OH),
}
"""`phishing` asks what `summary` asks."""


async def measure() -> dict[str, float]:
    """The 95th percentile (ms) of each subcommand with many calls: last month, this year and ten years.

    `growth` compares the slowest with few calls and with many, for the same twelve working days with the same calls.
    """
    quiet()
    measured: dict[str, float] = {}
    for kind in ("sqlite", "postgres"):
        few, many = _measured(kind, FEW), _measured(kind, MANY)
        measured |= {f"{kind}_{name}_p95_ms": took for name, took in many.month.items()}
        measured |= {f"{kind}_year_{name}_p95_ms": took for name, took in many.year.items()}
        measured |= {f"{kind}_ten_years_{name}_p95_ms": took for name, took in many.ten_years.items()}
        measured[f"{kind}_year_p95_ms"] = max(many.year.values())
        measured[f"{kind}_ten_years_p95_ms"] = max(many.ten_years.values())
        measured[f"{kind}_p95_ms"] = max(many.month.values())
        measured[f"{kind}_growth"] = max(many.days.values()) / max(few.days.values())
    measured["p95_ms"] = max(measured["sqlite_p95_ms"], measured["postgres_p95_ms"])
    measured["growth"] = max(measured["sqlite_growth"], measured["postgres_growth"])
    return measured


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """95th percentiles in ms of every subcommand: for a month, for twelve working days, for a year and for ten."""

    month: Mapping[str, float]
    days: Mapping[str, float]
    year: Mapping[str, float]
    ten_years: Mapping[str, float]


def _measured(kind: str, calls: int) -> Measured:
    with database_urls(kind) as urls:
        desk = desk_of(urls[kind], operators=(KIM, LEE, PARK))
        hire(desk, operator(OH, name="오감독", roles=[Role.SUPERVISOR.value]))
        days = plant_years(desk, calls)
        last_month = period_with(PeriodKind.MONTH, desk.today.replace(day=1) - timedelta(days=1))
        year = period_with(PeriodKind.YEAR, desk.today)
        ten_years = Period(PeriodKind.RANGE, year.first.replace(year=year.first.year - 10), year.last)
        measured = Measured(
            month={name: _p95(desk, ask, last_month) for name, ask in ASKED.items()},
            days={name: _p95(desk, ask, Period(PeriodKind.RANGE, days[-12], days[-1])) for name, ask in ASKED.items()},
            year={name: _p95(desk, ask, year) for name, ask in ASKED.items()},
            ten_years={name: _p95(desk, ask, ten_years) for name, ask in ASKED.items()},
        )
        desk.close()
    return measured


def plant_years(desk: Desk, calls: int) -> Sequence[date]:
    """Plant so many calls, the newest of the last working day. Returns their days."""
    desk.do_now(_plant_import)
    days: list[date] = desk.do_now(working_days_back, count=calls // A_DAY)
    for nth, day in enumerate(days):
        desk.do_now(plant_day, day=day, first_id=1 + nth * A_DAY, visited_on=day - timedelta(days=1))
    keep_tallies(desk)
    desk.do_now(_analyse)
    return days


def _plant_import(unit: Unit) -> None:
    unit.session.add(ImportFile(id=1, source="bench", brought_by="admin", at=unit.now, report={}))


def _analyse(unit: Unit) -> None:
    """As PostgreSQL has done by itself in years of work. SQLite never does, and plans without numbers."""
    connection = unit.session.connection()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("ANALYZE")


def _p95(desk: Desk, ask: Ask, period: Period) -> float:
    took = []
    for _ in range(RUNS):
        started = time.perf_counter()
        ask(desk, period)
        took.append((time.perf_counter() - started) * 1000)
    return sorted(took)[int(RUNS * 0.95) - 1]
