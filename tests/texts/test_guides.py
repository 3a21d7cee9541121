"""What the guides call by name stands so on the screen: nobody looks for a button that is called otherwise."""

import re

import pytest

from bot.texts import LOCALES, load_texts

NAMED = re.compile(r"`([^`]*)`")
MINUTES_LEFT = re.compile(r" \([^)]*\{.*$")
"""Behind the name of a button that tells how long it may still be pressed."""


def names_in(words: str) -> list[str]:
    """What stands between code marks and is no command."""
    return [name for name in NAMED.findall(words) if not name.startswith("{")]


def guides_of(locale: str) -> dict[str, str]:
    return {key: words for key, words in load_texts(locale).sentences.items() if key.startswith("guide.")}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_name_in_a_guide_is_a_name_on_the_screen(locale: str) -> None:
    sentences = load_texts(locale).sentences
    shown = {MINUTES_LEFT.sub("", words) for key, words in sentences.items() if not key.startswith("guide.")}

    unknown = {key: names for key, words in guides_of(locale).items() if (names := {*names_in(words)} - shown)}

    assert not unknown


def test_the_languages_call_the_same_things_by_name() -> None:
    counts = [{key: len(names_in(words)) for key, words in guides_of(locale).items()} for locale in LOCALES]

    assert all(each == counts[0] for each in counts)
