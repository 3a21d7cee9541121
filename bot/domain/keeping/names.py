"""Petitioners' names: tidied for storing, masked for showing. One rule everywhere (rule book §3)."""

import re
import unicodedata

BRACKETED = re.compile(r"[(\[（［【<].*?[)\]）］】>]|[(\[（［【<].*$")
MASK = "*"
MASKED = re.compile(r"\*|.\*+.?")
LONGEST = 100


def clean_name(cell: str) -> str:
    """Tidy a name: NFC, bracketed notes gone, white space folded, at most 100 letters."""
    printable = "".join(letter if letter.isprintable() else " " for letter in unicodedata.normalize("NFC", cell))
    name = BRACKETED.sub("", printable)
    return " ".join(name.split())[:LONGEST]


def mask_name(name: str) -> str:
    """Mask a name: 홍길동 → 홍*동, 홍길 → 홍*, JOHN SMITH → J*** S****. A masked name stays as it is."""
    words = clean_name(name).split()
    if words and all(MASKED.fullmatch(word) for word in words):
        return " ".join(words)
    if all(_is_latin(word) for word in words):
        return " ".join(_mask_latin(word) for word in words)
    return _mask_letters("".join(words))


def _is_latin(word: str) -> bool:
    return all(letter.isascii() or unicodedata.name(letter, "").startswith("LATIN") for letter in word)


def _mask_latin(word: str) -> str:
    return MASK if len(word) == 1 else word[0] + MASK * (len(word) - 1)


def _mask_letters(word: str) -> str:
    if len(word) == 1:
        return MASK
    if len(word) == len("홍길"):
        return word[0] + MASK
    return word[0] + MASK * (len(word) - 2) + word[-1]
