"""A grievance as its recipient, its operator and those who look it up see it (rule book §5)."""

from collections.abc import Sequence

from bot.domain.calls.cards import PhoneCard, Recorded
from bot.domain.grievances.cards import (
    CalledInCard,
    Filed,
    GrievanceCard,
    GrievanceFile,
    GrievanceLine,
    GrievanceViewer,
    PastStep,
    ReminderCard,
)
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.letters import LetterKind
from bot.domain.grievances.reminders import Reminder
from bot.domain.grievances.replies import NOT_TOLD
from bot.domain.grievances.states import TRANSITIONS, GrievanceMove, GrievanceState
from bot.domain.trail import Purpose
from bot.registry import ActionId
from bot.texts import Texts
from bot.views.blocks import Block, Message, actions, button, clip, confirm, context, header, message, quote, section
from bot.views.calls.answers import recorded
from bot.views.calls.call_lines import LONGEST_FIELD
from bot.views.calls.script import contact_lines, script_blocks
from bot.views.grievances.matters import matter_block, matter_line, whose
from bot.views.subjects import about_grievance

BUTTONS = (
    (GrievanceMove.ACKNOWLEDGE, ActionId.ACKNOWLEDGE, "grievance.acknowledge"),
    (GrievanceMove.ANSWER, ActionId.ANSWER, "grievance.answer_button"),
    (GrievanceMove.DECLINE, ActionId.DECLINE, "grievance.decline"),
)
HISTORY_SHOWN = 20
HISTORY_TEXT = 1200
BEFORE_TEXT = 800
REASON_TEXT = 150
"""So that one message stays under 13,000 characters of block text (Slack), words and answer whole."""


def filed(done: Recorded, card: Filed | None, texts: Texts) -> Message:
    """Return the message that says what came of a call, and what the petitioner is told before they hang up."""
    shown = recorded(done, texts)
    if card is None:
        return shown
    who = card.recipient
    recipient = texts.plain("form.officer", department=who.department, rank=who.rank, name=who.name)
    words = texts.mrkdwn("grievance.filed", number=card.number, due=card.due, recipient=recipient)
    first, *rest = shown["blocks"]
    return message(f"{shown['text']}\n{words}", [first, section(words), *rest])


def recipient_message(card: GrievanceCard, texts: Texts) -> Message:
    """The recipient's direct message: words without identity, and only buttons that would not be refused."""
    return _about(card, _buttons(card, texts), texts)


def passed_on(grievance_id: int, texts: Texts) -> Message:
    """What is left of the message with somebody who no longer has the grievance."""
    return message(texts.mrkdwn("grievance.moved", number=grievance_id))


def operator_task(card: GrievanceCard, texts: Texts) -> Message:
    """The operator's message: how it stands, and once it is answered the task to call back."""
    key = {GrievanceState.ANSWERED: "grievance.task_answered", GrievanceState.CLOSED: "grievance.task_closed"}.get(
        card.state, "grievance.task_waiting"
    )
    state = texts.word("grievance_state", card.state)
    words = texts.mrkdwn(key, number=card.id, due=card.due, state=state, recipient=card.recipient or "")
    blocks: list[Block] = [section(words), *matter_block(card.matter, texts)]
    blocks += _said("grievance.answer", card.answer, texts)
    buttons = _reply_buttons(card, texts)
    if buttons:
        blocks.append(actions(*buttons))
    return message(words, blocks)


