"""Grievances as their readers see them: within Slack's limits, and nothing offered that would be refused."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain import cards
from bot.domain.grievances import (
    Category,
    CloseResult,
    Filing,
    FilingField,
    GrievanceLane,
    GrievanceState,
    Kind,
    Severity,
    Track,
)
from bot.registry import ActionId
from bot.sandbox.validation import check_message, check_view
from bot.texts import Texts
from bot.views import grievances
from bot.views.filing_form import filing_form
from tests.builders import FRIDAY, KIM, MONDAY
from tests.views.test_views import CLAIMED, KOREAN, LONG, STRANGE, buttons, line


def grievance(words: str = "설명이 없었다", **facts: Any) -> cards.GrievanceCard:
    """A grievance that has just arrived."""
    usual = cards.GrievanceCard(
        id=5,
        call=17,
        kind=Kind.INQUIRY,
        category=Category.OTHER,
        severity=Severity.S4,
        track=Track.ORDINARY,
        state=GrievanceState.ROUTED,
        due_on=MONDAY,
        visited_on=FRIDAY,
        petition_type=words,
        receipt_no=words,
        words=words,
        wish=words,
        answer=words,
        result=CloseResult.EXPLAINED,
        recipient=KIM,
        direct_consent=False,
    )
    return replace(usual, **facts)


@pytest.mark.parametrize("strange", STRANGE[:-1], ids=range(len(STRANGE) - 1))
def test_a_grievance_with_the_strangest_words_fits_slack(texts: Texts, strange: str) -> None:
    for state in GrievanceState:
        for track in Track:
            card = grievance(strange, state=state, track=track)
            for message in (grievances.recipient_message(card, texts), grievances.operator_task(card, texts)):
                check_message(message, update=True)
    for view in (
        grievances.answer_form(5, texts, "a"),
        grievances.decline_form(5, texts, "a"),
        grievances.reply_form(5, texts),
    ):
        check_view(view)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("lane", GrievanceLane)
def test_the_filing_form_fits_slack_and_offers_no_recipient_on_the_audit_track(
    texts: Texts, kind: Kind, lane: GrievanceLane
) -> None:
    officer = cards.OfficerChoice(id=3, name="정교통", rank="경위", unit="교통과")
    card = cards.FilingCard(
        line=line(**CLAIMED), lane=lane, recipient=LONG, is_stand_in=True, due_on=MONDAY, officer=officer
    )
    chosen = Filing(kind=kind, category=Category.OTHER, severity=Severity.S4)

    view = filing_form(card, chosen, texts, "{}")

    check_view(view)
    offered = any(block.get("block_id") == FilingField.OFFICER for block in view["blocks"])
    assert offered == (lane is not GrievanceLane.AUDIT)


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        (GrievanceState.ROUTED, [ActionId.ACKNOWLEDGE, ActionId.ANSWER, ActionId.DECLINE]),
        (GrievanceState.ACKNOWLEDGED, [ActionId.ANSWER, ActionId.DECLINE]),
        (GrievanceState.ANSWERED, []),
        (GrievanceState.CLOSED, []),
    ],
)
def test_a_recipient_is_offered_only_what_would_not_be_refused(state: GrievanceState, offered: list[ActionId]) -> None:
    assert [action for action, _ in buttons(grievances.recipient_message(grievance(state=state), KOREAN))] == offered
