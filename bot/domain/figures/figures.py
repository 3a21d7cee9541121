"""The centre's figures (rule book §8): what is counted, what is made of the counts, and what is hidden from whom.

A `Tally` holds what was counted of one department and petition type in one period; tallies add up. Formulas are data:
every share, rate and ratio has its numerator and its denominator here, and its denominator is shown beside it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from statistics import median

from bot.domain.calls.results import score_of_100
from bot.domain.calls.surveys import Question


class Count(StrEnum):
    """What is counted. A call belongs to the department and type of its visit, a visit to its own."""

    VISITS = "visits"  # of the period, on lists, eligible: on no exclusion list
    VISITS_CALLED = "visits_called"  # of these: somebody tried to phone
    VISITS_REACHED = "visits_reached"  # of these: the petitioner was reached
    VISITS_ANSWERED = "visits_answered"  # of these: the call was answered and is closed
    CALLS = "calls"  # calls of lists whose first visit lies in the period
    REPEATED = "repeated"  # of these: the same person had come before, or came more than once
    ATTEMPTS = "attempts"  # made in the period to whom a list named
    CONTACTS = "contacts"  # of these: the petitioner was reached
    TRIED = "tried"  # calls with an attempt in the period
    REACHED = "reached"  # of these: with a contact in the period
    SUSPECTED = "suspected"  # of the calls tried: an attempt ended as suspected phishing
    TEXTED = "texted"  # of the calls tried: by coin, an advance text was to go before the first attempt
    TEXTED_REACHED = "texted_reached"  # of these: with a contact in the period
    UNTEXTED = "untexted"  # of the calls tried: by coin, none was to go
    UNTEXTED_REACHED = "untexted_reached"  # of these: with a contact in the period
    CLOSED = "closed"  # calls of lists closed in the period, and not put back by a supervisor since
    COMPLETED = "completed"  # of these: answered, whatever came of it
    SAME_SCORE = "same_score"  # of these: one score was entered for all questions
    SOLVED = "solved"  # calls closed in the period, inbound too: a misunderstanding cleared or a question answered
    REFUSED = "refused"
    UNREACHED = "unreached"
    WRONG_NUMBER = "wrong_number"
    DOUBTED = "doubted"  # of the calls closed: an earlier attempt had ended as suspected phishing
    RECOVERED = "recovered"  # of these: answered in the end
    INBOUND = "inbound"  # how often somebody came to us by themselves in the period
    REOPENED = "reopened"  # calls that a supervisor put back into the queue in the period
    GRIEVANCES = "grievances"  # filed in the period, ordinary track
    COMPLAINTS = "complaints"  # of these: about handling or manner
    REPLIED = "replied"  # ordinary grievances whose petitioner was told the end in the period
    IN_TIME = "in_time"  # of these: not after the due date
    RATED = "rated"  # of these: the petitioner was asked how satisfied they are with the answer, and said it
    CONTENT = "content"  # of these: 4 or 5
    UPSET = "upset"  # of the rated: a score of the survey had been 2 or less
    TURNED = "turned"  # of these: 4 or 5 with the answer
    PRAISE = "praise"  # received in the period, but for what audit holds back
    RECHECKED = "rechecked"  # calls phoned a second time for quality in the period
    AGREED = "agreed"  # of these: no score differs by more than one point
    MONEY_YES = "money_yes"  # "yes" to the money question; audit alone
    AUDIT_GRIEVANCES = "audit_grievances"  # filed on the audit track; audit alone


class Wait(StrEnum):
    """Working hours that are measured."""

    FIRST_ATTEMPT = "first_attempt"  # from the end of the visit day to the first attempt
    ACKNOWLEDGE = "acknowledge"  # from routing to the recipient's acknowledgement (or answer, if that came first)
    ANSWER = "answer"  # from filing to the recipient's answer
    REPLY = "reply"  # from filing to the petitioner being told


@dataclass(frozen=True, slots=True)
class Score:
    """The answers to one question: how many, the sum of their points from 1 to 5, and how many were 4 or 5."""

    n: int = 0
    points: int = 0
    top2: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(self.n + other.n, self.points + other.points, self.top2 + other.top2)


@dataclass(frozen=True, slots=True)
class Again:
    """Calls that are counted once in a period, however often: what of them was counted on a day before too."""

    count: Count
    before: date  # the last such day before the stretch that is counted


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted: of one department and petition type, or added up.

    `again`: how many calls it shares with days before, by which parts of a period add up to it.
    """

    counts: Counter[Count] = field(default_factory=Counter)
    scores: Mapping[str, Score] = field(default_factory=dict)  # by the names of the questions
    hours: Mapping[Wait, tuple[float, ...]] = field(default_factory=dict)
    again: Counter[Again] = field(default_factory=Counter)

    def in_period_since(self, first: date) -> "Tally":
        """Return it as a part of a period that began on a day: without calls that earlier parts of it counted."""
        counted_before = {each: n for each, n in self.again.items() if each.before >= first}
        if not counted_before:
            return self
        counts = Counter(self.counts)
        for each, n in counted_before.items():
            counts[each.count] -= n
        return replace(self, counts=counts, again=self.again - Counter(counted_before))


