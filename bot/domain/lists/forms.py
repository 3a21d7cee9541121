"""Lists without a header row: cards of words with what they ask for beside them, and tables that lie on their side.

성명 | 강하늘 | 연락처 | 010-0000-1201, a card below or beside another; 성명 | 강하늘 | 도우리, a visit in each column.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.domain.lists.column_words import REASONS
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
from bot.domain.lists.exclusions import is_yes_or_no
from bot.domain.lists.places import Header, placed_header
from bot.domain.lists.rows import Cell, ColumnSeen
from bot.domain.lists.sheets import NO_COLUMNS, column_letter
from bot.domain.lists.table_rows import Line, TableRow

MOST_LETTERS = 500_000
"""A sheet that holds more before any header holds no forms."""
NAMED_CELL = re.compile(r"\s*((?:[^:：\d(（]|[(（][^()（）]*[)）]){1,20}?)\s*[:：]\s*(\S.*)", re.DOTALL)
"""성명: 강하늘, 연락처(예: 010-1234-5678): 010-0000-1201"""
EXAMPLE = re.compile(r"[(（]\s*예|※")
TITLES_OF_COLUMNS = {"구분", "항목", "분류"}
"""구분 | 내용 are the heads of a form's two columns."""
DIGITS = re.compile(r"\d{2}")
OFFICER = "담당"
NAMES = {Column.NAME, Part.NAME_OF_ANYBODY}

NO_GROUP: tuple[str, int | None] = ("", None)
"""The word of a group, and the column left of which it stands."""

Answer = tuple[int, Cell, str]
"""(column, cell, text)"""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one word asks for, and what stands beside it."""

    meaning: Meaning
    column: int
    row: int
    answers: tuple[Answer, ...]

    @property
    def is_name(self) -> bool:
        """Say whether it asks for the petitioner's name."""
        return self.meaning.kind in NAMES


@dataclass(slots=True)
class FormReader:
    """Keeps the lines of a sheet as long as no header was found, and reads them if none was."""

    station: StationWords | None = None
    _lines: list[Line] = field(default_factory=list)
    _letters: int = 0

    def keep(self, line: Line) -> None:
        """Keep a line, in case no header comes."""
        self._letters += sum(map(len, line.texts)) + len(line.texts)
        if self._letters <= MOST_LETTERS:
            self._lines.append(line)
        else:
            self._lines.clear()

    def read(self) -> tuple[Header, list[TableRow]] | None:
        """Read the visits of cards or of a table on its side; None when there are none. Each needs a day of its own."""
        entries = list(self._entries())
        names = [entry for entry in entries if entry.is_name]
        lies_on_its_side = any(len({text for _, _, text in entry.answers}) > 1 for entry in names)
        cards = list(_columns(entries, names) if lies_on_its_side else _cards(entries, names))
        columns = {entry.meaning: entry.column for card in cards for entry in card}
        meanings = list(columns)
        header = placed_header(meanings, [meaning.word for meaning in meanings], 1)
        if header is None or not header.is_of_visits:
            return None
        header = replace(header, seen=_seen(header, columns))
        return header, [_row(card, meanings, header) for card in cards if any(entry.is_name for entry in card)]

    def _entries(self) -> Iterator[Entry]:
        """Read the entries of all lines. A lone word for an officer, or a word left of others, is a group."""
        group, left = NO_GROUP
        for line in self._lines:
            cells = [
                answer for answer in zip(range(len(line.texts)), line.row.cells, line.texts, strict=True) if answer[2]
            ]
            if cells and left is not None and cells[0][0] <= left:
                group, left = NO_GROUP
            found = list(_entries_of(cells, line.row.number, group, self.station))
            yield from found
            first = cells[0][2] if cells else ""
            if cells and not any(entry.column == cells[0][0] for entry in found) and _group(first, self.station):
                group, left = first, cells[0][0] if found else None
            elif len(line.distinct) == 1 and not found:
                group, left = NO_GROUP


