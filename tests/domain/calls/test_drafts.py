"""Results as text, to be kept sealed."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.drafts import result_from_text, result_to_text
from bot.domain.calls.results import MoneyAnswer, PraiseGiven, Result
from bot.domain.calls.states import Outcome
from bot.domain.calls.surveys import FIRST
from tests.steps.builders import MONDAY, seoul, with_
from tests.steps.calls import MISS

MOMENTS = st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 — given a zone at once
RESULTS = st.builds(
    Result,
    disposition=st.sampled_from(Disposition),
    callback_at=MOMENTS,
    happened_at=MOMENTS,
    scores=st.dictionaries(st.sampled_from(FIRST.names), st.integers(1, 5)),
    money=st.none() | st.sampled_from(MoneyAnswer),
    outcome=st.none() | st.sampled_from(Outcome),
    no_follow_up=st.booleans(),
    words=st.text(),
    petitioner_view=st.text(),
    officer_view=st.text(),
    praise=st.none() | st.builds(PraiseGiven, words=st.text(), officers=st.lists(st.integers(1)).map(tuple)),
)


@given(RESULTS)
def test_whatever_was_entered_is_read_back(result: Result) -> None:
    assert result_from_text(result_to_text(result)) == result


def test_a_half_entered_time_is_kept() -> None:
    late = with_(MISS, happened_at=seoul(MONDAY, 10))

    assert result_from_text(result_to_text(late)) == late
    assert result_from_text(result_to_text(MISS)) == MISS


def test_a_draft_of_an_older_version_names_one_officer_at_most() -> None:
    praised = with_(MISS, praise=PraiseGiven(words="친절", officers=(7,)))

    for old, officers in (('"officer_id": 7', (7,)), ('"officer_id": null', ())):
        text = result_to_text(praised).replace('"officers": [7]', old)
        assert result_from_text(text).praise == PraiseGiven(words="친절", officers=officers)
