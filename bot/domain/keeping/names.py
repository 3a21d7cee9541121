"""Petitioners' names: tidied for storing, compared, marked, masked for showing. One rule everywhere (rule book §3)."""

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache

from bot.domain.plain_text import plain_text

BRACKETED = re.compile(r"[(\[（［【〔<〈].*?[)\]）］】〕>〉]|[(\[（［【〔<〈].*$", re.DOTALL)
HONORIFIC = re.compile(r"(?<=[^\s]{2})\s*(?:님|씨|귀하|선생님|여사님|어르신)$|(?<=\S\s\S)\s*(?:님|씨|귀하)$")
NUMBERED = re.compile(r"^(?:\d{1,3}\s*[.)]|[①-⑳※●○■□▶★☆]+)\s*(?=\D)")
COUNT = r"(?:\d+|[일이삼사오육칠팔구십]{1,3}|한|두|세|네|다섯|여섯|수|여러|몇)"
HEADS = "(?:명|인|분|사람|가구|세대|名|人)"
BESIDES = "(?:외|등|外|等)"
COMPANY = "(?:일가족|가족|부부|일행|유족|주민)"
OTHERS = re.compile(
    rf"(?:(?<=\S{{2}}){BESIDES}\s*\d+\s*{HEADS}|(?<=\S{{2}})[외外]\s*\d+"
    rf"|\s{BESIDES}\s*(?:{COMPANY}\s*)?(?:{COUNT}\s*{HEADS}|\d+|다수(?:의?\s*{HEADS})?|{COMPANY})"
    rf"|\s{COMPANY}|(?:\s|(?<=[가-힣]{{2}}))(?:및|와|과)\s+{COMPANY}(?:\s*{COUNT}\s*{HEADS})?)\s*$"
)
"""외 3명, 외 2인, 등 5명, 외 다수, 및 가족: others came along."""
SEVERAL = re.compile(r"[가-힣]{2,4}(?:\s*[,/·ㆍ&+、]\s*[가-힣]{2,4})+")
PROXY = re.compile(
    r"대리인|대리자|대리\s?(?:신청|신고|접수|방문|제출)|위임|수임인|수임자|법정대리|(?<![가-힣])대리(?![가-힣])|代理|委任|\bproxy\b",
    re.IGNORECASE,
)
PROXY_WORD = re.compile(
    r"(?:(?<=\s)|^)(?:법정\s?)?(?:대리인|대리자|대리|위임인|위임자|위임|수임인|수임자)(?=\s|$|:)\s*:?"
)
EDGES = " .,·:;/|-~'\""
MASK = "*"
MASKED = re.compile(r"\*|.\*+.?")
LONGEST = 100


class NameMark(StrEnum):
    """What a name says beside the name. Shown on the card."""

    GROUP = "group"
    PROXY = "proxy"


@lru_cache(maxsize=4096)
def clean_name(cell: str) -> str:
    """Tidy a name: NFC, no notes in brackets, numbering, 님, 외 3명, 대리인; spaces folded; at most 100 letters."""
    name = _spaced(NUMBERED.sub("", BRACKETED.sub(" ", _printable(cell)).strip()))
    for extra in (PROXY_WORD, OTHERS, HONORIFIC):
        name = _spaced(extra.sub(" ", name)) or name
    return name.strip(EDGES)[:LONGEST].strip()


def words_beside_name(cell: str) -> tuple[str, ...]:
    """Return what stands in brackets beside a name: 강하늘(청각장애) → 청각장애."""
    inside = (_spaced(found[0][1:].rstrip(")]）］】〕>〉")) for found in BRACKETED.finditer(_printable(cell)))
    return tuple(words for words in inside if len(words) > 1)


@lru_cache(maxsize=4096)
def marks_in(cell: str) -> tuple[NameMark, ...]:
    """Return the marks of a name cell: several people (홍길동 외 3명), somebody who acts for another (대리인, 위임)."""
    text = _spaced(_printable(cell))
    bare = _spaced(BRACKETED.sub(" ", text))
    inside = [_spaced(found[0][1:].rstrip(")]）］】〕>〉")) for found in BRACKETED.finditer(text)]
    several = any(OTHERS.search(f"가나 {part}") for part in (bare, *inside))
    marks = (
        (NameMark.GROUP, several or SEVERAL.fullmatch(bare) is not None),
        (NameMark.PROXY, PROXY.search(text) is not None),
    )
    return tuple(mark for mark, holds in marks if holds)


def name_key(name: str) -> str:
    """Return a name as it is compared: NFC, without brackets, 님, spaces, dots and dashes, in one case."""
    return key_of_tidy(clean_name(name))


@lru_cache(maxsize=4096)
def key_of_tidy(name: str) -> str:
    """Return the key of a name that `clean_name` has tidied."""
    return "".join(letter for letter in name.casefold() if letter.isalnum() or letter == MASK)


def is_same_person(name: str, other: str) -> bool:
    """Check whether two names beside one phone number are one person's (rule book §3, One call)."""
    return name_key(name) == name_key(other) != ""


def mask_name(name: str) -> str:
    """Mask a name: 홍길동 → 홍*동, 홍길 → 홍*, JOHN SMITH → J*** S****. A masked name stays as it is."""
    return mask_tidy(clean_name(name))


@lru_cache(maxsize=4096)
def mask_tidy(name: str) -> str:
    """Mask a name that `clean_name` has tidied."""
    words = name.split()
    if words and all(MASKED.fullmatch(word) for word in words):
        return " ".join(words)
    if all(_is_latin(word) for word in words):
        return " ".join(_mask_latin(word) for word in words)
    return _mask_letters("".join(words))


def _printable(cell: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in plain_text(cell))


def _spaced(text: str) -> str:
    return " ".join(text.split())


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
