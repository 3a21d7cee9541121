"""One call more changes exactly the figures that its result belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.domain.calls.dispositions import RULES, Disposition, Next, Reached
from bot.domain.calls.results import MoneyAnswer, PraiseGiven, Result
from bot.domain.calls.states import Outcome
from bot.domain.calls.surveys import FIRST
from bot.domain.figures.figures import Figure, figures_of
from bot.domain.figures.periods import PeriodKind, period_with
from bot.domain.grievances.filing import Filing
from bot.domain.grievances.kinds import Category, Kind, Severity
from bot.services.calls import claiming, recording
from bot.services.desk import Desk
from bot.services.figures.figures import see_stats
from bot.services.grievances import filing
from bot.services.people.directory import find_officers
from tests.steps.builders import HAN, KIM, MONDAY, StillClock, seoul, visitor
from tests.steps.busy_station import people_of_the_station
from tests.steps.desks import bring_list, hire, make_desk
from tests.steps.surveys import QUESTIONS

TRIED = {
    Figure.COVERAGE, Figure.FIRST_ATTEMPT, Figure.ATTEMPTS, Figure.CONTACT, Figure.ATTEMPTS_PER_CONTACT, Figure.PHISHING
}  # fmt: skip
CLOSED = {
    Figure.CLOSED, Figure.COMPLETION, Figure.REFUSAL, Figure.UNREACHED, Figure.WRONG_NUMBER, Figure.REOPENED
}  # fmt: skip
CAME_THROUGH = {Figure.VISITS_REACHED, Figure.VISITS_ANSWERED}
PRAISED = {Figure.PRAISE, Figure.PRAISE_PER_COMPLAINT}
FILED = {Figure.GRIEVANCES, Figure.GRIEVANCES_PER_100, Figure.SAME_CALL}
BY_OUTCOME: Mapping[Outcome, set[Figure]] = {
    Outcome.SATISFIED: set(),
    Outcome.MISUNDERSTANDING_CLEARED: {Figure.SAME_CALL},
    Outcome.INQUIRY_ANSWERED: {Figure.SAME_CALL},
}
BY_KIND: Mapping[Kind, set[Figure]] = {
    Kind.INQUIRY: FILED,
    Kind.SUGGESTION: FILED,
    Kind.COMPLAINT_HANDLING: FILED | {Figure.PRAISE_PER_COMPLAINT},
    Kind.COMPLAINT_MANNER: FILED | {Figure.PRAISE_PER_COMPLAINT},
    Kind.ALLEGATION: {Figure.AUDIT_GRIEVANCES, Figure.SAME_CALL},
}
WORDS = {"정말 친절했어요": PRAISED, "사위 삼고 싶어요": PRAISED, "봉투를 드렸어요": set(), "": set()}
VISITORS = 300


@dataclass(frozen=True)
class Case:
    """One call: its result, what is filed, and the figures that must change."""

    result: Result
    kind: Kind | None
    changes: frozenset[str]


@st.composite
def answered(draw: st.DrawFn) -> Case:
    """An answered call with any scores, outcome, praise and money answer."""
    scores = draw(st.dictionaries(st.sampled_from(FIRST.names), st.integers(1, 5)))
    kind = draw(st.one_of(st.none(), st.sampled_from(Kind)))
    money = draw(
        st.sampled_from([*MoneyAnswer] if kind else [MoneyAnswer.NO, MoneyAnswer.NO_ANSWER, MoneyAnswer.NOT_ASKED])
    )
    outcome = Outcome.GRIEVANCE_FILED if kind else draw(st.sampled_from(list(BY_OUTCOME)))
    words = draw(st.sampled_from(list(WORDS)))
    goes_to_audit = kind is not None and money is MoneyAnswer.YES
    of_result = BY_KIND[Kind.ALLEGATION if goes_to_audit else kind] if kind else BY_OUTCOME[outcome]
    scored = {str(each) for each in figures_of(QUESTIONS[name] for name in scores)}
    result = Result(
        disposition=Disposition.ANSWERED,
        scores=scores,
        money=money,
        outcome=outcome,
        no_follow_up=True,
        words="설명이 없었다",
        petitioner_view="안내가 없었다",
        officer_view="안내했다",
        praise=PraiseGiven(words=words, declined=draw(st.booleans()), was_gift="봉투" in words) if words else None,
    )
    changes = TRIED | CLOSED | CAME_THROUGH | {Figure.MONEY_YES, Figure.SAME_SCORE} | of_result | scored | WORDS[words]
    return Case(result, kind, frozenset(changes))


def not_answered(how: Disposition) -> Case:
    """Any other way an attempt ends; what was entered beside it does not count."""
    closes = RULES[how].next is Next.CLOSE
    result = Result(
        disposition=how,
        warned=True,
        callback_at=seoul(MONDAY, 15),
        scores={"overall": 1},
        money=MoneyAnswer.YES,
        outcome=Outcome.SATISFIED,
        praise=PraiseGiven(words="정말 친절했어요"),
    )
    reached = {Figure.VISITS_REACHED} if RULES[how].contact is Reached.YES else set()
    return Case(result, None, frozenset(reached | (TRIED | CLOSED if closes else TRIED)))


CASES = st.one_of(
    answered(), st.sampled_from([not_answered(how) for how in Disposition if how is not Disposition.ANSWERED])
)


def happens(desk: Desk, number: int, case: Case) -> None:
    """The call is claimed and recorded."""
    desk.do_now(claiming.claim_call, by=KIM, number=number)
    if case.kind is None:
        desk.do_now(recording.record_result, by=KIM, number=number, result=case.result)
        return
    chosen = Filing(kind=case.kind, category=Category.OTHER, severity=Severity.S4)
    desk.do_now(filing.begin_filing, by=KIM, number=number, result=case.result, filing=chosen)
    desk.do_now(filing.file_grievance, by=KIM, number=number, filing=chosen)


def figures(desk: Desk) -> dict[str, tuple[float | None, int]]:
    """Every figure of the month, as audit sees it."""
    values = desk.do_now(see_stats, by=HAN, period=period_with(PeriodKind.MONTH, MONDAY)).values
    return {str(figure): (value.value, value.n) for figure, value in values.items()}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("examples", [10, pytest.param(250, marks=pytest.mark.slow)])
def test_one_call_more_changes_exactly_the_figures_of_its_result(database_url: str, examples: int) -> None:
    desk = make_desk(database_url, StillClock(seoul(MONDAY, 9, 40)))
    hire(desk, *people_of_the_station())
    officer = desk.do_now(find_officers, by=KIM, words="최형사")[0].id
    bring_list(desk, [visitor(n, 담당부서="수사과", 담당자="최형사") for n in range(1, VISITORS)])
    numbers = count(1)
    complaint = replace(
        not_answered(Disposition.ABUSIVE).result, disposition=Disposition.ANSWERED, words="설명이 없었다"
    )
    begun = replace(complaint, outcome=Outcome.GRIEVANCE_FILED, praise=PraiseGiven(words="친절", officers=(officer,)))
    happens(
        desk, next(numbers), Case(replace(begun, money=MoneyAnswer.NOT_ASKED), Kind.COMPLAINT_HANDLING, frozenset())
    )

    @given(CASES)
    @settings(
        max_examples=examples,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],  # a call once made is not unmade: nothing can be shrunk
        suppress_health_check=[HealthCheck.too_slow],
    )
    def one_more(case: Case) -> None:
        before = figures(desk)
        happens(desk, next(numbers), case)
        after = figures(desk)
        assert {figure for figure in after if after[figure] != before[figure]} == case.changes

    one_more()
    desk.close()