def added(tallies: Iterable[Tally]) -> Tally:
    """Add tallies up."""
    counts: Counter[Count] = Counter()
    scores: dict[str, Score] = {}
    hours: dict[Wait, list[float]] = {}
    again: Counter[Again] = Counter()
    for tally in tallies:
        counts.update(tally.counts)
        again.update(tally.again)
        for question, score in tally.scores.items():
            scores[question] = scores.get(question, Score()) + score
        for wait, some in tally.hours.items():
            hours.setdefault(wait, []).extend(some)
    return Tally(counts, scores, {wait: tuple(some) for wait, some in hours.items()}, again)


class FigureUnit(StrEnum):
    """What a figure is measured in."""

    COUNT = "count"
    SHARE = "share"  # 0 to 1, shown as per cent
    PER_100 = "per_100"
    RATIO = "ratio"
    HOURS = "hours"  # median working hours
    POINTS = "points"  # 0 to 100: (x - 1) * 25 of the mean


class Figure(StrEnum):
    """Every figure of rule book §8 that belongs to a period, but for those of the survey's questions."""

    VISITS = "visits"
    COVERAGE = "coverage"
    VISITS_REACHED = "visits_reached"
    VISITS_ANSWERED = "visits_answered"
    FIRST_ATTEMPT = "first_attempt"
    ATTEMPTS = "attempts"
    CONTACT = "contact"
    ATTEMPTS_PER_CONTACT = "attempts_per_contact"
    TEXT_CONTACT = "text_contact"
    NO_TEXT_CONTACT = "no_text_contact"
    CLOSED = "closed"
    COMPLETION = "completion"
    REFUSAL = "refusal"
    UNREACHED = "unreached"
    WRONG_NUMBER = "wrong_number"
    PHISHING = "phishing"
    RECOVERED = "recovered"
    SAME_SCORE = "same_score"
    GRIEVANCES = "grievances"
    GRIEVANCES_PER_100 = "grievances_per_100"
    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    REPLY = "reply"
    WITHIN_DUE = "within_due"
    ANSWER_SATISFIED = "answer_satisfied"
    RECOVERY = "recovery"
    SAME_CALL = "same_call"
    REOPENED = "reopened"
    INBOUND = "inbound"
    PRAISE = "praise"
    PRAISE_PER_COMPLAINT = "praise_per_complaint"
    REPEATED = "repeated"
    AGREEMENT = "agreement"
    MONEY_YES = "money_yes"
    AUDIT_GRIEVANCES = "audit_grievances"


