"""What tells a grievance from others, in a line: as much as its reader may see (rule book §5)."""

from bot.domain.grievances.cards import Matter
from bot.texts import Texts
from bot.views.blocks import Block, clip, context
from bot.views.calls.call_lines import LONGEST_FIELD, LONGEST_NAME

EXCERPT_TEXT = 60


def matter_block(matter: Matter | None, texts: Texts) -> list[Block]:
    """Return the line as a block. Nothing where none is known."""
    return [] if matter is None else [context(matter_line(matter, texts))]


def matter_line(matter: Matter, texts: Texts) -> str:
    """Name whose it is and of what, with the beginning of its words."""
    said = clip(" ".join(matter.words.split()), EXCERPT_TEXT)
    return matter_named(matter, texts) + (" — " + texts.mrkdwn("grievance.reason", words=said) if said else "")


def matter_named(matter: Matter, texts: Texts) -> str:
    """Name whose it is, and of what."""
    petition_type = clip(matter.petition_type, LONGEST_FIELD) or "–"
    visit = texts.mrkdwn("grievance.visit", type=petition_type, visited=matter.visited_on)
    return visit if matter.call is None else whose(matter, texts) + " · " + visit


def whose(matter: Matter, texts: Texts) -> str:
    """Name the call and its petitioner, masked."""
    return texts.mrkdwn("grievance.whose", call=matter.call, name=clip(matter.masked_name, LONGEST_NAME))
