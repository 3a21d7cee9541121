"""Being away: the form, and what Home and the answer say about it."""

from datetime import date
from typing import Any

from bot.domain.people.cards import Absence
from bot.registry import INPUT, ActionId, FormId
from bot.texts import Texts
from bot.views.blocks import Block, Message, button, message, plain, section
from bot.views.calls.result_form import officer_option
from bot.views.modals import form_view


def absence_form(absence: Absence, texts: Texts, fields: tuple[str, str, str]) -> dict[str, Any]:
    """The form: from, until, deputy; all empty means back again."""
    first, last, deputy = fields
    select: Block = {"type": "external_select", "action_id": ActionId.DEPUTY, "min_query_length": 1}
    if absence.deputy is not None:
        select["initial_option"] = officer_option(absence.deputy, texts)
    return form_view(
        FormId.ABSENCE,
        texts.plain("absence.title"),
        [
            section(texts.mrkdwn("absence.intro")),
            _input(first, _day(absence.first), texts),
            _input(last, _day(absence.last), texts),
            _input(deputy, select, texts),
        ],
        texts,
    )


def absence_noted(absence: Absence, texts: Texts) -> Message:
    """Return the message that says what was noted."""
    return message(_words(absence, texts))


def absence_on_home(absence: Absence, texts: Texts) -> Block:
    """The line on Home, with the button beside it."""
    return section(_words(absence, texts), button(ActionId.ABSENCE, texts.plain("absence.title"), "absence"))


def _words(absence: Absence, texts: Texts) -> str:
    if absence.first is None or absence.last is None or absence.deputy is None:
        return texts.mrkdwn("absence.here")
    return texts.mrkdwn("absence.away", first=absence.first, last=absence.last, deputy=_name(absence, texts))


def _name(absence: Absence, texts: Texts) -> str:
    return "" if absence.deputy is None else str(officer_option(absence.deputy, texts)["text"]["text"])


def _day(day: date | None) -> Block:
    return {"type": "datepicker", "action_id": INPUT, **({"initial_date": day.isoformat()} if day else {})}


def _input(field: str, element: Block, texts: Texts) -> Block:
    label = plain(texts.plain(f"absence.{field}"))
    return {"type": "input", "block_id": field, "label": label, "element": element, "optional": True}
