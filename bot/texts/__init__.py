"""Every word a person reads or types, Korean first.

`load_texts` reads a language, `Texts` puts facts into its sentences, `Languages` knows who reads which.
What people type is read by `words` and `periods`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from copy import copy
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from bot.domain.station import Station
from bot.texts.formatting import Formatter, grammar_from_table

CATALOGUES = resources.files("bot.texts")
LOCALES = tuple(sorted(each.name.removesuffix(".toml") for each in CATALOGUES.iterdir() if each.name.endswith(".toml")))
"""The languages: a TOML file makes one."""
DEFAULT_LOCALE, FOREIGN_LOCALE = "ko", "en"
GRAMMAR = "grammar"
SETTING = "setting"
"""The fact by which sentences name a station's settings."""


class Texts:
    """One language's catalogue. A missing key or fact raises KeyError: a bug that tests find.

    Sentences may name what a station has set, `{setting.morning_at:time}`: `of_station` knows it.
    """

    def __init__(self, locale: str, catalogue: Mapping[str, Any]) -> None:
        self.locale = locale
        self._settings: Mapping[str, Any] = {}
        self.grammar = grammar_from_table(catalogue[GRAMMAR])
        self.sentences = dict(_flat({name: table for name, table in catalogue.items() if name != GRAMMAR}))
        self._plain = Formatter(self.grammar, mrkdwn=False)
        self._mrkdwn = Formatter(self.grammar, mrkdwn=True)

    def plain(self, key: str, /, **facts: Any) -> str:
        """Give a sentence for plain_text: facts as they are."""
        return self._plain.vformat(self.sentences[key], (), {**self._settings, **facts})

    def mrkdwn(self, key: str, /, **facts: Any) -> str:
        """Give a sentence for mrkdwn: facts escaped, the catalogue's own marks alive."""
        return self._mrkdwn.vformat(self.sentences[key], (), {**self._settings, **facts})

    def of_station(self, station: Station) -> "Texts":
        """Return the same language for one station: its sentences name what this station has set."""
        ours = copy(self)
        ours._settings = {SETTING: station}  # noqa: SLF001 — our own copy
        return ours

    def word(self, group: str, member: StrEnum | str) -> str:
        """Give the word for a member of an enumeration: `word("state", CallState.QUEUED)`."""
        return self.sentences[f"{group}.{member}"]


@cache
def load_texts(locale: str) -> Texts:
    """Load one of LOCALES, of no station yet."""
    return Texts(locale, catalogue_of(locale))


def catalogues() -> tuple[Mapping[str, Any], ...]:
    """Give every language's texts as they stand in its file: what people type is understood in all of them."""
    return tuple(catalogue_of(each) for each in LOCALES)


class Languages:
    """Every language, for one station. `station` is that of the boards, and of people whose own nobody knows."""

    def __init__(self, locale: str, station: Station) -> None:
        self._texts = {each: load_texts(each).of_station(station) for each in LOCALES}
        self.station = self._texts[locale]

    def of(self, locale: str | None) -> Texts:
        """Give a person's language; None: nobody knows it."""
        return self.station if locale is None else self._texts[locale]


def locale_for(slack_locale: str) -> str:
    """Choose a language by Slack's locale ("ko-KR"): its own if there is one, or English."""
    language, _, _ = slack_locale.casefold().replace("_", "-").partition("-")
    return language if language in LOCALES else FOREIGN_LOCALE


@cache
def catalogue_of(locale: str) -> Mapping[str, Any]:
    """Read a language's texts as they stand in its file."""
    return tomllib.loads((CATALOGUES / f"{locale}.toml").read_text(encoding="utf-8"))


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        elif isinstance(value, str):
            yield f"{prefix}{name}", value
