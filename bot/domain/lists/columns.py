"""Finding the header of a visitor list and what its columns mean (rule book §3, header synonyms)."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.lists.rows import Cell


class Column(StrEnum):
    """A column that is understood."""

    RECEIPT_NO = "receipt_no"
    NAME = "petitioner_name"
    PHONE = "phone"
    VISITED_AT = "visited_at"
    TYPE = "petition_type"
    DEPARTMENT = "department"
    OFFICER = "officer"
    RANK = "rank"
    NOTE = "note"
    EXCLUDED = "excluded"


SYNONYMS: Mapping[Column, tuple[str, ...]] = {
    Column.RECEIPT_NO: ("접수번호", "민원번호", "사건번호"),
    Column.NAME: (
        "성명", "이름", "민원인", "민원인명", "민원인성명", "신청인", "신청인명", "방문자", "방문자명", "방문인",
    ),
    Column.PHONE: (
        "연락처", "휴대전화", "휴대전화번호", "휴대폰", "휴대폰번호", "핸드폰", "핸드폰번호", "전화번호", "전화", "HP",
    ),
    Column.VISITED_AT: (
        "방문일시", "방문일", "방문일자", "접수일시", "접수일", "접수일자", "일시", "일자", "출입시간", "날짜",
    ),
    Column.TYPE: ("민원종류", "민원유형", "업무구분", "업무", "용무", "방문목적", "구분", "민원명"),
    Column.DEPARTMENT: ("담당부서", "부서", "방문부서", "처리부서", "소속", "과", "팀"),
    Column.OFFICER: ("담당자", "담당경찰관", "담당관", "처리자", "접견자"),
    Column.RANK: ("계급", "직급"),
    Column.NOTE: ("비고", "특이사항", "메모", "참고"),
    Column.EXCLUDED: ("연락제외",),
}  # fmt: skip
WEAK_RECEIPT_NO = ("연번", "번호", "NO", "순번")
"""Running numbers change from file to file; they are looked at only to know a header row."""
ID_COLUMNS = ("주민", "외국인등록", "여권", "면허", "생년월일", "등록번호")
HEADER_WITHIN = 30
"""Rows looked at for a header."""
LEAST_KNOWN = 3
"""A header row names a person, a number or date, and something more."""
_MEANING = {word: column for column, words in SYNONYMS.items() for word in words}
_NOISE = dict.fromkeys(map(ord, " \t\r\n\u00a0()[]（）.·:*※"), "")


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns are: the header's place (from 0), column → positions, and columns dropped for holding ids."""

    at: int
    positions: Mapping[Column, int]
    dropped: Mapping[int, str]


def find_header(rows: Sequence[Sequence[Cell]]) -> Header | None:
    """Find the header below any title rows; None when no row names at least a person and two things more."""
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        header = _read_header(at, row)
        if header is not None:
            return header
    return None


def _read_header(at: int, row: Sequence[Cell]) -> Header | None:
    positions: dict[Column, int] = {}
    dropped: dict[int, str] = {}
    for place, cell in enumerate(row):
        word = fold_header(cell)
        if any(mark in word for mark in ID_COLUMNS):
            dropped[place] = word
        elif (column := _MEANING.get(word)) is not None:
            positions.setdefault(column, place)
    known = Column.NAME in positions and Column.VISITED_AT in positions
    return Header(at, positions, dropped) if known and len(positions) >= LEAST_KNOWN else None


def fold_header(cell: Cell) -> str:
    """Fold a header cell for comparing: no blanks, brackets or dots; NFKC; upper case."""
    return unicodedata.normalize("NFKC", str(cell or "")).translate(_NOISE).upper()
