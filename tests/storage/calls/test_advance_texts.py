"""Advance texts: one for a call and an occasion, moved by whoever finds them as expected."""

from datetime import timedelta
from typing import Any

from sqlmodel import Session

from bot.domain.calls.advance_texts import Occasion, TextState
from bot.services.desk import Desk
from storage.calls.advance_texts import (
    add_text,
    being_sent,
    calls_without_text,
    find_text,
    forget_keys,
    is_any_due,
    move_text,
    next_due,
    texts_of,
)
from storage.calls.tables import AdvanceText
from storage.lists.visits import find_call_to_make
from tests.steps.builders import MONDAY, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 10)
WAITING, SENDING, SENT = [TextState.WAITING], TextState.SENDING, TextState.SENT


def a_text(call: int, **facts: Any) -> AdvanceText:
    """Return a text that is due."""
    plain: dict[str, Any] = {
        "call_id": call,
        "occasion": "first",
        "asked_as": f"key-{call}",
        "state": "waiting",
        "by": "system",
    }
    times = {"decided_at": NOW, "due_at": NOW, "expires_at": NOW + timedelta(days=1)}
    return AdvanceText(**(plain | times | facts))


def test_a_text_is_decided_once_for_a_call_and_an_occasion(morning: Desk) -> None:
    added = [in_session(morning, add_text, text) for text in (a_text(1), a_text(1, asked_as="other"), a_text(2))]

    assert added == [True, False, True]
    assert [call.id for call in in_session(morning, calls_without_text, 1, most=9)] == [3]


def test_a_text_is_taken_by_one_try_whose_result_alone_counts(morning: Desk) -> None:
    in_session(morning, add_text, a_text(1, due_at=NOW - timedelta(minutes=1)))
    in_session(morning, add_text, a_text(2))
    text = in_session(morning, next_due, NOW)
    assert text is not None

    taken = [in_session(morning, move_text, text.key, WAITING, SENDING, of_try=0, tries=1) for _ in range(2)]

    assert (text.call_id, taken) == (1, [True, False])
    assert in_session(morning, being_sent) == {text.key: 1}
    assert not in_session(morning, move_text, text.key, [SENDING], SENT, of_try=2)
    assert in_session(morning, move_text, text.key, [SENDING], SENT, of_try=1, ended_at=NOW)
    sent = [in_session(morning, find_call_to_make, call, NOW.date()) for call in (1, 2)]
    assert [each.text_sent_at for each in sent if each] == [NOW, None]


def test_what_is_due_later_is_not_due(morning: Desk) -> None:
    in_session(morning, add_text, a_text(1, due_at=NOW + timedelta(minutes=1)))

    due = [in_session(morning, is_any_due, NOW + timedelta(minutes=minutes)) for minutes in (0, 1)]

    assert due == [False, True]


def test_keys_go_with_the_contact_data_and_what_became_of_a_text_stays(morning: Desk) -> None:
    in_session(morning, add_text, a_text(1, state="sent", ended_at=NOW, in_trial=True))
    in_session(morning, add_text, a_text(2))
    in_session(morning, forget_keys, [1])

    def read(session: Session) -> list[tuple[str, str, bool]]:
        return [(each.asked_as, each.state, each.in_trial) for each in texts_of(session, [1, 2])]

    [(gone, state, in_trial), (kept, *_)] = in_session(morning, read)
    assert ("key-1" not in gone, state, in_trial, kept) == (True, "sent", True, "key-2")
    assert in_session(morning, find_text, 1, Occasion.SUSPECTED) is None
