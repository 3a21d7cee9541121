"""Reading payloads: whatever comes, a refusal at worst."""

import contextlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.calls.dispositions import Disposition, Unclear
from bot.domain.refusals import Reason, Refused
from handlers.payloads import Click, Metadata, Submission, Typed, asked_of, number_or_none, told_of, words_of
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
