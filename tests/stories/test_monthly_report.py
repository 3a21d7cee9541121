"""The first of December: the month's report is drawn, whatever comes between."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlmodel import col

from bot.demo.station import SampleDatabase, sample_station
from bot.domain.notices import NoticeKind
from bot.sandbox import Person
from bot.services.unit import Unit
from storage.tables import Notice
from tests.steps.builders import HAN, MONDAY, OH, seoul, visitor
from tests.steps.crew import crew_of, until
from tests.steps.desks import bring_list
from tests.steps.slack import with_files
from tests.steps.workers import RUNS_BOTS

pytestmark = RUNS_BOTS

FIRST = date(2026, 12, 1)


def reports(unit: Unit) -> set[str]:
    """How the month's reports stand."""
    return set(unit.session.scalars(select(col(Notice.state)).where(col(Notice.kind) == NoticeKind.MONTHLY_REPORT)))


async def brought(person: Person) -> list[str]:
    """The reports somebody got."""
    seen = await person.waits_until(lambda seen: "report-2026-11-01" in str(with_files(seen)), what="it", timeout=40)
    return [str(shown.json["files"]) for shown in with_files(seen) if "report-2026-11-01" in str(shown.json["files"])]


@pytest.mark.long
async def test_told_to_stop_while_it_draws_the_bot_ends_at_once_and_the_report_comes_once(
    sample_database: SampleDatabase,
) -> None:
    async with sample_station(seoul(MONDAY, 9, 40), database=sample_database) as station, crew_of(station) as crew:
        bring_list(crew.desk, [visitor(1)])
        await crew.start()
        await station.person(OH).waits_to_see("전체 *1*", where="channel")
        await crew.stop()
        station.clock.set(seoul(FIRST, 9))
        await crew.start()
        await until(lambda: "sending" in crew.desk.do_now(reports))

        code, seconds = await crew.stop()

        assert (code, seconds < 10) == (0, True), crew.said()
        assert crew.desk.do_now(reports) == {"pending"}
        assert "Traceback" not in crew.said()
        await crew.start()
        assert [len(await brought(station.person(user))) for user in (OH, HAN)] == [1, 1]
        await until(lambda: crew.desk.do_now(reports) == {"sent"})
        assert [len(await brought(station.person(user))) for user in (OH, HAN)] == [1, 1]
