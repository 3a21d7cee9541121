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
