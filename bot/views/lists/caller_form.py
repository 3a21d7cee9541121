"""The form on which an operator writes down who came to us by themselves (rule book §4, Inbound)."""

from collections.abc import Sequence
from typing import Any

from bot.domain.calls.inbound import HowCame
from bot.domain.lists.callers import CallerField
from bot.registry import INPUT, FormId
from bot.texts import Texts
from bot.views.blocks import Block, context, input_field, line_input, option
from bot.views.modals import form_view

LONGEST_NAME, LONGEST_PHONE, LONGEST_ABOUT = 100, 100, 1000
MOST_OPTIONS = 100
"""Options of a menu (Slack)."""


def caller_form(departments: Sequence[str], texts: Texts) -> dict[str, Any]:
    """Draw the form: who, how, and which visit; none is left open."""
    ways = [option(texts.word("how_came", each), each) for each in HowCame]
    places = [option(each, each) for each in departments[:MOST_OPTIONS]]
    fields = [
        _field(CallerField.NAME, {**line_input(LONGEST_NAME), "focus_on_load": True}, texts),
        _field(CallerField.PHONE, line_input(LONGEST_PHONE), texts),
        _field(CallerField.HOW, {"type": "radio_buttons", "action_id": INPUT, "options": ways}, texts),
        _field(CallerField.VISITED_ON, {"type": "datepicker", "action_id": INPUT}, texts, is_optional=True),
    ]
    if places:
        menu = {"type": "static_select", "action_id": INPUT, "options": places}
        fields.append(_field(CallerField.DEPARTMENT, menu, texts, is_optional=True))
    fields.append(_field(CallerField.ABOUT, {**line_input(LONGEST_ABOUT), "multiline": True}, texts, is_optional=True))
    return form_view(
        FormId.CALLER,
        texts.plain("caller.title"),
        [*fields, context(texts.mrkdwn("caller.how_it_goes"))],
        texts,
        buttons=("caller.submit", "form.cancel"),
    )


def _field(field: CallerField, element: Block, texts: Texts, *, is_optional: bool = False) -> Block:
    return input_field(field, texts.plain(f"caller.{field}"), element, optional=is_optional)
