"""A grievance as its recipient and its operator see it, and the forms they fill in (DOMAIN §5)."""

from typing import Any

from bot.domain.cards import Contact, GrievanceCard, GrievanceLine
from bot.domain.deadlines import Reminder
from bot.domain.grievances import STEPS, CloseResult, GrievanceMove, GrievanceState, ReplyField, RootCause, Track
from bot.registry import INPUT, ActionId, FormId
from bot.texts import Texts
from bot.views.blocks import (
    INPUT_TEXT,
    VIEW_TITLE,
    Block,
    Message,
    actions,
    button,
    context,
    header,
    message,
    option,
    plain,
    quote,
    section,
)

METHODS = ("phone", "text", "visit")
BUTTONS = (
    (GrievanceMove.ACKNOWLEDGE, ActionId.ACKNOWLEDGE, "grievance.acknowledge"),
    (GrievanceMove.ANSWER, ActionId.ANSWER, "grievance.answer_button"),
    (GrievanceMove.DECLINE, ActionId.DECLINE, "grievance.decline"),
)


def recipient_message(card: GrievanceCard, texts: Texts) -> Message:
    """The recipient's direct message: words without identity, and only buttons that would not be refused."""
    key = "grievance.title_audit" if card.track is Track.AUDIT else "grievance.title"
    blocks: list[Block] = [
        header(texts.plain(key, number=card.id)),
        section(_facts(card, texts)),
        quote(card.words),
        *_said("grievance.wish", card.wish, texts),
        *_said("grievance.answer", card.answer, texts),
    ]
    buttons = _buttons(card, texts)
    if buttons:
        blocks.append(actions(*buttons))
    return message(texts.plain("grievance.text", number=card.id, due=card.due_on), blocks)


def passed_on(grievance_id: int, texts: Texts) -> Message:
    """What is left of the message with somebody who no longer has the grievance."""
    return message(texts.mrkdwn("grievance.moved", number=grievance_id))


def operator_task(card: GrievanceCard, texts: Texts) -> Message:
    """The operator's message: how it stands, and once it is answered the task to call back."""
    key = {GrievanceState.ANSWERED: "grievance.task_answered", GrievanceState.CLOSED: "grievance.task_closed"}.get(
        card.state, "grievance.task_waiting"
    )
    state = texts.word("grievance_state", card.state)
    words = texts.mrkdwn(key, number=card.id, due=card.due_on, state=state)
    blocks: list[Block] = [section(words), *_said("grievance.answer", card.answer, texts)]
    if card.state is GrievanceState.ANSWERED:
        blocks.append(actions(*_reply_buttons(card.id, texts)))
    return message(words, blocks)


def acknowledged(card: GrievanceCard, texts: Texts) -> Message:
    """Say that it was acknowledged."""
    return message(texts.mrkdwn("grievance.acknowledged", number=card.id, due=card.due_on))


def answered(card: GrievanceCard, texts: Texts) -> Message:
    """Say that it was answered, and that the petitioner is still to be told."""
    return message(texts.mrkdwn("grievance.answered", number=card.id))


def declined(grievance_id: int, texts: Texts) -> Message:
    """Say that it went to the next in line."""
    return message(texts.mrkdwn("grievance.declined", number=grievance_id))


def closed(card: GrievanceCard, texts: Texts) -> Message:
    """Say that it is closed, and how."""
    result = texts.word("close_result", card.result or "")
    return message(texts.mrkdwn("grievance.closed", number=card.id, result=result))


def reveal(contact: Contact, texts: Texts, *, direct: bool = False) -> Message:
    """Show whom to phone; to an officer also what to do after the call."""
    words = texts.mrkdwn("grievance.reveal", name=contact.name, phone=contact.phone)
    after = "\n" + texts.mrkdwn("grievance.after_direct_call") if direct else ""
    return message(texts.plain("grievance.contact"), [section(words + after)])


def reminder_message(line: GrievanceLine, reminder: Reminder, texts: Texts) -> Message:
    """Remind somebody: number, due date, state, and not a word of what it is about."""
    words = texts.mrkdwn(f"reminder.{reminder}", number=line.id, due=line.due_on)
    return message(words)


def grievance_line(line: GrievanceLine, texts: Texts) -> str:
    """One grievance in a list."""
    words = texts.mrkdwn(
        "grievance.line",
        number=line.id,
        kind=texts.word("kind", line.kind),
        category=texts.word("category", line.category),
        due=line.due_on,
        state=texts.word("grievance_state", line.state),
    )
    return words + (texts.mrkdwn("grievance.late") if line.is_late else "")


