"""What people ask reads no whole table that grows with the years, however few rows it has so far."""

from bot.demo.station import SampleStation
from storage.database import sqlite_file
from tests.soak.questions import asked
from tests.soak.soaking import GROWS, LONGEST_KEPT
from tests.steps.slack import open_monday
from tests.steps.statements import asked_with, read_whole

ABOUT = {"call": "1", "grievance": "1", "phone": "010-0000-1001", "name": "홍길순", "year": "2026"}
FEW_A_YEAR = {"closedperiod", "improvement"}
"""A row for each month, quarter and year that is over, and for what the station decided to do better."""
NEWEST_FIRST = {"board"}
"""Read from the newest on, and one of them."""


async def test_no_question_reads_the_whole_of_a_table_that_grows(socket_station: SampleStation) -> None:
    await open_monday(socket_station)
    bot = socket_station.bot
    assert bot is not None

    with asked_with() as made:
        await bot.tick()
        await asked(bot, ABOUT, 1, bot.tick)

    file = sqlite_file(socket_station.settings.database_url)
    whole = {table for statement, values in made.items() for table in read_whole(file, statement, values)}
    assert whole & (GROWS | LONGEST_KEPT) <= FEW_A_YEAR | NEWEST_FIRST
    assert len(made) > 100
