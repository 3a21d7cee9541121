"""The form that asks before a petitioner is excluded for good."""

from typing import Any

from bot.domain.calls.cards import QueueLine
from bot.registry import INPUT, ActionId, FormId
from bot.texts import Texts
from bot.views.blocks import INPUT_TEXT, Block, clip, plain, section
from bot.views.calls.call_lines import call_line
from bot.views.modals import form_view

OPENS_AGAIN = ActionId.EXCLUDE
"""The button that opens the form where Slack did not."""


def exclude_form(line: QueueLine, reason: str, texts: Texts, field: str) -> dict[str, Any]:
    """Show whose call it is and that it is for good; the reason stands there as it was typed."""
    element: Block = {"type": "plain_text_input", "action_id": INPUT, "multiline": True, "max_length": INPUT_TEXT}
    if reason:
        element["initial_value"] = clip(reason, INPUT_TEXT)
    label = plain(texts.plain("supervisor.exclude_reason"))
    return form_view(
        FormId.EXCLUDE,
        texts.plain("supervisor.exclude_title"),
        [
            section(texts.mrkdwn("supervisor.exclude_asked", number=line.number)),
            section(call_line(line, texts)),
            {"type": "input", "block_id": field, "label": label, "element": element},
        ],
        texts,
        about=str(line.number),
        buttons=("supervisor.exclude_submit", "form.cancel"),
    )
