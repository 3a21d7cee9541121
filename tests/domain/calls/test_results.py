"""Which results may close a call."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calls.dispositions import NEEDS_FORM, RULES, Disposition, Next
from bot.domain.calls.results import MoneyAnswer, Result, ResultField, problems_with, score_of_100
from bot.domain.calls.states import ANSWERED_OUTCOMES, Outcome
from bot.domain.calls.surveys import FIRST
from bot.domain.refusals import Reason
from bot.domain.station import Station
from bot.settings import load_calendar
from tests.steps.builders import MONDAY, seoul, with_
from tests.steps.vectors import every

ANSWERED = Result(disposition=Disposition.ANSWERED, outcome=Outcome.SATISFIED, money=MoneyAnswer.NO)
STATION, CALENDAR, NOW = Station(name="한빛경찰서", main_number="02-0000-0112"), load_calendar(), seoul(MONDAY, 10)


def problems(result: Result) -> dict[str, Reason]:
    """What keeps a result from being recorded."""
    return dict(problems_with(result, NOW, STATION, CALENDAR))


def test_a_satisfied_petitioner_closes_the_call() -> None:
    assert not problems(ANSWERED)


def test_an_answered_call_needs_an_outcome() -> None:
    assert problems(with_(ANSWERED, outcome=None)) == {ResultField.OUTCOME: Reason.OUTCOME_MISSING}


def test_a_low_score_cannot_close_as_satisfied() -> None:
    low = with_(ANSWERED, scores={"kindness": 2})

    assert problems(low) == {ResultField.OUTCOME: Reason.OUTCOME_NEEDS_FOLLOW_UP}
    assert not problems(with_(low, no_follow_up=True))


@given(
    st.sampled_from(ANSWERED_OUTCOMES),
    st.dictionaries(st.sampled_from(FIRST.names), st.integers(1, 5)),
    st.booleans(),
    st.text(max_size=5),
)
def test_a_yes_to_the_money_question_closes_only_as_a_grievance(
    outcome: Outcome,
    scores: dict[str, int],
    no_follow_up: bool,
    words: str,
) -> None:
    result = with_(
        ANSWERED, outcome=outcome, scores=scores, no_follow_up=no_follow_up, money=MoneyAnswer.YES, words=words
    )

    closes = not problems(result)

    assert not closes or outcome is Outcome.GRIEVANCE_FILED


def test_a_cleared_misunderstanding_needs_both_views() -> None:
    cleared = with_(ANSWERED, outcome=Outcome.MISUNDERSTANDING_CLEARED, petitioner_view="연락이 없어 서운했다")

    assert problems(cleared) == {ResultField.OFFICER_VIEW: Reason.VIEWS_MISSING}
    assert not problems(with_(cleared, officer_view="문자로 알렸다"))


def test_a_grievance_needs_the_petitioners_words() -> None:
    filed = with_(ANSWERED, outcome=Outcome.GRIEVANCE_FILED, words="  ")

    assert problems(filed) == {ResultField.WORDS: Reason.WORDS_MISSING}


def test_an_abusive_call_asks_whether_a_warning_was_given() -> None:
    abusive = Result(disposition=Disposition.ABUSIVE)

    assert problems(abusive) == {ResultField.WARNED: Reason.WARNING_MISSING}
    assert not problems(with_(abusive, warned=False))


@pytest.mark.parametrize("disposition", [each for each, rule in RULES.items() if rule.next is Next.CLOSE])
def test_dispositions_that_close_have_their_outcome(disposition: Disposition) -> None:
    assert Result(disposition=disposition).final_outcome is not None


@every("disposition", [each for each in Disposition if each not in NEEDS_FORM])
def test_one_word_is_a_whole_result_where_no_form_is_needed(disposition: Disposition) -> None:
    assert not problems(Result(disposition=disposition))


@pytest.mark.parametrize(("score", "of_100"), [(1, 0), (3, 50), (5, 100)])
def test_scores_become_scores_of_100(score: int, of_100: int) -> None:
    assert score_of_100(score) == of_100
