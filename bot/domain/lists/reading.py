"""Reading a visitor list: what to call, whom not to call, which rows cannot be taken (rule book §3)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from bot.domain.keeping.names import clean_name, marks_in, words_beside_name
from bot.domain.keeping.phones import PhoneReading, PhoneResult, combine
from bot.domain.lists.ages import after_name, number_without_birth, without_birth
from bot.domain.lists.cells import says_nothing
from bot.domain.lists.columns import Column, fold_head
from bot.domain.lists.exclusions import RowWords, exclusion_of, names_reason, said_where
from bot.domain.lists.remarks import A_NUMBER, remarks_of
from bot.domain.lists.row_dates import RowDates, is_dated
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
ANONYMOUS = {"익명", "익명자", "비공개", "비실명", "무기명", "제보자", "신원비공개"}
SHORT_DIGITS = re.compile(r"\d{2,4}", re.ASCII)
"""A piece of a number that stands in several columns."""
PSEUDONYM = "가명"
BIRTH_BESIDE_NAME = re.compile(r"\d{6}(?:\s?-.*)?")
_AGE, _SEX = r"(?:만\s?)?\d{1,2}\s?[세살]?", r"[남여男女MF](?:자|성)?"
AGE_BESIDE_NAME = re.compile(
    rf"(?:만\s?)?\d{{2}}|{_SEX}[\s/·,.]*{_AGE}|{_AGE}[\s/·,.]*{_SEX}|(?:19|20)\d{{6}}"
    r"|(?:19|20)?\d{2}\s?[.\-/년]\s?\d{1,2}\s?[.\-/월]\s?\d{1,2}\s?[.일]?",
    re.IGNORECASE,
)
"""An age or a birth in brackets beside a name, which no head announces: (17), (여·17), (2010.1.1.)."""
AGE_BEHIND_NAME = re.compile(r"\s(?:만\s?)?\d{1,2}\s?[세살]$")
NUMBER_IN_NAME = re.compile(r"[(（]?\+?\d[\d\s\-–().]{5,}\d[)）]?")


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
        births = _births(row)  # a resident number too tells who is under age, before it is thrown away
        self._drop_ids(row)
        name = _name(row)
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
        words for words in _beside_name(row) if not any(map(str.isdigit, words)) and not marks_in(f"({words})")
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
        marks=marks_in(_first(row, Column.NAME)),
        answers_consent=any(
            not says_nothing(row.text(at)) for at, head in row.header.consents.items() if not names_reason(head)
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


def _holds_phone(row: TableRow) -> bool:
    """Check whether name and number stand in one cell, or may: where no column is for phones."""
    phones = row.header.places.get(Column.PHONE)
    return phones is None or not set(row.header.places[Column.NAME]).isdisjoint(phones)


def _name(row: TableRow) -> str:
    """Read the name; a number that stands with it belongs to the phones."""
    text = _first(row, Column.NAME)
    if row.header.surname is not None:
        surname = row.text(row.header.surname)
        text = f"{surname} {text}" if surname.isascii() else surname + text
    text = NUMBER_IN_NAME.sub(" ", text).strip(" /,·") if _holds_phone(row) else text
    has_birth = _holds_birth(row, row.header.places[Column.NAME][0]) or AGE_BEHIND_NAME.search(text)
    name = clean_name(without_birth(text) if has_birth else text)
    return "" if says_nothing(name) else name


def _holds_birth(row: TableRow, at: int) -> bool:
    """Check whether a column holds births or ages, be it beside something else."""
    places = row.header.places
    return at in places.get(Column.BIRTH, ()) or at in places.get(Column.AGE, ())


def _births(row: TableRow) -> list[str]:
    """Return what a row says of births: in columns of their own, of resident numbers, in brackets beside the name."""
    beside = (words for words in _beside_name(row) if BIRTH_BESIDE_NAME.fullmatch(words))
    return [*_beside_names(row, Column.BIRTH), *beside]


def _ages(row: TableRow) -> list[str]:
    """Return what a row says of ages: in columns of their own, in brackets beside the name, behind it."""
    found, names = _beside_names(row, Column.AGE), row.read(Column.NAME)
    if not names or names[0].isalpha():
        return found
    found += (words for words in _beside_name(row) if AGE_BESIDE_NAME.fullmatch(words))
    return found + AGE_BEHIND_NAME.findall(names[0])


def _beside_names(row: TableRow, kind: Column) -> list[str]:
    """Return the texts of a kind, of the cell of a name what stands behind that."""
    names = row.header.places[Column.NAME]
    found = ((at, row.text(at)) for at in row.header.places.get(kind, ()))
    return [after_name(text) if at in names else text for at, text in found if text]


def _beside_name(row: TableRow) -> tuple[str, ...]:
    """Return the remarks in the cell of the name; where its number stands there too, they are read with that."""
    names = row.read(Column.NAME)
    return () if not names or names[0].isalpha() or _holds_phone(row) else words_beside_name(names[0])


def _phones(row: TableRow, name: str) -> PhoneReading:
    """Read every phone column but what is struck out; a name that stands with its number is no remark."""
    phones = combine(_phone_texts(row))
    if not phones.remark or not _holds_phone(row):
        return phones
    return replace(phones, remark=phones.remark.replace(name, " ").strip(" ,/·"))


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
            yield number_without_birth(text) if _holds_birth(row, at) else text


def _row_words(row: TableRow, name: str, phones: PhoneReading, births: Sequence[str]) -> RowWords:
    return RowWords(
        notes=[*remarks_of(row), *_beside_name(row), *_instead_of_name(name), phones.remark],
        purposes=row.read(Column.TYPE),
        consents=[(word, row.text(at)) for at, word in row.header.consents.items()],
        births=births,
        ages=_ages(row),
    )


def _instead_of_name(name: str) -> list[str]:
    """Return what stands in the place of a name and says why: 익명, 가명."""
    return ["익명"] if name in ANONYMOUS else [name] if name == PSEUDONYM else []


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
