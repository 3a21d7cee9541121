"""The form on which a claimant writes down another number of a petitioner (rule book §4)."""

from typing import Any

from bot.domain.calls.cards import QueueLine
from bot.domain.calls.numbers import NumberChange, NumberField
from bot.domain.keeping.cards import Whose
from bot.registry import INPUT, FormId
from bot.texts import Texts
from bot.views.blocks import Block, context, input_field, line_input, option, section
from bot.views.calls.call_lines import call_line
from bot.views.modals import form_view

LONGEST_PHONE, LONGEST_WHY = 100, 500


def number_form(line: QueueLine, texts: Texts) -> dict[str, Any]:
    """Draw the form: the number, whose it is, whether it is phoned from now on, and why."""
    whose = [option(texts.word("whose", each), each) for each in Whose]
    changes = [option(texts.word("number_change", each), each) for each in NumberChange]
    fields = {
        NumberField.PHONE: {**line_input(LONGEST_PHONE), "focus_on_load": True},
        NumberField.WHOSE: {"type": "radio_buttons", "action_id": INPUT, "options": whose},
        NumberField.CHANGE: {"type": "radio_buttons", "action_id": INPUT, "options": changes},
        NumberField.WHY: line_input(LONGEST_WHY),
    }
    return form_view(
        FormId.NUMBER,
        texts.plain("number.title"),
        [
            section(call_line(line, texts)),
            *(_field(field, element, texts) for field, element in fields.items()),
            context(texts.mrkdwn("number.how_it_goes")),
        ],
        texts,
        about=str(line.number),
    )


def _field(field: NumberField, element: Block, texts: Texts) -> Block:
    return input_field(field, texts.plain(f"number.{field}"), element)
