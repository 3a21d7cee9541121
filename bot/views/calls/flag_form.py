"""The form on which a claimant notes how to talk with a petitioner (rule book §4)."""

from typing import Any

from bot.domain.calls.flags import Flag, FlagField, Flags
from bot.registry import INPUT, FormId
from bot.texts import Texts
from bot.views.blocks import Block, clip, context, input_field, line_input, option
from bot.views.modals import form_view

LONGEST_WHO = 100


def flag_form(number: int, flags: Flags, texts: Texts) -> dict[str, Any]:
    """Draw the form with what is noted already."""
    options = [option(texts.word("flag", each), each) for each in Flag]
    ticked = [each for each in options if each["value"] in flags.which]
    boxes: Block = {"type": "checkboxes", "action_id": INPUT, "options": options}
    who: Block = line_input(LONGEST_WHO)
    return form_view(
        FormId.FLAGS,
        texts.plain("flags.title"),
        [
            _field(FlagField.FLAGS, {**boxes, **({"initial_options": ticked} if ticked else {})}, texts),
            _field(
                FlagField.WHO, {**who, **({"initial_value": clip(flags.who, LONGEST_WHO)} if flags.who else {})}, texts
            ),
            context(texts.mrkdwn("flags.how_it_goes")),
        ],
        texts,
        about=str(number),
    )


def _field(field: FlagField, element: Block, texts: Texts) -> Block:
    return input_field(field, texts.plain(f"flags.{field}"), element, optional=True)
