"""Reading payloads: whatever comes, a refusal at worst."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import ResultField, SurveyItem
from bot.domain.refusals import FormRefused, Reason, Refused
from handlers.payloads import Metadata, asked_of, asks_help, form_state, number_or_none, result_of, value_of, words_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
BLOCKS = st.sampled_from([*ResultField, *SurveyItem, "other"])
ELEMENTS = st.fixed_dictionaries(
    {},
    optional={
        "value": JSON,
        "selected_option": st.none() | st.fixed_dictionaries({"value": st.text(max_size=10)}) | JSON,
        "selected_options": JSON,
        "selected_date_time": JSON,
    },
)
VIEWS = st.fixed_dictionaries(
    {"state": st.fixed_dictionaries({"values": st.dictionaries(BLOCKS, st.dictionaries(st.just("input"), ELEMENTS))})}
)


@pytest.mark.parametrize(
    ("words", "number", "rest"),
    [
        ("17", 17, ""),
        ("17 부재", 17, "부재"),
        ("#17", 17, ""),
        ("17번 통화 중", 17, "통화 중"),
        ("부재", None, "부재"),
        ("", None, ""),
    ],
)
def test_a_number_comes_first_and_the_rest_follows(words: str, number: int | None, rest: str) -> None:
    asked = asked_of(words)

    assert (asked.number, asked.rest) == (number, rest)


@given(JSON)
def test_any_text_of_a_command_is_read_or_refused(text: Any) -> None:
    words = words_of({"text": text})

    asks_help(words)
    asked_of(words)
    with contextlib.suppress(Refused):
        number_or_none(words)


@given(st.dictionaries(st.sampled_from(["actions", "user", "view"]), JSON))
def test_any_click_is_read_or_refused(body: dict[str, Any]) -> None:
    with contextlib.suppress(Refused):
        value_of(body)


@given(st.dictionaries(st.just("private_metadata"), JSON))
def test_any_memory_of_a_form_is_read_or_refused(view: dict[str, Any]) -> None:
    with contextlib.suppress(Refused):
        Metadata.of(view)


@given(VIEWS | st.fixed_dictionaries({}, optional={"state": JSON}))
def test_any_form_is_read_or_refused_at_a_field(view: dict[str, Any]) -> None:
    with contextlib.suppress(FormRefused):
        result_of(view)
    with contextlib.suppress(FormRefused, Refused):
        form_state(view)


def test_a_form_remembers_its_call() -> None:
    kept = Metadata(call=17, card_url="https://hooks.example/1")

    assert Metadata.of({"private_metadata": str(kept)}) == kept


def test_a_form_without_a_choice_says_so_at_the_field() -> None:
    with pytest.raises(FormRefused) as refused:
        result_of({"state": {"values": {}}})

    assert refused.value.errors == {ResultField.DISPOSITION: Reason.DISPOSITION_MISSING}


def test_a_choice_that_no_form_of_ours_offers_is_refused() -> None:
    element = {"selected_option": {"value": "teleport"}}

    with pytest.raises(FormRefused) as refused:
        result_of({"state": {"values": {"disposition": {"x": element}}}})

    assert refused.value.errors == {ResultField.DISPOSITION: Reason.BROKEN_FORM}


def test_a_plain_result_is_read() -> None:
    element = {"selected_option": {"value": "busy"}}

    assert result_of({"state": {"values": {"disposition": {"x": element}}}}).disposition is Disposition.BUSY
