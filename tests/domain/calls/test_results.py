"""Which results may close a call."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calls.dispositions import NEEDS_FORM, RULES, Disposition, Next
from bot.domain.calls.results import (
    Extra,
    MoneyAnswer,
    PraiseGiven,
    Result,
    ResultField,
    added_to,
    extras_of,
    happened_problem,
    problems_with,
    score_of_100,
    words_of,
)
from bot.domain.calls.states import ANSWERED_OUTCOMES, Outcome
from bot.domain.calls.surveys import FIRST
from bot.domain.refusals import Reason
from bot.domain.station import Station
from bot.settings import load_calendar
from tests.steps.builders import FRIDAY, MONDAY, TUESDAY, seoul, with_
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


@every(
    ("at", "visited_on", "why"),
    [
        (None, TUESDAY, None),
        (NOW, MONDAY, None),
        (NOW + timedelta(minutes=1), MONDAY, Reason.HAPPENED_IN_FUTURE),
        (seoul(MONDAY, 0), MONDAY, None),
        (seoul(MONDAY, 0).astimezone(UTC), MONDAY, None),
        (seoul(MONDAY, 0) - timedelta(minutes=1), MONDAY, Reason.HAPPENED_BEFORE_VISIT),
        (seoul(FRIDAY, 10), MONDAY, Reason.HAPPENED_BEFORE_VISIT),
        (seoul(MONDAY, 9), FRIDAY, None),
    ],
)
def test_what_is_entered_later_happened_between_the_visit_and_now(
    at: datetime | None, visited_on: date, why: Reason | None
) -> None:
    expected = {ResultField.HAPPENED_AT: why} if why else {}

    assert happened_problem(with_(ANSWERED, happened_at=at), NOW, visited_on) == expected


def test_whoever_asks_to_be_phoned_again_names_a_time_that_can_be_promised() -> None:
    asked = Result(disposition=Disposition.CALLBACK_REQUESTED)

    assert [*problems(asked)] == [ResultField.CALLBACK_AT]
    assert [*problems(with_(asked, callback_at=NOW - timedelta(minutes=1)))] == [ResultField.CALLBACK_AT]
    assert not problems(with_(asked, callback_at=seoul(TUESDAY, 14)))


def test_the_money_question_is_always_asked() -> None:
    assert problems(with_(ANSWERED, money=None)) == {ResultField.MONEY: Reason.MONEY_MISSING}
    assert problems(with_(ANSWERED, money=None, outcome=None)) == {
        ResultField.MONEY: Reason.MONEY_MISSING,
        ResultField.OUTCOME: Reason.OUTCOME_MISSING,
    }


@every(
    ("changes", "asks"),
    [
        ({"scores": {"kindness": 2}}, True),
        ({"scores": {"kindness": 5, "fairness": 1}}, True),
        ({"scores": {"kindness": 3}}, False),
        ({}, False),
        ({"scores": {"kindness": 1}, "outcome": Outcome.INQUIRY_ANSWERED}, False),
        ({"scores": {"kindness": 1}, "money": MoneyAnswer.YES}, False),
    ],
)
def test_a_low_score_of_who_is_satisfied_asks_whether_they_want_a_follow_up(
    changes: dict[str, Any], asks: bool
) -> None:
    assert with_(ANSWERED, **changes).asks_of_follow_up is asks


def test_a_yes_to_the_money_question_is_told_before_a_low_score() -> None:
    result = with_(ANSWERED, money=MoneyAnswer.YES, scores={"kindness": 1})

    assert problems(result) == {ResultField.OUTCOME: Reason.YES_NEEDS_GRIEVANCE}
    assert not problems(with_(result, outcome=Outcome.GRIEVANCE_FILED, words="돈을 달라고 했다"))


@every(
    ("changes", "field"),
    [
        ({"words": "010-0000-1234"}, ResultField.WORDS),
        ({"petitioner_view": "010-0000-1234"}, ResultField.PETITIONER_VIEW),
        ({"officer_view": "010-0000-1234"}, ResultField.OFFICER_VIEW),
        ({"praise": PraiseGiven(words="010-0000-1234")}, ResultField.PRAISE_WORDS),
    ],
)
def test_a_number_is_refused_at_the_field_in_which_it_stands(changes: dict[str, Any], field: ResultField) -> None:
    assert problems(with_(ANSWERED, **changes)) == {field: Reason.PERSONAL_NUMBER}


def test_praise_that_speaks_of_a_gift_asks_whether_one_was_given() -> None:
    gift, thanks = PraiseGiven(words="고마워서 상품권을 드렸어요"), PraiseGiven(words="친절했어요")

    assert problems(with_(ANSWERED, praise=gift)) == {ResultField.PRAISE_WORDS: Reason.GIFT_UNANSWERED}
    assert not problems(with_(ANSWERED, praise=replace(gift, was_gift=False)))
    assert not problems(with_(ANSWERED, praise=replace(gift, was_gift=True)))
    assert not problems(with_(ANSWERED, praise=thanks))


def test_what_a_later_conversation_says_anew_takes_the_earlier_place_and_words_stay_side_by_side() -> None:
    before = with_(
        ANSWERED,
        scores={"kindness": 2, "fairness": 3},
        same_score=True,
        words=" 늦었다 ",
        petitioner_view="서운했다",
        officer_view="바빴다",
    )

    more = added_to(before, with_(ANSWERED, scores={"kindness": 5}, words="이제 괜찮다", officer_view="알렸다"))
    nothing = added_to(before, with_(ANSWERED, words=" "))

    assert more.scores == {"kindness": 5, "fairness": 3}
    assert (more.same_score, more.words) == (False, "늦었다\n이제 괜찮다")
    assert (more.petitioner_view, more.officer_view) == ("서운했다", "알렸다")
    assert (nothing.scores, nothing.same_score, nothing.words) == (before.scores, True, "늦었다")


def test_a_result_knows_what_it_has_beyond_most_and_all_that_was_typed() -> None:
    praise = PraiseGiven(words="친절")
    full = with_(ANSWERED, words="가", petitioner_view="나", officer_view="다", praise=praise, happened_at=NOW)

    assert extras_of(ANSWERED) == frozenset()
    assert extras_of(full) == {Extra.PRAISE, Extra.EARLIER}
    assert extras_of(with_(ANSWERED, praise=praise)) == {Extra.PRAISE}
    assert words_of(full) == ("가", "나", "다", "친절")
    assert words_of(ANSWERED) == ("", "", "", "")
