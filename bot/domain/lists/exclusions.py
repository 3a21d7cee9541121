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
from bot.domain.lists.column_words import REASONS
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
NOT_SO = re.compile(
    r"(?:아님|아닙|아니|비대상|미대상|대상아|미해당|해당(?:안|없|사항없)|성인|성년|없|무관|안함|미(?:신청|요청|지급|사용))|(?:NO?|X|부|무)(?![A-Z가-힣])"
)
CONFIRMING = {
    "거부", "거절", "제외", "미동의", "비동의", "부동의", "불원", "사절", "불가", "원치않음", "미희망", "비희망",
}  # fmt: skip
"""What is a no, and says in a column of refusals that there is one."""
POSSIBLE = {"가능", "가능함", "통화가능", "연락가능", "전화가능"}
ABOUT_REFUSAL = re.compile(r"거부|거절|제외|금지|제한|불가|불원|사절|차단|미동의|비동의|원치|NOCALL|DNC")
AGREEING = r"(?:(?<![미비부])동의|(?<!불)가능|(?<![미비])희망|수락|허락|승낙|원함|수신|참여)(?:함|여부)?"
REFUSING = r"(?:[미비부]동의|거부|거절|불가|불원|[미비]희망|사절|원치않음|불참|미참여)(?:함|여부)?"
NAMES_BOTH = re.compile(
    rf"{AGREEING}[|(]+{REFUSING}|{REFUSING}[|(]+{AGREEING}|(?<![미비부])동의[미비부]동의|[미비부]동의동의|(?<!불)가능불가"
)
ABOUT_PROTECTION = re.compile(r"(?<!정보)보호")
ABOUT_CALLS = re.compile(rf"{words.CONTACT}|{words.PERSONAL}|^\(?동의|^정보|^수집|제3자")
NOT_ABOUT_CALLS = re.compile(r"문자|SMS|메일|우편|사진|촬영|합의|위치")
NAMED_REASONS = (
    (
        ExclusionReason.VICTIM_PROTECTION,
        re.compile(r"보호|피해|폭력|가폭|스토킹|성범죄|학대|조치|접근금지|스마트워치|가명"),
    ),
    (ExclusionReason.MINOR, re.compile(r"미성년|청소년|아동|소년|미만")),
    (ExclusionReason.INFORMANT, re.compile(r"제보|익명|공익신고|내부고발")),
)
ABOUT_DOING = re.compile(
    r"(?!.*(?:동의|거부|거절|제외|금지|수신|희망|참여|가능|대상)).*"
    r"(?:(?:실시|완료|진행|시행|이행|수행|연결|시도)(?:여부|유무|상태|구분)?|결과|일자|일시|날짜|횟수|차수|점수|평점)"
)
"""Whether, when and how a call was made: X there says that nobody has phoned yet."""
OF_PEOPLE = {"피해자", "제보자"}
"""Heads that may stand above names: there a sign alone says something."""

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
_CONTACT = re.compile(words.CONTACT)
_TAKEN_BACK = re.compile(
    rf"{words.AGAINST}{words.NEGATED}{{0,4}}(?:안함|안하|안해(?!도)|안합|않|아님|아닌|아니(?!오|요)|없|철회|취소|해제)"
)
_NO_TO_CALLS = re.compile(
    r"거부|거절|[미비부]동의|불원|사절|불가(?!피)|(?<!어렵지)(?<!곤란하지)(?<!힘들지)않"
    r"|(?<![편불미])안(?:함|합|해|하|됨|돼|되|와|원)|어려|어렵(?!지)|곤란(?!하지)|힘들(?!지)|힘듦|철회|동의취소|(?:의사|의향|생각|필요|관심)(?:가|이|는|은)?없|(?:^|\|)통화(?:아니[오요]|아뇨)"
)
_TICKED = re.compile(r"[(\[](?:V|O|○|◯|●|ᄋ|✓|✔|☑|■)[)\]]|[■☑✔✓▣☒◼✅]")
_UNTICKED = re.compile(r"[(\[]\|?[)\]]|[□☐]")
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
    found |= {marked_reason(header, cell) for header, cell in row.consents}
    found.add(_reason_in_answers(tuple(cell for _, cell in row.consents), today))
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


