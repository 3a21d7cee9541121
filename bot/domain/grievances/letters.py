"""Letters to petitioners: the reply, a later due date, how it stands (민원처리법 §27, 시행령 §21③, §23)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.grievances.delays import DelayReason
from bot.domain.grievances.replies import CloseResult
from bot.domain.notices import Announcement, NoticeKind


class LetterKind(StrEnum):
    """What a letter says."""

    REPLY = "reply"
    EXTENSION = "extension"
    PROGRESS = "progress"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterNotice(Announcement):
    """A letter as a file, to whoever asked for it. Once its words are destroyed it is taken out of Slack."""

    kind = NoticeKind.LETTER
    grievance: int
    letter: LetterKind
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterCard:
    """What a letter says. Beside contact data the only card with a name: it is addressed to the petitioner."""

    kind: LetterKind
    number: int
    station: str
    office: str
    main_number: str
    made_at: datetime
    addressee: str  # empty: the name is written in by hand
    filed_on: date
    asked: str  # what the petitioner said
    handler: str  # unit, rank and name of whoever has it in hand; empty where that is not known
    contact: str
    due_on: date
    words: str  # the answer, why it was moved, how it stands
    result: CloseResult | None = None  # of a reply; None: not recorded yet
    remedy: str = ""  # of a reply: why it is rejected and what can be done against it
    reason: DelayReason | None = None  # of a later due date; None: a site visit, or a down-time
    is_downtime: bool = False
    due_before: date | None = None
