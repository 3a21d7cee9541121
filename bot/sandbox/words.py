"""What the workspace itself says, in the language of whoever reads it: a TOML file beside the page for each."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from bot.sandbox.workspace import Json

FOLDER = resources.files("bot.sandbox") / "client"
FOREIGN = "en-US"
"""What people read whose language there is no file for."""


@cache
def words_of(locale: str) -> Json:
    """Return the words for a Slack locale ("ko-KR"), and `language`, which they are of."""
    language, _, _ = locale.partition("-")
    file = FOLDER / f"{language}.toml"
    if not file.is_file():
        return words_of(FOREIGN)
    words: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return {**words, "language": language}
