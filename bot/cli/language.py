"""Whose language the command line speaks: that of LOCALE, as settings read it."""

import os
import re
from pathlib import Path

from bot.texts import DEFAULT_LOCALE, LOCALES, Texts, load_texts

LINE = re.compile(r"^\s*(?:export\s+)?LOCALE\s*=\s*[\"']?([\w-]*)", re.IGNORECASE | re.MULTILINE)


def reader_texts() -> Texts:
    """Load the texts of whoever reads: help and refusals come before settings are, or can be, read."""
    return load_texts(reader_locale(Path(".env")))


def reader_locale(env_file: Path) -> str:
    """Find LOCALE in the environment, or else in a file like .env. What is no language of ours is the default."""
    here = {name.upper(): value for name, value in os.environ.items()}
    try:
        written = LINE.findall(env_file.read_bytes().decode("utf-8-sig", errors="replace"))
    except OSError:  # not there, or not ours to read: who needs it says so
        written = []
    chosen = here.get("LOCALE") or next(reversed(written), DEFAULT_LOCALE)
    return chosen if chosen in LOCALES else DEFAULT_LOCALE
