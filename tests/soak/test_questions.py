"""What people ask reads no whole table that grows with the years, nor most of one, however few rows it has so far."""

from bot.demo.station import SampleStation
from storage.database import sqlite_file
from tests.soak.questions import asked
from tests.soak.soaking import GROWS, LONGEST_KEPT
from tests.steps.builders import MONDAY, OH, seoul
from tests.steps.slack import open_monday
from tests.steps.statements import asked_with, found_by, read_whole

ABOUT = {"call": "1", "grievance": "1", "phone": "010-0000-1001", "code": "000000", "year": "2026"}
FEW_A_YEAR = {"closedperiod", "improvement"}
"""A row for each month, quarter and year that is over, and for what the station decided to do better."""
NEWEST_FIRST = {"board"}
"""Read from the newest on, and one of them."""
SHARED_BY_MANY = {
    ("attempt", "disposition=?"),
    ("attempt", "by=?"),
    ("call", "department=?"),
    ("call", "outcome=?"),
    ("call", "petition_type=?"),
    ("trail", "event=?"),
    ("grievance", "kind=?"),
    ("grievance", "track=?"),
    ("remark", "event=?"),
    ("surveyscore", "question=?"),
}
"""What thousands of rows have in common after years: without statistics SQLite takes each of these for ten of them."""
ABUSE = "SELECT attempt.call_id, attempt.at, attempt.warned,"
"""Few calls are ended for abuse: they are all listed."""


async def test_no_question_reads_the_whole_of_a_table_that_grows_or_most_of_it(socket_station: SampleStation) -> None:
    await open_monday(socket_station)
    bot = socket_station.bot
    assert bot is not None

    with asked_with() as made:
        await bot.tick()
        await asked(bot, ABOUT, 1, bot.tick)
        await socket_station.person(OH).types("/cleancall grievance 홍길순")
        socket_station.clock.set(seoul(MONDAY, 18, 5))
        await bot.tick()

    file = sqlite_file(socket_station.settings.database_url)
    whole = {table for statement, values in made.items() for table in read_whole(file, statement, values)}
    assert whole & (GROWS | LONGEST_KEPT) <= FEW_A_YEAR | NEWEST_FIRST
    of_few = {statement: values for statement, values in made.items() if not statement.startswith(ABUSE)}
    assert not {each for asked_for in of_few.items() for each in found_by(file, *asked_for)} & SHARED_BY_MANY
    assert len(made) > 100