@dataclass(frozen=True, slots=True)
class QuestionFigure:
    """A figure of one question: the mean of 100, or the share of 4 and 5."""

    question: Question
    is_top2: bool = False

    def __str__(self) -> str:
        return f"{self.question.name}_top2" if self.is_top2 else self.question.name


AnyFigure = Figure | QuestionFigure


@dataclass(frozen=True, slots=True)
class Formula:
    """A figure as numerator over denominator; without a denominator it is a count."""

    unit: FigureUnit
    part: Count
    whole: tuple[Count, ...] = ()


FORMULAS: Mapping[Figure, Formula] = {
    Figure.VISITS: Formula(FigureUnit.COUNT, Count.VISITS),
    Figure.COVERAGE: Formula(FigureUnit.SHARE, Count.VISITS_CALLED, (Count.VISITS,)),
    Figure.VISITS_REACHED: Formula(FigureUnit.SHARE, Count.VISITS_REACHED, (Count.VISITS,)),
    Figure.VISITS_ANSWERED: Formula(FigureUnit.SHARE, Count.VISITS_ANSWERED, (Count.VISITS,)),
    Figure.ATTEMPTS: Formula(FigureUnit.COUNT, Count.ATTEMPTS),
    Figure.CONTACT: Formula(FigureUnit.SHARE, Count.REACHED, (Count.TRIED,)),
    Figure.ATTEMPTS_PER_CONTACT: Formula(FigureUnit.RATIO, Count.ATTEMPTS, (Count.CONTACTS,)),
    Figure.TEXT_CONTACT: Formula(FigureUnit.SHARE, Count.TEXTED_REACHED, (Count.TEXTED,)),
    Figure.NO_TEXT_CONTACT: Formula(FigureUnit.SHARE, Count.UNTEXTED_REACHED, (Count.UNTEXTED,)),
    Figure.CLOSED: Formula(FigureUnit.COUNT, Count.CLOSED),
    Figure.COMPLETION: Formula(FigureUnit.SHARE, Count.COMPLETED, (Count.CLOSED,)),
    Figure.SAME_SCORE: Formula(FigureUnit.SHARE, Count.SAME_SCORE, (Count.COMPLETED,)),
    Figure.REFUSAL: Formula(FigureUnit.SHARE, Count.REFUSED, (Count.CLOSED,)),
    Figure.UNREACHED: Formula(FigureUnit.SHARE, Count.UNREACHED, (Count.CLOSED,)),
    Figure.WRONG_NUMBER: Formula(FigureUnit.SHARE, Count.WRONG_NUMBER, (Count.CLOSED,)),
    Figure.PHISHING: Formula(FigureUnit.SHARE, Count.SUSPECTED, (Count.TRIED,)),
    Figure.RECOVERED: Formula(FigureUnit.SHARE, Count.RECOVERED, (Count.DOUBTED,)),
    Figure.GRIEVANCES: Formula(FigureUnit.COUNT, Count.GRIEVANCES),
    Figure.GRIEVANCES_PER_100: Formula(FigureUnit.PER_100, Count.GRIEVANCES, (Count.VISITS,)),
    Figure.WITHIN_DUE: Formula(FigureUnit.SHARE, Count.IN_TIME, (Count.REPLIED,)),
    Figure.ANSWER_SATISFIED: Formula(FigureUnit.SHARE, Count.CONTENT, (Count.RATED,)),
    Figure.RECOVERY: Formula(FigureUnit.SHARE, Count.TURNED, (Count.UPSET,)),
    Figure.SAME_CALL: Formula(FigureUnit.SHARE, Count.SOLVED, (Count.SOLVED, Count.GRIEVANCES)),
    Figure.REOPENED: Formula(FigureUnit.SHARE, Count.REOPENED, (Count.CLOSED, Count.REOPENED)),
    Figure.INBOUND: Formula(FigureUnit.COUNT, Count.INBOUND),
    Figure.PRAISE: Formula(FigureUnit.COUNT, Count.PRAISE),
    Figure.PRAISE_PER_COMPLAINT: Formula(FigureUnit.RATIO, Count.PRAISE, (Count.COMPLAINTS,)),
    Figure.REPEATED: Formula(FigureUnit.SHARE, Count.REPEATED, (Count.CALLS,)),
    Figure.AGREEMENT: Formula(FigureUnit.SHARE, Count.AGREED, (Count.RECHECKED,)),
    Figure.MONEY_YES: Formula(FigureUnit.SHARE, Count.MONEY_YES, (Count.COMPLETED,)),
    Figure.AUDIT_GRIEVANCES: Formula(FigureUnit.COUNT, Count.AUDIT_GRIEVANCES),
}
MEDIANS: Mapping[Figure, Wait] = {
    Figure.FIRST_ATTEMPT: Wait.FIRST_ATTEMPT,
    Figure.ACKNOWLEDGE: Wait.ACKNOWLEDGE,
    Figure.ANSWER: Wait.ANSWER,
    Figure.REPLY: Wait.REPLY,
}
TRIAL = (Figure.TEXT_CONTACT, Figure.NO_TEXT_CONTACT)
"""Whom the coin chose for a text, and whom not: a comparison, shown as one or hidden as one."""
LEAST_COMPARED = 5

