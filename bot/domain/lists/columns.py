"""What a column of a visitor list means, by the words in its head (rule book §3, Header)."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto
from functools import lru_cache

from bot.domain.lists.cells import text_of
from bot.domain.lists.column_words import (
    ABOUT_ANYBODY,
    AGES,
    ALSO_NOTES,
    BARE_DAYS,
    BIRTHS,
    COMINGS,
    CONSENTS,
    DAYS,
    DEPARTMENTS,
    ID_NUMBERS,
    LATER,
    LEAVINGS,
    NAMES,
    NOT_A_TYPE,
    NOTES,
    OFFICERS,
    OTHER_PEOPLE,
    OWN_UNIT,
    PETITIONERS,
    PHONE_ONLY,
    PHONES,
    RANKS,
    REASONS_ASKED,
    RECEIPT,
    RUNNING,
    SURNAMES,
    TIMES,
    TYPE_ORDER,
    TYPES,
    VISITED_UNITS,
    VISITS,
)
from bot.domain.lists.rows import Cell


class Column(StrEnum):
    """A column that is understood."""

    RECEIPT_NO = "receipt_no"
    NAME = "petitioner_name"
    PHONE = "phone"
    VISITED_ON = "visited_on"
    VISITED_TIME = "visited_time"
    TYPE = "petition_type"
    DEPARTMENT = "department"
    OFFICER = "officer"
    RANK = "rank"
    NOTE = "note"
    CONSENT = "consent"
    BIRTH = "birth"
    AGE = "age"


class Person(Enum):
    """Whose a column is. `OTHER` is neither who came nor who received them: the accused, a guardian."""

    PETITIONER = auto()
    OFFICER = auto()
    OTHER = auto()


class Part(Enum):
    """A head that is known without being a column that is read."""

    NAME_OF_ANYBODY = auto()
    ID_NUMBER = auto()
    RUNNING_NUMBER = auto()
    SURNAME = auto()
    YEAR = auto()
    MONTH = auto()
    UNUSED = auto()


ABOUT_BIRTH = (Column.BIRTH, Column.AGE)
SHARED = (
    ({Column.NAME, Part.NAME_OF_ANYBODY}, (Column.PHONE, *ABOUT_BIRTH)),
    ({Column.OFFICER}, (Column.DEPARTMENT,)),
    ({Column.PHONE}, ABOUT_BIRTH),
)
"""What may stand with a name or a number in one cell: 성명/연락처, 성명(생년월일), 담당자(부서)."""
OF_PEOPLE = re.compile("(?:주민|외국인)(?!.*(?:뒤|뒷))")
"""Numbers that begin with a birth; their last digits do not."""
OTHER_PARTS = {
    **dict.fromkeys(RUNNING, Part.RUNNING_NUMBER),
    **dict.fromkeys(("년", "연", "년도", "연도"), Part.YEAR),
    "월": Part.MONTH,
    **dict.fromkeys(SURNAMES, Part.SURNAME),
}
BARE_NAMES = NAMES[:3]
CONSENT = "동의"
OWN_UNIT_RANK = 2
StationWords = Mapping[Column, Sequence[str]]
"""Words that a station adds (`[list.columns]`): they mean just that."""

LONGEST_HEAD = 40
LONGEST_READ = 600
"""Letters of a head that are looked at: a form tells in it what a consent is for."""
_OPENED, _CLOSED = r"(\[{<（［｛【〔〈《「『", r")\]}>）］｝】〕〉》」』"
BRACKETED = re.compile(rf"[{_OPENED}][^{_OPENED}{_CLOSED}]*[{_CLOSED}]")
LEFT_OPEN = re.compile(rf"[{_OPENED}][^{_CLOSED}]*[{_CLOSED}]?")
EXAMPLE = re.compile(
    r"(?<=\S)\s*(?:※|(?:(?<![가-힣])예시?|(?<![A-Za-z])(?:ex|e\.g))\s*[.):]).*", re.IGNORECASE | re.DOTALL
)
"""연락처 예) 010-1234-5678, 성명 ※ 실명으로"""
QUESTIONS, SENTENCES = re.compile(r"(?<=[?？])"), re.compile(r"(?<=[?？])|\n|(?<=다)\.")
NUMBERED = re.compile(r"^(?:\d{1,2}|[가-하])\s*[.)]\s*")
REQUEST = re.compile(
    r"(?<=\S)(?:[을를은는이가]\s*)?(?:\s*(?:무엇|언제|누구|어디|어떻게|몇|모두|정확히|간단히|꼭))*\s*(?:"
    r"(?:입력|선택|기재|작성|기입|체크|표시)(?:(?:해|하|란|요망|바람)\S*(?:\s*\S{1,4}){0,2})?|(?:알려|적어|써|골라)\s*\S{1,6}"
    r"|입니까|인가요|인지요|되십니까|되시나요|하셨나요|하셨습니까)\s*[.?!]*\s*$"
    r"|(?<=\S)[\s*※(]+(?:필수|선택)(?:입력|사항|항목)?\s*[*)]?\s*$"
)
"""What a form asks for politely: 성함을 입력해 주세요, 방문 목적은 무엇입니까?, 성명 *필수."""
KEPT = {"L", "N"}
DRAWN = str.maketrans(dict.fromkeys("☎☏📞", "전화") | {"📱": "휴대폰"})
"""Signs that stand for a word."""
PARTED = re.compile(r"[/·,()（）\[\]]|\s및\s")
CHOICES = re.compile(r"[/·ㆍ・,|]|\s(?:또는|혹은|or|OR)\s")
"""What parts the answers that a head names: 동의/거부."""
BROKEN_OFF = re.compile(r"[/·,]|\s및\s|(?<=[명름함])\s*[\n(]")
"""What parts a phone's head from a name's: 성명/연락처, 성명(연락처), but not 민원인(신청인) 연락처."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one head says: kind, whose, how well it fits among columns of the same kind (less is better)."""

    word: str
    kind: Column | Part | None
    person: Person | None = None
    rank: int = 0
    also: tuple[Column, ...] = ()  # what stands in the same cell: 성명/연락처, 담당자(부서), 해피콜 비고


