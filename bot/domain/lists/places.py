"""Which columns below a header are read for what: each kind's places, the best first (rule book §3, Header)."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.lists.column_words import NO_REMARKS, REASONS, RELATIONS, REMARKS
from bot.domain.lists.columns import Column, Meaning, Part, Person, asked_by, fold_head
from bot.domain.lists.rows import ColumnSeen
from bot.domain.lists.sheets import column_letter

LONGEST_WORD = 30
LEAST_KNOWN = 3
LATER = 3
"""The rank of days that are not the visit's: of completion, of notice."""
BARE_UNIT = 2
OF_A_VISIT = {Column.VISITED_ON, Column.VISITED_TIME, Column.TYPE, Column.RECEIPT_NO}
BARE_RELATION = "관계"
OF_OTHERS = re.compile("면회|유치인|수용자|실종자|가출인|대상자|당사자")
MOST_PIECES = 3
"""010 | 0000 | 1201"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """Where the columns are, from 0: kind → places, the best first; columns that hold id numbers are dropped."""

    places: Mapping[Column, tuple[int, ...]]
    dropped: Mapping[int, str]
    heads: tuple[str, ...]  # folded, to know the header again on the next page
    consents: Mapping[int, str]  # the word above each column of consent or of signs
    seen: tuple[ColumnSeen, ...]
    rows: int  # of the header itself
    running: tuple[int, ...] = ()  # columns of running numbers
    pieces: Mapping[int, tuple[int, ...]] = field(default_factory=dict)  # phone → columns that go on with the number
    relations: Mapping[int, int] = field(default_factory=dict)  # phone → the column beside it that says whose it is
    nameless: tuple[int, ...] = ()  # without a phone column: the column without a head beside the name
    day_parts: tuple[int, ...] = ()  # month and day in columns of their own; year, month and day
    columns: range | None = None  # of this table, where others stand beside it
    surname: int | None = None  # the column beside that of the name: 성 | 이름
    rows_a_visit: int = 1  # of two, each place of the upper stands before that below it
    beside: tuple[int, ...] = ()  # columns up to the last head that have none, or one that may mean remarks
    last: int = 0  # the last column with a head

    @property
    def is_of_visits(self) -> bool:
        """Say whether it names when or why somebody came, which a list of staff does not."""
        return not OF_A_VISIT.isdisjoint(self.places)


def placed_header(
    meanings: Sequence[Meaning], words: Sequence[str], rows: int, *, rows_a_visit: int = 1
) -> Header | None:
    """Place the columns by what their heads mean; None when they name no petitioner and two things more."""
    meanings = _numbers_apart(meanings)
    names, officers = name_columns(meanings)
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
    phones = places.get(Column.PHONE, ())
    last = max(at for at, meaning in enumerate(meanings) if meaning.word)
    beside, signs = _remarks(meanings[: last + 1]), _signs(meanings)
    return Header(
        places=places,
        dropped={at: meaning.word for at, meaning in enumerate(meanings) if meaning.kind is Part.ID_NUMBER},
        heads=tuple(fold_head(word) for word in words),
        consents={at: _question(meanings, words, at) for at in (*places.get(Column.CONSENT, ()), *signs)},
        seen=_seen(meanings, {**places, Column.NOTE: (*places.get(Column.NOTE, ()), *beside)}, signs, rows_a_visit),
        rows=rows,
        running=tuple(at for at, meaning in enumerate(meanings) if meaning.kind is Part.RUNNING_NUMBER),
        pieces={at: pieces for at in phones if (pieces := _pieces(meanings, at))},
        relations={at: at + 1 for at in phones if _says_whose(meanings, at + 1)},
        nameless=() if phones else tuple(at + 1 for at in names if _is_headless(meanings, at + 1)),
        day_parts=_day_parts(meanings, places.get(Column.VISITED_ON, ())),
        surname=next((at - 1 for at in names[:1] if _is(meanings, at - 1, {Part.SURNAME})), None),
        rows_a_visit=rows_a_visit,
        beside=beside,
        last=last,
    )


def _numbers_apart(meanings: Sequence[Meaning]) -> Sequence[Meaning]:
    """Take 방문자(연락처) for the number alone where another column is the name's: 방문자(성명)."""
    names = [meaning for meaning in meanings if meaning.kind is Column.NAME]
    if all(Column.PHONE in name.also for name in names) or not any(Column.PHONE in name.also for name in names):
        return meanings
    return [
        replace(meaning, kind=Column.PHONE, also=())
        if meaning.kind is Column.NAME and Column.PHONE in meaning.also
        else meaning
        for meaning in meanings
    ]


def _remarks(meanings: Sequence[Meaning]) -> tuple[int, ...]:
    """Return the columns in which remarks may stand though no head says so: without one, or one known by a word."""
    return tuple(at for at, meaning in enumerate(meanings) if not meaning.word or _may_mean_remarks(meaning))


def _may_mean_remarks(meaning: Meaning) -> bool:
    word = meaning.word
    return meaning.kind is None and REMARKS.search(word) is not None and not NO_REMARKS.search(word)


