"""Reading forms: every field becomes what it says, and a value that no form of ours offers is refused at a field."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.inbound import HowCame
from bot.domain.calls.results import Extra, MoneyAnswer, PraiseGiven, Result, ResultField
from bot.domain.calls.states import Outcome
from bot.domain.calls.surveys import FIRST
from bot.domain.grievances.delays import Delay, DelayField, DelayKind, DelayReason
from bot.domain.grievances.filing import UNKNOWN_OFFICER, Filing, FilingField
from bot.domain.grievances.kinds import Category, Kind, RootCause, Severity
from bot.domain.grievances.replies import NOT_ASKED, CloseResult, Reply, ReplyField
from bot.domain.grievances.tellings import Method, Telling, TellingField, TellingKind
from bot.domain.lists.callers import Caller, CallerField
from bot.domain.refusals import FormRefused, Reason
from bot.views.calls.result_form import FormState
from handlers.callers import caller_of
from handlers.filing import filing_of
from handlers.grievances import delay_of, reply_of
from handlers.payloads import NO, YES, Inputs
from handlers.results import form_state, result_of
from handlers.tellings import telling_of
from tests.steps.payload_values import form

DAY = date(2026, 11, 24)
MOMENT = datetime(2026, 11, 24, 1, tzinfo=UTC)
SCORES = dict(zip(FIRST.names, (5, 4, 3, 2, 1, 5), strict=True))
KIND = next(iter(TellingKind))
NOT_SCORED = {ReplyField.SATISFACTION: NOT_ASKED}
REPLY = form(
    chosen={ReplyField.RESULT: "explained", ReplyField.METHOD: "paper", ReplyField.SATISFACTION: "4"},
    typed={
        ReplyField.WORDS: "설명",
        ReplyField.HANDLER: "수사과 최형사",
        ReplyField.CONTACT: "02-000-0000",
        ReplyField.REMEDY: "시정",
        ReplyField.IMPROVEMENT: "개선",
        ReplyField.PETITIONER_VIEW: "민원인",
        ReplyField.OFFICER_VIEW: "경찰관",
        ReplyField.COMPLAINT: "불만",
    },
    days={ReplyField.TOLD_ON: DAY},
    ticked={
        ReplyField.ROOT_CAUSES: ["handover_gap", "training_gap"],
        ReplyField.CONSENT: [YES],
        ReplyField.NO_FOLLOW_UP: [YES],
    },
)
TOLD = {ReplyField.RESULT: "explained", ReplyField.METHOD: "phone"}


def test_a_reply_is_read_field_by_field() -> None:
    assert reply_of(Inputs(REPLY)) == Reply(
        result=CloseResult.EXPLAINED,
        method=Method.PAPER,
        words="설명",
        told_on=DAY,
        handler="수사과 최형사",
        contact="02-000-0000",
        remedy="시정",
        root_causes=(RootCause.HANDOVER_GAP, RootCause.TRAINING_GAP),
        improvement="개선",
        petitioner_view="민원인",
        officer_view="경찰관",
        complaint="불만",
        consented=True,
        satisfaction=4,
        no_follow_up=True,
    )


def test_of_a_reply_what_is_left_out_stays_empty() -> None:
    assert reply_of(Inputs(form(chosen={**TOLD, **NOT_SCORED}))) == Reply(
        result=CloseResult.EXPLAINED, method=Method.PHONE, words="", told_on=date.min, handler="", contact=""
    )


def test_how_content_they_are_must_be_chosen_of_a_reply() -> None:
    with pytest.raises(FormRefused) as refused:
        reply_of(Inputs(form(chosen=TOLD)))

    assert refused.value.errors == {ReplyField.SATISFACTION: Reason.SATISFACTION_MISSING}


def test_a_later_date_is_read_field_by_field() -> None:
    whole = form(
        chosen={DelayField.KIND: "extension", DelayField.REASON: "fact_check"},
        days={DelayField.UNTIL: DAY},
        ticked={DelayField.CONSENT: [YES]},
        typed={DelayField.WORDS: "현장 확인"},
    )

    assert delay_of(Inputs(whole)) == Delay(
        kind=DelayKind.EXTENSION, reason=DelayReason.FACT_CHECK, until=DAY, consent=True, words="현장 확인"
    )
    assert delay_of(Inputs(form(chosen={DelayField.KIND: "site_visit"}))) == Delay(
        kind=DelayKind.SITE_VISIT, reason=None, until=None, consent=False, words=""
    )


def test_what_was_told_is_read_field_by_field() -> None:
    whole = form(
        chosen={TellingField.METHOD: "email"},
        days={TellingField.TOLD_ON: DAY},
        typed={TellingField.WORDS: "조사 중"},
        ticked={TellingField.ASKED: [YES]},
    )

    assert telling_of(KIND, Inputs(whole)) == Telling(
        kind=KIND, method=Method.EMAIL, told_on=DAY, words="조사 중", was_asked=True
    )
    assert telling_of(KIND, Inputs(form(chosen={TellingField.METHOD: "phone"}))) == Telling(
        kind=KIND, method=Method.PHONE, told_on=date.min, words="", was_asked=False
    )


def test_a_caller_is_read_field_by_field() -> None:
    whole = form(
        chosen={CallerField.HOW: "walked_in", CallerField.DEPARTMENT: "교통과"},
        days={CallerField.VISITED_ON: DAY},
        typed={CallerField.NAME: "홍길동", CallerField.PHONE: "010-0000-1001", CallerField.ABOUT: "사고"},
    )

    assert caller_of(Inputs(whole)) == Caller(
        name="홍길동", phone="010-0000-1001", how=HowCame.WALKED_IN, visited_on=DAY, department="교통과", about="사고"
    )
    assert caller_of(Inputs(form())) == Caller(name="", phone="", how=None)


def test_a_grievance_is_read_field_by_field() -> None:
    whole = form(
        chosen={
            FilingField.KIND: "complaint_handling",
            FilingField.CATEGORY: "delay",
            f"{FilingField.SEVERITY}:s3": "s1",
            f"{FilingField.RECIPIENT}:7:8": "9",
            FilingField.MAY_TELL: YES,
        },
        ticked={FilingField.OFFICER: ["4", UNKNOWN_OFFICER, "5"]},
        typed={FilingField.WISH: "사과"},
    )

    assert filing_of(whole) == Filing(
        kind=Kind.COMPLAINT_HANDLING,
        category=Category.DELAY,
        severity=Severity.S1,
        may_tell_officer=True,
        wish="사과",
        officers=(4, 5),
        officer_unknown=True,
        recipient_id=9,
    )
    first_ones = {f"{FilingField.SEVERITY}:s3": "s3", f"{FilingField.RECIPIENT}:7": "7", FilingField.MAY_TELL: NO}
    assert filing_of(form(chosen=first_ones)) == Filing()


@pytest.mark.parametrize(
    ("field", "name"),
    [
        (FilingField.ABOUT_LAW, "about_law"),
        (FilingField.AT_ONCE, "at_once"),
        (FilingField.DIRECT, "direct_consent"),
        (FilingField.SAME_AGAIN, "is_same_again"),
    ],
)
def test_a_tick_on_a_grievance_says_its_own_and_nothing_else(field: str, name: str) -> None:
    read = asdict(filing_of(form(ticked={field: [YES]})))

    assert read == {**asdict(Filing()), name: True}


def test_a_result_is_read_field_by_field() -> None:
    whole = form(
        chosen={
            ResultField.DISPOSITION: "answered",
            ResultField.MONEY: "no",
            ResultField.OUTCOME: "satisfied",
            ResultField.PRAISE_GIFT: NO,
            **{name: str(score) for name, score in SCORES.items()},
        },
        typed={
            ResultField.WORDS: "말씀",
            ResultField.PETITIONER_VIEW: "민원인",
            ResultField.OFFICER_VIEW: "경찰관",
            ResultField.PRAISE_WORDS: " 칭찬 ",
        },
        ticked={ResultField.PRAISED_OFFICER: ["4", "5"]},
        moments={ResultField.CALLBACK_AT: MOMENT, ResultField.HAPPENED_AT: MOMENT.replace(hour=2)},
    )

    assert result_of(whole, FIRST.names) == Result(
        disposition=Disposition.ANSWERED,
        callback_at=MOMENT,
        scores=SCORES,
        money=MoneyAnswer.NO,
        outcome=Outcome.SATISFIED,
        words="말씀",
        petitioner_view="민원인",
        officer_view="경찰관",
        praise=PraiseGiven(words="칭찬", officers=(4, 5), was_gift=False),
        happened_at=MOMENT.replace(hour=2),
    )


@pytest.mark.parametrize(
    ("field", "name"),
    [
        (ResultField.NO_FOLLOW_UP, "no_follow_up"),
        (ResultField.DO_NOT_CALL, "do_not_call"),
        (ResultField.SUSPECTS, "suspects_phishing"),
    ],
)
def test_a_tick_on_a_result_says_its_own_and_nothing_else(field: str, name: str) -> None:
    read = asdict(result_of(form(chosen={ResultField.DISPOSITION: "busy"}, ticked={field: [YES]}), FIRST.names))

    assert read == {**asdict(Result(disposition=Disposition.BUSY)), name: True}


@pytest.mark.parametrize(("chosen", "was_gift"), [(YES, True), (NO, False), (None, None)])
def test_praise_is_read_with_what_was_said_of_a_gift(chosen: str | None, was_gift: bool | None) -> None:
    gift = {} if chosen is None else {ResultField.PRAISE_GIFT: chosen}
    whole = form(
        chosen={ResultField.DISPOSITION: "answered", **gift},
        typed={ResultField.PRAISE_WORDS: "칭찬"},
        ticked={ResultField.PRAISE_DECLINED: [YES]},
    )

    assert result_of(whole, ()).praise == PraiseGiven(words="칭찬", officers=(), declined=True, was_gift=was_gift)


def test_one_score_for_all_is_every_questions() -> None:
    chosen = {ResultField.DISPOSITION: "answered", ResultField.SAME_SCORE: "4", FIRST.names[0]: "1"}

    result = result_of(form(chosen=chosen), FIRST.names)

    assert result.same_score
    assert result.scores == dict.fromkeys(FIRST.names, 4)


@pytest.mark.parametrize("score", ["0", "6"])
def test_a_score_that_no_form_offers_is_refused(score: str) -> None:
    chosen = {ResultField.DISPOSITION: "answered", FIRST.names[0]: score}

    with pytest.raises(FormRefused) as refused:
        result_of(form(chosen=chosen), FIRST.names)

    assert refused.value.errors == {ResultField.DISPOSITION: Reason.BROKEN_FORM}


def test_what_decides_on_further_fields_is_read_and_nothing_foreign() -> None:
    chosen = {ResultField.DISPOSITION: "answered", ResultField.OUTCOME: "satisfied", ResultField.MONEY: "yes"}
    whole = form(chosen=chosen, ticked={ResultField.MORE: ["earlier", "gone"]})

    assert form_state(whole) == FormState(
        disposition=Disposition.ANSWERED,
        outcome=Outcome.SATISFIED,
        money=MoneyAnswer.YES,
        extras=frozenset({Extra.EARLIER}),
    )
    assert form_state(form(chosen=dict.fromkeys(chosen, "gone"))) == FormState()


@pytest.mark.parametrize(
    ("read", "chosen", "field"),
    [
        (reply_of, {**TOLD, **NOT_SCORED, ReplyField.RESULT: "gone"}, ReplyField.RESULT),
        (reply_of, {**TOLD, **NOT_SCORED, ReplyField.METHOD: "pigeon"}, ReplyField.RESULT),
        (reply_of, {**TOLD, ReplyField.SATISFACTION: "much"}, ReplyField.RESULT),
        (delay_of, {DelayField.KIND: "gone"}, DelayField.KIND),
        (delay_of, {DelayField.KIND: "extension", DelayField.REASON: "gone"}, DelayField.KIND),
        (
            lambda inputs: telling_of(next(iter(TellingKind)), inputs),
            {TellingField.METHOD: "gone"},
            TellingField.METHOD,
        ),
        (caller_of, {CallerField.HOW: "flew"}, CallerField.HOW),
    ],
)
def test_what_no_form_of_ours_offers_is_refused(
    read: Callable[[Inputs], Any], chosen: dict[str, str], field: str
) -> None:
    with pytest.raises(FormRefused) as refused:
        read(Inputs(form(chosen=chosen)))

    assert refused.value.errors == {field: Reason.BROKEN_FORM}


@pytest.mark.parametrize(
    "chosen",
    [
        {FilingField.KIND: "gone"},
        {FilingField.CATEGORY: "gone"},
        {f"{FilingField.SEVERITY}:s3": "s9"},
        {f"{FilingField.RECIPIENT}:7": "somebody"},
    ],
)
def test_what_no_form_of_a_grievance_offers_is_refused(chosen: dict[str, str]) -> None:
    with pytest.raises(FormRefused) as refused:
        filing_of(form(chosen=chosen))

    assert refused.value.errors == {FilingField.KIND: Reason.BROKEN_FORM}
