"""The rule book beside the code: it names what the code knows, as the code has it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from datetime import time, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import bot.domain
from bot.domain.calls.dispositions import RULES, Disposition
from bot.domain.calls.states import CallState, Outcome
from bot.domain.figures.figures import Figure
from bot.domain.grievances.kinds import Category, Kind, RootCause
from bot.domain.grievances.replies import CloseResult
from bot.domain.lists.rows import ExclusionReason
from bot.domain.roles import Role
from bot.domain.station import Station
from bot.texts import load_texts
from tests.steps.vectors import every

BOOK = (Path(bot.domain.__path__[0]) / "README.md").read_text(encoding="utf-8")
SECTIONS = {words[0]: words for words in BOOK.split("\n## §")[1:]}
YEAR, DAY, HOUR, MINUTE = timedelta(days=366), timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def table_of(section: str, head: str) -> list[list[str]]:
    """The rows of a section's table, by the words of its first column's head."""
    lines = SECTIONS[section].partition(f"\n| {head} |")[2].partition("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@every(
    ("section", "members"),
    [
        ("1", Role),
        ("3", ExclusionReason),
        ("4", CallState),
        ("4", Outcome),
        ("5", Kind),
        ("5", Category),
        ("5", RootCause),
        ("5", CloseResult),
    ],
)
def test_the_rule_book_names_every_member(section: str, members: type[StrEnum]) -> None:
    assert not [member for member in members if not re.search(rf"\b{member}\b", SECTIONS[section])]


def test_the_table_of_dispositions_is_that_of_the_code() -> None:
    korean = load_texts("ko")

    written = {row[0].strip("`"): row[1:] for row in table_of("4", "disposition")}

    assert written.keys() == set(Disposition)
    for disposition, rule in RULES.items():
        word, contact, _, follows = written[disposition]
        assert (word, contact) == (korean.word("disposition", disposition), rule.contact), disposition
        assert rule.outcome is None or f"`{rule.outcome}`" in follows, disposition


def test_the_table_of_figures_names_each() -> None:
    written = [name for row in table_of("8", "figure") for name in re.findall(r"`(\w+)`", row[1])]

    assert Counter(written) == Counter([*Figure, "_top2"])


def test_every_number_that_a_station_may_set_stands_in_italics() -> None:
    italics = Counter(re.findall(r"(?<!\*)\*([0-9][0-9.:–]*)\*(?!\*)", BOOK))
    missing = []

    for setting in fields(Station):
        for ways in ways_to_write(setting.default):
            way = next((each for each in ways if italics[each]), None)
            italics[way or ""] -= 1
            if way is None:
                missing.append(setting.name)

    assert not missing


def ways_to_write(value: Any) -> Iterator[set[str]]:
    """How a setting's numbers may be written, each in its ways; what is no number stands in words."""
    match value:
        case time():
            yield {f"{value:%H:%M}"}
        case timedelta():
            yield {str(value // unit) for unit in (YEAR, DAY, HOUR, MINUTE) if not value % unit}
        case ((time(), time()), *_):
            for start, end in value:
                yield {f"{start:%H:%M}–{end:%H:%M}"}
        case int() | float() if not isinstance(value, bool):
            yield {str(value)}