def header_words(row: Sequence[Cell]) -> int:
    """Count the cells of a row that are words of a header."""
    words = (meaning_of(text_of(cell)) for cell in row if isinstance(cell, str) and len(cell) <= LONGEST_HEAD)
    return len({meaning.kind for meaning in words if meaning.kind is not None})


@lru_cache(maxsize=4096)
def fold_head(text: str) -> str:
    """Fold a head for comparing: no numbering, brackets and requests (입력해 주세요), letters and digits alone."""
    letters = _letters(REQUEST.sub("", bare_head(text)))
    if len(letters) > LONGEST_HEAD and CONSENT in letters:
        asked = letters[: letters.index(CONSENT) + len(CONSENT)]
        half = LONGEST_HEAD // 2
        return asked if len(asked) <= LONGEST_HEAD else asked[:half] + asked[-half:]
    return (letters or _letters(text))[: 2 * LONGEST_HEAD]


def bare_head(text: str) -> str:
    """Return a head without brackets, what stands in them, and examples behind it; of a long one what it asks."""
    bare, before = text[:LONGEST_READ], ""
    while bare != before:
        bare, before = BRACKETED.sub(" ", bare), bare
    bare = EXAMPLE.sub("", LEFT_OPEN.sub(" ", bare))
    parts = (QUESTIONS if len(text) <= LONGEST_HEAD else SENTENCES).split(bare)
    sentences = [each for each in parts if _letters(each)]
    asking = (each for each in sentences if CONSENT in each and "거부" not in each)
    return next(asking, sentences[0] if sentences else bare)


def asked_by(head: str) -> str:
    """Return a head with the answers that it names parted by "/": 해피콜 동의·미동의, 해피콜 (동의/거부)."""
    if not CHOICES.search(head):
        return fold_head(head)
    spread = BRACKETED.sub(lambda found: f"/{found[0]}/" if CHOICES.search(found[0]) else " ", head[: 2 * LONGEST_HEAD])
    return "/".join(filter(None, map(_letters, CHOICES.split(spread))))