def grievance_file(file: GrievanceFile, texts: Texts) -> Message:
    """What `/cleancall grievance N` shows: the card, what happened so far, an answer that was not sent."""
    match file.standing, file.card:
        case GrievanceViewer.RECIPIENT, GrievanceCard() as card:
            shown = recipient_message(card, texts)
        case GrievanceViewer.FILER, GrievanceCard() as card:
            shown = operator_task(card, texts)
        case GrievanceViewer.OVERSEER, GrievanceCard() as card:
            delay = grievance_button(ActionId.DELAY, "grievance.delay", card.id, texts)
            shown = _about(card, [delay] if file.may_delay else [], texts)
        case _:
            return message(texts.mrkdwn("grievance.overdue_line", number=file.line.id, due=file.line.due))
    steps = "\n".join(_step(step, texts) for step in file.history[-HISTORY_SHOWN:])
    history = [context(clip(steps, HISTORY_TEXT))] if steps else []
    draft = _said("grievance.draft", clip(file.draft, HISTORY_TEXT), texts)
    return {**shown, "blocks": [*shown["blocks"], *history, *draft]}


def grievances_found(lines: Sequence[GrievanceLine], texts: Texts) -> Message:
    """List what was found, each with a button that shows it."""
    words = texts.mrkdwn("grievance.found", count=len(lines))
    shown = [
        section(grievance_line(line, texts), grievance_button(ActionId.SEE_GRIEVANCE, "grievance.see", line.id, texts))
        for line in lines
    ]
    return message(words, [section(words), *shown])


def acknowledged(card: GrievanceCard, texts: Texts) -> Message:
    """Return the message that says that it was acknowledged."""
    return _with_matter(texts.mrkdwn("grievance.acknowledged", number=card.id, due=card.due), card, texts)


def answered(card: GrievanceCard, texts: Texts) -> Message:
    """Return the message that says that it was answered, and that the petitioner is still to be told."""
    return _with_matter(texts.mrkdwn("grievance.answered", number=card.id), card, texts)


def too_late(refused: Message, words: str, texts: Texts) -> Message:
    """Return the message that says that it has moved on meanwhile, and give back what was typed."""
    return {**refused, "blocks": [*refused["blocks"], *_said("grievance.draft", words, texts)]}


def handed_on(grievance_id: int, texts: Texts) -> Message:
    """Return the message that says that it went on as if filed now."""
    return message(texts.mrkdwn("grievance.handed_on", number=grievance_id))


def declined(grievance_id: int, texts: Texts) -> Message:
    """Return the message that says that it went to the next in line."""
    return message(texts.mrkdwn("grievance.declined", number=grievance_id))


def delayed(card: GrievanceCard, texts: Texts) -> Message:
    """Return the message that says when it is due now."""
    return _with_matter(texts.mrkdwn("grievance.delayed", number=card.id, due=card.due), card, texts)


def closed(card: GrievanceCard, texts: Texts) -> Message:
    """Return the message that says that it is closed, and how."""
    result = texts.word("close_result", card.result or "")
    words = texts.mrkdwn("grievance.closed", number=card.id, result=result)
    again = "" if card.may_come_again else "\n" + texts.mrkdwn("grievance.again_done", number=card.id)
    return _with_matter(words + again, card, texts)


def taken_up_again(card: GrievanceCard, texts: Texts) -> Message:
    """Return the message that says that the next round has begun, and where."""
    return _with_matter(texts.mrkdwn("grievance.again_done", number=card.id), card, texts)


def passed_to(card: GrievanceCard, step: PastStep | None, texts: Texts) -> Message:
    """Return the message that tells the operator that somebody else has the grievance now, and why."""
    words = texts.mrkdwn("grievance.passed_to", number=card.id, recipient=card.recipient or "")
    why = _said("grievance.decline_label", step.words if step else "", texts)
    return message(words, [section(words), *matter_block(card.matter, texts), *why])


def tell_later_date(card: GrievanceCard, texts: Texts) -> Message:
    """Ask the operator to tell the petitioner of the later due date; say so when that was taken back."""
    if card.state is GrievanceState.CLOSED:
        return message(texts.mrkdwn("reminder.settled", number=card.id))
    if not card.delayed:
        return _with_matter(texts.mrkdwn("grievance.delay_taken_back", number=card.id, due=card.due), card, texts)
    words = texts.mrkdwn("grievance.tell_delay", number=card.id, due=card.due)
    tell = grievance_button(ActionId.TELL_DELAY, "telling.tell_delay", card.id, texts, style="primary")
    buttons = actions(tell, _contact(card.id, texts), letter_button(LetterKind.EXTENSION, card.id, texts))
    return message(words, [section(words), *matter_block(card.matter, texts), buttons])


