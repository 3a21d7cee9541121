"""What nobody said is not so: flags that are not given are down, and what is not counted is none."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from types import ModuleType
from typing import Any

from bot.domain.calls import cards as calls_cards
from bot.domain.calls import missing_lists, results
from bot.domain.figures import figures
from bot.domain.figures.region import cards as region_cards
from bot.domain.grievances import cards as grievance_cards
from bot.domain.grievances import filing, letters, reminders, replies, tellings
from bot.domain.keeping import cards as keeping_cards
from bot.domain.keeping import diagnosis, phones
from bot.domain.lists import cards as list_cards
from bot.domain.lists import (
    columns,
    reading,
    rows,
    sheet_titles,
    sheets,
    unknown_words,
    visit_dates,
)
from bot.domain.people import cards as people_cards
from bot.domain.people import postings
from tests.steps.vectors import every

MODULES = (
    calls_cards, missing_lists, results, figures, region_cards, grievance_cards, filing, letters, reminders, replies,
    tellings, keeping_cards, diagnosis, phones, list_cards, columns, reading, rows, sheet_titles, sheets,
    unknown_words, visit_dates, people_cards, postings,
)  # fmt: skip


def flags_and_counts(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """The flags and counts of a module's classes that need not be given, with what they are then."""
    for name, kind in vars(module).items():
        if is_dataclass(kind) and kind.__module__ == module.__name__:
            yield from ((f"{name}.{each.name}", each.default) for each in fields(kind) if isinstance(each.default, int))


@every("module", MODULES)
def test_a_flag_that_nobody_gave_is_down_and_a_count_none(module: ModuleType) -> None:
    found = dict(flags_and_counts(module))

    assert found
    assert not any(found.values()), found
