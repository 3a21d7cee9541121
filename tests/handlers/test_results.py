"""Reading the result form: a result, or what is wrong at its field."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import ResultField
from bot.domain.calls.surveys import FIRST
from bot.domain.refusals import FormRefused, Reason, Refused
from handlers.results import form_state, result_of
from tests.steps.payload_values import JSON, VIEWS, form


@given(VIEWS | st.fixed_dictionaries({}, optional={"state": JSON}))
def test_any_form_is_read_or_refused_at_a_field(view: dict[str, Any]) -> None:
    with contextlib.suppress(FormRefused):
        result_of(view, FIRST.names)
    with contextlib.suppress(FormRefused, Refused):
        form_state(view)


def test_a_form_without_a_choice_says_so_at_the_field() -> None:
    with pytest.raises(FormRefused) as refused:
        result_of({"state": {"values": {}}}, ())

    assert refused.value.errors == {ResultField.DISPOSITION: Reason.DISPOSITION_MISSING}


def test_a_choice_that_no_form_of_ours_offers_is_refused() -> None:
    element = {"selected_option": {"value": "teleport"}}

    with pytest.raises(FormRefused) as refused:
        result_of({"state": {"values": {"disposition": {"x": element}}}}, ())

    assert refused.value.errors == {ResultField.DISPOSITION: Reason.BROKEN_FORM}


def test_a_plain_result_is_read() -> None:
    element = {"selected_option": {"value": "busy"}}

    assert result_of({"state": {"values": {"disposition": {"x": element}}}}, ()).disposition is Disposition.BUSY


@pytest.mark.parametrize(("chosen", "warned"), [("yes", True), ("no", False), (None, None)])
def test_whether_a_warning_was_given_is_read_as_it_was_chosen(chosen: str | None, warned: bool | None) -> None:
    answer = {} if chosen is None else {ResultField.WARNED: chosen}

    assert result_of(form(chosen={ResultField.DISPOSITION: "abusive", **answer}), ()).warned is warned
