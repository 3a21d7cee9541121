"""Every sentence of every language with strange facts: nothing is left over, no particle or plural is wrong."""

import re
import string
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import bot.texts
from bot.sandbox.mrkdwn import mrkdwn
from bot.texts import LOCALES, SETTING, load_texts
from bot.texts.formatting import Formatter
from tests.steps.builders import seoul
from tests.steps.stations import CHANGED

NAMES = ("강하늘(대리인)", "박지수", "교통과 1팀", "SMITH", "Jung", "🙂", "", "2026-02", "00310")
COUNTS = (1, 0, 2, 1234)
STRANGE = (*COUNTS, *NAMES)
DAYS = (date(2026, 11, 30), date(2026, 12, 2), date(2027, 1, 5))
LENGTHS = (timedelta(minutes=55), timedelta(hours=1), timedelta(days=1), timedelta(days=730))

OPEN, CLOSE = "⟦", "⟧"
PAIRS = ("을/를", "이/가", "은/는", "과/와", "으로/로", "이나/나")
PARTICLE = "|".join(each for pair in PAIRS for each in pair.split("/"))
CLOSING = "’”\"'`*_~"
AFTER_FACTS = re.compile(rf"[{CLOSE})][{CLOSING}]*({PARTICLE})(?![가-힣])")
LEFT_OVER = re.compile(
    r"\{\w*[}:]|\bNone\b|:(day|short|full|month|time|when|length|hours|share|person|titled|phone)\b|:[,.]\d?"
    r"|(을|를|이|가|은|는|과|와|으로)/(를|을|가|이|는|은|와|과|로)|:\d\d\.\d|\+00:00"
)
ISO = re.compile(r"(?<![\d-])20\d\d-\d\d")
TWICE = re.compile(r"(님|분|관|상담원|감독자)\s*님|상담원 상담원")
VERBS = "is|was|has|says|contains|sets|ends|goes|needs|sounds|mentions|stands|belongs|lacks"
ONE_OF_MANY = re.compile(rf"(?<![\w.,:–-])1 (?:(?:more|new|hidden|late|working) )?(?!(?:{VERBS})\b)[a-z]{{2,}}s\b")
IN_CODE = re.compile(r"`[^`]*`")
SHOWING = (
    "setting_fault.",
    "station_setting.",
    "staff_problem.",
    "settings_page.",
    "parameter.",
    "misuse.",
    "refused.wrong_",
    "help.stats",
    "demo.welcome",
)
"""Sentences that show how something is typed."""

languages = pytest.mark.parametrize("locale", LOCALES)


class Marking(Formatter):
    """Writes facts as the bot does, between two marks that no sentence has."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write one fact between the marks; the particle of a pair stands behind them."""
        written = super().format_field(value, format_spec)
        return written if OPEN in written else f"{OPEN}{written}{CLOSE}"


@cache
def said_in(locale: str) -> Mapping[str, frozenset[str]]:
    """Every sentence of a language, with each of the strange facts, these between marks."""
    texts = load_texts(locale)
    writers = [Marking(texts.grammar, mrkdwn=live) for live in (True, False)]
    return {
        key: frozenset(
            write.vformat(words, (), facts)
            for write in writers
            for facts in facts_of(words, turns=len(STRANGE) if "{" in words else 1)
        )
        for key, words in texts.sentences.items()
    }


def facts_of(sentence: str, *, turns: int) -> Iterator[dict[str, Any]]:
    """The facts that a sentence takes, strange in another way each turn."""
    named = [(name, spec or "") for _, name, spec, _ in string.Formatter().parse(sentence) if name]
    for turn in range(turns):
        given = {name: fact_for(spec, turn) for name, spec in named if not name.startswith(f"{SETTING}.")}
        yield {SETTING: CHANGED, **given}


