"""What an import is reported as: counts, row numbers, columns; no cell of the list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from bot.domain.lists.rows import ColumnSeen, HeaderSeen, SheetUnread


@dataclass(frozen=True, slots=True, kw_only=True)
class RowNote:
    """A row the import could not take: its number as Excel shows it, its sheet, and why.

    `exclusion`: by which a supervisor may let the visitor be called after all.
    """

    row_no: int
    reason: str
    sheet: str = ""
    exclusion: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StruckNote:
    """A row that was struck out of the list."""

    row_no: int
    sheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetNote:
    """A sheet that was read: what its columns were taken for, letters of the others, what its format does not tell.

    A column's word is empty where it cannot be shown.
    """

    name: str
    columns: tuple[ColumnSeen, ...] = ()
    unread: tuple[str, ...] = ()
    hidden_rows: int = 0
    untold: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadSheetNote:
    """A sheet that was not read, and why."""

    name: str
    reason: SheetUnread


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did. Names of file and sheets are for the uploader alone; they are kept sealed, for a week."""

    file_name: str
    dry_run: bool
    rows: int
    added: int
    known: int
    merged: int
    corrected: int = 0
    back: int = 0  # calls that had left the queue and stand in it again
    outdated: int = 0  # known rows that differ, of a list older than what is known
    withdrawn: int = 0  # calls that left the queue
    excluded: Mapping[str, int]  # reason → rows
    rejected: tuple[RowNote, ...]
    asked: tuple[RowNote, ...] = ()  # several visits fit
    protected: tuple[RowNote, ...] = ()  # excluded, and lifted by supervisors alone
    repaired: int
    dropped_values: int  # ID-like values thrown away
    dropped_columns: tuple[str, ...]
    queued_today: int  # calls that joined the board already posted today
    waiting: str = ""  # why the list waits: of it exclusions alone hold
    rejected_more: int = 0  # rejected rows that are not listed
    struck: tuple[StruckNote, ...] = ()
    struck_more: int = 0
    asked_more: int = 0
    protected_more: int = 0
    sheets: tuple[SheetNote, ...] = field(default=())
    sheets_not_read: tuple[UnreadSheetNote, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedList:
    """A file that changed nothing: the problem with it, and what was recognised of its header."""

    file_name: str
    problem: str
    seen: HeaderSeen | None = None


class OfficerMatch(StrEnum):
    """Whether the officers whom a list names stand in the directory."""

    NONE_NAMED = "none_named"
    FOUND = "found"
    NAMESAKES = "namesakes"
    UNKNOWN = "unknown"


class PreviewMark(StrEnum):
    """What else is known of a row that would be called."""

    KNOWN = "known"
    CORRECTED = "corrected"
    REPAIRED = "repaired"
    ALTERNATE = "alternate"
    GROUP = "group"
    PROXY = "proxy"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedVisit:
    """A row as it would be called: masked, by the names of the station's tables."""

    row_no: int
    sheet: str
    masked_name: str
    masked_phone: str
    visited_on: date
    visited_at: datetime | None
    petition_type: str
    department: str
    officers: OfficerMatch
    marks: tuple[PreviewMark, ...]


class LeftOut(StrEnum):
    """Why a row would not be called: excluded, rejected or left alone, each for a reason, or struck out."""

    EXCLUDED = "excluded"
    REJECTED = "rejected"
    ASKED = "asked"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedRow:
    """A row that would not be called, by its number alone."""

    row_no: int
    sheet: str
    why: LeftOut
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The first rows of a list, in its order, and how many more there are."""

    rows: tuple[PreviewedVisit | PreviewedRow, ...]
    more: int
    sheets: int
