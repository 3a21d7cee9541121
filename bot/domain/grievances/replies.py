"""The reply to the petitioner, which alone closes a grievance (rule book §5)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.grievances.kinds import Kind, RootCause
from bot.domain.grievances.tellings import ORAL, Method
from bot.domain.keeping.personal_numbers import holds_number
from bot.domain.refusals import Reason


class CloseResult(StrEnum):
    """What the petitioner was told."""

    RESOLVED = "resolved"
    EXPLAINED = "explained"
    MISUNDERSTANDING_CLEARED = "misunderstanding_cleared"
    REJECTED = "rejected"
    NOT_PROCESSABLE = "not_processable"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"
    MISTAKEN = "mistaken"  # by audit alone: the operator says that it was entered by mistake


NOT_TOLD = frozenset({CloseResult.WITHDRAWN, CloseResult.MISTAKEN})
"""What closes without a reply: the petitioner's own words, and what they never said."""
TOLD_RESULTS = tuple(result for result in CloseResult if result not in NOT_TOLD)
"""What a reply may say."""


def usual_result(kind: Kind) -> CloseResult | None:
    """Return what an answer comes to: to a question it explains. Of everything else the operator says it."""
    return CloseResult.EXPLAINED if kind is Kind.INQUIRY else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What the petitioner was told, when, by whom and how. Only this closes a grievance."""

    result: CloseResult
    method: Method
    words: str
    told_on: date
    handler: str  # unit and name of whoever handled it, as the petitioner was told
    contact: str  # where the handler can be reached
    remedy: str = ""
    root_causes: tuple[RootCause, ...] = ()
    improvement: str = ""
    petitioner_view: str = ""
    officer_view: str = ""
    complaint: str = ""  # what the petitioner still complains of: the next round, on the audit track
    consented: bool = False  # to be told by word of mouth (시행령 §29②)
    satisfaction: int | None = None  # with the answer, 1 to 5; None: not asked
    no_follow_up: bool = False  # the petitioner is not satisfied and wants nothing more


NOT_ASKED = "not_asked"
"""What is chosen where the petitioner was not asked how content they are."""
SATISFACTIONS = (5, 4, 3, 2, 1)
DISSATISFIED = 2
"""A score this low or lower asks for a follow-up, as in the survey (rule book §4)."""


def problems_with_reply(reply: Reply, filed_on: date, today: date) -> Mapping[str, Reason]:
    """List what keeps a reply from closing: field → reason. A rejection tells why and what can be done against it."""
    problems: dict[str, Reason] = {}
    if reply.result not in TOLD_RESULTS:
        problems[ReplyField.RESULT] = Reason.BROKEN_FORM
    if not filed_on <= reply.told_on <= today:
        problems[ReplyField.TOLD_ON] = Reason.TOLD_ON_WRONG
    if reply.method in ORAL and not reply.consented:
        problems[ReplyField.CONSENT] = Reason.ORAL_NEEDS_CONSENT
    texts = {
        ReplyField.WORDS: reply.words,
        ReplyField.REMEDY: reply.remedy,
        ReplyField.IMPROVEMENT: reply.improvement,
        ReplyField.PETITIONER_VIEW: reply.petitioner_view,
        ReplyField.OFFICER_VIEW: reply.officer_view,
        ReplyField.COMPLAINT: reply.complaint,
    }
    problems |= {field: Reason.PERSONAL_NUMBER for field, words in texts.items() if holds_number(words)}
    needed = {ReplyField.WORDS: reply.words, ReplyField.HANDLER: reply.handler, ReplyField.CONTACT: reply.contact}
    problems |= {field: Reason.REPLY_WORDS_MISSING for field, words in needed.items() if not words.strip()}
    if not reply.root_causes:
        problems[ReplyField.ROOT_CAUSES] = Reason.ROOT_CAUSE_MISSING
    if reply.result is CloseResult.REJECTED and not reply.remedy.strip():
        problems[ReplyField.REMEDY] = Reason.REMEDY_MISSING
    if reply.result is CloseResult.MISUNDERSTANDING_CLEARED:
        views = {
            ReplyField.PETITIONER_VIEW: reply.petitioner_view,
            ReplyField.OFFICER_VIEW: reply.officer_view,
        }
        problems |= {field: Reason.VIEWS_MISSING for field, words in views.items() if not words.strip()}
    return {**problems, **_problem_with_satisfaction(reply)}


def _problem_with_satisfaction(reply: Reply) -> Mapping[str, Reason]:
    """Say what a low score asks for: the words of the next round, or that nothing more is wanted."""
    if reply.satisfaction is None:
        return {}
    if reply.satisfaction not in SATISFACTIONS:
        return {ReplyField.SATISFACTION: Reason.BROKEN_FORM}
    is_settled = reply.satisfaction > DISSATISFIED or reply.no_follow_up or bool(reply.complaint.strip())
    return {} if is_settled else {ReplyField.COMPLAINT: Reason.COMPLAINT_MISSING}


class ReplyField(StrEnum):
    """The fields of the reply form."""

    RESULT = "reply_result"
    TOLD_ON = "reply_told_on"
    METHOD = "reply_method"
    WORDS = "reply_words"
    HANDLER = "reply_handler"
    CONTACT = "reply_contact"
    REMEDY = "reply_remedy"
    ROOT_CAUSES = "reply_root_causes"
    IMPROVEMENT = "reply_improvement"
    PETITIONER_VIEW = "reply_petitioner_view"
    OFFICER_VIEW = "reply_officer_view"
    COMPLAINT = "reply_complaint"
    CONSENT = "reply_consent"
    SATISFACTION = "reply_satisfaction"
    NO_FOLLOW_UP = "reply_no_follow_up"


def reply_to_text(reply: Reply) -> str:
    """Write down the words of a reply; what is counted stands in columns."""
    words = {name: getattr(reply, name).strip() for name in REPLY_TEXTS}
    return json.dumps({name: text for name, text in words.items() if text}, ensure_ascii=False)


def reply_texts(text: str) -> Mapping[str, str]:
    """Read the words that `reply_to_text` wrote; those left empty are empty."""
    kept: dict[str, str] = json.loads(text or "{}")
    return dict.fromkeys(REPLY_TEXTS, "") | kept


REPLY_TEXTS = ("words", "handler", "contact", "remedy", "improvement", "petitioner_view", "officer_view")
