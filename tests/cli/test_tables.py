"""`cleancall tables`: what it prints is TOML that station.toml takes, and afterwards nothing is unknown."""

import tomllib
from datetime import timedelta
from pathlib import Path

import pytest

from bot.cli.tables import table_lines
from bot.clock import wall_clock
from bot.domain.calendar import SEOUL
from bot.domain.lists.unknown_words import UnknownWords, WordSeen, WordsSeen
from bot.texts import LOCALES, load_texts
from tests.steps.builders import visitor, write_list
from tests.steps.processes import cleancall
from tests.steps.workers import RUNS_COMMANDS

STAFF = "직원번호,성명,계급,부서,역할\n1001,김상담,경위,행복나눔팀,상담원\n"


def words(*seen: str, hidden: int = 0) -> WordsSeen:
    """Words, each seen with six people."""
    return WordsSeen(shown=tuple(WordSeen(word=each, people=6) for each in seen), hidden=hidden)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_line_is_toml_or_a_comment(locale: str) -> None:
    found = UnknownWords(
        days=90, visits=1234, types=words("환부", hidden=2), departments=words("행복팀", "홍보"), units=words("행복팀")
    )

    written = "\n".join(table_lines(found, load_texts(locale)))

    assert tomllib.loads(written) == {
        "petition_types": {"환부": ["환부"]},
        "departments": {"행복팀": [], "홍보": []},
    }
    assert "1,234" in written


@pytest.mark.parametrize("locale", LOCALES)
def test_where_nothing_is_unknown_that_is_said(locale: str) -> None:
    found = UnknownWords(days=90, visits=0, types=words(), departments=words(), units=words())

    written = "\n".join(table_lines(found, load_texts(locale)))

    assert tomllib.loads(written) == {}
    assert load_texts(locale).plain("tables.nothing") in written


@RUNS_COMMANDS
def test_what_is_printed_is_taken_over_and_then_known(environment: dict[str, str], tmp_path: Path) -> None:
    staff, station = tmp_path / "staff.csv", Path(environment["STATION_FILE"])
    staff.write_text(STAFF, encoding="utf-8")
    yesterday = (wall_clock().astimezone(SEOUL) - timedelta(days=1)).date().isoformat()
    said = {"민원종류": "압수물 환부", "담당부서": "민생침해팀", "담당자": "김상담", "방문일시": yesterday}
    rows = [visitor(number, **said) for number in range(1, 7)]
    cleancall(environment, tmp_path, "staff", str(staff))
    cleancall(environment, tmp_path, "import", str(write_list(tmp_path, rows)))
    plain = station.read_text(encoding="utf-8").partition("\n[")[0]

    printed = cleancall(environment, tmp_path, "tables")
    station.write_text(f"{plain}\n{printed.stdout}", encoding="utf-8")
    again = cleancall(environment, tmp_path, "tables")

    assert (printed.returncode, again.returncode) == (0, 0), printed.stderr + again.stderr
    tables = tomllib.loads(printed.stdout)
    assert tables["departments"] == {"행복나눔팀": [], "민생침해팀": []}
    assert tables["petition_types"] == {"압수물": ["압수물"], "환부": ["환부"]}
    assert tomllib.loads(again.stdout) == {}
    assert not any(secret in printed.stdout for secret in ("010-", "홍길순", "김상담"))
