"""The form on which the switchboard asks whether a call was ours (rule book §6)."""

from typing import Any

from bot.registry import INPUT, FormId
from bot.texts import Texts
from bot.views.blocks import VIEW_TITLE, plain

LOOKUP_FIELD = "lookup_words"
LONGEST = 100


def lookup_form(texts: Texts) -> dict[str, Any]:
    """Draw the form: a field for a code, a number or a name."""
    element = {"type": "plain_text_input", "action_id": INPUT, "max_length": LONGEST, "focus_on_load": True}
    label = plain(texts.plain("lookup.form_label"))
    return {
        "type": "modal",
        "callback_id": FormId.LOOK_UP,
        "title": plain(texts.plain("lookup.form_title"), VIEW_TITLE),
        "submit": plain(texts.plain("lookup.form_submit"), VIEW_TITLE),
        "close": plain(texts.plain("form.cancel"), VIEW_TITLE),
        "blocks": [{"type": "input", "block_id": LOOKUP_FIELD, "label": label, "element": element}],
    }
