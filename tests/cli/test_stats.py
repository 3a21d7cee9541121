"""`cleancall stats` as an administrator uses it: a table, files for others, one line when something is wrong."""

import json
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from tests.steps.builders import visitor, write_list
from tests.steps.processes import cleancall
from tests.steps.workers import RUNS_COMMANDS

pytestmark = RUNS_COMMANDS

YESTERDAY = date.today() - timedelta(days=1)  # noqa: DTZ011 — the command has the wall clock
DAYS = f"{YESTERDAY.isoformat()}~{date.today().isoformat()}"  # noqa: DTZ011


@pytest.fixture
def listed(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """An administrator's environment with a list of three visitors of yesterday."""
    rows = [visitor(number, 방문일시=YESTERDAY.isoformat()) for number in (1, 2, 3)]
    done = cleancall(environment, tmp_path, "import", str(write_list(tmp_path, rows)))
    assert done.returncode == 0, done.stderr
    return environment


@pytest.mark.long
def test_a_table_is_printed_and_files_are_written(listed: dict[str, str], tmp_path: Path) -> None:
    table = cleancall(listed, tmp_path, "stats", DAYS)
    collected = cleancall(listed, tmp_path, "stats", DAYS, "교통과", "--format", "json")
    lines = cleancall(listed, tmp_path, "stats", DAYS, "--format", "csv")
    sheet = cleancall(listed, tmp_path, "stats", DAYS, "--format", "xlsx", "--out", "a.xlsx")
    pages = cleancall(listed, tmp_path, "stats", DAYS, "--format", "pdf", "--out", "a.pdf")

    assert [each.returncode for each in (table, collected, lines, sheet, pages)] == [0] * 5, sheet.stderr
    assert "3건" in table.stdout
    figures = json.loads(collected.stdout)
    assert figures["figures"]["visits"]["value"] == 3
    assert figures["scope"]["department"] == "교통과"
    assert "방문" in lines.stdout
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["13월"], 1, "읽지 못했습니다"),
        (["없는과"], 1, "‘없는과’"),
        (["--format", "xlsx"], 2, "--out"),
        (["--format", "hwp"], 2, "--format"),
        (["--out", "a.txt"], 2, "--format"),
        (["--format", "csv", "--out", "no/such/folder/a.csv"], 1, "a.csv"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    environment: dict[str, str], tmp_path: Path, arguments: list[str], code: int, words: str
) -> None:
    done = cleancall(environment, tmp_path, "stats", *arguments)

    assert done.returncode == code
    assert words in done.stderr
    assert "Traceback" not in done.stderr
