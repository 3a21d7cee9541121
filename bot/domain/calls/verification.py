"""Verification by phone: what somebody who answers the main number asks, and how it is read (rule book §6)."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.keeping.phones import read_phones

DIGITS = 6
HALF = DIGITS // 2
WRONG_CODES = 5
WRONG_WITHIN = timedelta(minutes=10)
LONGEST_NAME = 40
LABEL = re.compile(r"^(?:확인\s*번호|코드|code)?[\s:]*", re.IGNORECASE)
BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212\u00b7.,`'\"*_]")
CODE = re.compile(rf"[0-9]{{{DIGITS}}}번?")


@dataclass(frozen=True, slots=True)
class LookupQuestion:
    """A verification code, a petitioner's number, or the name that the caller gave: exactly one of them."""

    code: str | None = None
    phone: str | None = None
    name: str | None = None


def read_question(words: str) -> LookupQuestion | None:
    """Read a code, a number or a name as people type it; None when it is neither."""
    plain = unicodedata.normalize("NFKC", words).strip()
    code = BETWEEN.sub("", LABEL.sub("", plain))
    if CODE.fullmatch(code):
        return LookupQuestion(code=code[:DIGITS])
    phone = read_phones(plain).phone
    if phone is not None:
        return LookupQuestion(phone=phone)
    is_name = any(letter.isalpha() for letter in plain) and not any(letter.isdigit() for letter in plain)
    return LookupQuestion(name=plain) if is_name and code and len(plain) <= LONGEST_NAME else None


def code_as_said(code: str) -> str:
    """Write a code as it is shown and said: "482113" → "482 113"."""
    return f"{code[:HALF]} {code[HALF:]}"


def is_live(*, is_open: bool, last_phoned: datetime, now: datetime, valid: timedelta) -> bool:
    """Check whether a call of ours is still confirmed.

    `is_open`: the call, or something ordinary that was filed from it, is not closed.
    """
    return is_open or now - last_phoned <= valid
