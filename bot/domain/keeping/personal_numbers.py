"""Numbers that have no place in free text: caught at the form, before anything is stored or sent (rule book §7)."""

import re
import unicodedata

from bot.domain.refusals import FormRefused, Reason

MOBILE = re.compile(r"(?<!\d)(?:\+?82[-. ]?0?|0)1[016789][-. ]?\d{3,4}[-. ]?\d{4}(?!\d)")
RESIDENT = re.compile(r"(?<!\d)\d{6}[- ]?[1-8]\d{6}(?!\d)")
CARD = re.compile(r"(?<!\d)\d{4}[- ]?\d{4}[- ]?\d{4}[- ]?\d{3,4}(?!\d)")
ACCOUNT = re.compile(r"(?<![\d-])\d{2,6}-\d{2,6}-\d{4,8}(?:-\d{1,3})?(?![\d-])")
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−ー"), "-")
SHORTEST_ACCOUNT = 11
"""Digits: a Korean bank account has 11 to 14; dates and most receipt numbers have fewer."""
AREA_CODE = re.compile(r"0(?:2|[3-6]\d|70|80|50\d)-")


def holds_number(words: str) -> bool:
    """Check whether words hold what looks like a mobile, resident, card or account number.

    Office lines are let through: answers name them.
    """
    plain = unicodedata.normalize("NFKC", words).translate(DASHES)
    if MOBILE.search(plain) or RESIDENT.search(plain) or CARD.search(plain):
        return True
    return any(_is_account(match[0]) for match in ACCOUNT.finditer(plain))


def _is_account(found: str) -> bool:
    digits = sum(letter.isdigit() for letter in found)
    return digits >= SHORTEST_ACCOUNT and not AREA_CODE.match(found)


def checked(words: str, field: str, missing: Reason) -> str:
    """Return the words without the blanks around them.

    Raises:
        FormRefused: none, or with a number in them.
    """
    plain = words.strip()
    if not plain:
        raise FormRefused({field: missing})
    if holds_number(plain):
        raise FormRefused({field: Reason.PERSONAL_NUMBER})
    return plain
