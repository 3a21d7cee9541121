"""What stands on the day's list for paper."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.cards import Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One call on the day's paper list, for when Slack is away."""

    number: int
    contact: Contact
    petition_type: str
    department: str
    visited_on: date
    due_at: datetime | None  # when it is to be tried again
    promised: bool
