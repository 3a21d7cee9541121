"""Reading periods in the words of every language: "지난주", "last week", "4분기", "11/1~11/15"."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from bot.domain.figures.period_reading import PeriodReader, PeriodWords, Which
from bot.domain.figures.periods import Period, PeriodKind
from bot.texts import catalogues

NAMES, MARKS = "period_words", "period_marks"


def read_period(words: str, today: date) -> tuple[Period | None, str]:
    """Find the period in some words. Gives it (None: there is none) and the words that are left.

    Raises:
        Refused: a day that does not exist, the end before the beginning, all of it ahead, or too long.
    """
    return _reader().read(words, today)


def period_words() -> PeriodWords:
    """Collect the words for periods from every language's texts."""
    tables = catalogues()
    named = {
        word: (PeriodKind(kind), Which(which))
        for table in tables
        for kind, names in table[NAMES].items()
        for which, words in names.items()
        for word in words
    }
    return PeriodWords(named=named, **{mark: _marks(tables, mark) for mark in tables[0][MARKS]})


@cache
def _reader() -> PeriodReader:
    return PeriodReader(period_words())


def _marks(tables: tuple[Mapping[str, Any], ...], mark: str) -> list[str]:
    return [word for table in tables for word in table[MARKS][mark]]
