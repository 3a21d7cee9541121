"""Living the years, measuring each month, asking each January, and judging what was measured."""

import contextlib
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from bot.demo.station import sample_station
from tests.soak.the_bot import BotProcess, Size
from tests.soak.years import FRIDAY, Years
from tests.steps.builders import seoul
from tests.steps.templates import sample_database_in

FIRST = date(2026, 1, 5)
"""A Monday. The table of holidays ends with 2035."""
SECOND_WEEK = range(8, 15)
SPRING = date(2026, 3, 16)
"""A Monday by which as much waits as ever will: a page of the queue is full, re-checks have come, months are closed."""
FLAT = 0.10
SLOWER = 1.2
SMALL_MS = 2.0
"""What takes less of the processor is not felt, and its ratio is noise."""
ASKS, ROUNDS = 5, 15
"""How often each question is asked in turn of the last week and of a young one, and how many turns there are."""
GROWS = {
    "petitioner", "othernumber", "call", "visit", "exclusion", "importfile", "attempt", "inbound", "survey",
    "surveyscore", "praise", "praisedofficer", "task", "board", "recheck", "recheckscore", "drawnnumber", "grievance",
    "grievancesubject", "grievancereply", "grievancedelay", "grievancetelling", "remark", "advancetext",
    "conflictoverride", "signal", "improvement", "closedperiod", "kepttally", "deletion", "donotcall", "notedduty",
    "waitinglist",
}  # fmt: skip
"""Tables of what happened, of which figures and registers are made: their rows stay, names and words in them go.

So does a list that waited, without its file: a button that stands in Slack names it by its number.
"""
LONGEST_KEPT = {"trail", "accesslog", "jobrun"}
"""Kept for two or three years."""
MAY_GROW, FEW = 1.25, 20


@dataclass(kw_only=True)
class Soak:
    """What is to be lived, and what was measured."""

    folder: Path
    until: date
    calls_a_day: int
    every: int
    say: Callable[[str], None]
    looks_for_leaks: bool = False
    sizes: list[tuple[date, Size]] = field(default_factory=list)
    rows: list[tuple[date, Mapping[str, int]]] = field(default_factory=list)
    asked: list[tuple[date, Mapping[str, float]]] = field(default_factory=list)
    beside: dict[str, tuple[float, float]] = field(default_factory=dict)  # a young station's ms, and the last week's
    failures: Mapping[str, int] = field(default_factory=dict)
    did: Mapping[str, int] = field(default_factory=dict)


async def soaked(soak: Soak) -> None:
    """Live and measure; then live a first week and a spring anew, and ask them beside the last week."""
    async with _station(soak, "years") as years:
        await _lives(soak, years)
        soak.failures, soak.did = await years.bot.told("failures"), years.did
        soak.say(f"did: {dict(sorted(years.did.items()))}")
        soak.say(f"not delivered: {dict(soak.failures)}")
        async with _station(soak, "anew") as anew:
            await _compare(soak, years, anew)


@contextlib.asynccontextmanager
async def _station(soak: Soak, name: str) -> AsyncIterator[Years]:
    folder = soak.folder / name
    folder.mkdir()
    begun = seoul(FIRST, 2)
    async with sample_station(begun, database=sample_database_in(folder)) as station:
        bot = BotProcess(station.settings, begun, looks_for_leaks=soak.looks_for_leaks)
        await bot.is_ready()
        yield Years(station, bot, soak.calls_a_day)
        await bot.ends()


async def _lives(soak: Soak, years: Years) -> None:
    day, last, working = FIRST, soak.until, 0
    await _measure(soak, years, day)
    while day <= last:
        friday = day + timedelta(days=FRIDAY - day.isoweekday())
        is_whole_week = friday.month == 1 and friday.day in SECOND_WEEK
        working += years.calendar.is_working_day(day)
        if years.calendar.is_working_day(day) and (is_whole_week or working % soak.every == 0):
            await years.lives(day)
        tomorrow, is_asked = day + timedelta(days=1), is_whole_week and day == friday
        if is_asked or tomorrow.month != day.month or tomorrow > last:
            await _measure(soak, years, day)
        if is_asked:
            await _ask(soak, years, day)
        day = tomorrow


