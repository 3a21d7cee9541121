"""How an attempt ended, and what follows from it: rule book §4's table as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.calls.states import Outcome


class Disposition(StrEnum):
    """How one attempt to reach a petitioner ended."""

    ANSWERED = "answered"
    CALLBACK_REQUESTED = "callback_requested"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    VOICEMAIL = "voicemail"
    THIRD_PARTY = "third_party"
    WRONG_NUMBER = "wrong_number"
    PHISHING_SUSPECTED = "phishing_suspected"
    WILL_CALL_BACK = "will_call_back"
    REFUSED = "refused"
    LANGUAGE = "language"
    ABUSIVE = "abusive"
    UNABLE = "unable"


class Reached(StrEnum):
    """Whether the petitioner was reached."""

    YES = "yes"
    NO = "no"
    PARTIAL = "partial"
    FINAL = "final"


class Next(StrEnum):
    """What follows an attempt."""

    SURVEY = "survey"
    PROMISED_TIME = "promised_time"
    OTHER_DAY_PART = "other_day_part"
    SOON = "soon"
    NEXT_DAY_OTHER_PART = "next_day_other_part"
    ONE_WORKING_DAY = "one_working_day"
    CLOSE = "close"


class TaskKind(StrEnum):
    """What is to be done."""

    ADVANCE_SMS = "advance_sms"
    INTERPRETER = "interpreter"
    TELL_DELAY = "tell_delay"  # a grievance is due later: tell the petitioner
    TELL_IMPROVED = "tell_improved"  # what the petitioner complained of was improved: phone and say so
    TELL_STANDING = "tell_standing"  # a grievance has been open for 30 days: tell the petitioner how it stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a disposition means: contact, what follows, the outcome if it closes, the task it leaves."""

    contact: Reached
    next: Next
    outcome: Outcome | None = None
    task: TaskKind | None = None


RULES: Mapping[Disposition, Rule] = {
    Disposition.ANSWERED: Rule(contact=Reached.YES, next=Next.SURVEY),
    Disposition.CALLBACK_REQUESTED: Rule(contact=Reached.YES, next=Next.PROMISED_TIME),
    Disposition.NO_ANSWER: Rule(contact=Reached.NO, next=Next.OTHER_DAY_PART),
    Disposition.BUSY: Rule(contact=Reached.NO, next=Next.SOON),
    Disposition.VOICEMAIL: Rule(contact=Reached.NO, next=Next.OTHER_DAY_PART),
    Disposition.THIRD_PARTY: Rule(contact=Reached.NO, next=Next.OTHER_DAY_PART),
    Disposition.WRONG_NUMBER: Rule(contact=Reached.FINAL, next=Next.CLOSE, outcome=Outcome.WRONG_NUMBER),
    Disposition.PHISHING_SUSPECTED: Rule(contact=Reached.NO, next=Next.NEXT_DAY_OTHER_PART, task=TaskKind.ADVANCE_SMS),
    Disposition.WILL_CALL_BACK: Rule(contact=Reached.NO, next=Next.ONE_WORKING_DAY),
    Disposition.REFUSED: Rule(contact=Reached.YES, next=Next.CLOSE, outcome=Outcome.REFUSED),
    Disposition.LANGUAGE: Rule(contact=Reached.PARTIAL, next=Next.ONE_WORKING_DAY, task=TaskKind.INTERPRETER),
    Disposition.ABUSIVE: Rule(contact=Reached.YES, next=Next.CLOSE, outcome=Outcome.ENDED_FOR_ABUSE),
    Disposition.UNABLE: Rule(contact=Reached.FINAL, next=Next.CLOSE, outcome=Outcome.UNABLE),
}

NEEDS_FORM = frozenset({Disposition.ANSWERED, Disposition.CALLBACK_REQUESTED, Disposition.REFUSED, Disposition.ABUSIVE})
"""Dispositions that ask for more than the word itself; the others are recorded by `/done n word` at once."""


class Unclear(StrEnum):
    """Words that may mean several results: which one is asked."""

    HUNG_UP = "hung_up"


MAY_BE: Mapping[Unclear, tuple[Disposition, ...]] = {
    Unclear.HUNG_UP: (Disposition.PHISHING_SUSPECTED, Disposition.REFUSED, Disposition.ANSWERED),
}


def recovered(earlier: list[Disposition]) -> bool:
    """Check whether a success after these attempts counts as recovered from suspected phishing (rule book §4)."""
    return Disposition.PHISHING_SUSPECTED in earlier
