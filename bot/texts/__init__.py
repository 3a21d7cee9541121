"""Every word a person reads, Korean first.

`load_texts` reads a language, `Texts` puts facts into its sentences, `Languages` knows who reads which.
"""

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from bot.domain.calls.dispositions import Disposition
from bot.texts.formatting import Formatter, grammar_from_table

CATALOGUES = resources.files("bot.texts")
LOCALES = tuple(sorted(each.name.removesuffix(".toml") for each in CATALOGUES.iterdir() if each.name.endswith(".toml")))
"""The languages: a TOML file makes one."""
DEFAULT_LOCALE, FOREIGN_LOCALE = "ko", "en"
SYNONYMS, GRAMMAR = "disposition_words", "grammar"


class Texts:
    """One language's catalogue. A missing key or fact raises KeyError: a bug that tests find."""

    def __init__(self, locale: str, catalogue: Mapping[str, Any], dispositions: Mapping[str, Disposition]) -> None:
        self.locale = locale
        self.grammar = grammar_from_table(catalogue[GRAMMAR])
        self.sentences = dict(_flat({name: table for name, table in catalogue.items() if name != GRAMMAR}))
        self._dispositions = dispositions
        self._plain = Formatter(self.grammar, mrkdwn=False)
        self._mrkdwn = Formatter(self.grammar, mrkdwn=True)

    def plain(self, key: str, /, **facts: Any) -> str:
        """Give a sentence for plain_text: facts as they are."""
        return self._plain.vformat(self.sentences[key], (), facts)

    def mrkdwn(self, key: str, /, **facts: Any) -> str:
        """Give a sentence for mrkdwn: facts escaped, the catalogue's own marks alive."""
        return self._mrkdwn.vformat(self.sentences[key], (), facts)

    def word(self, group: str, member: StrEnum | str) -> str:
        """Give the word for a member of an enumeration: `word("state", CallState.QUEUED)`."""
        return self.sentences[f"{group}.{member}"]

    def disposition(self, word: str) -> Disposition | None:
        """Understand a disposition as people write it, in either language; None when it is no such word."""
        return self._dispositions.get(_folded(word))


@cache
def load_texts(locale: str) -> Texts:
    """Load one of LOCALES. Words for dispositions are understood in all of them."""
    return Texts(locale, _read(locale), dict(_disposition_words(catalogues())))


def catalogues() -> tuple[Mapping[str, Any], ...]:
    """Give every language's texts as they stand in its file: what people type is understood in all of them."""
    return tuple(_read(each) for each in LOCALES)


class Languages:
    """Every language. `station` is that of the boards, and of people whose own nobody knows."""

    def __init__(self, locale: str) -> None:
        self._texts = {each: load_texts(each) for each in LOCALES}
        self.station = self._texts[locale]

    def of(self, locale: str | None) -> Texts:
        """Give a person's language; None: nobody knows it."""
        return self.station if locale is None else self._texts[locale]


def locale_for(slack_locale: str) -> str:
    """Choose a language by Slack's locale ("ko-KR"): its own if there is one, or English."""
    language, _, _ = slack_locale.casefold().replace("_", "-").partition("-")
    return language if language in LOCALES else FOREIGN_LOCALE


@cache
def _read(locale: str) -> Mapping[str, Any]:
    return tomllib.loads((CATALOGUES / f"{locale}.toml").read_text(encoding="utf-8"))


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        elif isinstance(value, str):
            yield f"{prefix}{name}", value


def _disposition_words(catalogues: Any) -> Iterator[tuple[str, Disposition]]:
    for disposition in Disposition:
        yield _folded(disposition.value), disposition
        for catalogue in catalogues:
            yield _folded(catalogue["disposition"][disposition]), disposition
            for word in catalogue[SYNONYMS][disposition]:
                yield _folded(word), disposition


def _folded(word: str) -> str:
    folded = unicodedata.normalize("NFC", word).casefold()
    return "".join(letter for letter in folded if letter not in " ·-_/.,'’")
