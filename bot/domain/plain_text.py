"""What letters a text really holds: invisible marks, odd spaces, widths, dashes (rule book §3, Cells)."""

import re
import unicodedata

LONGEST_CELL = 32_767
"""Characters that Excel keeps in a cell."""
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\U000e0000-\U000e0fff]"
)
"""Control and format characters, fillers, halves of letters."""
LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
SPACES = "\t\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
DASHES = (
    "\u02d7\u058a\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u207b\u208b\u2212"
    "\u2500\u2501\u2796\u2e3a\u2e3b\u30a0\ufe58\ufe63"
)
TILDES = "\u02dc\u2053\u223c\u223e\u301c\u3030"
LETTER_DASHES = re.compile(r"(?<=[\d) ])[ーｰㅡ一ᅳ]+(?=[\d( ])")
"""Letters that are typed for a dash; only beside digits, for they are letters of names as well."""
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
FOLDED = (
    FULL_WIDTH
    | dict.fromkeys(map(ord, SPACES), " ")
    | dict.fromkeys(map(ord, DASHES), "-")
    | dict.fromkeys(map(ord, TILDES), "~")
    | {ord("。"): ".", ord("、"): ",", ord("｡"): ".", ord("､"): ","}
)
_TO_FOLD = re.compile("[" + re.escape("".join(map(chr, FOLDED))) + "ーｰㅡ一ᅳ]|_x[0-9A-Fa-f]{4}_")


def plain_text(text: str) -> str:
    """Return a text in NFC with ASCII digits, punctuation, dashes and spaces, line feeds and nothing invisible."""
    text = text[:LONGEST_CELL]
    if text.isascii() and text.isprintable() and "_x" not in text:
        return text
    if (
        text.isprintable()
        and not (_TO_FOLD.search(text) or INVISIBLE.search(text))
        and unicodedata.is_normalized("NFC", text)
    ):
        return text
    text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    text = INVISIBLE.sub("", LINE_BREAKS.sub("\n", text))
    text = unicodedata.normalize("NFC", text).translate(FOLDED)
    return LETTER_DASHES.sub("-", text)
