"""Lists that wait until somebody says that they are meant so (rule book §3, Waiting)."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.domain.lists.columns import Column
from bot.domain.lists.rows import ExclusionReason, VisitorList

KEPT = timedelta(days=7)
"""How long a list may wait; then its file is destroyed."""
FEWEST_ROWS = 10
"""A shorter list never waits for its rows."""
MOST_BAD = (4, 5)
"""Over this share of bad rows a list waits."""
NO_USABLE_PHONE = {ExclusionReason.NO_PHONE, ExclusionReason.FOREIGN_PHONE}


class WaitReason(StrEnum):
    """Why a list waits. Each has a sentence `waiting.<reason>`."""

    NO_PHONE_COLUMN = "no_phone_column"
    MOSTLY_BAD = "mostly_bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTally:
    """The rows of a list that are new: known, merged and corrected ones and exclusions by meaning are left out."""

    good: int
    without_phone: int
    rejected: int

    @property
    def bad(self) -> int:
        """Rows of which no call can be made because of how they were read."""
        return self.without_phone + self.rejected


def why_waiting(listed: VisitorList, tally: RowTally) -> WaitReason | None:
    """Return why a list waits; None where it does not. Without any row there is nothing to wait for."""
    if not (listed.visits or listed.excluded or listed.rejected):
        return None
    if not has_phone_column(listed):
        return WaitReason.NO_PHONE_COLUMN
    rows, (part, whole) = tally.good + tally.bad, MOST_BAD
    is_mostly_bad = rows >= FEWEST_ROWS and tally.bad * whole > rows * part
    return WaitReason.MOSTLY_BAD if is_mostly_bad else None


def has_phone_column(listed: VisitorList) -> bool:
    """Check whether a column of any sheet was taken for the petitioners' phones."""
    return any(column.kind == Column.PHONE for sheet in listed.sheets for column in sheet.columns)
