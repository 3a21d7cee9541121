"""The result form: what an operator records of an attempt, and when it may close a call (rule book §4)."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from bot.domain.calendar import SEOUL, WorkingCalendar
from bot.domain.calls.dispositions import RULES, Disposition, Next
from bot.domain.calls.gifts import gift_in
from bot.domain.calls.retries import promise_problem
from bot.domain.calls.states import ANSWERED_OUTCOMES, Outcome
from bot.domain.keeping.personal_numbers import holds_number
from bot.domain.refusals import Reason
from bot.domain.station import Station


class MoneyAnswer(StrEnum):
    """The answer to "was money, entertainment or a favour asked for or hinted at?"."""

    YES = "yes"
    NO = "no"
    NO_ANSWER = "no_answer"
    NOT_ASKED = "not_asked"  # it could not be


class ResultField(StrEnum):
    """The fields of the result form, beside the survey items. An error names the field it belongs to."""

    DISPOSITION = "disposition"
    SAME_SCORE = "same_score"
    MORE = "more"
    HAPPENED_AT = "happened_at"
    CALLBACK_AT = "callback_at"
    MONEY = "money"
    OUTCOME = "outcome"
    NO_FOLLOW_UP = "no_follow_up"
    WORDS = "words"
    PETITIONER_VIEW = "petitioner_view"
    OFFICER_VIEW = "officer_view"
    PRAISE_WORDS = "praise_words"
    PRAISED_OFFICER = "praised_officer"
    PRAISE_DECLINED = "praise_declined"
    PRAISE_GIFT = "praise_gift"
    DO_NOT_CALL = "do_not_call"
    WARNED = "warned"
    SUSPECTS = "suspects_phishing"


class Extra(StrEnum):
    """What most results do not have; the form asks for it when it is ticked."""

    PRAISE = "praise"
    EARLIER = "earlier"  # it happened earlier than it is entered


LOW_SCORE = 2
"""A score this low or lower asks for a follow-up (rule book §4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PraiseGiven:
    """A petitioner's praise: the words, the officers it is for (directory ids), and whether it may be passed on."""

    words: str
    officers: tuple[int, ...] = ()
    declined: bool = False
    was_gift: bool | None = None  # what the operator says of a gift that the words seem to speak of

    @property
    def asks_of_gift(self) -> bool:
        """The words seem to speak of a gift, and the operator has not said whether one was given."""
        return self.was_gift is None and bool(gift_in(self.words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One attempt as the operator recorded it. Fields that a disposition does not ask for stay at their defaults."""

    disposition: Disposition
    callback_at: datetime | None = None
    scores: Mapping[str, int] = field(default_factory=dict)  # by the names of the questions
    same_score: bool = False  # the operator entered one score for all questions
    money: MoneyAnswer | None = None
    outcome: Outcome | None = None
    no_follow_up: bool = False
    words: str = ""
    petitioner_view: str = ""
    officer_view: str = ""
    praise: PraiseGiven | None = None
    do_not_call: bool = False
    warned: bool | None = None
    suspects_phishing: bool = False  # beside abuse: they took us for phishing, too
    happened_at: datetime | None = None  # when it was entered later than it happened

    @property
    def final_outcome(self) -> Outcome | None:
        """The outcome that this result closes the call with; None when it does not close."""
        rule = RULES[self.disposition]
        return self.outcome if rule.next is Next.SURVEY else rule.outcome

    @property
    def asks_of_follow_up(self) -> bool:
        """It closes as satisfied although a score is low: does the petitioner want no follow-up (rule book §4)?"""
        has_low_score = any(score <= LOW_SCORE for score in self.scores.values())
        return has_low_score and self.outcome is Outcome.SATISFIED and self.money is not MoneyAnswer.YES


def score_of_100(score: float) -> float:
    """Turn a 5-point score, or a mean of them, into one of 100: (x - 1) * 25 (rule book §4)."""
    return (score - 1) * 25


def problems_with(result: Result, now: datetime, station: Station, calendar: WorkingCalendar) -> Mapping[str, Reason]:
    """List what keeps a result from being recorded: field → reason, empty when all is well."""
    match RULES[result.disposition].next:
        case Next.SURVEY:
            return {**_numbers_in(result), **_problems_of_answered(result)}
        case Next.PROMISED_TIME:
            problem = promise_problem(result.callback_at, now, station, calendar)
            return {ResultField.CALLBACK_AT: problem} if problem else {}
        case _ if result.disposition is Disposition.ABUSIVE and result.warned is None:
            return {ResultField.WARNED: Reason.WARNING_MISSING}
        case _:
            return {}


def happened_problem(result: Result, now: datetime, visited_on: date) -> Mapping[str, Reason]:
    """Say what is wrong with the time that a result is said to be of; empty when it may be true."""
    at = result.happened_at
    if at is None:
        return {}
    if at > now:
        return {ResultField.HAPPENED_AT: Reason.HAPPENED_IN_FUTURE}
    if at.astimezone(SEOUL).date() < visited_on:
        return {ResultField.HAPPENED_AT: Reason.HAPPENED_BEFORE_VISIT}
    return {}


def _problems_of_answered(result: Result) -> Mapping[str, Reason]:
    problems: dict[str, Reason] = {} if result.money else {ResultField.MONEY: Reason.MONEY_MISSING}
    if result.outcome not in ANSWERED_OUTCOMES:
        return {**problems, ResultField.OUTCOME: Reason.OUTCOME_MISSING}
    if result.outcome is not Outcome.GRIEVANCE_FILED and result.money is MoneyAnswer.YES:
        problems[ResultField.OUTCOME] = Reason.YES_NEEDS_GRIEVANCE
    elif result.asks_of_follow_up and not result.no_follow_up:
        problems[ResultField.OUTCOME] = Reason.OUTCOME_NEEDS_FOLLOW_UP
    if result.outcome is Outcome.MISUNDERSTANDING_CLEARED:
        views = {ResultField.PETITIONER_VIEW: result.petitioner_view, ResultField.OFFICER_VIEW: result.officer_view}
        problems |= {name: Reason.VIEWS_MISSING for name, words in views.items() if not words.strip()}
    if result.praise is not None and result.praise.asks_of_gift:
        problems[ResultField.PRAISE_WORDS] = Reason.GIFT_UNANSWERED
    if result.outcome is Outcome.GRIEVANCE_FILED and not result.words.strip():
        problems[ResultField.WORDS] = Reason.WORDS_MISSING
    return problems


def _numbers_in(result: Result) -> Mapping[str, Reason]:
    texts = {
        ResultField.WORDS: result.words,
        ResultField.PETITIONER_VIEW: result.petitioner_view,
        ResultField.OFFICER_VIEW: result.officer_view,
        ResultField.PRAISE_WORDS: result.praise.words if result.praise else "",
    }
    return {field: Reason.PERSONAL_NUMBER for field, words in texts.items() if holds_number(words)}


def added_to(before: Result, result: Result) -> Result:
    """Return what one conversation brought with what a later one added: what is said anew takes the earlier's place."""
    words = [each.strip() for each in (before.words, result.words) if each.strip()]
    return replace(
        result,
        scores={**before.scores, **result.scores},
        same_score=result.same_score if result.scores else before.same_score,
        words="\n".join(words),
        petitioner_view=result.petitioner_view or before.petitioner_view,
        officer_view=result.officer_view or before.officer_view,
    )


def extras_of(result: Result) -> frozenset[Extra]:
    """List what a result has that most do not."""
    has = {Extra.PRAISE: result.praise is not None, Extra.EARLIER: result.happened_at is not None}
    return frozenset(extra for extra, is_there in has.items() if is_there)


def unfilled(ticked: AbstractSet[Extra], result: Result) -> Mapping[str, Reason]:
    """List what was ticked and then left empty: field → reason; what is not there is not to be ticked."""
    return dict(LEFT_EMPTY[extra] for extra in ticked - extras_of(result))


LEFT_EMPTY: Mapping[Extra, tuple[str, Reason]] = {
    Extra.PRAISE: (ResultField.PRAISE_WORDS, Reason.PRAISE_WORDS_MISSING),
    Extra.EARLIER: (ResultField.HAPPENED_AT, Reason.HAPPENED_AT_MISSING),
}


def words_of(result: Result) -> tuple[str, ...]:
    """Return everything that was typed of what the petitioner said."""
    return (result.words, result.petitioner_view, result.officer_view, result.praise.words if result.praise else "")