def answer_form(grievance_id: int, texts: Texts, field: str) -> dict[str, Any]:
    """The form for the answer; long text is kept whole."""
    return _words_form(FormId.ANSWER, "grievance.answer", field, grievance_id, texts)


def decline_form(grievance_id: int, texts: Texts, field: str) -> dict[str, Any]:
    """The form for the reason why it is not theirs."""
    return _words_form(FormId.DECLINE, "grievance.decline", field, grievance_id, texts)


def reply_form(grievance_id: int, texts: Texts) -> dict[str, Any]:
    """The form for what the petitioner was told."""
    results = [option(texts.word("close_result", each), each) for each in CloseResult]
    methods = [option(texts.plain(f"reply.method_{each}"), each) for each in METHODS]
    causes = [option(texts.word("root_cause", each), each) for each in RootCause]
    blocks = [
        _input(ReplyField.RESULT, texts, {"type": "static_select", "options": results}),
        _input(ReplyField.METHOD, texts, {"type": "radio_buttons", "options": methods}),
        _input(ReplyField.WORDS, texts, _text()),
        _input(ReplyField.REMEDY, texts, _text(), optional=True),
        _input(ReplyField.ROOT_CAUSES, texts, {"type": "checkboxes", "options": causes}),
    ]
    return _form(FormId.REPLY, "reply.title", blocks, grievance_id, texts)


def _facts(card: GrievanceCard, texts: Texts) -> str:
    receipt = texts.plain("grievance.receipt", receipt=card.receipt_no) if card.receipt_no else ""
    return texts.mrkdwn(
        "grievance.facts",
        kind=texts.word("kind", card.kind),
        category=texts.word("category", card.category),
        severity=texts.word("severity", card.severity),
        visited=card.visited_on,
        type=card.petition_type or "–",
        receipt=receipt,
        due=card.due_on,
        state=texts.word("grievance_state", card.state),
    )


def _said(title: str, words: str, texts: Texts) -> list[Block]:
    return [context(texts.mrkdwn(title)), quote(words)] if words else []


def _buttons(card: GrievanceCard, texts: Texts) -> list[Block]:
    offered = [
        button(action, texts.plain(key), str(card.id))
        for move, action, key in BUTTONS
        if card.state in STEPS[move].sources and not (move is GrievanceMove.DECLINE and card.track is Track.AUDIT)
    ]
    if card.direct_consent and card.state in STEPS[GrievanceMove.ANSWER].sources:
        offered.append(button(ActionId.DIRECT_CALL, texts.plain("grievance.direct_call"), str(card.id)))
    if card.track is Track.AUDIT and card.state is GrievanceState.ANSWERED:
        offered += _reply_buttons(card.id, texts)
    return offered


def _reply_buttons(grievance_id: int, texts: Texts) -> list[Block]:
    return [
        button(ActionId.REPLY, texts.plain("grievance.reply"), str(grievance_id), style="primary"),
        button(ActionId.CONTACT, texts.plain("grievance.contact"), str(grievance_id)),
    ]


def _words_form(form: FormId, key: str, field: str, grievance_id: int, texts: Texts) -> dict[str, Any]:
    label = plain(texts.plain(f"{key}_label"))
    block = {"type": "input", "block_id": field, "label": label, "element": {**_text(), "action_id": INPUT}}
    return _form(form, f"{key}_title", [block], grievance_id, texts)


def _form(form: FormId, title: str, blocks: list[Block], grievance_id: int, texts: Texts) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": form,
        "title": plain(texts.plain(title), VIEW_TITLE),
        "submit": plain(texts.plain("form.submit"), VIEW_TITLE),
        "close": plain(texts.plain("form.cancel"), VIEW_TITLE),
        "private_metadata": str(grievance_id),
        "blocks": blocks,
    }


def _text() -> Block:
    return {"type": "plain_text_input", "multiline": True, "max_length": INPUT_TEXT}


def _input(field: ReplyField, texts: Texts, element: Block, *, optional: bool = False) -> Block:
    label = plain(texts.plain(f"reply.{field}"))
    element = {**element, "action_id": INPUT}
    return {"type": "input", "block_id": field, "label": label, "element": element, "optional": optional}
