"""The languages: what TOML files there are, and nothing else."""

import re
from pathlib import Path

import pytest

import bot.texts
from bot.texts import DEFAULT_LOCALE, FOREIGN_LOCALE, LOCALES, locale_for

FILES = {path.stem for path in Path(bot.texts.__file__).parent.glob("*.toml")}


def test_a_toml_file_makes_a_language() -> None:
    assert set(LOCALES) == FILES
    assert {DEFAULT_LOCALE, FOREIGN_LOCALE} <= FILES


def test_no_other_file_names_a_language() -> None:
    root = Path(bot.texts.__file__).parents[2]
    rooms = [root / name for name in ("bot", "handlers", "storage")]
    naming = re.compile("|".join(rf"[\"']{language}[\"']" for language in FILES))

    named = [file for room in rooms for file in room.rglob("*.py") if naming.search(file.read_text(encoding="utf-8"))]

    assert named == [Path(bot.texts.__file__)]


@pytest.mark.parametrize(
    ("slack_locale", "language"),
    [("ko-KR", "ko"), ("ko", "ko"), ("en-GB", "en"), ("xx-XX", "en"), ("kok-IN", "en"), ("", "en")],
)
def test_people_read_the_language_of_their_slack_or_english(slack_locale: str, language: str) -> None:
    assert locale_for(slack_locale) == language
