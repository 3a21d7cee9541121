"""A petitioner asked for deletion: what audit decides, and tells them."""

from typing import Any

from bot.domain.keeping.cards import Contact, DeletionCard
from bot.registry import ActionId, FormId
from bot.texts import Texts
from bot.views.blocks import (
    Block,
    Message,
    actions,
    button,
    header,
    input_field,
    message,
    paragraph_input,
    section,
)
from bot.views.calls.script import contact_lines
from bot.views.modals import form_view


def deletion_message(card: DeletionCard, texts: Texts) -> Message:
    """Return what audit has to decide and to tell, with only buttons that would not be refused."""
    title = texts.plain("deletion.title", call=card.call)
    blocks = [header(title), section("\n".join(_lines(card, texts)))]
    buttons = _buttons(card, texts)
    return message(title, [*blocks, actions(*buttons)] if buttons else blocks)


def _lines(card: DeletionCard, texts: Texts) -> list[str]:
    lines = [texts.mrkdwn("deletion.purged" if card.is_purged else "deletion.waits", asked=card.asked_on)]
    if card.matters:
        lines.append(texts.mrkdwn("deletion.matters", numbers=", ".join(map(str, card.matters))))
        if not card.may_destroy:
            lines.append(texts.mrkdwn("deletion.open"))
    if card.is_kept is not None:
        lines.append(texts.mrkdwn("deletion.kept" if card.is_kept else "deletion.destroyed"))
    lines.append(texts.mrkdwn("deletion.told" if card.is_told else "deletion.tell", by=card.tell_by))
    return lines


def _buttons(card: DeletionCard, texts: Texts) -> list[Block]:
    number, buttons = str(card.id), []
    if card.may_destroy:
        buttons.append(button(ActionId.DELETION_DESTROY, texts.plain("deletion.destroy"), number, style="danger"))
    if card.matters:
        buttons.append(button(ActionId.DELETION_KEEP, texts.plain("deletion.keep"), number))
    if not card.is_told and card.may_phone:
        buttons.append(button(ActionId.DELETION_CONTACT, texts.plain("grievance.contact"), number))
    if not card.is_told:
        buttons.append(button(ActionId.DELETION_TOLD, texts.plain("deletion.note_told"), number))
    return buttons


def keep_form(deletion_id: int, texts: Texts, field: str) -> dict[str, Any]:
    """The form for the reason why something is kept."""
    return form_view(
        FormId.KEEP,
        texts.plain("deletion.keep"),
        [input_field(field, texts.plain("deletion.keep_reason"), paragraph_input())],
        texts,
        about=str(deletion_id),
    )


def whom_to_tell(contact: Contact, texts: Texts) -> Message:
    """Show whom to phone."""
    return message(texts.plain("grievance.contact"), [section("\n".join(contact_lines(contact, texts)))])
