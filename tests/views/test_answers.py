"""Answers: refusals in words."""

from dataclasses import replace
from typing import Any

from bot.domain.refusals import Reason
from bot.sandbox.validation import check_message
from bot.texts import Texts, load_texts
from bot.views import answers
from bot.views.calls.answers import recorded, released, undoable
from bot.views.calls.claim_card import claim_card
from bot.views.calls.queue import queue_message
from bot.views.calls.rechecks import recheck_card
from bot.views.grievances.messages import grievance_file, phone_card
from tests.steps.builders import KIM
from tests.steps.cards import NOW, queue_line, undoable_result
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


@every(
    ("has_praise", "is_filed", "what"),
    [
        (False, False, "결과를"),
        (True, False, "결과·칭찬을"),
        (False, True, "결과·고충 접수를"),
        (True, True, "결과·칭찬·고충 접수를"),
    ],
)
def test_what_would_be_taken_back_has_the_particle_of_its_last_word(
    has_praise: bool, is_filed: bool, what: str
) -> None:
    result = undoable_result(queue_line())

    told = undoable(replace(result, has_praise=has_praise, is_filed=is_filed), load_texts("ko"))

    assert f"‘통화 성공’ {what} 되돌릴 수 있습니다" in told["text"]
