"""Which words of a file may be shown to whoever brought it: names of files and sheets, heads of columns (rule book §3).

A head is shown if it is made wholly of words that offices put above columns: a cell that was taken for a head is none.
Of a name the digits of what may be somebody's number are hidden; days stay.
"""

import re
import unicodedata
from functools import lru_cache

from bot.domain.lists import column_words as words
from bot.domain.plain_text import plain_text

LONGEST_NAME = 60
LONGEST_WORD = 30
DAY = r"20\d\d[-._ ]?(?:0[1-9]|1[0-2])[-._ ]?(?:0[1-9]|[12]\d|3[01])(?:[-._ ]?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)?"
NUMBER = re.compile(rf"(?<!\d){DAY}(?!\d)|\d(?:[-._ ()~]{{0,2}}\d){{6,}}")
"""A day, perhaps with its time, or seven digits and more that are none."""
DIGIT = re.compile(r"\d")
NUMBERED = re.compile(r"(?<=\D)\d$", re.ASCII)
"""연락처2"""
HIDDEN = "*"
ELLIPSIS = "…"
PATTERNS = (
    words.PHONES, words.RECEIPT, words.DAYS, words.TIMES, words.TYPES, words.NOTES, words.REMARKS, words.CONSENTS,
    words.DEPARTMENTS, words.AGES,
)  # fmt: skip
LISTS = (
    words.OTHER_PEOPLE, words.OFFICERS, words.PETITIONERS, words.NAMES, words.PHONE_ONLY, words.ID_NUMBERS,
    words.RUNNING, words.BARE_DAYS, words.COMINGS, words.LATER, words.RANKS, words.BIRTHS, words.OWN_UNIT,
)  # fmt: skip
OTHERS = (
    "및", "등", "또는", "운전", "면허", "한글", "영문", "주요", "세부", "경찰", "관", "자", "인", "가능", "비상",
    "추가", "방문하신", "오신", "날", "개인정보", "정보", "수집", "이용", "제공", "문자", "서비스", "만족도", "조사",
    "OF", "AND", "THE", "NO", "NUM", "ID", "FULL", "VISIT", "VISITED", "RECEIPT", "PETITION", "TIME",
)  # fmt: skip


@lru_cache(maxsize=1024)
def shown_name(name: str) -> str:
    """Return the name of a file or a sheet on one line, shortened, without the digits of numbers."""
    folded = unicodedata.normalize("NFKC", plain_text(name))
    printable = "".join(letter if letter.isprintable() else " " for letter in folded)
    shown = NUMBER.sub(_hidden, " ".join(printable.split()))
    return shown if len(shown) <= LONGEST_NAME else shown[: LONGEST_NAME - 1] + ELLIPSIS


@lru_cache(maxsize=1024)
def shown_word(head: str) -> str:
    """Return a folded head if it is made of the words of heads alone; "" otherwise.

    A word of one letter counts behind others: names are written with such letters too.
    """
    bare = NUMBERED.sub("", head)
    if bare in _vocabulary():
        return head
    reached = {0}
    for at in range(min(len(bare), LONGEST_WORD)):
        if at in reached:
            least = 1 if at else 2
            reached |= {at + len(word) for word in _vocabulary() if len(word) >= least and bare.startswith(word, at)}
    return head if 0 < len(bare) <= LONGEST_WORD and len(bare) in reached else ""


def _hidden(found: re.Match[str]) -> str:
    return found[0] if re.fullmatch(DAY, found[0]) else DIGIT.sub(HIDDEN, found[0])


@lru_cache(maxsize=1)
def _vocabulary() -> frozenset[str]:
    """Return the words that heads are made of, those within patterns too."""
    within = (part for pattern in PATTERNS for part in re.findall(r"[가-힣]+|[A-Z]+", pattern.pattern))
    return frozenset((*(word for each in LISTS for word in each), *within, *OTHERS))