async def _measure(soak: Soak, years: Years, day: date) -> None:
    size, rows = await years.bot.told("is_measured"), await years.bot.told("counts_rows")
    soak.sizes.append((day, size))
    soak.rows.append((day, rows))
    soak.say(
        f"{day} {size.resident:7.1f} MB {size.objects:8} objects {sum(rows.values()):8} rows"
        f" {size.seconds:8.1f} s {years.did['claims']:6} calls"
    )
    if day.month == 12 or soak.looks_for_leaks:
        soak.say("  " + " ".join(f"{name}={count}" for name, count in sorted(rows.items()) if count))
    for line in await years.bot.told("tells_growth"):
        soak.say(f"  {line}")


async def _ask(soak: Soak, years: Years, day: date) -> None:
    took = await _took(years, day)
    soak.asked.append((day, took))
    first = soak.asked[0][1]
    soak.say(f"{day} asked: " + ", ".join(f"{name} {ms:.1f} ({ms / first[name]:.2f})" for name, ms in took.items()))


async def _compare(soak: Soak, years: Years, anew: Years) -> None:
    """Ask the last week and a young station's in turn: whatever else the machine does, it does to both.

    A first week has little to list; a week of its spring has as much as the last. The slower of the two is what counts.
    """
    await _lives_week(anew, FIRST)
    await _ask_beside(soak, years, anew, "the first week")
    working = [each for each in _days(FIRST + timedelta(days=7), SPRING) if anew.calendar.is_working_day(each)]
    for day in working[:: soak.every]:
        await anew.lives(day)
    await _lives_week(anew, SPRING)
    await _ask_beside(soak, years, anew, "a week of spring")


async def _lives_week(years: Years, monday: date) -> None:
    for day in _days(monday, monday + timedelta(days=FRIDAY)):
        if years.calendar.is_working_day(day):
            await years.lives(day)


def _days(first: date, end: date) -> Iterator[date]:
    return (first + timedelta(days=nth) for nth in range((end - first).days))


async def _ask_beside(soak: Soak, years: Years, anew: Years, week: str) -> None:
    turns = [(await _took(anew, anew.day), await _took(years, years.day)) for _ in range(ROUNDS)]
    for name in turns[0][0]:
        before, now = (min(turn[which][name] for turn in turns) for which in (0, 1))
        soak.say(f"{name}: {before:.1f} ms in {week}, {now:.1f} in the last ({now / before:.2f})")
        soak.beside[name] = max(soak.beside.get(name, (0.0, 0.0)), (before, now), key=lambda both: both[0])


async def _took(years: Years, day: date) -> Mapping[str, float]:
    took: Mapping[str, float] = await years.bot.told("is_asked", await _facts(years, day), ASKS)
    await years.bot.told("rests")
    return took


async def _facts(years: Years, day: date) -> dict[str, str]:
    found: dict[str, str] = await years.bot.told("knows_of")
    return {**found, "year": str(day.year)}


def verdict(soak: Soak) -> list[str]:
    """Judge: name what grew that may not."""
    undelivered = [f"not delivered: {what} ({times})" for what, times in soak.failures.items()]
    return [*undelivered, *_memory_of(soak), *_tables_of(soak), *_questions_of(soak)]


def _memory_of(soak: Soak) -> list[str]:
    after = [(day, size.resident) for day, size in soak.sizes if day >= FIRST + timedelta(days=365)]
    middle = median(each for _, each in after) if after else 0
    return [f"{day}: {each:.0f} MB, the middle is {middle:.0f}" for day, each in after if abs(each / middle - 1) > FLAT]


def _tables_of(soak: Soak) -> list[str]:
    """Name the tables that grew after the time for which their rows are kept."""
    found = []
    for name in sorted({*soak.rows[-1][1]} - GROWS):
        kept = 3 if name in LONGEST_KEPT else 1
        full = [rows[name] for day, rows in soak.rows if kept * 366 <= (day - FIRST).days < (kept + 1) * 366]
        last = soak.rows[-1][1][name]
        if full and last > MAY_GROW * max(full) + FEW:
            found.append(f"{name}: {last} rows, at most {max(full)} in year {kept + 1}")
    return found


def _questions_of(soak: Soak) -> list[str]:
    return [
        f"{name}: {now:.1f} ms, {before:.1f} in a young station"
        for name, (before, now) in soak.beside.items()
        if now > SLOWER * max(before, SMALL_MS)
    ]
