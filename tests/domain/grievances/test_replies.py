"""The reply that closes a grievance (rule book §5)."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.grievances.kinds import Kind, RootCause
from bot.domain.grievances.replies import (
    REPLY_TEXTS,
    SATISFACTIONS,
    CloseResult,
    Reply,
    ReplyField,
    problems_with_reply,
    reply_texts,
    reply_to_text,
    usual_result,
)
from bot.domain.grievances.tellings import Method
from bot.domain.refusals import Reason
from tests.steps.builders import MONDAY, TUESDAY
from tests.steps.vectors import every

TOLD = Reply(
    result=CloseResult.EXPLAINED,
    method=Method.PHONE,
    words="설명함",
    told_on=TUESDAY,
    handler="교통과 정교통",
    contact="02-0000-0112",
    root_causes=(RootCause.EXPLANATION_MISSING,),
    consented=True,
)


def problems(**facts: Any) -> dict[str, Reason]:
    """Check a reply of Tuesday to what was filed on Monday."""
    return dict(problems_with_reply(replace(TOLD, **facts), MONDAY, TUESDAY))


def test_a_whole_reply_closes() -> None:
    assert problems() == {}


@every(
    ("facts", "found"),
    [
        ({"words": " "}, {ReplyField.WORDS: Reason.REPLY_WORDS_MISSING}),
        ({"handler": ""}, {ReplyField.HANDLER: Reason.REPLY_WORDS_MISSING}),
        ({"contact": ""}, {ReplyField.CONTACT: Reason.REPLY_WORDS_MISSING}),
        ({"root_causes": ()}, {ReplyField.ROOT_CAUSES: Reason.ROOT_CAUSE_MISSING}),
        ({"told_on": MONDAY - timedelta(days=1)}, {ReplyField.TOLD_ON: Reason.TOLD_ON_WRONG}),
        ({"told_on": TUESDAY + timedelta(days=1)}, {ReplyField.TOLD_ON: Reason.TOLD_ON_WRONG}),
        ({"improvement": "010-0000-1234로 안내"}, {ReplyField.IMPROVEMENT: Reason.PERSONAL_NUMBER}),
        ({"result": CloseResult.WITHDRAWN}, {ReplyField.RESULT: Reason.BROKEN_FORM}),
        ({"consented": False}, {ReplyField.CONSENT: Reason.ORAL_NEEDS_CONSENT}),
        ({"consented": False, "method": Method.VISIT}, {ReplyField.CONSENT: Reason.ORAL_NEEDS_CONSENT}),
        ({"consented": False, "method": Method.PAPER}, {}),
        ({"satisfaction": 6}, {ReplyField.SATISFACTION: Reason.BROKEN_FORM}),
        ({"satisfaction": 2}, {ReplyField.COMPLAINT: Reason.COMPLAINT_MISSING}),
        ({"satisfaction": 2, "complaint": "여전히 불만"}, {}),
        ({"satisfaction": 1, "no_follow_up": True}, {}),
        ({"satisfaction": 3}, {}),
    ],
)
def test_what_keeps_a_reply_from_closing(facts: dict[str, Any], found: dict[str, Reason]) -> None:
    assert problems(**facts) == found


def test_a_rejection_says_what_can_be_done_against_it() -> None:
    assert problems(result=CloseResult.REJECTED) == {ReplyField.REMEDY: Reason.REMEDY_MISSING}
    assert problems(result=CloseResult.REJECTED, remedy="이의신청 안내") == {}


def test_a_cleared_misunderstanding_needs_both_views() -> None:
    missing = problems(result=CloseResult.MISUNDERSTANDING_CLEARED, petitioner_view="안내가 없었다")

    assert missing == {ReplyField.OFFICER_VIEW: Reason.VIEWS_MISSING}


@given(st.fixed_dictionaries({name: st.text() for name in REPLY_TEXTS}))
def test_the_words_of_a_reply_are_read_back_without_the_blanks_around_them(texts: dict[str, Any]) -> None:
    assert reply_texts(reply_to_text(replace(TOLD, **texts))) == {name: text.strip() for name, text in texts.items()}


def test_a_purged_reply_has_no_words() -> None:
    assert not any(reply_texts("").values())


def test_the_answer_to_a_question_explains_and_of_all_else_the_operator_says_the_result() -> None:
    assert {kind: usual_result(kind) for kind in Kind if usual_result(kind)} == {Kind.INQUIRY: CloseResult.EXPLAINED}


def test_that_somebody_agreed_to_be_told_by_word_of_mouth_has_to_be_said() -> None:
    facts = {each.name: getattr(TOLD, each.name) for each in fields(TOLD) if each.name != "consented"}

    assert problems_with_reply(Reply(**{**facts, "method": Method.PHONE}), MONDAY, TUESDAY)


def test_how_satisfied_they_are_is_asked_from_one_to_five_the_best_first() -> None:
    assert [*SATISFACTIONS] == [5, 4, 3, 2, 1]
    assert not any(ReplyField.SATISFACTION in problems(satisfaction=each, no_follow_up=True) for each in SATISFACTIONS)
    assert ReplyField.SATISFACTION in problems(satisfaction=0, no_follow_up=True)


def test_a_reply_was_told_on_a_day_from_filing_to_today() -> None:
    assert problems(told_on=MONDAY) == problems(told_on=TUESDAY) == {}


@every(
    "field",
    [
        ReplyField.WORDS, ReplyField.REMEDY, ReplyField.IMPROVEMENT, ReplyField.PETITIONER_VIEW,
        ReplyField.OFFICER_VIEW, ReplyField.COMPLAINT,
    ],
)  # fmt: skip
def test_a_number_is_refused_in_every_text_of_a_reply(field: ReplyField) -> None:
    name = {ReplyField.COMPLAINT: "complaint"}.get(field, field.value.removeprefix("reply_"))

    assert problems(**{name: "010-0000-1234"})[field] is Reason.PERSONAL_NUMBER
