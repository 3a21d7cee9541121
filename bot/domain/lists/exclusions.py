"""Who is not called, read from a list by meaning and not by substring (rule book §3, exclusions).

What is known to say nothing is set aside first: compounds (어린이보호구역), negations (연락 거부 안 함), other people's
refusals. Then the words are looked for, the weightiest reason first.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.domain.lists import exclusion_words as words
from bot.domain.lists.ages import is_minor_by_age, is_minor_by_birth, says_minor_by_years
from bot.domain.lists.rows import ExclusionReason, SaidIn
from bot.domain.station_tables import NeverCall, fold_word


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWords:
    """What a row says besides name and number. Consents are pairs of the column's own words and the cell."""

    notes: Sequence[str] = ()
    purposes: Sequence[str] = ()
    consents: Sequence[tuple[str, str]] = ()
    births: Sequence[str] = ()
    ages: Sequence[str] = ()


YES = {
    "Y", "YES", "O", "○", "◯", "●", "ㅇ", "ᄋ", "V", "✓", "✔", "☑", "■", "1", "T", "TRUE", "예", "네", "유", "가",
    "가능", "함", "동의",
    "동의함", "희망", "수락", "허락", "승낙", "원함", "해당",
}  # fmt: skip
NO = {
    "N", "NO", "X", "☐", "□", "0", "0.0", "F", "FALSE", "부", "무", "아니오", "아니요", "없음", "안함", "불가",
    "미작성", "미제출", "불원",
    "미희망", "비희망", "거부", "거절", "미동의", "비동의", "부동의", "사절", "원치않음", "비해당", "해당없음", "제외",
}  # fmt: skip
UNSAID = {"", "-", "--", "―", "/", "|", "미확인", "확인중", "해당없음", "비해당", "N|A", "NA"}
ABOUT_REFUSAL = re.compile(
    r"거부|거절|제외|금지|제한|(?<!가능)(?<!가능\|)불가|불원|사절|차단|미동의|비동의|원치|NOCALL|DNC"
)
ABOUT_PROTECTION = re.compile(r"(?<!정보)보호")
ABOUT_CALLS = re.compile(rf"{words.CONTACT}|{words.PERSONAL}|^\(?동의|^정보|^수집|제3자")
NOT_ABOUT_CALLS = re.compile(r"문자|SMS|메일|우편|사진|촬영|합의|위치")

_CROSSES = dict.fromkeys(map(ord, "×✕✗✘╳❌⨉✖Ⅹ"), "X") | str.maketrans("ㆍ不\n\r", "·불||")
_GONE = re.compile(r"[\s·‧∙\-–—~\"'“”‘’*_^#]+")
_BREAKS = re.compile(r"[,;/.!?+→>&。、ᆞ]+")
_HARMLESS = re.compile("|".join(words.HARMLESS))
_GUARDIAN_CAME = re.compile(words.GUARDIAN_CAME)
_FAMILY_CAME = re.compile(rf"{words.FAMILY}{words.CAME_ALONG}")
_VICTIM = re.compile(rf"{words.CRIME}|{words.PROTECTED}")
_FAMILY, _VIOLENCE = re.compile(words.FAMILY), re.compile(words.VIOLENCE)
_SUFFERED, _ORDINARY = re.compile("피해자"), re.compile(words.ORDINARY)
_SCHOOL, _SCHOOL_VICTIM = re.compile("학교폭력|학폭"), re.compile(r"(?:학교폭력|학폭)[^|#]{0,6}피해")
_ACCIDENT = re.compile("(?:교통|차량|오토바이)[^|#]{0,8}상해")
_PUPIL, _ADULT = re.compile(words.PUPIL), re.compile(words.ADULT)
_INFORMANT, _STAFF = re.compile(words.INFORMANT), re.compile(words.STAFF)
_REFUSED = re.compile("|".join(words.REFUSED))
_TELLING = re.compile(
    "|".join((words.CRIME, words.PROTECTED, "피해자", words.FAMILY, words.PUPIL, words.INFORMANT, *words.REFUSED))
)
"""What may exclude. Where none of it stands, nothing need be set aside: most rows."""
WEIGHTIEST_FIRST = (
    ExclusionReason.VICTIM_PROTECTION,
    ExclusionReason.MINOR,
    ExclusionReason.INFORMANT,
    ExclusionReason.REFUSED_CONTACT,
    ExclusionReason.STAFF,
)


def exclusion_of(row: RowWords, today: date) -> ExclusionReason | None:
    """Find the weightiest reason in a row not to call: victims, minors, informants, refusals, staff."""
    found = {_reason_in_words(tuple(filter(None, (*row.notes, *row.purposes))), today)}
    if any(marks_protected(header, cell) for header, cell in row.consents):
        found.add(ExclusionReason.VICTIM_PROTECTION)
    if any(is_minor_by_age(cell, today) for cell in row.ages if cell) or any(
        is_minor_by_birth(cell, today) for cell in row.births if cell
    ):
        found.add(ExclusionReason.MINOR)
    if any(refuses_consent(header, cell) for header, cell in row.consents):
        found.add(ExclusionReason.REFUSED_CONTACT)
    return next((reason for reason in WEIGHTIEST_FIRST if reason in found), None)