def _entries_of(cells: Sequence[Answer], row: int, group: str, station: StationWords | None) -> Iterator[Entry]:
    """Read a line from left to right: a word that asks, what answers it, the next word. Two in a row: a group first."""
    asked: tuple[Meaning, int, str] | None = None
    answers: list[Answer] = []
    for number, (at, cell, text) in enumerate(cells, 1):
        if asked is not None and text == asked[2]:
            continue  # merged over several columns
        named = NAMED_CELL.fullmatch(text)
        above = asked[2] if asked and not answers else group
        asks = _asking(named[1] if named else text, above, station)
        if asks is None and not named and cells[number:]:
            asks = _asking_for_sign(text, cells[number][2])
        ends_unanswered = asked is not None and not answers and not cells[number:]
        if asks is not None and (named or not ends_unanswered or above in TITLES_OF_COLUMNS):
            if asked is not None and answers:
                yield Entry(asked[0], asked[1], row, tuple(answers))
            asked, answers = (asks, at, text), []
            if named:
                asked, answers = (asks, at, named[1]), [(at, named[2], named[2])]
        elif asked is not None:
            answers.append((at, cell, text))
    if asked is not None and answers:
        yield Entry(asked[0], asked[1], row, tuple(answers))


def _asking(text: str, group: str, station: StationWords | None) -> Meaning | None:
    """Return what a word asks for; None for what is no word of a form."""
    bare = bare_head(text) if EXAMPLE.search(text) else text
    if len(bare) > LONGEST_HEAD or DIGITS.search(bare):
        return None
    meaning = meaning_of(text, _group(group, station), station)
    return meaning if meaning.kind is not None else None


def _asking_for_sign(text: str, answer: str) -> Meaning | None:
    """Return what a reason not to call asks for where a yes or a no stands beside it: 신변보호 | O."""
    word = fold_head(text)
    return Meaning(word, Column.CONSENT) if REASONS.search(word) and is_yes_or_no(answer) else None


def _group(text: str, station: StationWords | None) -> str:
    """Return the group that a word makes if it is that of who received the visitor, or of a third person."""
    meaning = meaning_of(text, "", station)
    if meaning.person in {Person.OFFICER, Person.OTHER}:
        return text
    return OFFICER if meaning.kind in {Column.DEPARTMENT, Column.RANK} else ""


def _cards(entries: Sequence[Entry], names: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Part the entries: a word that comes again begins another card; cards may stand side by side."""
    beside: dict[int, list[int]] = {}
    for name in names:
        beside.setdefault(name.row, []).append(name.column)
    starts = max(beside.values(), key=len, default=[])
    for number in range(len(starts)):
        card: dict[Meaning, Entry] = {}
        for entry in entries:
            if len(starts) > 1 and max(bisect_right(starts, entry.column) - 1, 0) != number:
                continue
            if entry.meaning in card:
                yield list(card.values())
                card = {}
            card[entry.meaning] = entry
        yield list(card.values())


def _columns(entries: Sequence[Entry], names: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Return a card of each column in which a name stands."""
    for at in [column for name in names[:1] for column, _, _ in name.answers]:
        card = (
            replace(entry, answers=tuple(answer for answer in entry.answers if answer[0] == at)) for entry in entries
        )
        yield [entry for entry in card if entry.answers]


def _seen(header: Header, columns: dict[Meaning, int]) -> tuple[ColumnSeen, ...]:
    kinds = {at: kind.value for kind, places in header.places.items() for at in places}
    return tuple(
        ColumnSeen(letter=column_letter(column), word=meaning.word, kind=kinds.get(at, ""))
        for at, (meaning, column) in enumerate(columns.items())
    )


def _row(card: Sequence[Entry], meanings: Sequence[Meaning], header: Header) -> TableRow:
    answers = {entry.meaning: entry.answers[0] for entry in card}
    cells = [answers[meaning][1] if meaning in answers else None for meaning in meanings]
    texts = [answers[meaning][2] if meaning in answers else "" for meaning in meanings]
    number = next(entry.row for entry in card if entry.is_name)
    return TableRow(number, header, cells, texts, None, NO_COLUMNS, NO_COLUMNS, number)
