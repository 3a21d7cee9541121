"""Sealing what older versions kept in the open: everything that is counted goes on as it was."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet

from bot.domain.figures.figures import Tally
from bot.domain.figures.periods import Period, PeriodKind
from bot.domain.station import Station
from bot.services.desk import Desk
from bot.services.figures.naming import naming_of
from bot.services.keeping.diagnosis import verify_chains
from bot.services.keeping.resealing import is_all_sealed, reseal
from bot.services.unit import Unit
from bot.settings import load_calendar
from storage.database import open_database
from storage.figures.factors import weekly_counts
from storage.migrating import migrate
from storage.secrets import Secrets
from tests.steps.builders import StillClock, seoul
from tests.steps.busy_station import KEY, BusyStation
from tests.steps.desks import make_desk
from tests.steps.factors_from_trail import told_weeks
from tests.steps.figures import tallies_of, trail_of
from tests.steps.figures_from_trail import Place, Recount
from tests.steps.old_databases import make_old, make_old_database, open_words_in

FIRST, LAST = date(2026, 11, 4), date(2026, 11, 11)
PERIOD = Period(PeriodKind.RANGE, FIRST, LAST)


@pytest.fixture
def worked(database_url: str) -> Iterator[Desk]:
    """A station after a week of work."""
    clock = StillClock(seoul(FIRST, 8))
    desk = make_desk(database_url, clock)
    desk.secrets = Secrets([KEY])
    BusyStation(desk, clock, 102, knows_lists_alone=True).works(FIRST, LAST, steps=5)
    yield desk
    desk.close()


def figures(desk: Desk) -> list[Any]:
    """Everything that is counted, of the rows and of the trail alone; by weeks, departments and categories too."""
    told = trail_of(desk)
    return [
        _in_order(tallies_of(desk, PERIOD)),
        _in_order(Recount(told, PERIOD, desk.calendar).tallies),
        desk.do_now(_weeks),
        told_weeks(told),
    ]


def _in_order(tallies: Mapping[Place, Tally]) -> dict[Any, Any]:
    """Waiting times in the order of their length."""
    return {
        place: (tally.counts, tally.scores, {wait: sorted(hours) for wait, hours in tally.hours.items()})
        for place, tally in tallies.items()
    }


def _weeks(unit: Unit) -> Mapping[Any, Any]:
    return weekly_counts(unit.session, FIRST - timedelta(days=7), LAST, naming_of(unit))


@pytest.mark.long
def test_figures_factors_and_weekly_counts_go_on_across_the_upgrade(worked: Desk, database_url: str) -> None:
    before = figures(worked)
    make_old(worked)
    with_words = figures(worked)

    reseal(worked, lambda _step, _row: None)

    assert with_words != before  # departments are named by the table of today anyway
    assert figures(worked) == before
    assert worked.do_now(verify_chains)[0].broken_at is None
    assert worked.do_now(is_all_sealed)
    assert not open_words_in(database_url, ("이영희", "박비밀"))


class StoppedError(Exception):
    """The process ends."""


def test_stopped_after_any_batch_it_goes_on_where_it_was(tmp_path: Path) -> None:
    url, secrets = f"sqlite:///{tmp_path / 'old.db'}", Secrets([Fernet.generate_key().decode()])
    make_old_database(url, "0009", secrets)
    database = open_database(url)
    migrate(database.writes)
    database.close()
    steps: list[str] = []

    def stop(step: str, _row: int) -> None:
        steps.append(step)
        raise StoppedError

    def go_on() -> bool:
        desk = Desk(
            open_database(url),
            secrets,
            Station(name="한빛경찰서", main_number="02-0000-0112"),
            load_calendar(),
            StillClock(seoul(FIRST, 8)),
        )
        try:
            reseal(desk, stop)
        except StoppedError:
            return True
        else:
            report = desk.do_now(verify_chains)[0]
            assert (report.rows, report.broken_at, report.cut_off) == (7, None, 0)
            return False
        finally:
            desk.close()

    while go_on():
        pass

    assert list(dict.fromkeys(steps)) == ["signals", "requests", "calls", "look", "trail"]
    assert len(steps) > len(set(steps))
    assert not open_words_in(url)
