"""Files that nobody sensible would send: each is read or refused in words, and the bot stays at work meanwhile."""

import asyncio
import re
import time
from dataclasses import asdict
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.demo.station import SampleStation
from bot.domain.lists.rows import UnreadableList, VisitorList
from bot.sandbox import Person
from bot.sandbox.person import Seen
from bot.services.unit import Unit
from storage.calls.tables import Call
from storage.lists.tables import Upload
from storage.statements import count_rows
from tests.steps.builders import LEE
from tests.steps.fuzzed_files import fuzzed_file
from tests.steps.fuzzed_reading import read_forked
from tests.steps.list_files import FILES
from tests.steps.slack import open_monday
from tests.steps.workers import RUNS_BOTS

HOSTILE = ("80-last-cell.xlsx", "81-duration-cell.xlsx", "last-cell.xls", "duration-cell.xls")
LONGEST = 60
"""Seconds for one file."""
HOURS = 3600
READ = [range(30), pytest.param(range(1_000, 13_000), marks=[pytest.mark.slow, pytest.mark.timeout(3 * HOURS)])]
DROPPED = [range(10), pytest.param(range(20_000, 21_200), marks=[pytest.mark.slow, pytest.mark.timeout(2 * HOURS)])]
FILE = re.compile(r"[hf]\d{5}(?:\.\w+)?")
AT_ONCE = 20
CLAIMED = 3
TYPED = ("/claim 1", "/release 1", "/claim help", "/cleancall 춤")
ACK = 1.0
"""Seconds in which 99 of 100 commands are answered, on a machine that does so when nothing is dropped."""


@pytest.mark.long
@RUNS_BOTS
@pytest.mark.parametrize("seeds", READ, ids=["some", "all"])
def test_a_file_is_read_or_refused_in_words_whatever_it_holds(seeds: range) -> None:
    for seed in seeds:
        data, name = fuzzed_file(seed)
        started = time.monotonic()

        try:
            found = read_forked(data, name)
        except UnreadableList:
            found = VisitorList()
        except BaseException as error:
            error.add_note(f"seed {seed}")
            raise

        assert time.monotonic() - started < LONGEST, seed
        assert not unstorable(found), seed


def unstorable(found: VisitorList) -> list[str]:
    """What PostgreSQL would not take: NUL, halves of letters."""
    said = [sheet.name for sheet in found.sheets] + [name for name, _ in found.sheets_not_read]
    for visit in (*found.visits, *(row.visit for row in found.excluded)):
        said += [each for each in asdict(visit).values() if isinstance(each, str)]
        said += [*visit.types, *visit.officers, *visit.alternates]
    return [text for text in said if "\0" in text or text.encode("utf-8", "replace").decode() != text]


@pytest.mark.long
@pytest.mark.parametrize("seeds", DROPPED, ids=["some", "all"])
async def test_dropped_files_are_answered_once_each_and_commands_at_once(
    socket_station: SampleStation, tmp_path: Path, seeds: range
) -> None:
    kim, lee = await open_monday(socket_station, CLAIMED), socket_station.person(LEE)
    idle = [await seconds_to_answer(lee, number) for number in range(40)]
    calls = socket_station.desk.do_now(lambda unit: count_rows(unit.session, Call))

    dropping = asyncio.create_task(drop(kim, tmp_path, seeds))
    took: list[float] = []
    while not (dropping.done() and socket_station.desk.do_now(are_done)):
        took.append(await seconds_to_answer(lee, len(took)))
    names = await dropping

    await kim.waits_until(lambda seen: len(answers_in(seen)) >= len(names), timeout=5 * LONGEST)
    answers = answers_in(await kim.sees())
    assert sorted(found[0] for answer in answers if (found := FILE.search(answer))) == sorted(names)
    added = sum(int(found[1]) for words in answers if (found := re.search(r"새 청렴콜 (\d+)", words)))
    assert socket_station.desk.do_now(lambda unit: count_rows(unit.session, Call)) == calls + added
    assert p99(took) < max(ACK, 5 * p99(idle)), (p99(took), p99(idle))


def answers_in(seen: Seen) -> list[str]:
    """What somebody was answered for dropped files; reminders are none."""
    return [shown.words for shown in seen.direct if FILE.search(shown.words)]


async def drop(person: Person, folder: Path, seeds: range) -> list[str]:
    """Drop the hostile files and those of the seeds, many at once; return the names by which they are answered."""
    names: list[str] = []
    files = {f"h{number:05}{Path(name).suffix}": (FILES / name).read_bytes() for number, name in enumerate(HOSTILE)}
    for first in range(0, len(seeds), AT_ONCE):
        files |= await asyncio.to_thread(made, seeds[first : first + AT_ONCE])
        for name, data in files.items():
            (folder / name).write_bytes(data)
        await person.uploads(*(folder / name for name in files))
        names += files
        files = {}
    return names


def made(seeds: range) -> dict[str, bytes]:
    """Return the files of some seeds, their names made such that a disk takes them."""
    files = {seed: fuzzed_file(seed) for seed in seeds}
    return {f"f{seed:05}{ending_of(name)}": data for seed, (data, name) in files.items()}


def ending_of(name: str) -> str:
    """Return the ending of a name if a disk takes it."""
    ending = Path(name).suffix
    return ending if ending[1:].isalnum() else ""


async def seconds_to_answer(person: Person, number: int) -> float:
    """Type one of the commands in turn; return how long its answer took."""
    started = time.perf_counter()
    await person.types(TYPED[number % len(TYPED)])
    return time.perf_counter() - started


def are_done(unit: Unit) -> bool:
    """Check that no dropped file waits."""
    return unit.session.execute(select(Upload).where(Upload.done_at.is_(None))).first() is None  # type: ignore[union-attr]


def p99(took: list[float]) -> float:
    """The 99th percentile."""
    return sorted(took)[int(len(took) * 0.99)]
