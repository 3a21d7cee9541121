"""Answers: refusals in words."""

from typing import Any

from bot.domain.refusals import Reason
from bot.sandbox.validation import check_message
from bot.texts import Texts
from bot.views import answers
from bot.views.calls.answers import recorded, released
from bot.views.calls.claim_card import claim_card
from bot.views.calls.queue import queue_message
from bot.views.calls.rechecks import recheck_card
from bot.views.grievances.messages import grievance_file, phone_card
from tests.steps.builders import KIM
from tests.steps.cards import NOW
from tests.steps.vectors import every
from tests.steps.view_samples import SAMPLES
from tests.steps.views import LONG


@every("reason", Reason)
def test_every_refusal_is_one_kind_message(texts: Texts, reason: Reason) -> None:
    facts: dict[str, Any] = {
        "number": 17,
        "by": KIM,
        "since": NOW,
        "numbers": "3, 7",
        "word": LONG,
        "known": LONG,
        "day": NOW,
        "target": LONG,
        "error": "OSError",
        "tables": "call, visit",
    }

    message = answers.refusal(reason, facts, texts)

    check_message(message)
    assert "{" not in message["text"]
    assert "<!channel>" not in message["text"]


TOLD_WITH_NAMES = (claim_card, queue_message, phone_card, recheck_card, grievance_file, recorded, released)


@every("view", TOLD_WITH_NAMES)
def test_what_stays_of_an_answer_names_no_petitioner(texts: Texts, view: Any) -> None:
    for answer in SAMPLES[view]("홍*동", texts):
        brief = answers.in_brief(answer, texts)

        assert "홍*동" not in str(brief)
        assert "010" not in str(brief)
        check_message(brief)
