"""Verification by phone: what somebody who answers the main number asks, and how it is read (rule book §6)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.keeping.phones import read_phones

WRONG_CODES = 5
WRONG_WITHIN = timedelta(minutes=10)
CODE = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class LookupQuestion:
    """A verification code, or a petitioner's number: exactly one of the two."""

    code: str | None = None
    phone: str | None = None


def read_question(words: str) -> LookupQuestion | None:
    """Read a code or a number as people type it; None when it is neither."""
    plain = unicodedata.normalize("NFKC", words).strip()
    if CODE.fullmatch(plain) and plain.isascii():
        return LookupQuestion(code=plain)
    phone = read_phones(plain).phone
    return None if phone is None else LookupQuestion(phone=phone)
