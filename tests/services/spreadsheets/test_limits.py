"""How much of a file is read: as the rule book says (§3, File)."""

from pathlib import Path

import pytest

import bot.domain
from bot.domain.lists.rows import ListProblem, UnreadableList
from bot.domain.plain_text import LONGEST_CELL
from bot.services.spreadsheets import limits
from bot.services.spreadsheets.formats import Format, format_of

BOOK = " ".join((Path(bot.domain.__path__[0]) / "README.md").read_text(encoding="utf-8").split())
MEGABYTE = 1024 * 1024


def test_the_limits_are_those_of_the_rule_book() -> None:
    assert f"At most {limits.MOST_BYTES // MEGABYTE} MB and {limits.MOST_ROWS:,} rows" in BOOK
    assert f"columns behind the {limits.MOST_COLUMNS}th are not looked at" in BOOK
    assert f"with {limits.MOST_MEMORY // (1024 * MEGABYTE)} GB, {limits.MOST_SECONDS} seconds and no keys" in BOOK
    assert limits.LONGEST_CELL == LONGEST_CELL  # Excel's
    assert limits.MOST_BYTES % MEGABYTE == limits.MOST_MEMORY % (1024 * MEGABYTE) == 0


def test_a_file_of_twenty_megabytes_is_read_and_a_larger_one_refused() -> None:
    largest = b"a,b\n" * (20 * MEGABYTE // 4)

    assert format_of(largest, "a.csv") is Format.TEXT
    with pytest.raises(UnreadableList) as refused:
        format_of(largest + b"c", "a.csv")
    assert refused.value.problem is ListProblem.TOO_LARGE