@lru_cache(maxsize=4096)  # most rows say the same few things
def _reason_in_words(texts: tuple[str, ...], today: date) -> ExclusionReason | None:
    whole = "|".join(map(fold, texts))
    if _TELLING.search(whole):
        whole = _set_aside(whole)
    if _names_victim(whole):
        return ExclusionReason.VICTIM_PROTECTION
    if _says_minor(texts, whole, today):
        return ExclusionReason.MINOR
    if _INFORMANT.search(whole):
        return ExclusionReason.INFORMANT
    if _REFUSED.search(whole):
        return ExclusionReason.REFUSED_CONTACT
    return ExclusionReason.STAFF if _STAFF.search(whole) else None


def said_where(row: RowWords, reason: ExclusionReason, today: date) -> SaidIn:
    """Find the column that says a reason by itself; a list must say otherwise there before the person is called."""
    alone = {
        SaidIn.CONSENT: RowWords(consents=row.consents),
        SaidIn.NOTE: RowWords(notes=row.notes),
        SaidIn.TYPE: RowWords(purposes=row.purposes),
    }
    return next((column for column, words in alone.items() if exclusion_of(words, today) is reason), SaidIn.ELSEWHERE)


def refuses_consent(header: str, cell: str) -> bool:
    """Check whether a cell of a consent column says that the person is not to be called.

    Where the header asks for a refusal (연락제외), any sign but a no is one. 개인정보동의 = Y says nothing about calls.
    """
    asked, answer = fold(header), fold(cell).strip("|()[]")
    if answer in UNSAID or (NOT_ABOUT_CALLS.search(asked) and not ABOUT_CALLS.search(asked)):
        return False
    if ABOUT_REFUSAL.search(asked):
        return answer not in NO or answer in {"거부", "거절", "제외", "미동의", "비동의", "부동의", "불원", "사절"}
    if answer in YES or not ABOUT_CALLS.search(asked):
        return False
    return answer in NO or _says_no(answer)


def marks_protected(header: str, cell: str) -> bool:
    """Check whether a column such as 피해자보호 has a sign that is not a no."""
    answer = fold(cell).strip("|()[]")
    return ABOUT_PROTECTION.search(fold(header)) is not None and answer not in UNSAID | NO


def is_never_called(purpose: str, petition_type: str, department: str, never: NeverCall) -> bool:
    """Check the station's own `[never_call]`: a type or a department of its tables, or a word of the purpose."""
    folded = fold_word(purpose)
    return department in never.departments or any(
        petition_type == name or fold_word(name) in folded for name in never.types
    )


@lru_cache(maxsize=4096)
def names_victims(purpose: str) -> bool:
    """Check whether a purpose names what victims suffer, be it in a harmless compound: it is shown to nobody."""
    folded = fold(purpose)
    return bool(_VICTIM.search(folded)) or (_names_victim(folded) and _names_victim(_set_aside(folded)))


def fold(text: str) -> str:
    """Fold words for comparing: NFKC, capitals, no white space nor marks, "|" where a clause ends."""
    plain = unicodedata.normalize("NFKC", text.translate(_CROSSES)).upper()
    if not plain.isprintable():
        plain = "".join(letter for letter in plain if unicodedata.category(letter) not in {"Cc", "Cf"})
    return _BREAKS.sub("|", _GONE.sub("", plain))


def _set_aside(folded: str) -> str:
    return _HARMLESS.sub("#", folded)


def _names_victim(said: str) -> bool:
    if _VICTIM.search(said):
        return True
    if _SUFFERED.search(said) and not _ORDINARY.search(said):
        return not _SCHOOL.search(said) or not _ADULT.search(_GUARDIAN_CAME.sub("", said))
    if _SCHOOL_VICTIM.search(said) and not _ADULT.search(_GUARDIAN_CAME.sub("", said)):
        return True
    others = _FAMILY_CAME.sub("", _ACCIDENT.sub("", _SCHOOL.sub("", said)))
    return bool(_FAMILY.search(others) and _VIOLENCE.search(others))


def _says_minor(texts: Sequence[str], whole: str, today: date) -> bool:
    if _ADULT.search(_GUARDIAN_CAME.sub("", whole)):
        return False
    if _PUPIL.search(whole):
        return True
    spaced = (" ".join(unicodedata.normalize("NFKC", text).split()) for text in texts)
    return any(says_minor_by_years(text, today) for text in spaced)


def _says_no(answer: str) -> bool:
    left = _set_aside(answer)
    return bool(re.search("거부|거절|[미비부]동의|불원|사절|않|안함", left) or _REFUSED.search(left))