def meaning_of(cell: str, group: str = "", station: StationWords | None = None) -> Meaning:
    """Return what a head means, below the head of its group."""
    word = fold_head(cell)
    for kind, words in (station or {}).items():
        if word and word in {fold_head(each) for each in words}:
            person = Person.OFFICER if kind in {Column.OFFICER, Column.RANK} else Person.PETITIONER
            return Meaning(word, kind, None if kind is Column.DEPARTMENT else person, -1)
    above = fold_head(group)
    meaning = _meaning(word, above if above != word else "", _letters(cell))
    cell = EXAMPLE.sub("", cell)
    if meaning.kind is Column.CONSENT or len(cell) > LONGEST_HEAD:
        return meaning
    is_broken_off = meaning.kind is None or _is_number(meaning)
    parts = (BROKEN_OFF if is_broken_off else PARTED).split(cell)
    return _shared(meaning, [_meaning(_letters(part), above, "") for part in parts]) if parts[1:] else meaning


def _shared(meaning: Meaning, parts: list[Meaning]) -> Meaning:
    """Return the meaning of a head of several parts: a name and what stands with it is the name's column."""
    kinds = {kind for part in parts for kind in (part.kind, *part.also)}
    is_of_others = any(part.person in {Person.OFFICER, Person.OTHER} for part in parts)
    for firsts, beside in SHARED[meaning.person is Person.OFFICER :]:  # 담당(성명/연락처) names no petitioner
        first = next((part for part in parts if part.kind in firsts), None)
        also = tuple(kind for kind in beside if kind in kinds)
        if first is not None and also and not (first.kind is Column.PHONE and is_of_others):
            return replace(first, word=meaning.word, also=also)
    numbers = [part for part in parts if _is_number(part) and part.person is not Person.PETITIONER]
    if numbers and (offices := [part for part in parts if _is_of_office(part)]):
        return replace(min(offices, key=lambda part: part.kind is not Column.OFFICER), word=meaning.word)
    if meaning.kind is Column.NOTE and parts[0].kind is Column.PHONE:
        return replace(parts[0], word=meaning.word)  # 연락처/비고: what stands beside a number is a remark
    if meaning.kind is None:
        kinds_alone = (Column.OFFICER, *ABOUT_BIRTH, Part.UNUSED) if is_of_others else (Column.PHONE, *ABOUT_BIRTH)
        alone = next((part for kind in kinds_alone for part in parts if part.kind is kind), None)
        return meaning if alone is None else replace(alone, word=meaning.word)
    return meaning


def _is_of_office(part: Meaning) -> bool:
    """Check whether a number beside this is the officer's: beside a bare 소속 it is the visitor's."""
    if part.kind is Column.DEPARTMENT:
        return part.rank < OWN_UNIT_RANK
    return part.kind in {Column.OFFICER, Column.RANK}


def _is_number(meaning: Meaning) -> bool:
    """Check whether a head is that of a phone number, whoever's it is."""
    return meaning.kind is Column.PHONE or (meaning.kind is Part.UNUSED and PHONES.search(meaning.word) is not None)


@lru_cache(maxsize=4096)
def _meaning(word: str, above: str, whole: str) -> Meaning:
    if not word or len(word) > LONGEST_HEAD:
        return Meaning(word, None)
    over = _person_in(above)
    person = Person.OFFICER if over is Person.OFFICER else _person_in(word) or over
    if person is None and whole != word:
        person = _person_in(whole)  # 성명(담당자), 연락처(보호자)
    said, kind = word, _kind(word, above, person)
    if kind is None and whole != word:
        said, kind = whole, _kind(whole, above, person)  # 민원인 정보(성명)
    is_note_too = (kind is Column.CONSENT and NOTES.search(word)) or (kind is Column.OFFICER and word == ALSO_NOTES)
    begins_with_birth = kind is Part.ID_NUMBER and OF_PEOPLE.search(said) and person in {None, Person.PETITIONER}
    also = (Column.NOTE,) if is_note_too else (Column.BIRTH,) if begins_with_birth else ()
    return Meaning(word, kind, person, _rank(kind, said, person), also)


