"""The form that asks before a petitioner is excluded for good."""

from typing import Any

from bot.domain.calls.cards import QueueLine
from bot.registry import ActionId, FormId
from bot.texts import Texts
from bot.views.blocks import input_field, paragraph_input, section
from bot.views.calls.call_lines import call_line
from bot.views.modals import form_view

OPENS_AGAIN = ActionId.EXCLUDE
"""The button that opens the form where Slack did not."""


def exclude_form(line: QueueLine, reason: str, texts: Texts, field: str) -> dict[str, Any]:
    """Show whose call it is and that it is for good; the reason stands there as it was typed."""
    return form_view(
        FormId.EXCLUDE,
        texts.plain("supervisor.exclude_title"),
        [
            section(texts.mrkdwn("supervisor.exclude_asked", number=line.number)),
            section(call_line(line, texts)),
            input_field(field, texts.plain("supervisor.exclude_reason"), paragraph_input(reason)),
        ],
        texts,
        about=str(line.number),
        buttons=("supervisor.exclude_submit", "form.cancel"),
    )
