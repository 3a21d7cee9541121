"""Signals and improvements as they are shown. Ordinary track only, and never fewer than five.

Numbers of weeks are rough: beside those of months they would tell how few there were in the other weeks.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.grievances.kinds import Category


class SignalField(StrEnum):
    """The fields of the forms that decide about a signal."""

    REASON = "signal_reason"
    OWNER = "improvement_owner"
    DUE_ON = "improvement_due_on"
    WORDS = "improvement_words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """How often it came up a week, before and after, to the nearest whole number."""

    before: int
    after: int | None  # None: not four whole weeks yet, or hidden
    is_small: bool  # fewer than five in all these weeks: hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class ImprovementLine:
    """What somebody was asked to do, by when, and what it brought."""

    id: int
    signal: int
    department: str
    category: Category
    words: str
    owner: str  # "경위 홍길동"
    owner_id: str | None  # Slack id
    due_on: date
    done_on: date | None
    days_late: int
    effect: Effect | None  # once done


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalCard:
    """A signal with the numbers behind it, and what was decided."""

    id: int
    week: date  # its Monday
    department: str
    category: Category
    count: int  # at least: rounded down to fives
    mean: int  # of the weeks before, to the nearest whole number
    weeks: int
    state: str  # new, dismissed, improving
    decided_by: str | None
    reason: str  # why it was dismissed
    improvement: ImprovementLine | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalsCard:
    """`/stats signals`: what nobody has decided about, and what is being improved."""

    signals: tuple[SignalCard, ...]
    improvements: tuple[ImprovementLine, ...]
