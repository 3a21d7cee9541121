"""`cleancall import --watch FOLDER` as a service runs it: real processes, files that come as files come."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.cli.main import command_line
from bot.cli.usage import Misuse
from bot.clock import wall_clock
from bot.domain.calendar import SEOUL
from bot.settings import load_calendar
from storage.calls.tables import Call
from storage.database import open_database
from storage.lists.tables import ImportFile
from storage.statements import count_rows
from tests.steps.builders import csv_list, visitor
from tests.steps.processes import cleancall, start_cleancall
from tests.steps.workers import RUNS_COMMANDS

pytestmark = RUNS_COMMANDS

VISITED = load_calendar().previous_working_day(wall_clock().astimezone(SEOUL).date()).isoformat()
PATIENCE = 60.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder to be watched."""
    (tmp_path / "명단").mkdir()
    return tmp_path / "명단"


@asynccontextmanager
async def watching(environment: dict[str, str], folder: Path) -> AsyncIterator[None]:
    """Watch a folder while the block runs; SIGTERM ends it, with 0."""
    process = watch(environment, folder)
    try:
        yield
    finally:
        process.terminate()
        await asyncio.to_thread(process.join, PATIENCE)
    assert process.exitcode == 0


def watch(environment: dict[str, str], folder: Path) -> BaseProcess:
    """Start a watcher of a folder."""
    said = folder.parent / "said by watchers"
    return start_cleancall(environment, folder.parent, "import", "--watch", str(folder), output=said, errors=said)


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(PATIENCE):
        while not is_so():  # noqa: ASYNC110 — other processes set no events
            await asyncio.sleep(0.05)


def listed(*numbers: int) -> bytes:
    """A list of some visitors of the last working day."""
    return csv_list([visitor(number, 방문일시=VISITED) for number in numbers])


def put(folder: Path, name: str, data: bytes) -> None:
    """Put a file into the folder."""
    (folder / name).write_bytes(data)


def names_in(folder: Path) -> list[str]:
    """What is in a folder."""
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def counts(environment: dict[str, str]) -> tuple[int, int]:
    """How many calls and imports there are."""
    database = open_database(environment["DATABASE_URL"])
    with Session(database.reads) as session:
        found = count_rows(session, Call), count_rows(session, ImportFile)
    database.close()
    return found


def reports_in(folder: Path) -> dict[str, str]:
    """What the reports of a folder say, by the name of the file."""
    return {path.stem: path.read_text(encoding="utf-8-sig") for path in sorted(folder.glob("*.txt"))}


ODD_NAMES = ("가" * 82 + ".csv", os.fsdecode("명단".encode("cp949") + b".csv"), "a." + "b" * 250, "줄\n바꿈.csv")


async def test_lists_are_imported_bad_files_refused_each_with_a_report(
    environment: dict[str, str], folder: Path
) -> None:
    put(folder, "명단.csv", listed(1, 2))
    put(folder, "회의.hwp", b"HWP Document File V3.00")
    put(folder, "현장.jpg", b"\xff\xd8\xff\xe0")
    put(folder, "연락처 없음.csv", listed(20).replace("연락처".encode("cp949"), "확인란".encode("cp949")))
    put(folder, "~$명단.xlsx", b"x")
    put(folder, "내려받는 중.part", listed(8))
    (deadly := folder / ".reading" / "0123456789abcdef-3").mkdir(parents=True)
    put(deadly, "세 번.csv", listed(9))
    for number, name in enumerate(ODD_NAMES, 11):
        put(folder, name, listed(number))
    async with watching(environment, folder):
        await until(lambda: sum(len(names_in(folder / into)) for into in ("done", "refused", "waiting")) == 18)
        put(folder, "명단.csv", listed(2, 3))
        await until(lambda: "명단 (2).csv" in names_in(folder / "done"))

    done, refused = reports_in(folder / "done"), reports_in(folder / "refused")
    assert {"명단.csv", "명단 (2).csv"} < set(done)
    assert "새 청렴콜 2" in done["명단.csv"]
    assert "이미 있음 1" in done["명단 (2).csv"]
    assert refused.keys() == {"회의.hwp", "현장.jpg", "세 번.csv"}
    assert "한글 파일" in refused["회의.hwp"]
    assert "세 번 멈추어" in refused["세 번.csv"]
    assert not any(said in report for report in (*done.values(), *refused.values()) for said in ("010-", "남궁"))
    assert reports_in(folder / "waiting").keys() == {"연락처 없음.csv"}
    assert "연락처 열을 찾지 못했습니다" in reports_in(folder / "waiting")["연락처 없음.csv"]
    assert names_in(folder) == [".reading", "done", "refused", "waiting", "~$명단.xlsx", "내려받는 중.part"]
    assert names_in(folder / ".reading") == []
    assert counts(environment) == (3 + len(ODD_NAMES), 3 + len(ODD_NAMES))


async def test_two_watchers_import_each_list_once_and_none_before_it_is_complete(
    environment: dict[str, str], folder: Path
) -> None:
    assert cleancall(environment, folder.parent, "migrate").returncode == 0
    data = listed(*range(11, 60))
    async with watching(environment, folder), watching(environment, folder):
        await until(lambda: "done" in names_in(folder))
        with (folder / "느린 명단.csv").open("wb") as file:
            for number in range(1, 6):
                put(folder, f"{number}.csv", listed(number))
                file.write(data[(number - 1) * 800 : number * 800] if number < 5 else data[3200:])
                file.flush()
                await asyncio.sleep(1.0)
        await until(lambda: len(names_in(folder / "done")) == 12)

    assert counts(environment) == (54, 6)
    assert names_in(folder / ".reading") == []


@pytest.mark.long
async def test_a_list_whose_watcher_was_killed_is_imported_once_by_the_next(
    environment: dict[str, str], folder: Path
) -> None:
    put(folder, "큰 명단.csv", listed(*range(1, 2000)))
    killed = watch(environment, folder)
    await until(lambda: any((folder / ".reading").glob("*/*")))
    killed.kill()
    killed.join()

    async with watching(environment, folder):
        await until(lambda: "큰 명단.csv" in names_in(folder / "done"))

    assert counts(environment) == (1999, 1)


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (["--watch", "없는 폴더"], "misuse.no_folder"),
        (["--watch", "명단"], "misuse.unwritable_folder"),
        ([], "misuse.file_or_folder"),
        (["station.toml", "--watch", "명단"], "misuse.file_or_folder"),
        (["--watch", "명단", "--dry-run"], "misuse.watch_alone"),
        (["--watch", "명단", "--force"], "misuse.watch_alone"),
    ],
)
def test_a_folder_that_cannot_be_watched_is_misuse(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], key: str
) -> None:
    (folder / "done").write_text("a file where a folder must be", encoding="utf-8")
    (folder.parent / "station.toml").write_text('name = "한빛경찰서"\nmain_number = "02-0000-0112"\n', encoding="utf-8")
    monkeypatch.chdir(folder.parent)

    with pytest.raises(Misuse) as misuse:
        command_line().main(["import", *arguments], standalone_mode=False)

    assert misuse.value.key == key


def test_the_reason_is_told_in_words(environment: dict[str, str], folder: Path) -> None:
    nowhere = cleancall(environment, folder.parent, "import", "--watch", "없는 폴더")

    assert nowhere.returncode == 2
    assert "폴더가 없습니다: 없는 폴더" in nowhere.stderr
