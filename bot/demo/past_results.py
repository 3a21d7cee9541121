"""How the calls of the sample past end: what an operator would enter into the forms."""

from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random

from bot.demo.past_world import Past, SampleDepartment, dice, weighed, world
from bot.domain.calendar import SEOUL
from bot.domain.calls.cards import ClaimCard
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import LOW_SCORE, MoneyAnswer, PraiseGiven, Result
from bot.domain.calls.states import Outcome
from bot.domain.grievances.filing import Filing
from bot.domain.grievances.kinds import Category, Kind, Severity
from bot.services.unit import Unit

FIRST_TRY = {
    Disposition.ANSWERED: 62.0,
    Disposition.NO_ANSWER: 15.0,
    Disposition.PHISHING_SUSPECTED: 6.0,
    Disposition.CALLBACK_REQUESTED: 4.0,
    Disposition.BUSY: 4.0,
    Disposition.VOICEMAIL: 3.5,
    Disposition.REFUSED: 3.0,
    Disposition.WRONG_NUMBER: 1.5,
    Disposition.WILL_CALL_BACK: 1.0,
    Disposition.THIRD_PARTY: 0.8,
    Disposition.LANGUAGE: 0.6,
    Disposition.ABUSIVE: 0.3,
    Disposition.UNABLE: 0.3,
}
AFTER_SUSPICION = {
    Disposition.ANSWERED: 78.0,
    Disposition.NO_ANSWER: 12.0,
    Disposition.PHISHING_SUSPECTED: 6.0,
    Disposition.REFUSED: 4.0,
}
"""After the text message that announces the call, most believe it."""
PROMISE_KEPT = {Disposition.ANSWERED: 90.0, Disposition.NO_ANSWER: 8.0, Disposition.REFUSED: 2.0}
MINUTES = {Disposition.ANSWERED: (4.0, 15.0), Disposition.CALLBACK_REQUESTED: (2.5, 5.0)}
OTHER_MINUTES = (2.0, 4.0)
OFFSETS = {
    "overall": 0.0,
    "kindness": 0.25,
    "promptness": -0.3,
    "fairness": 0.05,
    "explanation": -0.15,
    "expertise": 0.1,
}
SPREAD, ITEM_SPREAD, BETTER, SKIPPED = 0.75, 0.5, 0.35, 0.05
"""How people differ, how one person's answers differ, how much better all got, how often an item is skipped."""
LOWEST, HIGHEST, PRAISED_FROM = 1, 5, 5
LOW_SCORES = (1, 2, 2, 3)
MONEY = {MoneyAnswer.NO: 96.0, MoneyAnswer.NO_ANSWER: 3.6, MoneyAnswer.YES: 0.4}
CONTENT = {Outcome.SATISFIED: 82.0, Outcome.INQUIRY_ANSWERED: 14.0, Outcome.MISUNDERSTANDING_CLEARED: 4.0}
PRAISES, PRAISE_DECLINED, SPEAKS_OF_GIFTS, DO_NOT_CALL, WARNED = 0.45, 0.06, 0.02, 0.3, 0.8
CALMER = 0.35
"""What is left of a complaint's share once the improvement is done."""
SERIOUS, MAY_TELL, MAY_PHONE, ABOUT_LAW = 0.3, 0.5, 0.25, 0.15
HALF_HOURS = tuple(
    time(hour, minute) for hour in (10, 11, 14, 15, 16) for minute in (0, 30) if (hour, minute) != (16, 30)
)
BURST_SHARE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """How an attempt ends; `filing` when it brings a grievance."""

    result: Result
    filing: Filing | None = None


def ending_of(unit: Unit, past: Past, card: ClaimCard) -> Ending:
    """Draw how an attempt ends."""
    random = dice("attempt", card.line.number, len(card.attempts))
    disposition = weighed(random, _chances(card))
    if disposition is Disposition.ANSWERED:
        return _answered(unit.today, past, card, random)
    return Ending(result=_unanswered(unit, disposition, random))


def _unanswered(unit: Unit, disposition: Disposition, random: Random) -> Result:
    match disposition:
        case Disposition.CALLBACK_REQUESTED:
            day = unit.calendar.add_working_days(unit.today, random.choice((1, 1, 2, 3)))
            return Result(disposition=disposition, callback_at=datetime.combine(day, random.choice(HALF_HOURS), SEOUL))
        case Disposition.REFUSED:
            return Result(disposition=disposition, do_not_call=random.random() < DO_NOT_CALL)
        case Disposition.ABUSIVE:
            return Result(disposition=disposition, warned=random.random() < WARNED)
        case _:
            return Result(disposition=disposition)


