"""What a button is about, for who hears its name alone: numbers of calls and grievances, nothing of people."""

from bot.texts import Texts
from bot.views.blocks import BUTTON_TEXT, Block, clip


def about(drawn: Block, subject: str, texts: Texts) -> Block:
    """Return a button whose accessible name says what it is about, too."""
    words = drawn["text"]["text"]
    named = texts.plain("button.about", subject=subject, button=words)
    if (over := len(named) - BUTTON_TEXT) > 0:
        named = texts.plain("button.about", subject=clip(subject, max(len(subject) - over, 1)), button=words)
    return {**drawn, "accessibility_label": clip(named, BUTTON_TEXT)}


def about_call(drawn: Block, number: int, texts: Texts) -> Block:
    """Return a button that is about a call."""
    return about(drawn, texts.plain("button.call", number=number), texts)


def about_grievance(drawn: Block, number: int, texts: Texts) -> Block:
    """Return a button that is about a grievance."""
    return about(drawn, texts.plain("button.grievance", number=number), texts)
