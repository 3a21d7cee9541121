"""Reading a visitor list: what to call, whom not to call, which rows cannot be taken (rule book §3)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice

from bot.domain.keeping.names import clean_name
from bot.domain.keeping.phones import PhoneReading, PhoneResult, read_phones
from bot.domain.lists.cells import is_ditto, text_of, words_of
from bot.domain.lists.columns import HEADER_WITHIN, Column, Header, find_header
from bot.domain.lists.exclusions import exclusion_in
from bot.domain.lists.rows import (
    Cell,
    ExcludedRow,
    ExclusionReason,
    ListedVisit,
    ListProblem,
    RejectedRow,
    RejectReason,
    UnreadableList,
    VisitorList,
)
from bot.domain.lists.visit_dates import DateHints, Moment, read_visit_moment

FOOTERS = ("합계", "총계", "소계", "누계")
ID_VALUE = re.compile(r"(?<!\d)\d{6}\s?-?\s?[1-8]\d{6}(?!\d)")
"""What looks like a resident-registration number; 11 digits of a phone cannot match."""
RANKS = (
    "순경", "경장", "경사", "경위", "경감", "경정", "총경", "경무관", "치안감", "치안정감",
    "주무관", "행정관", "실무관", "반장", "팀장", "계장", "과장",
)  # fmt: skip
LONGEST_NOTE = 2000
DITTO_COLUMNS = (
    Column.VISITED_AT, Column.TYPE, Column.DEPARTMENT, Column.OFFICER, Column.RANK, Column.PHONE, Column.NAME,
)  # fmt: skip


@dataclass(slots=True)
class _Reader:
    """Walks down the rows of one sheet."""

    header: Header
    today: date
    above: dict[Column, Cell]
    found: VisitorList

    def read(self, row_no: int, row: Sequence[Cell]) -> None:
        """Take one row: into the visits, the excluded or the rejected; blank rows and footers are passed over."""
        cells = {column: row[at] if at < len(row) else None for column, at in self.header.positions.items()}
        self._drop_ids(row, cells)
        if _is_blank(cells.values()) or _is_footer(row):
            return
        self._fill_dittos(cells)
        name = clean_name(words_of(cells.get(Column.NAME)))
        when = read_visit_moment(cells.get(Column.VISITED_AT), DateHints(today=self.today))
        problem = self._problem(name, cells, when)
        if problem is not None or when is None:
            self.found.rejected.append(RejectedRow(row_no=row_no, reason=problem or RejectReason.NO_DATE))
            return
        self._sort(row_no, name, when, cells)

    def _problem(self, name: str, cells: dict[Column, Cell], when: Moment | None) -> RejectReason | None:
        if not name:
            return RejectReason.NO_NAME
        if when is None:
            return RejectReason.NO_DATE if not words_of(cells.get(Column.VISITED_AT)) else RejectReason.WRONG_DATE
        return RejectReason.FUTURE_DATE if when[0] > self.today else None

    def _sort(self, row_no: int, name: str, when: Moment, cells: dict[Column, Cell]) -> None:
        phones = read_phones(text_of(cells.get(Column.PHONE)))
        visit = _visit(row_no, name, when, cells, phones)
        reason = exclusion_in(visit.note, words_of(cells.get(Column.EXCLUDED)), self.today) or _without_phone(phones)
        if reason is None:
            self.found.visits.append(visit)
        else:
            facts = dedup_facts(visit)
            self.found.excluded.append(
                ExcludedRow(row_no=row_no, reason=reason, visited_on=visit.visited_on, dedup_facts=facts)
            )

    def _drop_ids(self, row: Sequence[Cell], cells: dict[Column, Cell]) -> None:
        """Throw away what looks like a resident number, in dropped columns too, and count it (rule book §3)."""
        for at in self.header.dropped:
            self.found.dropped_values += bool(at < len(row) and words_of(row[at]))
        for column, cell in cells.items():
            if not isinstance(cell, str | int | float) or isinstance(cell, bool):
                continue
            cleaned, dropped = ID_VALUE.subn("", text_of(cell))
            if dropped:
                self.found.dropped_values += dropped
                cells[column] = cleaned

    def _fill_dittos(self, cells: dict[Column, Cell]) -> None:
        for column in DITTO_COLUMNS:
            if is_ditto(cells.get(column)):
                cells[column] = self.above.get(column)
        self.above = cells


def read_visitor_list(rows: Iterable[Sequence[Cell]], *, today: date) -> VisitorList:
    """Read a sheet, row by row. Row numbers count from 1, as Excel shows them.

    Raises:
        UnreadableList: no row names the columns, or there is nothing at all.
    """
    numbered = iter(rows)
    first = list(islice(numbered, HEADER_WITHIN))
    if not first:
        raise UnreadableList(ListProblem.EMPTY)
    header = find_header(first)
    if header is None:
        raise UnreadableList(ListProblem.NO_HEADER)
    reader = _Reader(header, today, {}, VisitorList(dropped_columns=tuple(header.dropped.values())))
    body: Iterator[Sequence[Cell]] = chain(first[header.at + 1 :], numbered)
    for row_no, row in enumerate(body, header.at + 2):
        reader.read(row_no, row)
    return reader.found


def dedup_facts(visit: ListedVisit) -> str:
    """Give what makes a visit the same visit: its receipt number, else name + phone + day + type.

    Only ever used as the input of a keyed hash.
    """
    if visit.receipt_no:
        return f"receipt|{visit.receipt_no.replace(' ', '').upper()}"
    name = visit.petitioner_name.replace(" ", "").upper()
    petition_type = visit.petition_type.replace(" ", "").upper()
    return f"visit|{name}|{visit.phone}|{visit.visited_on.isoformat()}|{petition_type}"


def _visit(row_no: int, name: str, when: Moment, cells: dict[Column, Cell], phones: PhoneReading) -> ListedVisit:
    rank, officer = _officer(words_of(cells.get(Column.OFFICER)), words_of(cells.get(Column.RANK)))
    return ListedVisit(
        row_no=row_no,
        receipt_no=words_of(cells.get(Column.RECEIPT_NO)) or None,
        petitioner_name=name,
        phone=phones.phone or "",
        alternate=next(iter(phones.alternates), None),
        phone_repaired=phones.repaired,
        visited_on=when[0],
        visited_at=when[1],
        petition_type=words_of(cells.get(Column.TYPE)),
        department=words_of(cells.get(Column.DEPARTMENT)),
        officer_name=officer,
        officer_rank=rank,
        note=", ".join(filter(None, (words_of(cells.get(Column.NOTE), LONGEST_NOTE), phones.remark))),
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


def _officer(words: str, rank: str) -> tuple[str, str]:
    """Split "경위 홍길동" or "홍길동 경위" into rank and name."""
    parts = words.replace("/", " ").split()
    ranks = [part for part in parts if part in RANKS]
    names = [part for part in parts if part not in RANKS]
    return rank or "".join(ranks[:1]), clean_name(" ".join(names))


def _is_blank(cells: Iterable[Cell]) -> bool:
    return not any(words_of(cell) for cell in cells)


def _is_footer(row: Sequence[Cell]) -> bool:
    first = next((words for cell in row if (words := words_of(cell))), "")
    return "".join(first.split()).startswith(FOOTERS)
