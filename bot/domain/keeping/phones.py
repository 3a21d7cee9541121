"""Reading a cell with phone numbers as people write them (rule book §3)."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

DASHES = dict.fromkeys(map(ord, "-‐‑‒–—―−ーｰ.·~ \t\u00a0()[]"), "")
SEPARATORS = re.compile(r"[/,;|\n]|\s{2,}|(?<=\d)\s+(?=0\d{1,2}[-.)\s]\d)")
THIRD_PARTY = re.compile(
    r"배우자|남편|아내|처\b|부인|모친|부친|어머니|아버지|보호자|지인|친구|동생|자녀|아들|가족|대리인|직장|이웃"
    r"|\(\s*(?:모|부|자|녀|딸|형|누나|언니|오빠|처|夫|妻|母|父)\s*\)"
)
MASK_MARKS = ("*", "●", "○", "x", "X", "#")
FOREIGN = re.compile(r"^(?:\+|00700|00)?82(?:0)?(?=[1-9])")
MOBILE_LENGTHS = {
    "010": {11},
    "011": {10, 11},
    "016": {10, 11},
    "017": {10, 11},
    "018": {10, 11},
    "019": {10, 11},
}
OLD_PREFIXES = ("011", "016", "017", "018", "019")
AREA_CODES = {
    "031", "032", "033", "041", "042", "043", "044", "051", "052", "053", "054", "055", "061", "062", "063", "064",
}  # fmt: skip
NOBODY = {"01000000000"}
LONGEST_CELL = 200


class PhoneResult(StrEnum):
    """What a cell gave."""

    OK = "ok"
    REPAIRED = "repaired"
    OK_WITH_ALTERNATE = "ok_with_alternate"
    THIRD_PARTY_PHONE = "third_party_phone"
    NO_PHONE = "no_phone"


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """A cell's number, digits only with the leading 0; the second one; whether its prefix is out of use (01[16789])."""

    phone: str | None
    alternate: str | None
    result: PhoneResult
    old_prefix: bool = False


NOTHING = PhoneReading(None, None, PhoneResult.NO_PHONE)


def read_phones(cell: str) -> PhoneReading:
    """Read the petitioner's number out of a cell: the first mobile, else the first number."""
    text = unicodedata.normalize("NFKC", cell[:LONGEST_CELL]).strip()
    if THIRD_PARTY.search(text):
        return PhoneReading(None, None, PhoneResult.THIRD_PARTY_PHONE)
    found = [number for part in SEPARATORS.split(text) if (number := _number(part))]
    unique = list(dict.fromkeys(found))
    if not unique:
        return NOTHING
    unique.sort(key=lambda number: not number[0].startswith("01"))
    (phone, repaired), *others = unique
    result = PhoneResult.REPAIRED if repaired else PhoneResult.OK
    if others:
        result = PhoneResult.OK_WITH_ALTERNATE
    return PhoneReading(phone, others[0][0] if others else None, result, phone.startswith(OLD_PREFIXES))


def _number(part: str) -> tuple[str, bool] | None:
    """The digits of one number and whether Excel's lost 0 was put back; None when it is no petitioner's number."""
    bare = part.translate(DASHES)
    if any(mark in bare for mark in MASK_MARKS):
        return None
    bare = re.sub(r"^(?:휴대폰|휴대전화|핸드폰|자택|집|사무실|HP|H\.P|TEL|T|M)[:.]?", "", bare, flags=re.IGNORECASE)
    bare = re.sub(r"(?:내선|#|ext).*$", "", bare, flags=re.IGNORECASE)
    digits = FOREIGN.sub("0", bare)
    if not (digits.isascii() and digits.isdigit()):
        return None
    if _is_personal(digits):
        return digits, False
    if not digits.startswith("0") and _is_personal("0" + digits):
        return "0" + digits, True
    return None


def _is_personal(digits: str) -> bool:
    if digits in NOBODY or len(set(digits)) == 1:
        return False
    prefix = digits[:3]
    if prefix in MOBILE_LENGTHS:
        return len(digits) in MOBILE_LENGTHS[prefix]
    if prefix in AREA_CODES:
        return len(digits) in {10, 11}
    if digits.startswith("02"):
        return len(digits) in {9, 10}
    return (prefix == "070" and len(digits) == len("07012345678")) or (prefix == "050" and len(digits) in {11, 12})


def format_phone(digits: str) -> str:
    """Write a number for reading aloud: "010-0000-1234", "02-000-1234"."""
    head = 2 if digits.startswith("02") else 4 if digits.startswith("050") else 3
    return f"{digits[:head]}-{digits[head:-4]}-{digits[-4:]}"
