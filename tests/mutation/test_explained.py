"""The survivors that are explained are mutants of lines that stand where it is said."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
TABLE = tomllib.loads(Path(__file__).with_name("equivalent.toml").read_text(encoding="utf-8"))["explained"]


def test_every_explained_mutant_is_of_a_line_that_stands_there() -> None:
    gone = [each for each in TABLE if not any(_fits(each, line) for line in _lines(ROOT / each["where"]))]

    assert not gone


def test_every_explained_mutant_says_why_in_one_line() -> None:
    assert all(each["why"] and "\n" not in each["why"] for each in TABLE)


def _lines(where: Path) -> list[str]:
    files = [where] if where.is_file() else sorted(where.rglob("*.py"))
    return [line.strip() for path in files for line in path.read_text(encoding="utf-8").splitlines()]


def _fits(explained: dict[str, str], line: str) -> bool:
    return line == explained["before"] if "after" in explained else bool(re.fullmatch(explained["before"], line))
