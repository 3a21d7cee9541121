"""What is sent once a month: praise to the supervisors, the access review to audit. Nothing of any petitioner."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessLine:
    """One person's looks at contact data in a month, and how many of them are worth a question."""

    person: str  # Slack id, or ADMIN
    looks: int
    off_hours: int
    without_attempt: int
    own_unit: int
    is_unusual: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessReview:
    """The monthly access review for audit. Nothing of any petitioner."""

    month: date
    lines: tuple[AccessLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PraiseList:
    """The praise of a month that reached officers, most praised first."""

    month: date  # its first day
    officers: tuple[tuple[str, int], ...]  # "교통과 경위 정교통" → how often
    words: tuple[str, ...]  # what was said; nothing of who said it
