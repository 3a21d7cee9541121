"""Putting facts into sentences: times in Seoul, Korean particles, English plurals, escaping for mrkdwn."""

import re
import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from bot.domain.calendar import SEOUL
from bot.texts.particles import particle


class Pair(StrEnum):
    """What the two of `{fact:one/other}` are in a language."""

    PARTICLE = "particle"  # added to the fact, by its last sound
    PLURAL = "plural"  # words for one and for many


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """How a language writes days, people and pairs: the table `grammar` of its texts."""

    pair: Pair
    somebody: str  # for a person in plain text, which cannot hold a mention (Slack)
    titled: str  # a mention of a person with what politeness adds
    weekdays: Sequence[str]  # from Monday
    months: Sequence[str]
    day: str
    short: str
    full: str  # a day with its year
    month: str
    length: Mapping[str, str]  # so many years, days, hours or minutes

    def date(self, day: date, form: str) -> str:
        """Write a day in one of its forms."""
        month, weekday = self.months[day.month - 1], self.weekdays[day.weekday()]
        return str(getattr(self, form)).format(year=day.year, month=month, day=day.day, weekday=weekday)


UNITS = (
    ("year", timedelta(days=366)),
    ("year", timedelta(days=365)),
    ("day", timedelta(days=1)),
    ("hour", timedelta(hours=1)),
)


def unit_of(length: timedelta) -> tuple[str, int]:
    """Return the largest unit that a length of time is a whole number of, and that number."""
    for unit, size in UNITS:
        if length and not length % size:
            return unit, length // size
    return "minute", length // timedelta(minutes=1)


def grammar_from_table(table: Mapping[str, Any]) -> Grammar:
    """Make a language's grammar of its table."""
    return Grammar(**{**table, "pair": Pair(table["pair"])})


def escape(words: str) -> str:
    """Escape people's words for mrkdwn: `&`, `<`, `>`, in that order and nothing else (Slack)."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


NOT_DIALLED = re.compile(r"[^0-9+]")


class Part(NamedTuple):
    """A piece of a sentence, and the fact that follows it: by its name alone, or by what is read from it."""

    words: str
    fact: str | None = None
    spec: str = ""
    is_read: bool = False


@lru_cache(maxsize=8192)
def _parts(sentence: str) -> tuple[Part, ...]:
    """Take a sentence apart: once, for it is written thousands of times."""
    return tuple(
        Part(words, name, spec or "", is_read=name is not None and not name.isidentifier())
        for words, name, spec, _ in string.Formatter().parse(sentence)
    )


class Formatter(string.Formatter):
    """Formats `{name:spec}`: a pair, one of the specs below, Python's, or a spec and a pair, `{due:day:이/가}`.

    Moments: time, day, short, full (a day with its year), month (with its year), when, until (a day, or a moment of
    it). Settings: length, hours, share. People: person, titled. Numbers that one click dials: phone.
    """

    def __init__(self, grammar: Grammar, *, mrkdwn: bool) -> None:
        self._grammar = grammar
        self._mrkdwn = mrkdwn

    def vformat(self, format_string: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
        """Write a sentence with its facts."""
        parts = _parts(format_string)
        if len(parts) == 1 and parts[0].fact is None:  # most names of buttons
            return parts[0].words
        written = []
        for words, fact, spec, is_read in parts:
            written.append(words)
            if fact is not None:
                value = self.get_field(fact, args, kwargs)[0] if is_read else kwargs[fact]
                written.append(self.format_field(value, spec))
        return "".join(written)

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write one fact as its spec asks."""
        match format_spec:
            case "time":
                return _clock(value)
            case "hours":
                return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in value)
            case "length":
                unit, n = unit_of(value)
                return self.vformat(self._grammar.length[unit], (), {"n": n})
            case "share":
                return f"{round(value * 100, 2):g}%"
            case "day" | "short" | "full" | "month":
                return self._grammar.date(_day_of(value), format_spec)
            case "when" | "until":
                return self._moment(value, "short" if format_spec == "when" else "day")
            case "person" | "titled":
                return self._person(value, format_spec)
            case "phone":
                dialled = NOT_DIALLED.sub("", value)
                return f"<tel:{dialled}|{escape(value)}>" if self._mrkdwn and dialled else self._words(value)
            case paired if "/" in paired:
                spec, _, pair = paired.rpartition(":")
                return self._paired(value, spec, pair)
            case _:
                return self._words(format(value, format_spec))

    def _moment(self, value: date, form: str) -> str:
        day = self._grammar.date(_day_of(value), form)
        return f"{day} {_clock(value)}" if isinstance(value, datetime) else day

    def _person(self, user_id: str, form: str) -> str:
        if not self._mrkdwn:
            return self._grammar.somebody
        mention = f"<@{user_id}>"
        return mention if form == "person" else self._grammar.titled.format(mention=mention)

    def _words(self, words: str) -> str:
        return escape(words) if self._mrkdwn else words

    def _paired(self, value: Any, spec: str, pair: str) -> str:
        written = self.format_field(value, spec)
        if self._grammar.pair is Pair.PARTICLE:
            return written + particle(written if spec else str(value), pair)
        one, many = pair.split("/")
        return f"{written} {one if value == 1 else many}"


def _clock(value: datetime | time) -> str:
    local = value.astimezone(SEOUL).time() if isinstance(value, datetime) else value
    return f"{local:%H:%M}"


def _day_of(value: date | datetime) -> date:
    return value.astimezone(SEOUL).date() if isinstance(value, datetime) else value
