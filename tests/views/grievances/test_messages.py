"""Grievances as their readers see them: nothing is offered that would be refused."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.grievances.cards import CalledInCard, GrievanceViewer, ReminderCard
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.letters import LetterKind
from bot.domain.grievances.reminders import Reminder
from bot.domain.grievances.replies import CloseResult
from bot.domain.grievances.states import GrievanceState
from bot.registry import ActionId
from bot.sandbox.validation import texts_in
from bot.views.grievances import messages
from tests.steps.cards import grievance_card, grievance_line, matter
from tests.steps.vectors import every
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


@every(
    ("result", "has_letter"),
    [(CloseResult.EXPLAINED, True), (CloseResult.WITHDRAWN, False), (CloseResult.MISTAKEN, False)],
)
def test_what_closed_without_a_reply_has_no_letter_of_one(result: CloseResult, has_letter: bool) -> None:
    card = grievance_card(state=GrievanceState.CLOSED, result=result, track=Track.AUDIT)

    for drawn in (messages.recipient_message(card, KOREAN), messages.operator_task(card, KOREAN)):
        offered = [action for action, _ in buttons(drawn)]
        assert (f"{ActionId.LETTER}.{LetterKind.REPLY}" in offered) is has_letter


WAITING = "앞차가 신호를 위반했습니다.", "서류를 돌려받지 못했습니다."


def notices(number: int, words: str) -> dict[str, dict[str, Any]]:
    """Every notice about a grievance, to somebody who may see it."""
    shown = matter(words, call=number)
    card = grievance_card(words, id=48200 + number, matter=shown)
    reminded = ReminderCard(line=replace(grievance_line(shown), id=48200 + number), viewer=GrievanceViewer.FILER)
    by_reminder = {each.value: messages.reminder_message(reminded, each, KOREAN) for each in Reminder}
    return by_reminder | {
        "arrived": messages.recipient_message(card, KOREAN),
        "filed by me": messages.operator_task(card, KOREAN),
        "passed to somebody else": messages.passed_to(card, None, KOREAN),
        "a later date": messages.tell_later_date(card, KOREAN),
        "delayed": messages.delayed(card, KOREAN),
        "closed": messages.closed(card, KOREAN),
        "called in": messages.called_in(CalledInCard(id=48200 + number, matter=shown), KOREAN),
    }


def test_two_grievances_are_told_apart_by_every_notice() -> None:
    one, other = (notices(number, words) for number, words in enumerate(WAITING, start=1))

    for kind, drawn in one.items():
        said = "\n".join(texts_in(drawn["blocks"]))
        assert "48201" in said, kind
        assert WAITING[0] in said, kind
        assert WAITING[1] not in said, kind
        assert drawn["blocks"] != other[kind]["blocks"], kind
