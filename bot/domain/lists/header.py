"""Finding the header of a table and which of its columns is read for what (rule book §3, Header)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.lists.columns import LONGEST_HEAD, Column, Meaning, Part, Person, StationWords, fold_head, meaning_of
from bot.domain.lists.rows import ColumnSeen
from bot.domain.lists.sheets import column_letter

DATA = re.compile(r"\d{4}")
TITLE = re.compile(r"명단|명부|현황|대장|목록|일지|일보|경찰서|결재|부서별|기간")
GROUP = re.compile(
    r"(?:민원|접수|방문|신청|상담|처리|기본|인적|일반|담당|조치|결과|안내)?(?:사항|정보|내역|내용|민원|접수|방문|신청|상담|처리)?"
)
LONGEST_GROUP = 12
LONGEST_TITLE = 30
LEAST_KNOWN = 3
LATER = 3
"""The rank of days that are not the visit's: of completion, of notice."""
BARE_UNIT = 2
NEEDED = (Column.NAME, Column.PHONE, Column.VISITED_ON)

Row = Sequence[str]
"""The texts of a row's cells."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns are: kind → places from 0, the best first; columns that hold id numbers are dropped."""

    places: Mapping[Column, tuple[int, ...]]
    dropped: Mapping[int, str]
    heads: tuple[str, ...]  # folded, to know the header again on the next page
    consents: Mapping[int, str]  # the word above each consent column
    seen: tuple[ColumnSeen, ...]
    rows: int


def read_header(first: Row, second: Row | None, station: StationWords | None = None) -> Header | None:
    """Read a header of one row, or of two with groups; None when it names no petitioner and two things more."""
    if not may_be_header(first):
        return None
    alone = _placed(_heads(first, None, station), first, 1)
    if second is not None and _goes_with(first, second, station, stands_alone=alone is not None):
        both = _placed(_heads(first, second, station), second, 2)
        if both is not None:
            return both
    return alone


def may_be_header(row: Row) -> bool:
    """Check cheaply whether a row holds words alone, and several."""
    texts = [text for text in row if text]
    return len(texts) > 1 and not DATA.search("|".join(texts)) and max(map(len, texts)) <= 2 * LONGEST_HEAD


def columns_recognised(row: Row, station: StationWords | None = None) -> tuple[ColumnSeen, ...]:
    """Return the columns of a row whose heads are understood: what is said of a header that is not."""
    meanings = [meaning_of(cell, "", station) for cell in row]
    names, _ = _names(meanings)
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
    if not own or known * 2 < len(own):
        return False
    if stands_alone:
        return len({fold_head(cell) for cell in second} - {fold_head(cell) for cell in first} - {""}) > 0
    texts = set(first) - {""}
    return len(texts) > 1 and all(_may_be_group(text, station) for text in texts)


def _may_be_group(text: str, station: StationWords | None) -> bool:
    meaning = meaning_of(text, "", station)
    known = meaning.kind is not None or meaning.person is not None or GROUP.fullmatch(meaning.word) is not None
    return known and len(text) <= LONGEST_GROUP and (meaning.person is Person.OFFICER or not TITLE.search(text))


def _placed(meanings: list[Meaning], row: Row, rows: int) -> Header | None:
    names, officers = _names(meanings)
    departments = _departments(meanings)
    places = {
        Column.NAME: names,
        Column.PHONE: _phones(meanings, names, departments) if names else (),
        Column.OFFICER: officers,
        Column.DEPARTMENT: departments,
        Column.VISITED_ON: _days(meanings),
    }
    for kind in Column:
        if kind not in places:
            places[kind] = _ranked(meanings, kind)
    places = {kind: found for kind, found in places.items() if found}
    known = len({(meaning.kind, meaning.person) for meaning in meanings if meaning.kind is not None})
    if Column.NAME not in places or (known < LEAST_KNOWN and Column.PHONE not in places):
        return None
    taken = {at: kind.value for kind, found in places.items() for at in found}
    return Header(
        places=places,
        dropped={at: meaning.word for at, meaning in enumerate(meanings) if meaning.kind is Part.ID_NUMBER},
        heads=tuple(fold_head(cell) for cell in row),
        consents={at: meanings[at].word for at in places.get(Column.CONSENT, ())},
        seen=tuple(
            ColumnSeen(letter=column_letter(at), word=meaning.word[:LONGEST_TITLE], kind=taken.get(at, ""))
            for at, meaning in enumerate(meanings)
            if meaning.word
        ),
        rows=rows,
    )


