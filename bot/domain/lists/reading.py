"""Reading a visitor list: what to call, whom not to call, which rows cannot be taken (rule book §3)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from bot.domain.keeping.names import marks_in
from bot.domain.keeping.phones import PhoneReading, PhoneResult, combine, read_phones
from bot.domain.keeping.relations import names_third_party
from bot.domain.lists.ages import number_without_birth
from bot.domain.lists.cells import says_nothing
from bot.domain.lists.columns import Column, fold_head
from bot.domain.lists.exclusions import RowWords, asks_consent, exclusion_of, said_where
from bot.domain.lists.remarks import A_NUMBER, remarks_of, words_pushed
from bot.domain.lists.row_dates import RowDates, is_dated
from bot.domain.lists.row_names import (
    ages_of,
    births_of,
    holds_birth,
    holds_phone,
    instead_of_name,
    marks_of,
    name_of,
    words_beside,
)
from bot.domain.lists.rows import (
    ExcludedRow,
    ExclusionReason,
    HeaderSeen,
    ListedVisit,
    ListProblem,
    RejectedRow,
    RejectReason,
    SaidIn,
    SheetRead,
    SheetUnread,
    StruckRow,
    UnreadableList,
    VisitorList,
)
from bot.domain.lists.sheet_titles import SheetTitles
from bot.domain.lists.sheets import Sheet
from bot.domain.lists.station_rules import NO_RULES, StationRules
from bot.domain.lists.table_rows import TableRow, ahead
from bot.domain.lists.tables import Tables
from bot.domain.lists.visit_dates import DateHints, Moment

ID_VALUE = re.compile(r"(?<!\d)\d{6}\s?-?\s?[1-8]\d{6}(?!\d)")
"""What looks like a resident-registration number; 11 digits of a phone cannot match."""
SPECIMENS = ("예시", "견본", "샘플", "작성예", "SAMPLE", "EXAMPLE")
LONGEST_WORDS = 200
LONGEST_NOTE = 2000
SPOILT = "\ufffd"
SHORT_DIGITS = re.compile(r"\d{2,4}", re.ASCII)
"""A piece of a number that stands in several columns."""


def read_visitor_list(
    sheets: Iterable[Sheet], *, today: date, rules: StationRules = NO_RULES, file_name: str = ""
) -> VisitorList:
    """Read every sheet that can be seen and has a header, by the station's own rules too.

    Where neither rows nor titles name a day or a year, those of the file's name hold.

    Raises:
        UnreadableList: no row names the columns, or there is nothing at all.
    """
    reader = _Reader(DateHints(today=today), rules, VisitorList(), file_name)
    for sheet in sheets:
        reader.read_sheet(sheet)
    if not reader.found.sheets:
        raise UnreadableList(ListProblem.NO_HEADER if reader.has_rows else ListProblem.EMPTY, reader.seen)
    return reader.found


@dataclass(slots=True)
class _Reader:
    """Walks through the sheets, and down the rows of each."""

    hints: DateHints
    rules: StationRules
    found: VisitorList
    file_name: str
    dates: RowDates = field(default_factory=RowDates)
    sheet: str = ""
    has_rows: bool = False
    seen: HeaderSeen | None = None

    def read_sheet(self, sheet: Sheet) -> None:
        """Take a sheet: its rows, or why it is not read."""
        self.sheet = sheet.name
        if sheet.is_hidden:
            self.found.sheets_not_read.append((sheet.name, SheetUnread.HIDDEN))
            return
        if any(word in fold_head(sheet.name) for word in SPECIMENS):
            self.found.sheets_not_read.append((sheet.name, SheetUnread.SPECIMEN))
            return
        titles = SheetTitles(replace(self.hints, is_1904=sheet.is_1904))
        titles.take_file(self.file_name)
        tables = Tables(sheet, titles, self.rules.columns)
        for row, when in ahead(self.dates.read(tables)):
            self.read(row, when)
        self.has_rows = self.has_rows or tables.has_rows
        if tables.headers:
            self._note(tables)
            return
        self.found.sheets_not_read.append((sheet.name, SheetUnread.NO_HEADER))
        if tables.seen and len(tables.seen.columns) > len(self.seen.columns if self.seen else ()):
            self.seen = tables.seen

    def _note(self, tables: Tables) -> None:
        self.found.title_day = max(filter(None, (self.found.title_day, tables.title_day)), default=None)
        columns = dict.fromkeys(column for header in tables.headers for column in header.seen)
        dropped = dict.fromkeys(word for header in tables.headers for word in header.dropped.values())
        self.found.dropped_columns = tuple(dict.fromkeys((*self.found.dropped_columns, *dropped)))
        self.found.sheets.append(
            SheetRead(
                name=tables.sheet.name,
                columns=tuple(columns),
                hidden_rows=tables.hidden_rows,
                untold=tuple(sorted(tables.sheet.untold)),
            )
        )

    def read(self, row: TableRow, when: Moment | None) -> None:
        """Take one row: into the visits, the excluded, the rejected or those that were struck out."""
        if row.is_struck:
            self.found.struck.append(StruckRow(row_no=row.number, sheet=self.sheet))
            return
        births = births_of(row)  # a resident number too tells who is under age, before it is thrown away
        self._drop_ids(row)
        name = name_of(row)
        problem = self._problem(row, name, when)
        if problem is not None or when is None:
            rejected = RejectedRow(row_no=row.number, sheet=self.sheet, reason=problem or RejectReason.NO_DATE)
            self.found.rejected.append(rejected)
            return
        phones = _phones(row, name)
        words = _row_words(row, name, phones, births)
        reason = exclusion_of(words, self.hints.today)
        said_in = said_where(words, reason, self.hints.today) if reason else None
        self._sort(_visit(row, self.sheet, name, when, phones), phones, reason, said_in)

    def _problem(self, row: TableRow, name: str, when: Moment | None) -> RejectReason | None:
        if SPOILT in "".join(row.texts):
            return RejectReason.SPOILT
        if not name:
            return RejectReason.NO_NAME
        if when is None:
            return RejectReason.WRONG_DATE if is_dated(row) else RejectReason.NO_DATE
        return RejectReason.FUTURE_DATE if when[0] > self.hints.today else None

    def _sort(
        self, visit: ListedVisit, phones: PhoneReading, reason: ExclusionReason | None, said_in: SaidIn | None
    ) -> None:
        """Take a visit into the calls or the excluded: by the row's words, the station's rules, the lack of a phone."""
        if reason is None and self.rules.never_calls(visit):
            reason, said_in = ExclusionReason.NEVER_CALL, SaidIn.TYPE
        if reason is None and (reason := _without_phone(phones)):
            said_in = SaidIn.PHONE
        if reason is None:
            self.found.visits.append(visit)
        else:
            self.found.excluded.append(ExcludedRow(visit=visit, reason=reason, said_in=said_in))

    def _drop_ids(self, row: TableRow) -> None:
        """Throw away what looks like a resident number, in dropped columns too, and count it (rule book §3)."""
        for at in row.header.dropped:
            if row.text(at):
                self.found.dropped_values += 1
                row.cells[at], row.texts[at] = None, ""
        if not ID_VALUE.search("|".join(row.texts)):
            return
        for at, text in enumerate(row.texts):
            cleaned, dropped = ID_VALUE.subn("", text)
            if dropped:
                self.found.dropped_values += dropped
                row.cells[at] = row.texts[at] = cleaned


def _visit(row: TableRow, sheet: str, name: str, when: Moment, phones: PhoneReading) -> ListedVisit:
    types, officers = _texts(row, Column.TYPE), _texts(row, Column.OFFICER)
    beside_name = (
        words for words in words_beside(row) if not any(map(str.isdigit, words)) and not marks_in(f"({words})")
    )
    remarks = (*(_words(text, LONGEST_NOTE) for text in remarks_of(row)), *beside_name, phones.remark)
    return ListedVisit(
        row_no=row.number,
        sheet=sheet,
        receipt_no=_first(row, Column.RECEIPT_NO) or None,
        petitioner_name=name,
        phone=phones.phone or "",
        alternates=phones.alternates,
        phone_repaired=phones.repaired,
        visited_on=when[0],
        visited_at=when[1],
        petition_type=types[0] if types else "",
        department=_first(row, Column.DEPARTMENT),
        rank=_first(row, Column.RANK),
        note=" / ".join(filter(None, remarks))[:LONGEST_NOTE],
        types=types,
        officers=officers,
        marks=marks_of(row),
        answers_consent=any(
            not says_nothing(row.text(at)) for at, head in row.header.consents.items() if asks_consent(head)
        ),
    )


def _texts(row: TableRow, kind: Column) -> tuple[str, ...]:
    return _all_words(tuple(row.read(kind)))


@lru_cache(maxsize=4096)
def _all_words(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_words(text, LONGEST_WORDS) for text in texts)


@lru_cache(maxsize=4096)  # the rows of a list say the same few things: each is kept in memory once
def _words(text: str, longest: int) -> str:
    """Put on one line what a cell says, as `words_of` does where the cell is still to be read."""
    return " ".join(text.split())[:longest]


def _first(row: TableRow, kind: Column) -> str:
    texts = row.read(kind)
    return _words(texts[0], LONGEST_WORDS) if texts else ""


def _phones(row: TableRow, name: str) -> PhoneReading:
    """Read every phone column but what is struck out; a name that stands with its number is no remark."""
    phones = combine(_phone_texts(row))
    if row.header.relations:
        phones = phones.without(_third_parties(row))
    if not phones.remark or not holds_phone(row):
        return phones
    return replace(phones, remark=phones.remark.replace(name, " ").strip(" ,/·"))


def _third_parties(row: TableRow) -> set[str]:
    """Return the numbers of which the column beside them says that they are somebody else's: 관계 | 배우자."""
    relations = row.header.relations.items()
    theirs = (read_phones(row.text(at)) for at, beside in relations if names_third_party(row.text(beside)))
    return {number for reading in theirs for number in reading.numbers}


