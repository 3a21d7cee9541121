"""What a visitor list is made of, and what can be wrong with one (rule book §3)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from bot.domain.keeping.names import NameMark

Cell = str | int | float | bool | date | datetime | time | None


class ListProblem(StrEnum):
    """Why no visitor list can be made of a file. Each has a sentence `list_problem.<problem>`."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    ENCRYPTED = "encrypted"
    RIGHTS_MANAGED = "rights_managed"
    HANGUL_FILE = "hangul_file"
    HANGUL_CELL = "hangul_cell"
    PDF = "pdf"
    WORD_FILE = "word_file"
    WEB_PAGE = "web_page"
    MAIL = "mail"
    ARCHIVE = "archive"
    OTHER_FILE = "other_file"
    BROKEN = "broken"
    NOT_READ = "not_read"
    NOT_TEXT = "not_text"
    NO_HEADER = "no_header"
    NOT_FETCHED = "not_fetched"
    NOT_ALLOWED = "not_allowed"
    NOT_STAFF = "not_staff"
    OUTSIDER = "outsider"
    NO_LIST = "no_list"
    LINKED = "linked"
    DELETED = "deleted"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSeen:
    """A column by its letter and the folded word of its header; `kind` is what it is read for, "" for nothing."""

    letter: str
    word: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderSeen:
    """What was recognised where no header was understood: columns and missing kinds, never a cell."""

    sheet: str
    row_no: int
    columns: tuple[ColumnSeen, ...]
    missing: tuple[str, ...]


class UnreadableList(Exception):
    """No visitor list can be made of a file; `problem` says why, `seen` what of a header was. Nothing was changed."""

    def __init__(self, problem: ListProblem, seen: HeaderSeen | None = None) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.seen = seen


class SheetUnread(StrEnum):
    """Why a sheet is not read."""

    HIDDEN = "hidden"
    SPECIMEN = "specimen"
    NO_HEADER = "no_header"


class ExclusionReason(StrEnum):
    """Why a visitor is not called. Counted, and nothing more of the person is kept."""

    NO_PHONE = "no_phone"
    THIRD_PARTY_PHONE = "third_party_phone"
    FOREIGN_PHONE = "foreign_phone"
    VICTIM_PROTECTION = "victim_protection"
    MINOR = "minor"
    INFORMANT = "informant"
    REFUSED_CONTACT = "refused_contact"
    DO_NOT_CALL = "do_not_call"
    NEVER_CALL = "never_call"
    STAFF = "staff"
    RECENTLY_CALLED = "recently_called"
    WINDOW_OVER = "window_over"


class SaidIn(StrEnum):
    """The column in which a list said that somebody is not to be called."""

    PHONE = "phone"
    TYPE = "petition_type"
    NOTE = "note"
    CONSENT = "consent"
    ELSEWHERE = "elsewhere"  # an age, a birth, several columns together


class RejectReason(StrEnum):
    """Why a row cannot be taken. Told by row number."""

    NO_NAME = "no_name"
    NO_DATE = "no_date"
    WRONG_DATE = "wrong_date"
    FUTURE_DATE = "future_date"
    SPOILT = "spoilt"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedVisit:
    """One row that may become a call. `visited_at` has a time only when the list gave one.

    Of several columns of a kind the best is taken; the raw texts of all are kept.
    """

    row_no: int
    sheet: str = ""
    receipt_no: str | None
    petitioner_name: str
    phone: str
    alternates: tuple[str, ...] = ()
    phone_repaired: bool
    visited_on: date
    visited_at: datetime | None
    petition_type: str
    department: str
    rank: str  # of the officer, where it has a column of its own
    note: str  # all remark columns, joined
    types: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    marks: tuple[NameMark, ...] = ()
    answers_consent: bool = False  # a consent column says anything


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedRow:
    """A row that is not called, and the column that said so; None where no column did."""

    visit: ListedVisit
    reason: ExclusionReason
    said_in: SaidIn | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """A row that cannot be taken."""

    row_no: int
    sheet: str = ""
    reason: RejectReason


@dataclass(frozen=True, slots=True, kw_only=True)
class StruckRow:
    """A row that was taken off the list: its name is struck out."""

    row_no: int
    sheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRead:
    """A sheet that was read: what its columns were taken for, how many of its rows are hidden, what was not told."""

    name: str
    columns: tuple[ColumnSeen, ...]
    hidden_rows: int
    untold: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class VisitorList:
    """What was read of a file."""

    visits: list[ListedVisit] = field(default_factory=list)
    excluded: list[ExcludedRow] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    struck: list[StruckRow] = field(default_factory=list)
    sheets: list[SheetRead] = field(default_factory=list)
    sheets_not_read: list[tuple[str, SheetUnread]] = field(default_factory=list)
    title_day: date | None = None
    dropped_columns: tuple[str, ...] = ()
    dropped_values: int = 0

    @property
    def as_of(self) -> date | None:
        """The day of the list: its title's, else that of its newest row (rule book §3, Import again)."""
        days = (visit.visited_on for visit in (*self.visits, *(row.visit for row in self.excluded)))
        return self.title_day or max(days, default=None)
