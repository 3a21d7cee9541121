"""The answer to `/queue`."""

from bot.domain.calls.cards import Queue, QueueLine
from bot.domain.calls.dispositions import Disposition
from bot.registry import ActionId
from bot.texts import Texts
from bot.views.blocks import Block, Message, actions, button, context, divider, message, option, plain, section
from bot.views.calls.call_lines import call_line, tally_line
from bot.views.subjects import about, about_call


def queue_message(card: Queue, texts: Texts) -> Message:
    """Draw one's own calls, what comes next, and how the day stands: without buttons to whoever may claim none."""
    blocks = _own_calls(card, texts) if card.may_claim else []
    blocks.append(section(texts.mrkdwn("queue.next")))
    for line in card.next:
        blocks.append(section(call_line(line, texts), claim_button(line.number, texts) if card.may_claim else None))
    if not card.next:
        blocks.append(context(texts.mrkdwn("queue.next_none" if card.is_posted else "queue.no_board")))
    if card.rechecks:
        blocks.append(context(texts.mrkdwn("recheck.waiting", count=card.rechecks)))
    blocks.append(context(tally_line(card.tally, texts)))
    return message(texts.plain("queue.title"), blocks[:50])


def _own_calls(card: Queue, texts: Texts) -> list[Block]:
    blocks = [section(texts.mrkdwn("queue.mine"))]
    for line in card.mine:
        blocks += own_call(line, texts)
    if not card.mine:
        blocks.append(context(texts.mrkdwn("queue.mine_none")))
    return [*blocks, divider()]


def own_call(line: QueueLine, texts: Texts) -> list[Block]:
    """Draw a call of one's own, with what can be done with it."""
    contact = button(ActionId.CLAIM, texts.plain("grievance.contact"), str(line.number))
    row = [*call_buttons(line.number, texts)["elements"], about_call(contact, line.number, texts)]
    return [section(call_line(line, texts)), actions(*row)]


def claim_button(number: int, texts: Texts, *, style: str | None = None) -> Block:
    """The button that claims a call, or shows one's own again."""
    return about_call(button(ActionId.CLAIM, texts.plain("answer.claim"), str(number), style=style), number, texts)


def call_buttons(number: int, texts: Texts) -> Block:
    """The claimant's buttons: the form, the results of most calls that reach nobody, a menu of the others."""
    call = texts.plain("button.call", number=number)
    menu = {
        "type": "static_select",
        "action_id": ActionId.QUICK_RESULT,
        "placeholder": plain(texts.plain("button.about", subject=call, button=texts.plain("answer.other_result"))),
        "options": [
            option(texts.word("disposition", each), quick_value(number, each))
            for each in Disposition
            if each not in {Disposition.ANSWERED, *MOST_FREQUENT}
        ],
    }
    record = button(ActionId.RECORD, texts.plain("answer.record"), str(number), style="primary")
    release = button(ActionId.RELEASE, texts.plain("answer.release"), str(number))
    buttons = [record, *(quick_button(number, each, texts) for each in MOST_FREQUENT), release]
    *first, last = (about(each, call, texts) for each in buttons)
    return actions(*first, menu, last)


MOST_FREQUENT = (Disposition.NO_ANSWER, Disposition.BUSY)
"""Results with a button of their own: they end most calls that reach nobody."""


def quick_value(number: int, disposition: Disposition) -> str:
    """Return what a quick result carries: which call ended how."""
    return f"{number}:{disposition}"


def quick_button(number: int, disposition: Disposition, texts: Texts) -> Block:
    """The button that records a result, or opens its form."""
    action = f"{ActionId.QUICK_RESULT}.{disposition}"
    return button(action, texts.word("disposition", disposition), quick_value(number, disposition))
