"""The form with which it is kept what a petitioner was told on the way, and how (rule book §5)."""

from typing import Any

from bot.domain.grievances.cards import GrievanceCard, TellingCard
from bot.domain.grievances.letters import LetterKind
from bot.domain.grievances.tellings import Method, TellingField, TellingKind
from bot.registry import FormId
from bot.texts import Texts
from bot.views.blocks import (
    INPUT_TEXT,
    Block,
    Message,
    actions,
    clip,
    context,
    input_field,
    message,
    option,
    paragraph_input,
    quote,
    section,
)
from bot.views.grievances.matters import matter_block, matter_named
from bot.views.grievances.messages import letter_button
from bot.views.modals import form_view

YES = "yes"
QUOTED = 800
LETTERS = {TellingKind.DELAY: LetterKind.EXTENSION, TellingKind.PROGRESS: LetterKind.PROGRESS}
FORMS = {TellingKind.DELAY: FormId.TELL_DELAY, TellingKind.PROGRESS: FormId.PROGRESS}


def telling_form(card: TellingCard, texts: Texts) -> dict[str, Any]:
    """The form for a later due date that was told, or for how it stands."""
    methods = [option(texts.word("method", each), each) for each in Method]
    blocks: list[Block] = [
        section(texts.mrkdwn(f"telling.intro_{card.kind}", number=card.id, due=card.due_on)),
        context(matter_named(card.matter, texts)),
        quote(clip(card.matter.words or texts.plain("app.purged"), QUOTED)),
        _field(TellingField.WORDS, texts, paragraph_input(_words(card, texts))),
        _field(TellingField.METHOD, texts, {"type": "radio_buttons", "options": methods, "initial_option": methods[0]}),
        _field(TellingField.TOLD_ON, texts, {"type": "datepicker", "initial_date": card.today.isoformat()}),
    ]
    if card.kind is TellingKind.PROGRESS:
        asked = [option(texts.plain("telling.asked_option"), YES)]
        blocks.append(_field(TellingField.ASKED, texts, {"type": "checkboxes", "options": asked}, optional=True))
    return form_view(FORMS[card.kind], texts.plain(f"telling.title_{card.kind}"), blocks, texts, about=str(card.id))


def told(card: GrievanceCard, kind: TellingKind, texts: Texts) -> Message:
    """Return the message that says that it was kept."""
    words = texts.mrkdwn(f"telling.kept_{kind}", number=card.id, due=card.due_on)
    letter = letter_button(LETTERS[kind], card.id, texts)
    return message(words, [section(words), *matter_block(card.matter, texts), actions(letter)])


def _words(card: TellingCard, texts: Texts) -> str:
    """Begin with what is known of a later date: the day, and why."""
    if card.kind is TellingKind.PROGRESS:
        return ""
    begun = texts.plain("telling.later", due=card.due_on)
    reason = texts.plain("telling.because", reason=texts.word("delay_reason", card.reason)) if card.reason else ""
    return clip(f"{begun} {reason} {card.words}".strip(), INPUT_TEXT)


def _field(field: TellingField, texts: Texts, element: Block, *, optional: bool = False) -> Block:
    return input_field(field, texts.plain(f"telling.{field}"), element, optional=optional)
