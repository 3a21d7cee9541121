"""Fonts for pages: read once in a process; of each, a document then picks the letters that it needs."""

from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Any

from fpdf import FPDF
from fpdf.fonts import SubsetMap, TTFFont

from bot.documents.fonts import font_file

FAMILY = "Nanum"


@dataclass(frozen=True, slots=True)
class _ReadFont:
    """What documents share of a font: letters and widths; the names of its glyphs, in the order of their numbers."""

    shared: TTFFont
    names: list[str]
    opens: type[Any]  # fontTools' TTFont, which is fpdf2's affair


@cache
def _read(*, bold: bool) -> _ReadFont:
    """Read a font. It has 17,000 glyphs: half of what a short document takes."""
    style = "B" if bold else ""
    font = TTFFont(FPDF(), font_file(bold=bold), f"{FAMILY.lower()}{style}", style)
    found = _ReadFont(font, font.ttfont.getGlyphOrder(), type(font.ttfont))
    del font.ttfont  # the outlines: megabytes that each document reads for itself
    return found


def add_font(pages: FPDF, *, bold: bool) -> None:
    """Add a font to a document as `FPDF.add_font` does, without reading it again."""
    read = _read(bold=bold)
    font = copy(read.shared)
    font.i, font.desc, font.missing_glyphs = len(pages.fonts) + 1, copy(read.shared.desc), []
    font.ttfont = read.opens(font_file(bold=bold), recalcTimestamp=False, lazy=True)  # fpdf2 cuts its other letters out
    font.ttfont.setGlyphOrder(read.names)
    font.subset = SubsetMap(font)
    pages.fonts[font.fontkey] = font