def minutes_of(result: Result, number: int) -> float:
    """Draw how long an attempt takes."""
    return dice("minutes", number, result.disposition).uniform(*MINUTES.get(result.disposition, OTHER_MINUTES))


def _chances(card: ClaimCard) -> dict[Disposition, float]:
    if card.line.promised:
        return PROMISE_KEPT
    return AFTER_SUSPICION if card.phishing_before else FIRST_TRY


def _answered(day: date, past: Past, card: ClaimCard, random: Random) -> Ending:
    department = world().departments[card.line.department]
    scores = _scores(department, past.progress(day), random)
    money = weighed(random, MONEY)
    burst = past.burst_on(day, department.name)
    share = BURST_SHARE if burst else _complaining(department, past)
    if money is MoneyAnswer.YES or random.random() < share:
        drawn = burst.category if burst else weighed(random, _weights(department, past))
        category = Category.BRIBERY_FAVOUR if money is MoneyAnswer.YES else drawn
        result = Result(
            disposition=Disposition.ANSWERED,
            scores={item: min(score, random.choice(LOW_SCORES)) for item, score in scores.items()},
            money=money,
            outcome=Outcome.GRIEVANCE_FILED,
            words=random.choice(world().matters[category].words),
        )
        return Ending(result=result, filing=_filing(category, random))
    return Ending(result=_without_grievance(scores, money, random))


def _without_grievance(scores: dict[str, int], money: MoneyAnswer, random: Random) -> Result:
    outcome = weighed(random, CONTENT)
    is_cleared = outcome is Outcome.MISUNDERSTANDING_CLEARED
    words = world().words
    return Result(
        disposition=Disposition.ANSWERED,
        scores=scores,
        money=money,
        outcome=outcome,
        no_follow_up=any(score <= LOW_SCORE for score in scores.values()),
        petitioner_view=words["petitioner_view"] if is_cleared else "",
        officer_view=words["officer_view"] if is_cleared else "",
        praise=_praise(scores, random),
    )


def _scores(department: SampleDepartment, progress: float, random: Random) -> dict[str, int]:
    mood = random.gauss(department.score + BETTER * progress, SPREAD)
    return {
        item: max(LOWEST, min(HIGHEST, round(random.gauss(mood + offset, ITEM_SPREAD))))
        for item, offset in OFFSETS.items()
        if random.random() > SKIPPED
    }


def _complaining(department: SampleDepartment, past: Past) -> float:
    """The share of grievances, less what an improvement took away."""
    total = sum(department.about.values())
    return department.complains * sum(_weights(department, past).values()) / total


def _weights(department: SampleDepartment, past: Past) -> dict[Category, float]:
    return {
        category: weight * (CALMER if (department.name, category) in past.improved else 1)
        for category, weight in department.about.items()
    }


def _praise(scores: dict[str, int], random: Random) -> PraiseGiven | None:
    if scores.get("kindness", 0) < PRAISED_FROM or random.random() > PRAISES:
        return None
    speaks_of_gifts = random.random() < SPEAKS_OF_GIFTS
    words = world().words["gift_praise"] if speaks_of_gifts else random.choice(world().words["praise"])
    return PraiseGiven(words=words, declined=random.random() < PRAISE_DECLINED, was_gift=speaks_of_gifts)


def _filing(category: Category, random: Random) -> Filing:
    kind = world().matters[category].kind
    return Filing(
        kind=kind,
        category=category,
        severity=_severity(kind, category, random),
        about_law=kind is Kind.INQUIRY and random.random() < ABOUT_LAW,
        may_tell_officer=random.random() < MAY_TELL,
        direct_consent=random.random() < MAY_PHONE,
        wish=random.choice(world().words["wishes"]),
    )


def _severity(kind: Kind, category: Category, random: Random) -> Severity:
    match kind:
        case Kind.ALLEGATION:
            return Severity.S1
        case Kind.COMPLAINT_MANNER:
            return Severity.S3
        case Kind.INQUIRY | Kind.SUGGESTION:
            return Severity.S4
        case _ if category is Category.PROCEDURE_VIOLATION and random.random() < SERIOUS:
            return Severity.S1
        case _:
            return random.choice((Severity.S2, Severity.S3))
