"""The form on which the switchboard asks whether a call was ours (rule book §6)."""

from typing import Any

from bot.registry import INPUT, FormId
from bot.texts import Texts
from bot.views.blocks import plain
from bot.views.modals import form_view

LOOKUP_FIELD = "lookup_words"
LONGEST = 100


def lookup_form(texts: Texts) -> dict[str, Any]:
    """Draw the form: a field for a code, a number or a name."""
    element = {"type": "plain_text_input", "action_id": INPUT, "max_length": LONGEST, "focus_on_load": True}
    label = plain(texts.plain("lookup.form_label"))
    return form_view(
        FormId.LOOK_UP,
        texts.plain("lookup.form_title"),
        [{"type": "input", "block_id": LOOKUP_FIELD, "label": label, "element": element}],
        texts,
        buttons=("lookup.form_submit", "form.cancel"),
    )
