"""The result form: fields that depend on what was chosen."""

from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.states import Outcome
from bot.texts import Texts
from bot.views.calls import result_form
from tests.steps.cards import result_card


def test_the_form_asks_for_both_views_only_when_a_misunderstanding_was_cleared(texts: Texts) -> None:
    def fields(outcome: Outcome) -> set[str]:
        state = result_form.FormState(disposition=Disposition.ANSWERED, outcome=outcome)
        return {
            block.get("block_id", "") for block in result_form.result_form(result_card(), state, texts, "")["blocks"]
        }

    assert {"petitioner_view", "officer_view"} <= fields(Outcome.MISUNDERSTANDING_CLEARED)
    assert not {"petitioner_view", "officer_view"} & fields(Outcome.SATISFIED)
