"""Finding the header of a table: of one row, or of two with groups; of several tables side by side (rule book §3)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from bot.domain.lists.columns import (
    LONGEST_HEAD,
    Column,
    Meaning,
    Part,
    Person,
    StationWords,
    bare_head,
    fold_head,
    meaning_of,
)
from bot.domain.lists.places import OF_A_VISIT, Header, name_columns, placed_header
from bot.domain.lists.rows import ColumnSeen
from bot.domain.lists.sheets import column_letter

DATA = re.compile(r"\d{4}|\d{1,2}\s*[월./-]\s*\d{1,2}")
"""Numbers and days."""
BESIDE = re.compile(r"[(\[{<（［【〔〈《「※]|예|ex|e\.g", re.IGNORECASE)
"""What bare heads are without."""
TITLE = re.compile(r"명단|명부|현황|대장|목록|일지|일보|경찰서|결재|부서별|기간")
GROUP = re.compile(
    r"(?:민원|접수|방문|신청|상담|처리|기본|인적|일반|담당|조치|결과|안내)?(?:사항|정보|내역|내용|민원|접수|방문|신청|상담|처리)?"
)
LONGEST_GROUP = 12
NEEDED = (Column.NAME, Column.PHONE, Column.VISITED_ON)
FEWEST_HEADS = 3
MOST_TABLES = 4
"""Side by side."""
NO_HEAD = Meaning("", None)

Row = Sequence[str]
"""The texts of a row's cells."""


def read_headers(first: Row, second: Row | None, station: StationWords | None = None) -> tuple[Header, ...]:
    """Read the header of a table, or those of tables side by side; none when the row is no header."""
    whole = read_header(first, second, station)
    if whole is None or whole.rows_a_visit > 1:
        return () if whole is None else (whole,)
    words = first if second is None or whole.rows == 1 else second
    meanings = _heads(first, second if whole.rows > 1 else None, station)
    starts = _repeated(meanings) or _parted(meanings)
    parts = [_part(meanings, words, columns, whole.rows) for columns in _ranges(starts, len(meanings))]
    headers = tuple(part for part in parts if part is not None)
    return headers if len(headers) == len(starts) > 1 else (whole,)


def read_header(first: Row, second: Row | None, station: StationWords | None = None) -> Header | None:
    """Read a header of one row, or of two with groups; None when it names no petitioner and two things more."""
    if not may_be_header(first):
        return None
    alone = placed_header(_heads(first, None, station), first, 1)
    if second is None:
        return alone
    if _goes_with(first, second, station, stands_alone=alone is not None):
        both = placed_header(_heads(first, second, station), second, 2)
        if both is not None:
            return both
    return _stacked(first, second, station) or alone


def may_be_header(row: Row) -> bool:
    """Check cheaply whether a row holds words alone, and several."""
    if DATA.search("|".join(row)) and any(map(_is_data, row)):
        return False
    texts = [text for text in row if text]
    if len(texts) < len(("name", "phone")):
        return False
    is_long = max(map(len, texts)) > 2 * LONGEST_HEAD and max(len(bare_head(text)) for text in texts) > 2 * LONGEST_HEAD
    return not is_long or len({meaning_of(text).kind for text in texts} - {None}) >= FEWEST_HEADS


def _is_data(text: str) -> bool:
    """Check for numbers and days in front of brackets and examples: in 연락처(예: 010-1234-5678) there is none."""
    return DATA.search(text) is not None and (
        BESIDE.search(text) is None or DATA.search(bare_head(text).strip() or text) is not None
    )


def columns_recognised(row: Row, station: StationWords | None = None) -> tuple[ColumnSeen, ...]:
    """Return the columns of a row whose heads are understood: what is said of a header that is not."""
    meanings = [meaning_of(cell, "", station) for cell in row]
    names, _ = name_columns(meanings)
    return tuple(
        ColumnSeen(
            letter=column_letter(at),
            word=meaning.word,
            kind=Column.NAME.value if at in names else _kind_name(meaning.kind),
        )
        for at, meaning in enumerate(meanings)
        if meaning.kind is not None
    )


def _heads(first: Row, second: Row | None, station: StationWords | None) -> list[Meaning]:
    if second is None:
        return [meaning_of(cell, "", station) for cell in first]
    return [meaning_of(word, group, station) for group, word in _grouped(first, second)]


def _grouped(first: Row, second: Row) -> list[tuple[str, str]]:
    """Pair each column's own head with its group: a group goes on to the right over blanks."""
    pairs: list[tuple[str, str]] = []
    group = ""
    for at in range(max(len(first), len(second))):
        above = first[at] if at < len(first) else ""
        own = second[at] if at < len(second) else ""
        group = above or group
        pairs.append((group, own) if own and own != above else ("", above))
    return pairs


