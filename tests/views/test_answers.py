"""Answers: refusals in words."""

from typing import Any

import pytest

from bot.domain.refusals import Reason
from bot.sandbox.validation import check_message
from bot.texts import Texts
from bot.views import answers
from tests.steps.builders import KIM
from tests.steps.cards import NOW
from tests.steps.views import LONG


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_is_one_kind_message(texts: Texts, reason: Reason) -> None:
    facts: dict[str, Any] = {
        "number": 17,
        "by": KIM,
        "since": NOW,
        "numbers": "3, 7",
        "word": LONG,
        "known": LONG,
        "day": NOW,
    }

    message = answers.refusal(reason, facts, texts)

    check_message(message)
    assert "{" not in message["text"]
    assert "<!channel>" not in message["text"]
