"""The station's main number, by which people check who phoned them, and the extension to which they are put through.

Neither is ever an emergency number (rule book §6).
"""

import re
import unicodedata

from bot.domain.keeping.setting_faults import SettingFault

NEVER = frozenset({"112", "119", "182"})
"""Who dials one of these reaches an emergency line or the national one, not the station."""
AREA = r"0(?:2|[3-6]\d)"
MAIN_NUMBER = re.compile(rf"(?:{AREA}|070)\d{{3,4}}\d{{4}}|1[5-8]\d{{6}}", re.ASCII)
WRITTEN = re.compile(r"[\d\s()\-.+\u2010-\u2015\u2212]+", re.ASCII)
EXTENSION = re.compile(r"[\d\s()\-.+*#~,/\u2010-\u2015\u2212]+", re.ASCII)
LONGEST = 30
"""Digits of two numbers, one beside the other."""


def main_number_fault(words: str) -> SettingFault | None:
    """Return what is wrong with a main number; None when a person can look it up and dial it."""
    plain = unicodedata.normalize("NFKC", words).strip()
    if not plain:
        return SettingFault.MISSING
    digits = re.sub(r"\D", "", plain)
    if plain.startswith("+82"):
        digits = "0" + digits.removeprefix("82").removeprefix("0")
    if digits in NEVER or re.sub(rf"^{AREA}", "", digits) in NEVER:
        return SettingFault.EMERGENCY_NUMBER
    is_written_as_a_number = WRITTEN.fullmatch(plain) is not None
    if not is_written_as_a_number or not MAIN_NUMBER.fullmatch(digits) or digits.endswith("00000000"):
        return SettingFault.NOT_A_MAIN_NUMBER
    return None


def is_extension(words: str) -> bool:
    """Check whether the switchboard can put somebody through to a number; there may be none."""
    plain = unicodedata.normalize("NFKC", words).strip()
    digits = re.sub(r"\D", "", plain)
    return not plain or (EXTENSION.fullmatch(plain) is not None and digits not in NEVER and 1 < len(digits) <= LONGEST)
