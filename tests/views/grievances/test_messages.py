"""Grievances as their readers see them: within Slack's limits, and nothing offered that would be refused."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.grievances.cards import (
    FilingCard,
    GrievanceCard,
    GrievanceFile,
    GrievanceLine,
    GrievanceViewer,
    PastStep,
)
from bot.domain.grievances.filing import Filing, FilingField, StandIn
from bot.domain.grievances.kinds import Category, GrievanceLane, Kind, Severity, Track
from bot.domain.grievances.replies import CloseResult
from bot.domain.grievances.states import GrievanceState
from bot.domain.people.cards import OfficerChoice
from bot.registry import ActionId
from bot.sandbox.validation import check_view
from bot.texts import Texts
from bot.views.grievances import messages
from bot.views.grievances.filing_form import filing_form
from tests.steps.builders import FRIDAY, KIM, MONDAY
from tests.views.test_views import KOREAN, LONG, buttons


def grievance(words: str = "설명이 없었다", **facts: Any) -> GrievanceCard:
    """A grievance that has just arrived."""
    usual = GrievanceCard(
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
        delayed=0,
        may_be_delayed=False,
        may_come_again=False,
        round=1,
        before=None,
    )
    return replace(usual, **facts)


def file_of(card: GrievanceCard, standing: GrievanceViewer, step: PastStep) -> GrievanceFile:
    """The same grievance as somebody looks it up."""
    line = GrievanceLine(
        id=card.id,
        kind=card.kind,
        category=card.category,
        state=card.state,
        due_on=card.due_on,
        filed_on=MONDAY,
        is_late=True,
    )
    return GrievanceFile(
        standing=standing, line=line, card=card, history=(step,) * 30, may_delay=True, draft=card.words[:3000]
    )


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("lane", GrievanceLane)
def test_the_filing_form_fits_slack_and_offers_no_recipient_on_the_audit_track(
    texts: Texts, kind: Kind, lane: GrievanceLane
) -> None:
    officer = OfficerChoice(id=3, name="정교통", rank="경위", department="교통과")
    other = OfficerChoice(id=4, name=LONG, rank="경정", department=LONG)
    card = FilingCard(
        number=17,
        lane=lane,
        recipients=(officer, other),
        stand_in=StandIn.AWAY,
        due_on=MONDAY,
        past_table=True,
        officer=officer,
        earlier=(Category.DELAY, Category.DELAY),
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
    assert [action for action, _ in buttons(messages.recipient_message(grievance(state=state), KOREAN))] == offered
