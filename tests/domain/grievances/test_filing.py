"""Filing: which lane a grievance takes, and when it is due."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import SEOUL
from bot.domain.calls.results import MoneyAnswer, PraiseGiven
from bot.domain.calls.states import Outcome
from bot.domain.grievances.filing import (
    AuditReason,
    Filing,
    audit_reason,
    due_at,
    due_on,
    filing_from_text,
    filing_to_text,
    lane_of,
    needs_filing,
    period_days_of,
    plain_lane_of,
    track_of,
)
from bot.domain.grievances.kinds import Category, GrievanceLane, Kind, Severity, Track
from bot.settings import load_calendar
from tests.steps.builders import MONDAY, seoul, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.vectors import every

CALENDAR = load_calendar()
QUESTION = Filing(kind=Kind.INQUIRY, category=Category.OTHER)


@given(
    st.builds(
        Filing,
        kind=st.sampled_from(Kind),
        category=st.sampled_from(Category),
        severity=st.sampled_from(Severity),
        may_tell_officer=st.booleans(),
    ),
    st.sampled_from(MoneyAnswer),
)
def test_lanes_are_chosen_by_rule(chosen: Filing, money: MoneyAnswer) -> None:
    lane = lane_of(chosen, with_(GRIEVANCE_RESULT, money=money))

    if money is MoneyAnswer.YES or chosen.kind is Kind.ALLEGATION or chosen.severity is Severity.S1:
        assert lane is GrievanceLane.AUDIT
    elif lane is GrievanceLane.OFFICER:
        assert chosen.kind is not Kind.COMPLAINT_MANNER or chosen.may_tell_officer


@every(("chosen", "result", "reason"), [
    (QUESTION, {}, None),
    (QUESTION, {"words": "담당 형사가 돈을 요구했습니다. 커피값이라도 달라고 했어요"}, AuditReason.WORDS),
    (QUESTION, {"praise": PraiseGiven(words="친절한데 밥을 사라고 했어요")}, AuditReason.WORDS),
    (replace(QUESTION, wish="돈을 요구한 형사를 바꿔 주세요"), {}, AuditReason.WORDS),
    (QUESTION, {"money": MoneyAnswer.YES}, AuditReason.MONEY),
    (replace(QUESTION, category=Category.INTIMIDATION), {}, AuditReason.KIND),
    (replace(QUESTION, kind=Kind.COMPLAINT_HANDLING, category=Category.PRIVACY), {}, AuditReason.KIND),
    (replace(QUESTION, kind=Kind.ALLEGATION), {"words": "형사가 밀쳤습니다"}, AuditReason.KIND),
    (replace(QUESTION, severity=Severity.S1), {}, AuditReason.SEVERITY),
    (replace(QUESTION, is_same_again=True), {}, AuditReason.SAME_AGAIN),
    (Filing(), {"words": "형사가 밀쳤습니다"}, AuditReason.WORDS),
])  # fmt: skip
def test_it_goes_to_audit_for_what_was_chosen_or_for_what_was_said(
    chosen: Filing, result: dict[str, Any], reason: AuditReason | None
) -> None:
    assert audit_reason(chosen, with_(GRIEVANCE_RESULT, **result)) is reason


def test_severity_can_only_be_raised() -> None:
    grave = Filing(kind=Kind.COMPLAINT_HANDLING, category=Category.DELAY)

    assert grave.gravity is Severity.S2
    assert replace(grave, severity=Severity.S4).gravity is Severity.S2
    assert replace(grave, severity=Severity.S1).gravity is Severity.S1


def test_the_grievance_of_4_february_2027_is_due_on_the_16th() -> None:
    complaint = Filing(kind=Kind.COMPLAINT_HANDLING, category=Category.DELAY, severity=Severity.S2)

    assert due_on(complaint, seoul(date(2027, 2, 4), 10), CALENDAR) == date(2027, 2, 16)


def test_a_question_about_law_has_fourteen_days() -> None:
    law = Filing(kind=Kind.INQUIRY, category=Category.OTHER, severity=Severity.S4, about_law=True)

    assert due_on(law, seoul(MONDAY, 10), CALENDAR) == date(2026, 12, 10)


@given(st.builds(Filing, severity=st.none() | st.sampled_from(Severity)))
def test_what_was_entered_is_read_as_it_was_written(filing: Filing) -> None:
    assert filing_from_text(filing_to_text(filing)) == filing
    assert filing_from_text("") == Filing()


@pytest.mark.parametrize(
    ("asked", "until"),
    [
        (seoul(MONDAY, 9), seoul(MONDAY, 12)),
        (seoul(MONDAY, 10), seoul(MONDAY, 14)),  # the hour at noon does not count
        (seoul(MONDAY, 16, 30), seoul(MONDAY + timedelta(days=1), 10, 30)),
    ],
)
def test_a_plain_question_is_due_three_working_hours_later(asked: datetime, until: datetime) -> None:
    plain = Filing(kind=Kind.INQUIRY, category=Category.OTHER, at_once=True)

    assert due_at(plain, asked, CALENDAR) == until
    assert due_on(plain, asked, CALENDAR) == until.astimezone(SEOUL).date()


@pytest.mark.parametrize("facts", [{"about_law": True}, {"kind": Kind.COMPLAINT_HANDLING}])
def test_neither_a_question_about_law_nor_a_complaint_is_answered_at_once(facts: dict[str, Any]) -> None:
    filing = replace(Filing(kind=Kind.INQUIRY, category=Category.OTHER, at_once=True), **facts)

    assert due_at(filing, seoul(MONDAY, 10), CALENDAR) is None


def test_as_long_as_nothing_is_entered_nobody_has_agreed_to_anything() -> None:
    nothing = filing_from_text("")

    agreed = nothing.may_tell_officer, nothing.direct_consent
    said = nothing.at_once, nothing.about_law, nothing.officer_unknown, nothing.is_same_again
    assert not any((*agreed, *said))


@every(
    ("chosen", "days"),
    [
        (Filing(), 7),
        (Filing(kind=Kind.INQUIRY), 7),
        (Filing(kind=Kind.INQUIRY, about_law=True), 14),
        (Filing(kind=Kind.INQUIRY, at_once=True), 1),
        (Filing(kind=Kind.INQUIRY, at_once=True, about_law=True), 14),
        (Filing(kind=Kind.COMPLAINT_HANDLING), 7),
        (Filing(kind=Kind.COMPLAINT_HANDLING, about_law=True), 7),
        (Filing(kind=Kind.COMPLAINT_MANNER), 7),
        (Filing(kind=Kind.SUGGESTION), 14),
        (Filing(kind=Kind.ALLEGATION), 7),
    ],
)
def test_a_grievance_has_the_working_days_of_its_kind(chosen: Filing, days: int) -> None:
    assert period_days_of(chosen) == days


@every(
    ("chosen", "lane"),
    [
        (Filing(kind=Kind.COMPLAINT_MANNER), GrievanceLane.HEAD),
        (Filing(kind=Kind.COMPLAINT_MANNER, may_tell_officer=True), GrievanceLane.OFFICER),
        (Filing(kind=Kind.COMPLAINT_HANDLING), GrievanceLane.OFFICER),
        (Filing(), GrievanceLane.OFFICER),
    ],
)
def test_a_complaint_about_manner_goes_to_the_head_unless_the_officer_may_be_told(
    chosen: Filing, lane: GrievanceLane
) -> None:
    assert plain_lane_of(chosen) is lane
    assert track_of(lane) is Track.ORDINARY
    assert track_of(GrievanceLane.AUDIT) is Track.AUDIT


def test_a_filed_grievance_alone_leads_to_the_second_page() -> None:
    assert needs_filing(GRIEVANCE_RESULT)
    assert not needs_filing(with_(GRIEVANCE_RESULT, outcome=Outcome.SATISFIED))