def phone_card(card: PhoneCard, texts: Texts) -> Message:
    """Show whom to phone, and what to say; to an officer also what to do after the call."""
    blocks = [section("\n".join(contact_lines(card.contact, texts))), *script_blocks(card, texts)]
    if card.purpose is Purpose.DIRECT_CALL:
        blocks.append(context(texts.mrkdwn("grievance.after_direct_call")))
    return message(texts.plain("grievance.contact"), blocks)


def called_in(card: CalledInCard, texts: Texts) -> Message:
    """Return the message that says that the petitioner called the main number to check who phoned them."""
    if card.matter is None:
        return message(texts.mrkdwn("reminder.settled", number=card.id))
    words = texts.mrkdwn("grievance.called_in", number=card.id)
    return message(words, [section(words), *matter_block(card.matter, texts)])


def reminder_message(card: ReminderCard, reminder: Reminder, texts: Texts) -> Message:
    """Remind somebody: number, due date, as much of the matter as they may see, and what they can do about it now."""
    line = card.line
    if card.viewer is None:
        return message(texts.mrkdwn("reminder.settled", number=line.id))
    words = texts.mrkdwn(f"reminder.{reminder}", number=line.id, due=line.due, filed=line.filed_on)
    buttons = _reminder_buttons(card, reminder, texts)
    more = [actions(*buttons)] if buttons else []
    return message(words, [section(words), *matter_block(line.matter, texts), *more])


def _reminder_buttons(card: ReminderCard, reminder: Reminder, texts: Texts) -> list[Block]:
    line = card.line
    if reminder is Reminder.HELD:
        return [hand_on_button(line.id, texts)]
    offered: list[Block] = []
    if reminder in URGED and card.viewer in {GrievanceViewer.HEAD, GrievanceViewer.OVERSEER}:
        offered = [grievance_button(ActionId.URGE, "grievance.urge", line.id, texts, style="primary")]
    if card.viewer is GrievanceViewer.OVERSEER:
        offered.append(grievance_button(ActionId.SEE_GRIEVANCE, "grievance.see", line.id, texts))
    if card.viewer is GrievanceViewer.RECIPIENT:
        offered = [
            grievance_button(action, key, line.id, texts)
            for move, action, key in BUTTONS
            if line.state in TRANSITIONS[move].sources and move is not GrievanceMove.DECLINE
        ]
    may_reply = card.viewer is GrievanceViewer.FILER or card.is_audits
    if may_reply and line.state is GrievanceState.ANSWERED:
        offered.append(grievance_button(ActionId.REPLY, "grievance.reply", line.id, texts, style="primary"))
    if may_reply and reminder is Reminder.STANDING:
        offered.append(_progress(line.id, texts))
    if may_reply and (line.state is GrievanceState.ANSWERED or reminder is Reminder.STANDING):
        offered.append(_contact(line.id, texts))
    return offered


URGED = frozenset(
    {
        Reminder.UNACKNOWLEDGED_HEAD,
        Reminder.UNACKNOWLEDGED_SUPERVISOR,
        Reminder.OVERDUE,
        Reminder.HELD_SUPERVISOR,
    }
)
"""What heads and supervisors are reminded of: that others are late."""


def urged(grievance_id: int, texts: Texts) -> Message:
    """Return the message that says that whoever it waits for is reminded again."""
    return message(texts.mrkdwn("grievance.urged", number=grievance_id))


def _with_matter(words: str, card: GrievanceCard, texts: Texts) -> Message:
    return message(words, [section(words), *matter_block(card.matter, texts)])


