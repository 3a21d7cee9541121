"""Reading payloads: whatever comes, a refusal at worst."""

import contextlib
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.calls.dispositions import Disposition, Unclear
from bot.domain.calls.surveys import FIRST
from bot.domain.refusals import Reason, Refused
from handlers.payloads import (
    LARGEST_ID,
    Click,
    Inputs,
    Metadata,
    Submission,
    Typed,
    actor_of,
    asked_of,
    chosen_id,
    first_field_of,
    is_on_home,
    number_or_none,
    told_of,
    words_of,
)
from tests.steps.payload_values import JSON

CLIENT = AsyncWebClient()


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


@pytest.mark.parametrize(
    ("words", "number", "how", "rest"),
    [
        ("8 부재", 8, Disposition.NO_ANSWER, ""),
        ("부재 8", 8, Disposition.NO_ANSWER, ""),
        ("부재 8번", 8, Disposition.NO_ANSWER, ""),
        ("통화 중 8", 8, Disposition.BUSY, ""),
        ("6 재통화 16:00", 6, Disposition.CALLBACK_REQUESTED, "16:00"),
        ("재통화 6 내일 10시", 6, Disposition.CALLBACK_REQUESTED, "내일 10시"),
        ("전원꺼짐 3", 3, Disposition.NO_ANSWER, ""),
        ("운전중", None, Disposition.CALLBACK_REQUESTED, ""),
        ("3 가족", 3, Disposition.THIRD_PARTY, ""),
        ("외국인 3", 3, Disposition.LANGUAGE, ""),
        ("끊음", None, Unclear.HUNG_UP, ""),
        ("8 부재 두 번", 8, Disposition.NO_ANSWER, "두 번"),
        ("3 부재중이요", 3, Disposition.NO_ANSWER, ""),
        ("3 “부재!”", 3, Disposition.NO_ANSWER, ""),
        ("거부하심 3", 3, Disposition.REFUSED, ""),
        ("3 내일 2시에 다시", 3, Disposition.CALLBACK_REQUESTED, "내일 2시에"),
        ("3 보이스피싱이라며 끊음", 3, Unclear.HUNG_UP, "보이스피싱이라며"),
        ("3 응답 안 함", 3, Disposition.ANSWERED, "안 함"),
        ("8 메롱", 8, None, "메롱"),
        ("8", 8, None, ""),
        ("", None, None, ""),
    ],
)
def test_a_result_is_read_in_either_order(words: str, number: int | None, how: object, rest: str) -> None:
    told = told_of(words)

    assert (told.number, told.how, told.rest) == (number, how, rest)


@given(JSON)
def test_any_text_of_a_command_is_read_or_refused(text: Any) -> None:
    words = words_of({"text": text})

    asked_of(words)
    told_of(words)
    with contextlib.suppress(Refused):
        number_or_none(words)


BODIES = st.dictionaries(
    st.sampled_from(["actions", "user", "user_id", "view", "text", "trigger_id", "response_url"]), JSON
)


@given(BODIES)
def test_any_request_is_read_or_refused(body: dict[str, Any]) -> None:
    typed, click, form = Typed.of(body, CLIENT), Click.of(body, CLIENT), Submission.of(body, CLIENT)

    assert typed.by == click.by == form.by
    for read in (click, form):
        with contextlib.suppress(Refused):
            assert isinstance(read.number, int)


def test_a_click_says_who_clicked_what() -> None:
    body = {
        "user": {"id": "U0KIM"},
        "actions": [{"action_id": "call.claim", "value": "17"}],
        "channel": {"id": "C0CALLS"},
        "response_url": "https://hooks.example/1",
    }

    click = Click.of(body, CLIENT)

    assert (click.by, click.channel, click.action, click.number) == ("U0KIM", "C0CALLS", "call.claim", 17)
    assert click.response_url == "https://hooks.example/1"
    assert not click.view


def test_a_command_says_who_typed_what() -> None:
    typed = Typed.of({"user_id": "U0KIM", "text": " 17   부재 "}, CLIENT)

    assert (typed.by, typed.words) == ("U0KIM", "17 부재")


@pytest.mark.parametrize("value", ["seventeen", "", "-1", "99999999999999999999", "٣"])
def test_a_button_of_another_version_is_refused(value: str) -> None:
    with pytest.raises(Refused) as refused:
        _ = Click.of({"actions": [{"value": value}]}, CLIENT).number

    assert refused.value.reason is Reason.OLD_BUTTON


def test_a_form_of_another_version_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        _ = Submission.of({"view": {"private_metadata": "{}"}}, CLIENT).number

    assert refused.value.reason is Reason.OLD_FORM


@given(st.dictionaries(st.just("private_metadata"), JSON))
def test_any_memory_of_a_form_is_read_or_refused(view: dict[str, Any]) -> None:
    with contextlib.suppress(Refused):
        Metadata.of(view)


def test_a_form_remembers_its_call() -> None:
    kept = Metadata(call=17, card_url="https://hooks.example/1")

    assert Metadata.of({"private_metadata": str(kept)}) == kept


def test_a_form_that_remembers_no_questions_was_drawn_with_the_first() -> None:
    kept = Metadata.of({"private_metadata": '{"call": 17}'})

    assert kept == Metadata(call=17, card_url="", asked=FIRST.names)


