"""What the workspace itself says: the same in every language it has."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import bot.sandbox
from bot.sandbox.words import words_of
from bot.texts import LOCALES

FILES = sorted((Path(bot.sandbox.__file__).parent / "client").glob("*.toml"))


def flat(words: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, set[str]]]:
    """Return each sentence's name and its facts."""
    for name, value in words.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", set(re.findall(r"%\(\w+\)s", str(value)))


def test_every_language_of_the_bot_is_one_of_the_workspace_and_says_the_same() -> None:
    first, *others = (dict(flat(tomllib.loads(file.read_text(encoding="utf-8")))) for file in FILES)

    assert {file.stem for file in FILES} == set(LOCALES)
    assert all(each == first for each in others)


@pytest.mark.parametrize(("locale", "language"), [("ko-KR", "ko"), ("en-GB", "en"), ("xx-XX", "en"), ("../ko", "en")])
def test_people_read_their_own_language_or_english(locale: str, language: str) -> None:
    assert words_of(locale)["language"] == language
