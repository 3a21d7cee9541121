"""Days of sample past: the same each time, sound, and nothing of it is told to anybody again."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Executable, select
from sqlmodel import col

from bot.demo.history import live_past
from bot.demo.station import PAST_STAFF, SAMPLES, STAFF, SampleDatabase, sample_station
from bot.domain.figures.cards import FactorsCard, Scope, StatsCard
from bot.domain.figures.figures import Figure
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.notices import NoticeKind
from bot.services.desk import Desk
from bot.services.figures.factors import factors_of
from bot.services.figures.figures import stats_of
from bot.services.keeping.diagnosis import verify_chains
from bot.services.keeping.purging import purge
from bot.services.people.directory import load_staff, read_staff
from bot.services.unit import Unit
from bot.serving.jobs import JOBS
from bot.settings import load_calendar, load_station
from storage.calls.tables import Attempt, Board
from storage.database import open_database
from storage.grievances.tables import Grievance
from storage.outbox import NoticeState
from storage.secrets import Secrets
from storage.tables import JobRun, Notice
from tests.steps.builders import FRIDAY, MONDAY, seoul
from tests.steps.slack import ask_for_figures

pytestmark = [pytest.mark.xdist_group("sample past"), pytest.mark.long]
"""One worker lives through the past, once."""
DAYS = 6
"""The last week, and the Friday before it."""
FEW_DAYS = 1
LAST_WEEK = period_with(PeriodKind.WEEK, FRIDAY)
KEY = Fernet.generate_key().decode()


@dataclass(frozen=True, kw_only=True)
class Lived:
    """A station that lived through a past."""

    desk: Desk
    days: list[date]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Iterator[Lived]:
    """Some working days before the Monday, lived through once for the whole module."""
    desk = _open(migrated_file, tmp_path_factory.mktemp("past") / "one.db")
    yield Lived(desk=desk, days=_live(desk))
    desk.close()


def _open(migrated_file: Path, file: Path) -> Desk:
    database = open_database(f"sqlite:///{shutil.copy(migrated_file, file)}")
    station = load_station(Path(str(SAMPLES / "station.toml")))
    return Desk(database, Secrets([KEY]), station, load_calendar(), lambda: seoul(MONDAY, 8, 25))


def _live(desk: Desk, days: int = DAYS) -> list[date]:
    for name in (STAFF, PAST_STAFF):
        desk.do_now(load_staff, people=read_staff((SAMPLES / name).read_bytes(), name), by="admin")
    lived: list[date] = []
    live_past(desk, days=days, until=MONDAY, on_day=lived.append)
    return lived


def _figures(desk: Desk, period: Period) -> tuple[StatsCard, FactorsCard]:
    def read(unit: Unit) -> tuple[StatsCard, FactorsCard]:
        return stats_of(unit, period, Scope(), None), factors_of(unit, period, Scope(), sees_all=True)

    return desk.do_now(read)


def _rows(desk: Desk, query: Executable) -> list[Any]:
    def read(unit: Unit) -> list[Any]:
        return list(unit.session.execute(query))

    return desk.do_now(read)


def test_the_same_seed_gives_the_same_figures(tmp_path: Path, migrated_file: Path) -> None:
    one, other = (_open(migrated_file, tmp_path / f"{name}.db") for name in ("one", "other"))
    days = [_live(desk, FEW_DAYS) for desk in (one, other)]
    month = period_with(PeriodKind.MONTH, FRIDAY)

    first, second = (_figures(desk, month) for desk in (one, other))

    one.close()
    other.close()
    assert days[0] == days[1]
    assert first == second
    assert sum(line.count or 0 for line in first[1].categories) > FEW_DAYS


def test_holidays_and_weekends_are_not_worked(lived: Lived) -> None:
    calendar = load_calendar()

    assert len(lived.days) == DAYS
    assert lived.days[-1] == FRIDAY
    assert all(calendar.is_working_day(day) for day in lived.days)
    assert [day for (day,) in _rows(lived.desk, select(col(Board.day)).order_by(col(Board.day)))] == lived.days


def test_both_chains_are_sound(lived: Lived) -> None:
    reports = lived.desk.do_now(verify_chains)

    assert all(report.broken_at is None and not report.cut_off and report.rows for report in reports)


def test_nothing_of_the_past_waits_but_what_still_stands(lived: Lived) -> None:
    waiting = _rows(lived.desk, select(col(Notice.kind), col(Notice.ref)).where(col(Notice.state) != NoticeState.SENT))
    unclosed = {row.id for row in _rows(lived.desk, select(col(Grievance.id)).where(col(Grievance.state) != "closed"))}

    boards = {row.ref for row in waiting if row.kind == NoticeKind.BOARD_PAGE}
    of_grievances = {int(row.ref.partition(":")[0]) for row in waiting if row.kind != NoticeKind.BOARD_PAGE}

    assert {ref.partition(":")[0] for ref in boards} == {str(DAYS)}
    assert of_grievances == unclosed
    assert {row.kind for row in waiting} == {NoticeKind.BOARD_PAGE, NoticeKind.GRIEVANCE, NoticeKind.GRIEVANCE_TASK}


def test_on_the_monday_no_job_is_done_for_the_past(lived: Lived) -> None:
    def monday_morning(unit: Unit) -> set[date]:
        with unit.session.begin_nested() as savepoint:
            before = set(unit.session.execute(select(col(JobRun.id))).scalars())
            for job in JOBS:
                job(replace(unit, now=seoul(MONDAY, 8, 31)))
            done = set(unit.session.execute(select(col(JobRun.day)).where(col(JobRun.id).not_in(before))).scalars())
            unit.settle()
            savepoint.rollback()
        return done

    assert lived.desk.do_now(monday_morning) == {MONDAY}


def test_claims_last_as_long_as_calls_do(lived: Lived) -> None:
    rows = _rows(lived.desk, select(col(Attempt.at), col(Attempt.started_at)))

    minutes = [(at - started_at).total_seconds() / 60 for at, started_at in rows]

    assert len(minutes) > 10 * DAYS
    assert min(minutes) >= 2
    assert max(minutes) <= 15


def test_the_last_week_has_a_burst_of_one_thing_in_one_department(lived: Lived) -> None:
    _, factors = _figures(lived.desk, LAST_WEEK)
    _, before = _figures(lived.desk, LAST_WEEK.before(MONDAY, lived.desk.calendar))

    most = max(factors.cells, key=lambda cell: cell.count or 0)
    alike = (cell for cell in before.cells if (cell.department, cell.category) == (most.department, most.category))

    assert (most.count or 0) >= 9
    assert sum(cell.count or 0 for cell in alike) <= 4


def test_a_visit_counts_as_tried_whose_first_attempt_was_answered(lived: Lived) -> None:
    figures, _ = _figures(lived.desk, LAST_WEEK.before(MONDAY, lived.desk.calendar))

    assert figures.values[Figure.COVERAGE].value == 1


def test_nothing_is_destroyed_that_may_be_kept(lived: Lived) -> None:
    would = lived.desk.do_now(purge, dry_run=True)

    assert would.petitioners == 0


async def test_a_station_with_a_past_has_figures_at_once(sample_database: SampleDatabase) -> None:
    async with sample_station(seoul(MONDAY, 8, 25), database=sample_database) as station:
        counts = station.live_past(3, lambda _day: None)
        await station.start_bot()

        answer, of_audit = [await ask_for_figures(station.person(who), station, "지난주") for who in ("U0OH", "U0HAN")]
        await station.move_clock(to=seoul(MONDAY, 8, 31))
        await station.person("U0OH").waits_to_see("주간 보고", where="direct")

    assert counts.calls > 40
    assert "2026년 11월 16일(월) ~ 11월 22일(일)" in answer.words
    assert "그 달이 끝나야 보여 드립니다" in answer.words
    assert re.search(r"고충 접수 \*\d\d건\*", of_audit.words)
    assert station.first_call == counts.calls + 1
