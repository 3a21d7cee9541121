"""The first of December: a supervisor asks for the month, and reads what the event trail alone tells."""

import asyncio
from datetime import date

import pytest

from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.domain.calls.surveys import SHIPPED
from bot.domain.figures.figures import added, work_values
from bot.domain.figures.publication import STATION
from bot.services.unit import Unit
from bot.serving.opening import open_desk
from bot.settings import load_station
from bot.texts import load_texts
from bot.texts.figures import figure_name, figure_text
from bot.views.figures.stats import CALLING, GRIEVANCES
from storage.outbox import count_as_shown
from tests.steps.builders import NOVEMBER, OH, StillClock, seoul
from tests.steps.busy_station import BusyStation
from tests.steps.desks import counting
from tests.steps.figures import told_publication, trail_of
from tests.steps.figures_from_trail import Recount
from tests.steps.slack import ask_for_figures, line_of
from tests.steps.surveys import OVERALL, OVERALL_TOP2

FIRST, LAST = date(2026, 11, 12), date(2026, 11, 27)
"""Of the month in which there are calls: enough that what people said is shown."""
KOREAN = load_texts("ko")


def lives_through_november(station: SampleStation) -> None:
    """Let the station work through half a month before the bot starts; what was to be told has been told."""
    clock = StillClock(seoul(FIRST, 8))
    desk = counting(open_desk(station.settings, load_station(station.settings.station_file), clock))
    BusyStation(desk, clock, seed=11).works(FIRST, LAST, steps=5)
    desk.do_now(_was_told)
    desk.close()


def _was_told(unit: Unit) -> None:
    count_as_shown(unit.session)


@pytest.mark.long
async def test_the_month_that_a_supervisor_reads_is_the_one_that_the_trail_tells(
    sample_database: SampleDatabase,
) -> None:
    async with sample_station(seoul(date(2026, 12, 1), 9, 0), database=sample_database) as station:
        await asyncio.to_thread(lives_through_november, station)
        await station.start_bot()

        answer = await ask_for_figures(station.person(OH), station, "2026-11")

        trail = trail_of(station.desk)
        recount = Recount(trail, NOVEMBER, station.desk.calendar)
        told = told_publication(trail, NOVEMBER, station.desk.calendar)
    values = {**work_values(added(recount.tallies.values())), **told.values(STATION, SHIPPED)}
    for figure in (*CALLING, OVERALL, OVERALL_TOP2, *GRIEVANCES):
        name = figure_name(figure, KOREAN)
        if values[figure].is_hidden:
            assert f"{name} *" not in answer.words
            continue
        assert line_of(answer, f"{name} *").startswith(f"{name} *{figure_text(values[figure], KOREAN)}*"), name
    assert values[CALLING[0]].n > 50
    assert not values[OVERALL].is_hidden
