"""What the cells of names say: who it is, how old, and what stands beside the name (rule book §3, Names)."""

import re

from bot.domain.keeping.names import NameMark, clean_name, marks_in, words_beside_name
from bot.domain.lists.ages import after_name, without_birth
from bot.domain.lists.cells import says_nothing
from bot.domain.lists.columns import Column
from bot.domain.lists.table_rows import TableRow

ANONYMOUS = {"익명", "익명자", "비공개", "비실명", "무기명", "제보자", "신원비공개"}
PSEUDONYM = "가명"
BIRTH_BESIDE_NAME = re.compile(r"\d{6}(?:\s?-.*)?")
_AGE, _SEX = r"(?:만\s?)?\d{1,2}\s?[세살]?", r"[남여男女MF](?:자|성)?"
AGE_BESIDE_NAME = re.compile(
    rf"(?:만\s?)?\d{{2}}|{_SEX}[\s/·,.]*{_AGE}|{_AGE}[\s/·,.]*{_SEX}|(?:19|20)\d{{6}}"
    r"|(?:19|20)?\d{2}\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}\s?[.일]?",
    re.IGNORECASE,
)
"""An age or a birth in brackets beside a name, which no head announces: (17), (여·17), (2010.1.1.)."""
LONGEST_CELL = 200
AGE_BEHIND_NAME = re.compile(r"\s(?:만\s?)?\d{1,2}\s?[세살]$")
NUMBER_IN_NAME = re.compile(r"(?<![(（\d])(?![(（]\d{1,2}[)）])[(（]?\+?\d[\d\s\-–().]{5,}\d[)）]?")
"""A number in the cell of a name, without an age in brackets before it: 강하늘(17) 010-…"""


def holds_phone(row: TableRow) -> bool:
    """Check whether name and number stand in one cell, or may: where no column is for phones."""
    phones = row.header.places.get(Column.PHONE)
    return phones is None or not set(row.header.places[Column.NAME]).isdisjoint(phones)


def name_of(row: TableRow) -> str:
    """Read the name; a number that stands with it belongs to the phones."""
    text = _written(row)
    if row.header.surname is not None:
        surname = row.text(row.header.surname)
        text = f"{surname} {text}" if surname.isascii() else surname + text
    text = _without_number(row, text)
    has_birth = holds_birth(row, row.header.places[Column.NAME][0]) or AGE_BEHIND_NAME.search(text)
    name = clean_name(without_birth(text) if has_birth else text)
    return "" if says_nothing(name) else name


def _written(row: TableRow) -> str:
    names = row.read(Column.NAME)
    return " ".join(names[0].split())[:LONGEST_CELL] if names else ""


def _without_number(row: TableRow, text: str) -> str:
    return NUMBER_IN_NAME.sub(" ", text).strip(" /,·") if holds_phone(row) else text


def holds_birth(row: TableRow, at: int) -> bool:
    """Check whether a column holds births or ages, be it beside something else."""
    places = row.header.places
    return at in places.get(Column.BIRTH, ()) or at in places.get(Column.AGE, ())


def births_of(row: TableRow) -> list[str]:
    """Return what a row says of births: in columns of their own, of resident numbers, in brackets beside the name."""
    beside = (words for words in words_beside(row) if BIRTH_BESIDE_NAME.fullmatch(words))
    return [*_beside_names(row, Column.BIRTH), *beside]


def ages_of(row: TableRow) -> list[str]:
    """Return what a row says of ages: in columns of their own, in brackets beside the name, behind it."""
    found, names = _beside_names(row, Column.AGE), row.read(Column.NAME)
    if not names or names[0].isalpha():
        return found
    name = _without_number(row, names[0])
    found += (words for words in words_beside_name(name) if AGE_BESIDE_NAME.fullmatch(words))
    return found + AGE_BEHIND_NAME.findall(name)


def _beside_names(row: TableRow, kind: Column) -> list[str]:
    """Return the texts of a kind, of the cell of a name what stands behind that."""
    names = row.header.places[Column.NAME]
    found = ((at, row.text(at)) for at in row.header.places.get(kind, ()))
    return [after_name(text) if at in names else text for at, text in found if text]


def words_beside(row: TableRow) -> tuple[str, ...]:
    """Return the remarks in the cell of the name; where its number stands there too, they are read with that."""
    names = row.read(Column.NAME)
    return () if not names or names[0].isalpha() or holds_phone(row) else words_beside_name(names[0])


def instead_of_name(name: str) -> list[str]:
    """Return what stands in the place of a name and says why: 익명, 가명."""
    return ["익명"] if name in ANONYMOUS else [name] if name == PSEUDONYM else []


def marks_of(row: TableRow) -> tuple[NameMark, ...]:
    """Return the marks of the petitioner's name: several people, a proxy."""
    return marks_in(_without_number(row, _written(row)))
