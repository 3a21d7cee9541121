"""Whose language the command line speaks, that of LOCALE as settings read it, and in which letters it is printed."""

import codecs
import io
import os
import re
from collections.abc import Iterable
from pathlib import Path

from rich.text import Text

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


PLAIN = {"✔": "O", "✘": "X", "△": "!", "–": "-", "·": ",", "…": "...", "−": "-", "‘": "'", "’": "'", "→": "->"}
"""What stands for marks that a terminal has no letters for (EUC-KR has no ✔)."""


def make_printable(streams: Iterable[object]) -> None:
    """Let whatever we print be printed: marks in plain letters, and all in UTF-8 where there is no Hangul."""
    codecs.register_error("plain", _in_plain_letters)
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if _has_hangul(stream.encoding) else "utf-8", errors="plain")


def count_columns() -> None:
    """Let rich count columns where it takes the spaces from a line's end: a Korean letter fills two.

    Rich 15 counts letters there: the spaces stayed, and for them the last word of a full line was cut.
    """
    Text.rstrip_end = _without_spaces_beyond  # type: ignore[assignment,method-assign]


def _without_spaces_beyond(line: Text, size: int) -> None:
    beyond = min(len(line.plain) - len(line.plain.rstrip()), line.cell_len - size)
    if beyond > 0:
        line.right_crop(beyond)


def _has_hangul(encoding: str) -> bool:
    try:
        return bool("가".encode(encoding))
    except (UnicodeEncodeError, LookupError):
        return False


def _in_plain_letters(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 — nothing is read
    return "".join(PLAIN.get(each, "?") for each in error.object[error.start : error.end]), error.end