def grievance_line(line: GrievanceLine, texts: Texts) -> str:
    """One grievance in a list."""
    words = texts.mrkdwn(
        "grievance.line",
        number=line.id,
        kind=texts.word("kind", line.kind),
        category=texts.word("category", line.category),
        due=line.due,
        state=texts.word("grievance_state", line.state),
    )
    late = texts.mrkdwn("grievance.late") if line.is_late else ""
    return words + late + ("" if line.matter is None else "\n" + matter_line(line.matter, texts))


def _about(card: GrievanceCard, buttons: list[Block], texts: Texts) -> Message:
    key = "grievance.title_audit" if card.track is Track.AUDIT else "grievance.title"
    named = "" if card.matter.call is None else whose(card.matter, texts) + "\n"
    title = texts.plain(key, number=card.id, kind=texts.word("kind", card.kind))
    blocks: list[Block] = [header(title), section(named + _facts(card, texts))]
    blocks.append(quote(card.words or texts.plain("app.purged")))
    blocks += _said("grievance.wish", card.wish, texts)
    if card.before is not None:
        blocks += _said("grievance.before_words", clip(card.before.words, BEFORE_TEXT), texts)
        blocks += _said("grievance.before_answer", clip(card.before.answer, BEFORE_TEXT), texts)
        blocks += _said("grievance.before_reply", clip(card.before.reply, BEFORE_TEXT), texts)
    blocks += _said("grievance.answer", card.answer, texts)
    if card.is_mistaken:
        blocks.append(context(texts.mrkdwn("grievance.said_mistaken")))
    if buttons:
        blocks.append(actions(*buttons))
    result = _result(card, texts)
    key = "grievance.text_closed" if result else "grievance.text"
    return message(texts.plain(key, number=card.id, due=card.due, result=result), blocks)


def _result(card: GrievanceCard, texts: Texts) -> str:
    """Return with what result it was closed; "": it is open."""
    closed_as = card.result if card.state is GrievanceState.CLOSED else None
    return "" if closed_as is None else texts.word("close_result", closed_as)


def _facts(card: GrievanceCard, texts: Texts) -> str:
    receipt = texts.plain("grievance.receipt", receipt=clip(card.receipt_no, LONGEST_FIELD)) if card.receipt_no else ""
    words = texts.mrkdwn(
        "grievance.facts",
        kind=texts.word("kind", card.kind),
        category=texts.word("category", card.category),
        severity=texts.word("severity", card.severity),
        visited=card.visited_on,
        type=clip(card.petition_type, LONGEST_FIELD) or "–",
        receipt=receipt,
        due=card.due,
        state=texts.word("grievance_state", card.state),
    )
    later = texts.mrkdwn("grievance.delayed_times", count=card.delayed) if card.delayed else ""
    rounds = texts.mrkdwn("grievance.round", round=card.round) if card.round > 1 else ""
    result = _result(card, texts)
    closed_as = texts.mrkdwn("grievance.with_result", result=result) if result else ""
    return words + closed_as + later + rounds


def _step(step: PastStep, texts: Texts) -> str:
    by = texts.mrkdwn("grievance.by", by=step.by) if step.by.startswith(("U", "W")) else ""
    words = " — " + texts.mrkdwn("grievance.reason", words=clip(step.words, REASON_TEXT)) if step.words else ""
    told = ""
    if step.method is not None and step.told_on is not None:
        told = texts.mrkdwn("grievance.told_how", method=texts.word("method", step.method), told=step.told_on)
    done = texts.mrkdwn("grievance.step", at=step.at, event=texts.word("history", step.event.happening))
    return done + told + by + words


def _said(title: str, words: str, texts: Texts) -> list[Block]:
    return [context(texts.mrkdwn(title)), quote(words)] if words else []


