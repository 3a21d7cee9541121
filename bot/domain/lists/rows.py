"""What a visitor list is made of, and what can be wrong with one (rule book §3)."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

Cell = str | int | float | bool | date | datetime | time | None


class ListProblem(StrEnum):
    """Why no visitor list can be made of a file. Each has a sentence `list_problem.<problem>`."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    OLD_EXCEL = "old_excel"
    ENCRYPTED = "encrypted"
    HANGUL_FILE = "hangul_file"
    PDF = "pdf"
    WORD_FILE = "word_file"
    WEB_PAGE = "web_page"
    BROKEN = "broken"
    NOT_TEXT = "not_text"
    NO_HEADER = "no_header"
    NOT_FETCHED = "not_fetched"
    NOT_ALLOWED = "not_allowed"
    NOT_STAFF = "not_staff"


class UnreadableList(Exception):
    """No visitor list can be made of a file; `problem` says why. Nothing was changed."""

    def __init__(self, problem: ListProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


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
    STAFF = "staff"
    RECENTLY_CALLED = "recently_called"
    WINDOW_OVER = "window_over"


class RejectReason(StrEnum):
    """Why a row cannot be taken. Told by row number."""

    NO_NAME = "no_name"
    NO_DATE = "no_date"
    WRONG_DATE = "wrong_date"
    FUTURE_DATE = "future_date"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedVisit:
    """One row that may become a call. `visited_at` has a time only when the list gave one."""

    row_no: int
    receipt_no: str | None
    petitioner_name: str
    phone: str
    alternate: str | None
    phone_repaired: bool
    visited_on: date
    visited_at: datetime | None
    petition_type: str
    department: str
    officer_name: str
    officer_rank: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcludedRow:
    """A row that is not called. `dedup_facts` recognises it when the list comes again."""

    row_no: int
    reason: ExclusionReason
    visited_on: date
    dedup_facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectedRow:
    """A row that cannot be taken."""

    row_no: int
    reason: RejectReason


@dataclass(slots=True, kw_only=True)
class VisitorList:
    """What was read of a file."""

    visits: list[ListedVisit] = field(default_factory=list)
    excluded: list[ExcludedRow] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    dropped_columns: tuple[str, ...] = ()
    dropped_values: int = 0
