"""Grievances as their readers see them: nothing is offered that would be refused."""

import pytest

from bot.domain.grievances.states import GrievanceState
from bot.registry import ActionId
from bot.views.grievances import messages
from tests.steps.cards import grievance_card
from tests.steps.views import KOREAN, buttons


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
    assert [action for action, _ in buttons(messages.recipient_message(grievance_card(state=state), KOREAN))] == offered


def test_a_direct_call_asks_before_it_shows_who_the_petitioner_is_and_says_that_they_agreed() -> None:
    drawn = messages.recipient_message(grievance_card(direct_consent=True), KOREAN)

    [direct] = [
        each
        for block in drawn["blocks"]
        for each in block.get("elements", [])
        if each.get("action_id") == ActionId.DIRECT_CALL
    ]
    assert "동의하셨습니다" in direct["confirm"]["text"]["text"]
    assert "열람한 사실이 기록됩니다" in direct["confirm"]["text"]["text"]
