"""The numbers of the rule book that no station sets: they stand there as the code has them."""

from datetime import timedelta
from pathlib import Path

import bot.domain
from bot.domain.calls.advance_texts import TOLD_AFTER
from bot.domain.calls.results import LOW_SCORE
from bot.domain.calls.verification import DIGITS, WRONG_CODES, WRONG_WITHIN
from bot.domain.figures.changes import LEAST_CELL, LEAST_N, SIGMAS
from bot.domain.figures.control_chart import BASELINE_WEEKS, FEWEST_WEEKS
from bot.domain.figures.figures import LEAST_COMPARED
from bot.domain.figures.hiding import SMALLEST_CELL
from bot.domain.figures.intervals import FEWEST
from bot.domain.figures.intervals import LEAST_N as LEAST_PEOPLE
from bot.domain.figures.period_reading import LONGEST_DAYS, LONGEST_YEARS
from bot.domain.figures.region.picture import TREND_MONTHS, WATCHED_MONTHS
from bot.domain.figures.staffing import FEWEST_ATTEMPTS, RUNS
from bot.domain.grievances.filing import DAYS_ABOUT_LAW, HOURS_AT_ONCE
from bot.domain.grievances.reminders import (
    HEAD_HOURS,
    HELD_HOURS,
    HELD_SUPERVISOR_HOURS,
    REMIND_HOURS,
    SOON_HOURS,
    STANDING_EVERY,
    SUPERVISOR_HOURS,
)
from bot.domain.grievances.replies import DISSATISFIED
from bot.domain.keeping.names import LONGEST
from bot.domain.keeping.station_parsing import MOST_ITEMS
from bot.domain.lists.ages import OF_AGE
from bot.domain.lists.dropped_files import FIRST_REMINDER, MOST_TRIES, REMIND_EVERY
from bot.domain.lists.import_reports import ROWS_KEPT
from bot.domain.lists.unknown_words import LEAST_PETITIONERS
from bot.domain.lists.waiting import FEWEST_ROWS, KEPT
from bot.domain.notices import POSTED_ANEW
from tests.steps.vectors import every

BOOK = " ".join((Path(bot.domain.__path__[0]) / "README.md").read_text(encoding="utf-8").split())
SPELT = {2: "two", 3: "three", 5: "five", 8: "eight", 10: "ten", 12: "twelve", 100: "a hundred"}
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
HALF_AN_HOUR, AN_HOUR, A_WEEK = timedelta(minutes=30), timedelta(hours=1), timedelta(days=7)


def spelt(number: int) -> str:
    """A number as the book spells it, where it does."""
    return SPELT.get(number, str(number))


@every(
    "sentence",
    [
        f"taken for reading at most {MOST_TRIES} times",
        f"of rejected rows {spelt(ROWS_KEPT)} are kept",
        f"at most {LONGEST} letters",
        f"under {OF_AGE} on the day",
        f"beside {spelt(LEAST_PETITIONERS)} petitioners or more",
        f"one in which of {FEWEST_ROWS} new rows or more over four fifths",
        f"kept sealed for {KEPT // DAY} days",
        f"at most {MOST_ITEMS}, each with a key",
        f"A score of {LOW_SCORE} or less cannot close",
        f"of {DISSATISFIED} or less either what they still complain of",
        f"is due {HOURS_AT_ONCE} working hours after it was filed",
        f"recipient and operator are warned after {SOON_HOURS}.",
        f"about law {DAYS_ABOUT_LAW}",
        f"after {HELD_HOURS} working hour its readers are reminded, after {HELD_SUPERVISOR_HOURS} the designated",
        f"after {REMIND_HOURS} working hours the recipient is reminded, after {HEAD_HOURS} the heads of their",
        f"department, after {SUPERVISOR_HOURS} supervisors",
        f"Open for {STANDING_EVERY // DAY} days, and every {STANDING_EVERY // DAY} after",
        f"a random {DIGITS}-digit code",
        f"{spelt(WRONG_CODES).capitalize()} misses, by code, number or name, within",
        f"within {spelt(WRONG_WITHIN // MINUTE)} minutes by one person close the look-up",
        f"range of at most {LONGEST_DAYS} days or of at most {LONGEST_YEARS} whole years",
        f"Where fewer than {spelt(LEAST_COMPARED)} were tried on a side",
        f"cells of 1 to {SMALLEST_CELL - 1} people are hidden",
        f"of {spelt(FEWEST)} stations or more",
        f"under {LEAST_PEOPLE} people nothing is said",
        f"at least {FEWEST} and at most {WATCHED_MONTHS} earlier months of its own station",
        f"last {spelt(TREND_MONTHS)} months of which there are files",
        f"its own up to {BASELINE_WEEKS} weeks before, at least {FEWEST_WEEKS}",
        f"n is at least {LEAST_N} in both periods, at least {spelt(LEAST_CELL)} cases are expected",
        f"{spelt(SIGMAS)} standard errors lie between the two",
        f"{RUNS} times with one to four operators, drawing from 90 days (at least {FEWEST_ATTEMPTS} attempts)",
    ],
)
def test_a_number_stands_in_the_rule_book_as_the_code_has_it(sentence: str) -> None:
    assert sentence in BOOK


def test_half_an_hour_an_hour_and_a_week_are_what_the_rule_book_says() -> None:
    assert "told to supervisors after half an hour" in BOOK
    assert TOLD_AFTER == HALF_AN_HOUR
    assert "half an hour after a file was dropped, then every hour" in BOOK
    assert (FIRST_REMINDER, REMIND_EVERY) == (HALF_AN_HOUR, AN_HOUR)
    assert "gone from Slack is posted again within a week, and never later" in BOOK
    assert POSTED_ANEW == A_WEEK
