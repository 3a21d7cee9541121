"""The form on which the switchboard asks whether a call was ours (rule book §6)."""

from typing import Any

from bot.registry import FormId
from bot.texts import Texts
from bot.views.blocks import input_field, line_input
from bot.views.modals import form_view

LOOKUP_FIELD = "lookup_words"
LONGEST = 100


def lookup_form(texts: Texts) -> dict[str, Any]:
    """Draw the form: a field for a code, a number or a name."""
    return form_view(
        FormId.LOOK_UP,
        texts.plain("lookup.form_title"),
        [input_field(LOOKUP_FIELD, texts.plain("lookup.form_label"), {**line_input(LONGEST), "focus_on_load": True})],
        texts,
        buttons=("lookup.form_submit", "form.cancel"),
    )