FOR_AUDIT = frozenset({Figure.MONEY_YES, Figure.AUDIT_GRIEVANCES})
"""Nobody else gets these, and no other figure is made of what would give them away by subtraction: those count the
ordinary track, or all answered calls whatever came of them (rule book §5)."""


class Said(StrEnum):
    """What single people said beside scores: of closed periods others than audit see each of these, or none of it."""

    GRIEVANCES = "grievances"
    COMPLAINTS = "complaints"
    SAME_CALL = "same_call"
    REPLIED = "replied"
    RATED = "rated"
    UPSET = "upset"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    PRAISE = "praise"
    RECHECKED = "rechecked"


MADE_OF: Mapping[Figure, tuple[Said, ...]] = {
    Figure.GRIEVANCES: (Said.GRIEVANCES,),
    Figure.GRIEVANCES_PER_100: (Said.GRIEVANCES,),
    Figure.ACKNOWLEDGE: (Said.ACKNOWLEDGED,),
    Figure.ANSWER: (Said.ANSWERED,),
    Figure.REPLY: (Said.REPLIED,),
    Figure.WITHIN_DUE: (Said.REPLIED,),
    Figure.ANSWER_SATISFIED: (Said.RATED,),
    Figure.RECOVERY: (Said.UPSET,),
    Figure.SAME_CALL: (Said.SAME_CALL,),
    Figure.PRAISE: (Said.PRAISE,),
    Figure.PRAISE_PER_COMPLAINT: (Said.PRAISE, Said.COMPLAINTS),
    Figure.AGREEMENT: (Said.RECHECKED,),
}
"""Figures of what people said. All others count the work: they stand on the board, and are live and never hidden."""


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores for one question, by its name: what people said, as each member of `Said`."""

    question: str

    def __str__(self) -> str:
        return self.question


def is_said(figure: AnyFigure) -> bool:
    """Check whether a figure tells what people said."""
    return isinstance(figure, QuestionFigure) or figure in MADE_OF


def made_of(figure: AnyFigure) -> tuple[Said | Scored, ...]:
    """Return what a figure of what people said is made of."""
    return (Scored(figure.question.name),) if isinstance(figure, QuestionFigure) else MADE_OF[figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One figure. `n` is its denominator (of a count: itself); without one, or hidden, there is no value."""

    unit: FigureUnit
    value: float | None
    n: int
    is_hidden: bool = False


HIDDEN = {unit: Value(unit=unit, value=None, n=0, is_hidden=True) for unit in FigureUnit}

Values = Mapping[AnyFigure, Value]


