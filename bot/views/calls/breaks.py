"""Breaks after a call that was ended for abuse."""

from datetime import datetime

from bot.registry import ActionId
from bot.texts import Texts
from bot.views.answers import told
from bot.views.blocks import Block, Message, actions, button, section


def break_button(minutes: int, texts: Texts) -> Block:
    """The button that begins a break."""
    return button(ActionId.BREAK, texts.plain("duty.break_button", minutes=minutes), "break")


def break_began(until: datetime, texts: Texts) -> Message:
    """Return the message that says until when no call is offered."""
    return told(texts.mrkdwn("duty.break_began", until=until), actions(_end_button(texts)))


def break_ended(texts: Texts) -> Message:
    """Return the message that says that calls are offered again."""
    return told(texts.mrkdwn("duty.break_ended"))


def break_on_home(until: datetime, texts: Texts) -> Block:
    """The line on Home about a break, with the button that ends it."""
    return section(texts.mrkdwn("duty.break_began", until=until), _end_button(texts))


def _end_button(texts: Texts) -> Block:
    return button(ActionId.END_BREAK, texts.plain("duty.break_end"), "break")