def _signs(meanings: Sequence[Meaning]) -> tuple[int, ...]:
    """Return the columns headed by a reason not to call that nothing else is known of: 신변보호, 미성년자."""
    return tuple(
        at
        for at, meaning in enumerate(meanings)
        if meaning.kind in {None, Part.UNUSED} and REASONS.search(meaning.word) is not None
    )


def _question(meanings: Sequence[Meaning], words: Sequence[str], at: int) -> str:
    """Return the head of a column of consent, with the answers that it names parted, or of signs."""
    word = meanings[at].word
    return word if at >= len(words) or not words[at] or REASONS.search(word) else asked_by(words[at])


def _seen(
    meanings: Sequence[Meaning], places: Mapping[Column, tuple[int, ...]], signs: Sequence[int], rows_a_visit: int
) -> tuple[ColumnSeen, ...]:
    named_last = sorted(places.items(), key=lambda each: each[0] is Column.NAME)  # 성명(생년월일) is the name's
    taken = {at: kind.value for kind, found in named_last for at in found}
    taken.update(dict.fromkeys(signs, Column.CONSENT.value))
    return tuple(
        ColumnSeen(letter=column_letter(at // rows_a_visit), word=meaning.word[:LONGEST_WORD], kind=taken.get(at, ""))
        for at, meaning in enumerate(meanings)
        if meaning.word
    )


def _ranked(meanings: Sequence[Meaning], kind: Column) -> tuple[int, ...]:
    found = [(meaning.rank, at) for at, meaning in enumerate(meanings) if kind in (meaning.kind, *meaning.also)]
    return tuple(at for _, at in sorted(found))


def name_columns(meanings: Sequence[Meaning]) -> tuple[tuple[int, ...], tuple[int, ...]]:
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


def _is(meanings: Sequence[Meaning], at: int, kinds: Container[Column | Part]) -> bool:
    return 0 <= at < len(meanings) and meanings[at].kind in kinds


def _phones(meanings: Sequence[Meaning], names: tuple[int, ...], departments: tuple[int, ...]) -> tuple[int, ...]:
    """Return the petitioner's phone columns: those that say so first, then those that follow the petitioner's name."""
    found = [at for at in _ranked(meanings, Column.PHONE) if meanings[at].kind is Column.PHONE]
    qualified = [at for at in found if meanings[at].person is Person.PETITIONER]
    owners = {at: _owner(meanings, at, names, departments) for at in found if at not in qualified}
    following = [at for at, owner in owners.items() if owner is Person.PETITIONER]
    with_name = [at for at in names if Column.PHONE in meanings[at].also]
    certain = (*qualified, *following, *with_name)
    return certain or tuple(at for at, owner in owners.items() if owner is None)


def _owner(
    meanings: Sequence[Meaning], phone: int, names: tuple[int, ...], departments: tuple[int, ...]
) -> Person | None:
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


def _departments(meanings: Sequence[Meaning]) -> tuple[int, ...]:
    """Return the columns of the unit that was visited: beside one, a bare 소속 is the visitor's own."""
    found = _ranked(meanings, Column.DEPARTMENT)
    certain = tuple(at for at in found if meanings[at].rank < BARE_UNIT)
    return certain or found


def _days(meanings: Sequence[Meaning]) -> tuple[int, ...]:
    """Return the columns of the day: that of the visit, else of its receipt; that of completion is the last resort."""
    found = _ranked(meanings, Column.VISITED_ON)
    return tuple(at for at in found if meanings[at].rank < LATER) or found


def _day_parts(meanings: Sequence[Meaning], days: tuple[int, ...]) -> tuple[int, ...]:
    """Return the columns of year (if there is one), month and day, where they stand side by side: 월 | 일."""
    if not days or not _is(meanings, days[0] - 1, {Part.MONTH}):
        return ()
    parts = (days[0] - 1, days[0])
    return (days[0] - 2, *parts) if _is(meanings, days[0] - 2, {Part.YEAR}) else parts


def _pieces(meanings: Sequence[Meaning], phone: int) -> tuple[int, ...]:
    """Return the columns that may go on with a number: of the same head, merged over them, or of none."""
    pieces = [phone]
    for at in range(phone + 1, phone + MOST_PIECES):
        is_same = at < len(meanings) and meanings[at] == meanings[phone]
        if not is_same and not _is_headless(meanings, at):
            break
        pieces.append(at)
    return tuple(pieces) if len(pieces) == MOST_PIECES else ()


def _says_whose(meanings: Sequence[Meaning], at: int) -> bool:
    """Check whether a column says whose the number beside it is; 관계 alone is a visitor's to others in the list."""
    if at >= len(meanings) or not RELATIONS.fullmatch(meanings[at].word):
        return False
    others = (meaning.person is Person.OTHER or OF_OTHERS.search(meaning.word) for meaning in meanings)
    return meanings[at].word != BARE_RELATION or not any(others)


def _is_headless(meanings: Sequence[Meaning], at: int) -> bool:
    return at < len(meanings) and not meanings[at].word
