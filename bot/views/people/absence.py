"""Being here and being away: the form, and what Home and the answer say about it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.domain.people.cards import Absence
from bot.domain.people.duty import Duty
from bot.registry import INPUT, ActionId, FormId
from bot.texts import Texts
from bot.views.blocks import Block, Message, button, input_field, message, option, section
from bot.views.calls.result_form import officer_option
from bot.views.modals import form_view

SHOWN = 10


def absence_form(
    noted: Sequence[Absence], texts: Texts, fields: Sequence[str], *, for_others: bool, asked: Absence | None = None
) -> dict[str, Any]:
    """The form: what, from, until, deputy, and for supervisors whose. Of each day the last word counts.

    `asked`: what was typed already, and lacks nothing but who stands in.
    """
    kind, first, last, deputy, whose = fields
    options = [option(texts.plain(f"duty_kind.{each}"), each) for each in Duty]
    meant = next(each for each in options if each["value"] == (asked.duty if asked else Duty.AWAY))
    choose = {"type": "static_select", "action_id": INPUT, "options": options, "initial_option": meant}
    person = {"type": "external_select", "min_query_length": 1}
    blocks = [
        section(texts.mrkdwn("absence.who_stands_in" if asked else "absence.intro")),
        *([section(_words(noted, texts))] if noted else []),
        _input(kind, choose, texts),
        _input(first, _picker(asked.first if asked else None), texts),
        _input(last, _picker(asked.last if asked else None), texts),
        _input(deputy, {**person, "action_id": ActionId.DEPUTY}, texts),
    ]
    if for_others:
        blocks.append(_input(whose, {**person, "action_id": ActionId.AWAY_PERSON}, texts))
    return form_view(FormId.ABSENCE, texts.plain("absence.title"), blocks, texts)


def absence_noted(noted: Sequence[Absence], texts: Texts, *, whose: str = "") -> Message:
    """Return the message that says what is noted now, one's own or somebody else's."""
    words = _words(noted, texts)
    return message(texts.mrkdwn("absence.of", name=whose) + "\n" + words if whose else words)


def absence_on_home(noted: Sequence[Absence], texts: Texts) -> Block:
    """The lines on Home, with the button beside them."""
    return section(_words(noted, texts), button(ActionId.ABSENCE, texts.plain("absence.title"), "absence"))


def _words(noted: Sequence[Absence], texts: Texts) -> str:
    lines = [_line(each, texts) for each in noted[:SHOWN] if each.first and each.last]
    return "\n".join(lines) or texts.mrkdwn("absence.here")


def _line(absence: Absence, texts: Texts) -> str:
    facts = {"first": absence.first, "last": absence.last, "duty": texts.plain(f"duty_kind.{absence.duty}")}
    words = texts.mrkdwn("absence.day" if absence.first == absence.last else "absence.days", **facts)
    if absence.deputy is None:
        return words
    return words + texts.mrkdwn("absence.deputy", deputy=officer_option(absence.deputy, texts)["text"]["text"])


def _picker(day: date | None) -> Block:
    initial = {} if day is None else {"initial_date": day.isoformat()}
    return {"type": "datepicker", "action_id": INPUT, **initial}


def _input(field: str, element: Block, texts: Texts) -> Block:
    return input_field(field, texts.plain(f"absence.{field}"), element, optional=True)