def _ranked(meanings: list[Meaning], kind: Column) -> tuple[int, ...]:
    found = [(meaning.rank, at) for at, meaning in enumerate(meanings) if kind in {meaning.kind, meaning.also}]
    return tuple(at for _, at in sorted(found))


def _names(meanings: list[Meaning]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the petitioner's columns and the officer's: a bare 성명 is the petitioner's where no other column is."""
    qualified = _ranked(meanings, Column.NAME)
    officers = _ranked(meanings, Column.OFFICER)
    bare = [at for at, meaning in enumerate(meanings) if meaning.kind is Part.NAME_OF_ANYBODY]
    after_rank = [at for at in bare if _is(meanings, at - 1, {Column.RANK}) or _is(meanings, at + 1, {Column.RANK})]
    after_unit = [at for at in bare if _is(meanings, at - 1, {Column.DEPARTMENT})]
    own = [at for at in bare if at not in after_rank] if not officers else bare
    if not qualified and len(own) > 1:
        own = [at for at in own if at not in after_unit] or own[:1]
    names = qualified or tuple(at for step, at in enumerate(own) if at == own[0] + step)  # 성명(한글), 성명(영문)
    if not officers:
        officers = tuple(at for at in (*after_rank, *after_unit) if at not in names)[:1]
    return names, officers


def _is(meanings: list[Meaning], at: int, kinds: set[Column]) -> bool:
    return 0 <= at < len(meanings) and meanings[at].kind in kinds


def _phones(meanings: list[Meaning], names: tuple[int, ...], departments: tuple[int, ...]) -> tuple[int, ...]:
    """Return the petitioner's phone columns: those that say so first, then those that follow the petitioner's name."""
    found = [at for at in _ranked(meanings, Column.PHONE) if meanings[at].kind is Column.PHONE]
    qualified = [at for at in found if meanings[at].person is Person.PETITIONER]
    owners = {at: _owner(meanings, at, names, departments) for at in found if at not in qualified}
    following = [at for at, owner in owners.items() if owner is Person.PETITIONER]
    with_name = [at for at in names if meanings[at].also is Column.PHONE]
    certain = (*qualified, *following, *with_name)
    return certain or tuple(at for at, owner in owners.items() if owner is None)


def _owner(meanings: list[Meaning], phone: int, names: tuple[int, ...], departments: tuple[int, ...]) -> Person | None:
    """Return whose a bare phone column is: of the person whose name, rank or unit it follows."""
    for at in range(phone - 1, -1, -1):
        meaning = meanings[at]
        if at in names:
            return Person.PETITIONER
        if at == phone - 1 and at in departments:
            return Person.OFFICER
        if meaning.kind in {Column.OFFICER, Column.RANK, Part.NAME_OF_ANYBODY}:
            return Person.OFFICER
        if meaning.kind is Part.UNUSED and meaning.person in {Person.OFFICER, Person.OTHER}:
            return meaning.person
    return None


def _departments(meanings: list[Meaning]) -> tuple[int, ...]:
    """Return the columns of the unit that was visited: beside one, a bare 소속 is the visitor's own."""
    found = _ranked(meanings, Column.DEPARTMENT)
    certain = tuple(at for at in found if meanings[at].rank < BARE_UNIT)
    return certain or found


def _days(meanings: list[Meaning]) -> tuple[int, ...]:
    """Return the columns of the day: that of the visit, else of its receipt; that of completion is the last resort."""
    found = _ranked(meanings, Column.VISITED_ON)
    return tuple(at for at in found if meanings[at].rank < LATER) or found


def _kind_name(kind: Column | Part | None) -> str:
    return kind.value if isinstance(kind, Column) else ""