@pytest.mark.parametrize("kept", ["17", "[]", "{}", '{"call": "x"}', '{"call": 17, "asked": 3}', "no json"])
def test_a_memory_of_another_version_is_refused(kept: str) -> None:
    with pytest.raises(Refused) as refused:
        Metadata.of({"private_metadata": kept})

    assert refused.value.reason is Reason.OLD_FORM


def test_the_largest_number_of_a_row_is_that_of_a_database() -> None:
    assert Click.of({"actions": [{"value": str(LARGEST_ID)}]}, CLIENT).number == LARGEST_ID
    assert (chosen_id(str(LARGEST_ID)), chosen_id(str(LARGEST_ID + 1)), chosen_id("x"), chosen_id(None)) == (
        LARGEST_ID,
        None,
        None,
        None,
    )
    assert Submission.of({"view": {"private_metadata": "17"}}, CLIENT).number == 17


def test_a_choice_from_a_menu_is_a_click_too_and_the_first_action_counts() -> None:
    actions = [{"action_id": "a", "selected_option": {"value": "3"}}, {"action_id": "b", "value": "4"}]

    click = Click.of({"actions": actions}, CLIENT)

    assert (click.action, click.value) == ("a", "3")
    assert Click.of({"actions": []}, CLIENT).action == ""


@pytest.mark.parametrize(
    ("words", "number", "unread"),
    [("17", 17, None), ("", None, None), ("17 부재", None, "부재"), ("부재", None, "부재")],
)
def test_a_number_must_be_all_there_is(words: str, number: int | None, unread: str | None) -> None:
    if unread is None:
        assert number_or_none(words) == number
        return
    with pytest.raises(Refused) as refused:
        number_or_none(words)
    assert (refused.value.reason, refused.value.facts["word"]) == (Reason.NOT_A_NUMBER, unread)


@pytest.mark.parametrize(
    ("words", "is_clear"),
    [
        ("8 부재", True),
        ("8", True),
        ("6 재통화 16:00", True),
        ("8 부재 두 번", False),
        ("끊음", False),
        ("3 응답 안 함", False),
        ("8 메롱", False),
    ],
)
def test_a_result_is_clear_where_nothing_is_left_over(words: str, *, is_clear: bool) -> None:
    assert told_of(words).is_clear is is_clear


def test_who_acts_stands_at_the_top_or_under_user() -> None:
    assert actor_of({"user": {"id": "U1"}, "user_id": "U2"}) == "U1"
    assert actor_of({"user_id": "U2"}) == "U2"
    assert actor_of({}) == ""


def test_the_first_field_of_a_form_is_its_first_input() -> None:
    blocks = [{"type": "section", "block_id": "a"}, {"type": "input", "block_id": "b"}, {"type": "input"}]

    assert first_field_of({"view": {"blocks": blocks}}) == "b"
    assert first_field_of({"view": {"blocks": blocks[:1]}}) is None
    assert first_field_of({}) is None
    assert is_on_home({"view": {"type": "home"}})
    assert not is_on_home({"view": {"type": "modal"}})


def inputs(**elements: dict[str, Any]) -> Inputs:
    """The fields of a form, each with one element."""
    return Inputs({"state": {"values": {block: {"input": element} for block, element in elements.items()}}})


def test_what_was_chosen_and_ticked_is_read_by_its_field() -> None:
    form = inputs(
        kind={"selected_option": {"value": "inquiry"}},
        consent={"selected_options": [{"value": "a"}, {"value": 3}, {"value": "b"}]},
        none={"selected_options": []},
        words={"value": "가\u1100\u1161"},
    )

    assert (form.option("kind"), form.option("words"), form.option("gone")) == ("inquiry", None, None)
    assert (form.ticked("consent"), form.ticked("none"), form.ticked("gone")) == (True, False, False)
    assert (form.options("consent"), form.options("none"), form.options("kind")) == (["a", "b"], [], [])
    assert (form.words("words"), form.words("kind"), form.words("gone")) == ("가가", "", "")
    assert form.blocks == {"kind", "consent", "none", "words"}
    assert (form.shows("kind"), form.shows("gone")) == (True, False)


@pytest.mark.parametrize(
    ("seconds", "moment"),
    [
        (0, datetime(1970, 1, 1, tzinfo=UTC)),
        (1_790_000_000, datetime.fromtimestamp(1_790_000_000, UTC)),
        (9_999_999_999, datetime.fromtimestamp(9_999_999_999, UTC)),
        (10_000_000_000, None),
        (-1, None),
        ("0", None),
        (None, None),
    ],
)
def test_a_chosen_moment_lies_where_slack_lets_choose(seconds: Any, moment: datetime | None) -> None:
    assert inputs(at={"selected_date_time": seconds}).moment("at") == moment


@pytest.mark.parametrize(("chosen", "day"), [("2026-11-24", date(2026, 11, 24)), ("24.11.", None), (None, None)])
def test_a_chosen_day_is_one_or_none(chosen: Any, day: date | None) -> None:
    assert inputs(on={"selected_date": chosen}).day("on") == day


def test_of_fields_with_a_first_choice_the_one_that_was_changed_counts() -> None:
    def form(kind: str, other: str) -> Inputs:
        chosen = {"kind:x:a": kind, "kind:y:b": other, "kinds:c": "z"}
        return inputs(**{block: {"selected_option": {"value": value}} for block, value in chosen.items()})

    assert form("a", "b").changed_option("kind") is None
    assert form("c", "b").changed_option("kind") == "c"
    assert form("a", "d").changed_option("kind") == "d"