def _kind(word: str, above: str, person: Person | None) -> Column | Part | None:  # noqa: C901, PLR0912 — one question after another
    """Return the kind of a column."""
    if any(mark in word for mark in (*BIRTHS, *ID_NUMBERS)):
        if CONSENT in word:
            return Column.CONSENT
        return Column.BIRTH if any(mark in word for mark in BIRTHS) else Part.ID_NUMBER
    if part := OTHER_PARTS.get(word):
        return part
    if PHONES.search(word) or word in PHONE_ONLY:
        return Column.PHONE if person in {None, Person.PETITIONER} else Part.UNUSED
    if CONSENTS.search(word) or REASONS_ASKED.search(word):
        return Column.CONSENT
    if RECEIPT.search(word):
        return Column.RECEIPT_NO
    if AGES.fullmatch(word):
        return Column.AGE
    if any(mark in word for mark in RANKS):
        if person is Person.PETITIONER:
            return Part.UNUSED
        return Column.OFFICER if word.endswith(BARE_NAMES) else Column.RANK  # 직급/성명
    if NOTES.search(word):
        return Column.NOTE
    if TIMES.search(word):
        return Part.UNUSED if any(mark in word for mark in LEAVINGS) else Column.VISITED_TIME
    if DAYS.search(word) and (word in BARE_DAYS or any(mark in word for mark in (*COMINGS, *LATER))):
        return Column.VISITED_ON
    if DEPARTMENTS.search(word) and not word.endswith(("결과", "경과")):
        return Part.UNUSED if person in {Person.PETITIONER, Person.OTHER} else Column.DEPARTMENT
    if person is None and (word.endswith(BARE_NAMES) or word in NAMES):
        return Part.NAME_OF_ANYBODY
    if TYPES.search(word) and not word.endswith(ABOUT_ANYBODY) and not any(mark in word for mark in NOT_A_TYPE):
        return Column.TYPE
    return _named(word, above, person)


def _rank(kind: Column | Part | None, word: str, person: Person | None) -> int:
    """Return the rank of a column among those of its kind."""
    match kind:
        case Column.VISITED_ON | Column.VISITED_TIME:
            return _day_rank(word)
        case Column.DEPARTMENT:
            return _department_rank(word, person)
        case Column.TYPE:
            return next((rank for rank, mark in enumerate(TYPE_ORDER) if word.endswith(mark)), len(TYPE_ORDER))
        case _:
            return 0


def _named(word: str, above: str, person: Person | None) -> Column | Part | None:
    """Tell a person's name from another thing that is theirs: their head itself, or a word for a name below it."""
    if person is None:
        return None
    is_name = word.endswith((*NAMES, ABOUT_ANYBODY)) or (_person_in(word) is person and _ends_with_person(word))
    if not is_name and not (above and word in NAMES):
        return None
    match person:
        case Person.PETITIONER:
            return Column.NAME
        case Person.OFFICER:
            return Column.OFFICER
        case Person.OTHER:
            return Part.UNUSED


def _department_rank(word: str, person: Person | None) -> int:
    if any(mark in word for mark in VISITED_UNITS) or person is Person.OFFICER:
        return 0
    return OWN_UNIT_RANK if word.startswith(OWN_UNIT) else 1


def _day_rank(word: str) -> int:
    if any(mark in word for mark in LATER):
        return 3
    if any(mark in word for mark in VISITS):
        return 0
    return 1 if any(mark in word for mark in COMINGS) else 2


def _person_in(word: str) -> Person | None:
    """Find whose a column is: the last person named in its head."""
    word = word if word == ABOUT_ANYBODY else word.removesuffix(ABOUT_ANYBODY)
    people = ((Person.PETITIONER, PETITIONERS), (Person.OFFICER, OFFICERS), (Person.OTHER, OTHER_PEOPLE))
    named = (
        ((word.rfind(each) + len(each), len(each)), person)
        for person, words in people
        for each in words
        if each in word
    )
    last = max(named, key=lambda each: each[0], default=None)
    return last and last[1]


def _ends_with_person(word: str) -> bool:
    bare = word.rstrip("0123456789")
    people = (*PETITIONERS, *OFFICERS, *OTHER_PEOPLE)
    return bare.endswith((*people, *(f"{each}자" for each in ("담당", "처리담당")), *(f"{each}명" for each in people)))


def _letters(text: str) -> str:
    bare = NUMBERED.sub("", text.translate(DRAWN).strip().lstrip("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳*※•·▶■□○●◎-–."))
    return "".join(
        letter for letter in unicodedata.normalize("NFKC", bare) if unicodedata.category(letter)[0] in KEPT
    ).upper()