def _phone_texts(row: TableRow) -> Iterator[str]:
    """Return what the phone columns say; without one, the name's and the column without a head beside it."""
    header = row.header
    places = header.places.get(Column.PHONE) or (*header.places[Column.NAME], *header.nameless)
    joined: set[int] = set()
    for at in places:
        pieces = [row.text(piece) for piece in header.pieces.get(at, ())]
        if pieces and all(map(SHORT_DIGITS.fullmatch, pieces)):
            joined.update(header.pieces[at])
            yield "-".join(pieces)
        elif (
            at not in row.struck
            and at not in joined
            and (text := row.text(at))
            and (at not in header.nameless or A_NUMBER.search(text))
        ):
            yield number_without_birth(text) if holds_birth(row, at) else text


def _row_words(row: TableRow, name: str, phones: PhoneReading, births: Sequence[str]) -> RowWords:
    return RowWords(
        notes=[*remarks_of(row), *words_pushed(row), *words_beside(row), *instead_of_name(name), phones.remark],
        purposes=row.read(Column.TYPE),
        consents=[(word, row.text(at)) for at, word in row.header.consents.items()],
        births=births,
        ages=ages_of(row),
    )


def _without_phone(phones: PhoneReading) -> ExclusionReason | None:
    match phones.result:
        case PhoneResult.NO_PHONE:
            return ExclusionReason.NO_PHONE
        case PhoneResult.THIRD_PARTY_PHONE:
            return ExclusionReason.THIRD_PARTY_PHONE
        case PhoneResult.FOREIGN_PHONE:
            return ExclusionReason.FOREIGN_PHONE
        case _:
            return None