def _buttons(card: GrievanceCard, texts: Texts) -> list[Block]:
    offered = [
        grievance_button(action, key, card.id, texts)
        for move, action, key in BUTTONS
        if card.state in TRANSITIONS[move].sources and not (move is GrievanceMove.DECLINE and card.track is Track.AUDIT)
    ]
    if card.direct_consent and card.state in TRANSITIONS[GrievanceMove.ANSWER].sources:
        offered.append(_direct_call_button(card.id, texts))
    if card.may_be_handed_on:
        offered.append(hand_on_button(card.id, texts))
    if card.is_mistaken:
        offered.append(grievance_button(ActionId.MISTAKEN, "grievance.close_mistaken", card.id, texts))
    if card.may_be_delayed:
        offered.append(grievance_button(ActionId.DELAY, "grievance.delay", card.id, texts))
    return offered + (_reply_buttons(card, texts) if card.track is Track.AUDIT else [])


def _direct_call_button(grievance_id: int, texts: Texts) -> Block:
    """직접 통화 shows who the petitioner is: it asks first, and says that they agreed."""
    drawn = grievance_button(ActionId.DIRECT_CALL, "grievance.direct_call", grievance_id, texts)
    asked = texts.plain("grievance.direct_call_confirm", number=grievance_id)
    yes, no = texts.plain("grievance.contact"), texts.plain("form.cancel")
    return {**drawn, "confirm": confirm(texts.plain("grievance.direct_call"), asked, yes, no)}


def hand_on_button(grievance_id: int, texts: Texts) -> Block:
    """감사 사안 아님: it is no matter of audit's."""
    return grievance_button(ActionId.HAND_ON, "grievance.hand_on", grievance_id, texts)


def grievance_button(action: str, key: str, grievance_id: int, texts: Texts, *, style: str | None = None) -> Block:
    """Return a button that does something about a grievance."""
    drawn = button(action, texts.plain(key), str(grievance_id), style=style)
    return about_grievance(drawn, grievance_id, texts)


def _reply_buttons(card: GrievanceCard, texts: Texts) -> list[Block]:
    """What whoever speaks with the petitioner can do: reply, look up the number, withdraw it, bring it again."""
    letter = letter_button(LetterKind.REPLY, card.id, texts)
    if card.state is GrievanceState.CLOSED:
        again = grievance_button(ActionId.AGAIN, "grievance.again", card.id, texts)
        has_letter = card.words and card.result not in NOT_TOLD
        return [*([again] if card.may_come_again else []), *([letter] if has_letter else [])]
    withdraw = grievance_button(ActionId.WITHDRAW, "grievance.withdraw", card.id, texts)
    if card.state is not GrievanceState.ANSWERED:
        return [_progress(card.id, texts), *_later_buttons(card, texts), withdraw]
    reply = grievance_button(ActionId.REPLY, "grievance.reply", card.id, texts, style="primary")
    return [reply, _contact(card.id, texts), letter, _progress(card.id, texts), withdraw]


def _later_buttons(card: GrievanceCard, texts: Texts) -> list[Block]:
    """What is to be told of a later due date."""
    if not card.delayed:
        return []
    tell = grievance_button(ActionId.TELL_DELAY, "telling.tell_delay", card.id, texts)
    return [tell, letter_button(LetterKind.EXTENSION, card.id, texts)]


def letter_button(letter: LetterKind, grievance_id: int, texts: Texts) -> Block:
    """A button that has a letter made."""
    return grievance_button(f"{ActionId.LETTER}.{letter}", f"letter.button_{letter}", grievance_id, texts)


def letter_coming(texts: Texts) -> Message:
    """Return the message that says that a letter is under way."""
    return message(texts.mrkdwn("letter.coming"))


def _progress(grievance_id: int, texts: Texts) -> Block:
    return grievance_button(ActionId.PROGRESS, "telling.progress", grievance_id, texts)


def _contact(grievance_id: int, texts: Texts) -> Block:
    return grievance_button(ActionId.CONTACT, "grievance.contact", grievance_id, texts)
