"""The advance text: its words, the task to send it, and that texts are stuck."""

from bot.domain.calls.advance_texts import AskedText, StuckTexts, TextCard, TextState
from bot.domain.calls.cards import TaskLine
from bot.registry import ActionId
from bot.texts import Texts
from bot.views.answers import told
from bot.views.blocks import Block, Message, actions, button, context, header, message, quote, section
from bot.views.calls.script import contact_lines
from bot.views.subjects import about


def words_of_text(station: str, texts: Texts) -> str:
    """Write the words that a petitioner is sent, in the station's language: no visit, and no number to call."""
    return texts.plain("advance_text.words", station=station)


def text_buttons(task: TaskLine, texts: Texts) -> list[Block]:
    """Draw what can be done about the task to send the text."""
    offered = [
        *([(ActionId.TASK_SEND, "advance_text.send")] if task.sends_text else []),
        *([(ActionId.TASK_NUMBER, "advance_text.number")] if task.by_hand else []),
    ]
    subject = f"{texts.plain('button.call', number=task.call)} {texts.word('task', task.kind)}"
    return [about(button(action, texts.plain(key), str(task.id)), subject, texts) for action, key in offered]


def text_asked(card: AskedText, texts: Texts) -> Message:
    """Return the message that says when the text goes, or went."""
    keys = {
        TextState.SENT: "advance_text.was_sent",
        TextState.UNSURE: "advance_text.unsure",
        TextState.DROPPED: "advance_text.not_sent",
        TextState.GIVEN_UP: "advance_text.not_sent",
    }
    return told(texts.mrkdwn(keys.get(card.state, "advance_text.will_be_sent"), number=card.call, at=card.at))


def text_by_hand(card: TextCard, words: str, texts: Texts) -> Message:
    """Show whom to send the text from the station's phone, its words, and the button that says that it was sent."""
    sent = button(ActionId.TASK_SENT, texts.plain("advance_text.sent"), str(card.task), style="primary")
    named = about(sent, f"{texts.plain('button.call', number=card.call)} {texts.plain('advance_text.title')}", texts)
    blocks: list[Block] = [
        header(texts.plain("advance_text.title")),
        section("\n".join(contact_lines(card.contact, texts))),
        quote(words),
        context(texts.mrkdwn("advance_text.how")),
        actions(named),
    ]
    return message(texts.plain("advance_text.title"), blocks)


def texts_stuck(card: StuckTexts, texts: Texts) -> Message:
    """Return the message that tells supervisors that texts cannot be sent, or that they go again."""
    if card.since is None:
        return message(texts.mrkdwn("advance_text.go_again"))
    words = texts.mrkdwn("advance_text.stuck", count=card.count, since=card.since)
    return message(words, [section(words), context(texts.mrkdwn("advance_text.stuck_how"))])
