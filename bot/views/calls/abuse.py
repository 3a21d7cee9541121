"""The list of repeated abuse, with the help that the decree names (민원처리법 시행령 §4)."""

from collections.abc import Sequence

from bot.domain.calls.cards import AbuseLine
from bot.texts import Texts
from bot.views.blocks import Message, clip_escaped, context, header, message, section

LONGEST_NAME, NUMBERS_SHOWN = 40, 10


def repeated_abuse(lines: Sequence[AbuseLine], texts: Texts) -> Message:
    """Draw who was abusive more than once, by number and masked name, and what helps."""
    title = texts.plain("abuse.title")
    shown = [section(_line(line, texts)) for line in lines] or [section(texts.mrkdwn("abuse.none"))]
    return message(title, [header(title), *shown, context(texts.mrkdwn("abuse.help"))])


def _line(line: AbuseLine, texts: Texts) -> str:
    return texts.mrkdwn(
        "abuse.line",
        name=clip_escaped(line.masked_name, LONGEST_NAME),
        times=line.times,
        warned=line.warned,
        last=line.last_at,
        numbers=", ".join(map(str, line.calls[-NUMBERS_SHOWN:])),
    )
