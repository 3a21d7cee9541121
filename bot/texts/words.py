"""The words people type: topics, verbs, results, numbers. Every language's are understood, whoever reads which."""

import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TypeVar

from bot.domain.calls.dispositions import Disposition, Unclear
from bot.domain.figures.topics import StatsTopic
from bot.domain.people.duty import Duty
from bot.registry import DowntimeVerb, HolidayVerb, OutboxVerb, SubjectVerb, Topic
from bot.texts import LOCALES, catalogue_of, catalogues
from bot.texts.promises import Ahead, Idle, Weekday, WeekMeant, YearMeant, last_day_at

MemberT = TypeVar("MemberT", bound=StrEnum)
WORDS, MARKS, ENDINGS = "words", "number_marks", "result_endings"
LONGEST_NUMBER = 9
AROUND_A_NUMBER = "#,\"'“”‘’"
TYPED: Mapping[type[StrEnum], str] = {
    Disposition: "disposition",
    Unclear: "unclear",
    Ahead: "ahead",
    Weekday: "weekday",
    WeekMeant: "week_meant",
    Idle: "idle",
    YearMeant: "year_meant",
    StatsTopic: "stats_topic",
    Topic: "topic",
    SubjectVerb: "subject_verb",
    Duty: "duty_kind",
    HolidayVerb: "holiday_verb",
    DowntimeVerb: "downtime_verb",
    OutboxVerb: "outbox_verb",
}
"""What people type, and the table [words.…] that holds each language's words for it."""


def meaning_of(kind: type[MemberT], word: str) -> MemberT | None:
    """Understand a word as people write it, in any language; None when it is no such word."""
    found = _meanings(kind).get(_folded(word))
    return None if found is None else kind(found)


def result_in(word: str) -> Disposition | Unclear | None:
    """Understand how a call ended, also in a whole sentence's form: 부재, 부재중입니다, 거부하심; None: no result."""
    plain = _folded(word)
    for said in (plain, *(plain.removesuffix(ending) for ending in _endings() if plain.endswith(ending))):
        how = meaning_of(Disposition, said) or meaning_of(Unclear, said)
        if how is not None:
            return how
    return None


def number_in(word: str) -> int | None:
    """Read a number as people write it: 17, #17, “17”, 17번, 3명 or １７; None when it is none."""
    marked = unicodedata.normalize("NFKC", word).strip(AROUND_A_NUMBER)
    digits = next((marked.removesuffix(mark) for mark in _marks() if marked.endswith(mark)), marked)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER else None


def last_day_in(words: str, today: date) -> tuple[date, str] | None:
    """Read the day with which words begin, and the rest: 12/31, 12월 31일, 2026-12-31까지, 내년 3월 1일.

    None where they begin with no day.

    Raises:
        ValueError: there is no such day, or a year stands without one.
    """
    parts = words.split()
    for several in (2, 1):  # "next year" is two words
        year = meaning_of(YearMeant, " ".join(parts[:several]))
        if year is not None:
            found = last_day_at(" ".join(parts[several:]), today, year)
            if found is None:
                raise ValueError(words)
            return found
    return last_day_at(" ".join(parts), today, None)


def words_for(member: StrEnum, locale: str) -> tuple[str, ...]:
    """Return a language's words for something, the usual one first."""
    return tuple(catalogue_of(locale)[WORDS][TYPED[type(member)]][member])


@cache
def _meanings(kind: type[StrEnum]) -> Mapping[str, StrEnum]:
    return {_folded(word): member for member in kind for word in _spellings(member)}


def _spellings(member: StrEnum) -> Iterator[str]:
    yield member.value
    for locale in LOCALES:
        yield from words_for(member, locale)


@cache
def _marks() -> tuple[str, ...]:
    return tuple(mark for catalogue in catalogues() for mark in catalogue[MARKS]["after"])


@cache
def _endings() -> tuple[str, ...]:
    return tuple(ending for catalogue in catalogues() for ending in catalogue[ENDINGS]["after"])


def _folded(word: str) -> str:
    folded = unicodedata.normalize("NFC", word).casefold()
    return "".join(letter for letter in folded if letter not in " ·-_/.,!'‘’\"“”")