@lru_cache(maxsize=4096)  # most rows answer the same few things
def refuses_consent(header: str, cell: str) -> bool:
    """Check whether a cell of a consent column says that the person is not to be called.

    Where the header asks for a refusal (연락제외), any sign but a no is one; where it names both answers (동의/거부),
    the cell alone decides. 개인정보동의 = Y says nothing about calls.
    """
    asked, answer = fold(header), _answer(cell)
    is_about_calls, names_both = ABOUT_CALLS.search(asked), NAMES_BOTH.search(asked)
    if answer in UNSAID:
        return False
    if ABOUT_DOING.fullmatch(asked):
        return answer.startswith(tuple(CONFIRMING)) or _refuses_calls(answer)
    if NOT_ABOUT_CALLS.search(asked) and not is_about_calls:
        return _refuses_calls(answer)
    if ABOUT_REFUSAL.search(asked) and not names_both:
        return _confirms_refusal(asked, answer)
    if answer in YES or not (is_about_calls or names_both):
        return _refuses_calls(answer)
    return answer in NO or _says_no(answer)


def marks_protected(header: str, cell: str) -> bool:
    """Check whether a column such as 피해자보호 has a sign that is not a no."""
    return ABOUT_PROTECTION.search(fold(header)) is not None and _is_sign(_answer(cell))


def is_yes_or_no(cell: str) -> bool:
    """Check for a mere sign: O, X, 예, 아니오."""
    return _answer(cell) in YES | NO


@lru_cache(maxsize=256)
def names_reason(header: str) -> bool:
    """Check whether a head is a reason not to call: 신변보호, 미성년자 여부."""
    return REASONS.search(fold(header).replace("|", "")) is not None


@lru_cache(maxsize=256)
def asks_consent(header: str) -> bool:
    """Check whether an answer in a column may say that somebody agrees: no sign of protection, no record of calls."""
    return not names_reason(header) and ABOUT_DOING.fullmatch(fold(header)) is None


@lru_cache(maxsize=4096)
def marked_reason(header: str, cell: str) -> ExclusionReason | None:
    """Return the reason that a column names (신변보호, 미성년자 여부), if the cell has a sign that is not a no."""
    asked, answer = fold(header).replace("|", ""), _answer(cell)
    if marks_protected(header, cell):
        return ExclusionReason.VICTIM_PROTECTION
    if not names_reason(header) or not (answer in YES if asked in OF_PEOPLE else _is_sign(answer)):
        return None
    return next((reason for reason, named in NAMED_REASONS if named.search(asked)), None)


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


def _reason_in_answers(answers: tuple[str, ...], today: date) -> ExclusionReason | None:
    """Return a reason that answers name besides the refusal, which is read by what was asked."""
    reason = _reason_in_words(tuple(each for each in answers if each and not each.endswith(("아님", "없음"))), today)
    return reason if reason in WEIGHTIEST_FIRST[: WEIGHTIEST_FIRST.index(ExclusionReason.REFUSED_CONTACT)] else None


def _answer(cell: str) -> str:
    """Return an answer folded; of several with boxes that which is ticked: □동의 ■미동의, 동의(V) 미동의( )."""
    said = fold(cell)
    boxed = _UNTICKED.sub("□", _TICKED.sub("■", said)).strip("|")
    parts = [part.strip("|()[]") for part in re.split("[□■]", boxed)]
    boxes = re.findall("[□■]", boxed)
    if not boxes or not any(parts):
        return said.strip("|()[]")
    answers = parts[1:] if boxed[0] in "□■" else parts[:-1]
    ticked = [answer for answer, box in zip(answers, boxes, strict=True) if box == "■"]
    is_unticked_yes = len(boxes) == 1 and answers[0] in YES
    return "|".join(ticked) if ticked or not is_unticked_yes else "□"


def _is_sign(answer: str) -> bool:
    return answer not in UNSAID | NO and not NOT_SO.match(answer)


def _confirms_refusal(asked: str, answer: str) -> bool:
    if answer in CONFIRMING:
        return True
    agrees = answer in POSSIBLE or ("동의" in asked and answer in {"동의", "동의함"})
    return not agrees and _is_sign(answer) and not _TAKEN_BACK.search(answer)


def _refuses_calls(answer: str) -> bool:
    """Check whether an answer refuses calls in its own words, whatever was asked."""
    left = _set_aside(answer)
    return _CONTACT.search(left) is not None and _REFUSED.search(left) is not None


def _says_no(answer: str) -> bool:
    """Check for a no to being phoned: not for some hours, not one that is taken back."""
    left = "|".join(_set_aside(f"통화{clause}") for clause in answer.split("|"))
    return bool(_NO_TO_CALLS.search(left) or _REFUSED.search(left))
