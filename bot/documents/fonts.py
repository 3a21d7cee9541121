"""Letters that surely print: the Hangul font, and people's words made fit for it.

The font comes in the wheel of koreanize-matplotlib. Its code is never imported: it needs distutils, gone since
Python 3.12, and changes matplotlib's settings for the whole process.
"""

import re
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from matplotlib.font_manager import get_font

CUT = "…"
ALIKE = str.maketrans({"−": "-", "‐": "-", "‑": "-", "\u00ad": ""})
"""Signs the font lacks that another stands for."""
UNPRINTABLE = "?"
"""What is left of words none of whose letters the font has."""


@cache
def font_file(*, bold: bool) -> Path:
    """Return the TrueType file of NanumGothic."""
    wheel = find_spec("koreanize_matplotlib")
    if wheel is None or not wheel.submodule_search_locations:
        raise FileNotFoundError("the wheel koreanize-matplotlib, which carries the Hangul font, is not installed")
    return Path(wheel.submodule_search_locations[0]) / "fonts" / ("NanumGothicBold.ttf" if bold else "NanumGothic.ttf")


def printable(words: str) -> str:
    """Compose jamo, fold white space, and leave out what the font has no letter for: emoji, marks of direction."""
    composed = re.sub(r"\s+", " ", unicodedata.normalize("NFC", words)).translate(ALIKE)
    kept = "".join(letter for letter in composed if letter in _letters())
    return " ".join(kept.split()) or (UNPRINTABLE if words.strip() else "")


def printed_width(words: str) -> int:
    """Count the Latin letters that words are as wide as; Hangul is two wide."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


def clipped(words: str, width: int) -> str:
    """Cut printable words to a width, counted in Latin letters; Hangul is two wide."""
    fitting = printable(words)
    if printed_width(fitting) <= width:
        return fitting
    while printed_width(fitting) > width - 1:
        fitting = fitting[:-1]
    return fitting.rstrip() + CUT


def folded(words: str, width: int, lines: int) -> str:
    """Break printable words into lines of a width, between words where that works; cut what does not fit."""
    rest, done = printable(words), list[str]()
    while rest and len(done) < lines - 1 and printed_width(rest) > width:
        line = rest
        while printed_width(line) > width:
            line = line[:-1]
        space = line.rfind(" ")
        line = line[:space] if space > len(line) // 4 else line
        done.append(line.strip())
        rest = rest[len(line) :].strip()
    return "\n".join([*done, clipped(rest, width)]) if rest else "\n".join(done)


@cache
def _letters() -> frozenset[str]:
    both = [get_font(str(font_file(bold=bold))).get_charmap().keys() for bold in (False, True)]
    return frozenset(chr(code) for code in set(both[0]) & set(both[1]) if code >= ord(" "))