def _goes_with(first: Row, second: Row, station: StationWords | None, *, stands_alone: bool) -> bool:
    """Check whether two rows make one header: the second holds heads of its own below the groups of the first."""
    if not may_be_header(second) and len(set(second) - {""}) != 1:
        return False
    pairs = _grouped(first, second)
    own = [meaning_of(word, group, station) for group, word in pairs if group]
    known = sum(meaning.kind is not None for meaning in own)
    if not own or known * 2 < len(own) or (stands_alone and known * 3 < len(own) * 2):
        return False
    if stands_alone:
        return len({fold_head(cell) for cell in second} - {fold_head(cell) for cell in first} - {""}) > 0
    texts = set(first) - {""}
    return len(texts) > 1 and all(_may_be_group(text, station) for text in texts)


def _may_be_group(text: str, station: StationWords | None) -> bool:
    meaning = meaning_of(text, "", station)
    known = meaning.kind is not None or meaning.person is not None or GROUP.fullmatch(meaning.word) is not None
    return known and len(text) <= LONGEST_GROUP and (meaning.person is Person.OFFICER or not TITLE.search(text))


def _stacked(first: Row, second: Row, station: StationWords | None) -> Header | None:
    """Read two rows of heads for visits of two rows each: 연락처 below 성명, and each a column's own head."""
    if not may_be_header(second):
        return None
    width = max(len(first), len(second))
    upper, lower = ([*row, *[""] * (width - len(row))] for row in (first, second))
    lower = ["" if word == above else word for above, word in zip(upper, lower, strict=True)]
    above, below = _heads(upper, None, station), _heads(lower, None, station)
    kinds = [meaning.kind for meaning in below if meaning.word]
    is_phone_above = any(meaning.kind is Column.PHONE for meaning in above)
    if None in kinds or Column.PHONE not in kinds or is_phone_above or placed_header(above, upper, 1) is None:
        return None
    return placed_header(interleaved(above, below), interleaved(upper, lower), 2, rows_a_visit=2)


def interleaved(upper: Sequence[Any], lower: Sequence[Any]) -> list[Any]:
    """Return two rows as one, each place of the upper before that below it."""
    return [each for pair in zip(upper, lower, strict=True) for each in pair]


def _repeated(meanings: Sequence[Meaning]) -> list[int]:
    """Return where tables with the same heads begin: 성명, 연락처, 용무, 성명, 연락처, 용무."""
    heads = [(at, meaning) for at, meaning in enumerate(meanings) if meaning.word]
    for count in range(MOST_TABLES, 1, -1):  # four are two twice
        size, rest = divmod(len(heads), count)
        tables = [[meaning for _, meaning in heads[start : start + size]] for start in range(0, len(heads), size or 1)]
        if not rest and size >= FEWEST_HEADS and all(table == tables[0] for table in tables):
            return [heads[number * size][0] for number in range(count)]
    return []


def _parted(meanings: Sequence[Meaning]) -> list[int]:
    """Return where tables with heads of their own begin behind a column without one. A list of staff is none."""
    starts = [at for at, (left, right) in enumerate(pairwise((NO_HEAD, *meanings))) if right.word and not left.word]
    ranges = list(_ranges(starts, len(meanings)))
    return starts if all(_is_of_visits([meanings[at] for at in columns]) for columns in ranges) else []


def _is_of_visits(meanings: Sequence[Meaning]) -> bool:
    kinds = [meaning.kind for meaning in meanings]
    if Column.PHONE not in kinds or OF_A_VISIT.isdisjoint(kinds) or Column.RANK in kinds:
        return False
    return Column.NAME in kinds or (
        Part.NAME_OF_ANYBODY in kinds and kinds[kinds.index(Part.NAME_OF_ANYBODY) - 1] is not Column.DEPARTMENT
    )


def _ranges(starts: Sequence[int], end: int) -> Iterator[range]:
    return (range(*each) for each in pairwise((*starts, end)))


def _part(meanings: Sequence[Meaning], words: Row, columns: range, rows: int) -> Header | None:
    """Read one of several tables side by side; its columns keep their places in the sheet."""
    own = [meaning if at in columns else NO_HEAD for at, meaning in enumerate(meanings)]
    header = placed_header(own, [word if at in columns else "" for at, word in enumerate(words)], rows)
    return None if header is None else replace(header, columns=columns)


def _kind_name(kind: Column | Part | None) -> str:
    return kind.value if isinstance(kind, Column) else ""