def unit_of(figure: AnyFigure) -> FigureUnit:
    """Return what a figure is counted in."""
    if isinstance(figure, QuestionFigure):
        return FigureUnit.SHARE if figure.is_top2 else FigureUnit.POINTS
    return FigureUnit.HOURS if figure in MEDIANS else FORMULAS[figure].unit


def value_in(values: Values, figure: AnyFigure) -> Value:
    """Return one figure. What is left out is hidden; a question that was not asked then has no value."""
    if figure in values:
        return values[figure]
    if not isinstance(figure, QuestionFigure):
        return HIDDEN[FigureUnit.COUNT]
    return Value(unit=unit_of(figure), value=None, n=0)


def figures_of(questions: Iterable[Question]) -> tuple[QuestionFigure, ...]:
    """List the figures of questions: their means, side by side, and then their shares."""
    asked = tuple(questions)
    return (*(QuestionFigure(each) for each in asked), *(QuestionFigure(each, is_top2=True) for each in asked))


def means_in(values: Values) -> tuple[QuestionFigure, ...]:
    """List the means of questions that stand among values."""
    return tuple(each for each in values if isinstance(each, QuestionFigure) and not each.is_top2)


def overall_in(values: Values) -> tuple[QuestionFigure, ...]:
    """List the means of how content people were overall: of each of its sentences, the newest first."""
    return tuple(each for each in means_in(values) if each.question.is_overall)


def values_of(tally: Tally, questions: Iterable[Question]) -> Values:
    """Make every figure of a tally, for audit."""
    return {figure: _value(tally, figure) for figure in (*Figure, *figures_of(questions))}


def work_values(tally: Tally) -> Values:
    """Make the figures of the work, for everybody. A comparison by coin of too few is hidden."""
    work = [figure for figure in Figure if figure not in FOR_AUDIT and figure not in MADE_OF]
    values: Values = {figure: _value(tally, figure) for figure in work}
    compared = [values[figure].n for figure in TRIAL]
    return without_trial(values) if any(compared) and min(compared) < LEAST_COMPARED else values


def without_trial(values: Values) -> Values:
    """Hide the comparison by coin: of a part of the station, and of too few."""
    return {figure: HIDDEN[value.unit] if figure in TRIAL and value.n else value for figure, value in values.items()}


def said_values(tally: Tally, questions: Iterable[Question], hidden: AbstractSet[object]) -> Values:
    """Make the figures of what people said, without those that are made of something hidden (`Said`, `Scored`)."""
    figures: tuple[AnyFigure, ...] = (*MADE_OF, *figures_of(questions))
    values = {figure: _value(tally, figure) for figure in figures}
    return {figure: HIDDEN[value.unit] if hidden & set(made_of(figure)) else value for figure, value in values.items()}


def _value(tally: Tally, figure: AnyFigure) -> Value:
    if isinstance(figure, QuestionFigure):
        return _of_question(tally.scores.get(figure.question.name, Score()), is_top2=figure.is_top2)
    if figure in MEDIANS:
        hours = tally.hours.get(MEDIANS[figure], ())
        return Value(unit=FigureUnit.HOURS, value=median(hours) if hours else None, n=len(hours))
    formula = FORMULAS[figure]
    part = tally.counts[formula.part]
    if not formula.whole:
        return Value(unit=formula.unit, value=part, n=part)
    n = sum(tally.counts[each] for each in formula.whole)
    times = 100 if formula.unit is FigureUnit.PER_100 else 1
    return Value(unit=formula.unit, value=times * part / n if n else None, n=n)


def _of_question(score: Score, *, is_top2: bool) -> Value:
    if is_top2:
        return Value(unit=FigureUnit.SHARE, value=score.top2 / score.n if score.n else None, n=score.n)
    mean = score_of_100(score.points / score.n) if score.n else None
    return Value(unit=FigureUnit.POINTS, value=mean, n=score.n)