def fact_for(paired: str, turn: int) -> Any:
    """A strange fact of the kind that a spec writes."""
    spec, _, pair = paired.rpartition(":") if "/" in paired else (paired, "", "")
    match spec:
        case "day" | "short" | "full" | "month":
            return DAYS[turn % len(DAYS)]
        case "time" | "when" | "until":
            return seoul(DAYS[turn % len(DAYS)], 7, 5)
        case "length":
            return LENGTHS[turn % len(LENGTHS)]
        case "person" | "titled":
            return "U0KIM"
        case "phone":
            return "010-0000-1201"
        case "" if not pair.isascii() or not pair:
            return STRANGE[turn]
        case _:
            return COUNTS[turn % len(COUNTS)]


def every_sentence(locale: str) -> Iterator[tuple[str, str]]:
    """Each key with each of its sentences; facts stand between marks."""
    return ((key, words) for key, all_of_key in said_in(locale).items() for words in all_of_key)


def bare(words: str) -> str:
    """A sentence as people read it."""
    return words.replace(OPEN, "").replace(CLOSE, "")


@languages
def test_nothing_of_a_format_is_left_over(locale: str) -> None:
    left = {
        key: found[0]
        for key, words in every_sentence(locale)
        if not key.startswith(SHOWING) and (found := LEFT_OVER.search(bare(words)))
    }

    assert not left, left


def test_every_particle_fits_the_word_before_it() -> None:
    wrong = {
        key: words[max(0, found.start() - 12) : found.end()]
        for key, words in every_sentence("ko")
        for found in AFTER_FACTS.finditer(words)
        if not fits(bare(words[: found.start() + 1]), found[1])
    }

    assert not wrong, wrong


def fits(before: str, particle: str) -> bool:
    """Whether a particle fits what stands before it. What is in brackets is not read; an empty fact is no word."""
    while (shorter := re.sub(rf"(\([^()]*\)|[ {CLOSING}])$", "", before)) != before:
        before = shorter
    if not before[-1:].isalnum():
        return True
    after_consonant, after_vowel = next(pair.split("/") for pair in PAIRS if particle in pair.split("/"))
    return particle == (
        after_consonant if ends_in_consonant(before, but_rieul=particle in {"으로", "로"}) else after_vowel
    )


def ends_in_consonant(word: str, *, but_rieul: bool) -> bool:
    """Whether the reading of a word ends in a consonant; ㄹ is none before 로."""
    read = dict(zip("0123456789LMNR", "영일이삼사오육칠팔구엘엠엔알", strict=True))
    final = unicodedata.normalize("NFD", read.get(word[-1].upper(), word[-1]))[-1]
    return word.endswith(("ng", "ck")) or ("\u11a8" <= final <= "\u11c2" and not (but_rieul and final == "\u11af"))


@languages
def test_slack_draws_every_mark(locale: str) -> None:
    undrawn = {
        key: words
        for key, words in every_sentence(locale)
        if "*" in words and f"{OPEN}{CLOSE}" not in words and "*" in drawn(bare(words))
    }

    assert not undrawn, undrawn


def drawn(words: str) -> str:
    return re.sub(r"<code>.*?</code>", "", str(mrkdwn(words, {})))


@languages
def test_a_sentence_writes_days_in_its_language(locale: str) -> None:
    typed = {
        key: found[0]
        for key, words in every_sentence(locale)
        if not key.startswith(SHOWING)
        and (found := ISO.search(IN_CODE.sub("", re.sub(rf"{OPEN}.*?{CLOSE}", "", words))))
    }

    assert not typed, typed


def test_days_and_times_are_written_by_the_texts_alone() -> None:
    root = Path(bot.texts.__file__).parents[2]
    files = [file for room in ("bot/views", "handlers") for file in (root / room).rglob("*.py")]

    assert not [file for file in files if re.search(r":%[YmdHMB]|strftime", file.read_text(encoding="utf-8"))]


def test_nobody_is_titled_twice() -> None:
    twice = {key: found[0] for key, words in every_sentence("ko") if (found := TWICE.search(bare(words)))}

    assert not twice, twice


def test_english_counts_one_as_one() -> None:
    faults = {
        key: found[0]
        for key, words in every_sentence("en")
        if (found := ONE_OF_MANY.search(IN_CODE.sub("", bare(words))))
    }

    assert not faults, faults
