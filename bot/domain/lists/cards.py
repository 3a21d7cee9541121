"""What an import is reported as: counts and row numbers, nothing of any person."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RowNote:
    """A row the import could not take: its number in the file and why."""

    row_no: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What an import did. Counts and row numbers only: never personal data."""

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
    repaired: int
    dropped_values: int  # ID-like values thrown away
    dropped_columns: tuple[str, ...]
    queued_today: int  # calls that joined the board already posted today
