"""Why people were dissatisfied: causes, categories, departments."""

from collections.abc import Sequence

from bot.domain.figures.cards import FactorLine, FactorsCard
from bot.texts import Texts
from bot.texts.figures import period_text
from bot.views.blocks import Block, Message, clip, context, header, message, section
from bot.views.figures.stats import LONGEST_NAME, files_offered, said_of

SHOWN = 5
CELLS_SHOWN = 10


def factors_message(card: FactorsCard, texts: Texts) -> Message:
    """Draw the top causes and categories beside the period before, and where they came up."""
    title = texts.plain("factors.title", period=period_text(card.said or card.period, texts))
    scope = [section(texts.mrkdwn("stats.scope", name=clip(card.scope.name, LONGEST_NAME)))] if card.scope.name else []
    notes = context(
        texts.mrkdwn("stats.compared", before=period_text(card.before, texts)),
        texts.mrkdwn("factors.track"),
    )
    files = files_offered(card.period, card.scope.name, texts)
    said = said_of(card.period, card.said, texts)
    return message(title, [header(title), *scope, *said, *factor_blocks(card, texts), notes, files])


def factor_blocks(card: FactorsCard, texts: Texts) -> list[Block]:
    """Draw the lists of causes, categories and departments."""
    lists = {
        "factors.causes": _lines(card.causes, "root_cause", texts),
        "factors.categories": _lines(card.categories, "category", texts),
        "factors.cells": cell_lines(card, texts),
    }
    return [section(_list(key, lines, texts)) for key, lines in lists.items()]


def cell_lines(card: FactorsCard, texts: Texts) -> list[str]:
    """Write where what came up, the most first; hidden cells are counted only."""
    known = sorted((cell for cell in card.cells if cell.count), key=lambda cell: -(cell.count or 0))
    lines = [
        texts.mrkdwn(
            "factors.cell",
            department=clip(cell.department, LONGEST_NAME) or "–",
            category=texts.word("category", cell.category),
            count=cell.count,
        )
        for cell in known[:CELLS_SHOWN]
    ]
    return [*lines, *_hidden([cell.count for cell in card.cells], texts)]


def _list(key: str, lines: list[str], texts: Texts) -> str:
    return "\n".join([f"*{texts.mrkdwn(key)}*", *(lines or [texts.mrkdwn("stats.nothing")])])


def _lines(lines: Sequence[FactorLine], group: str, texts: Texts) -> list[str]:
    """Write the first that are shown, then how many are hidden."""
    shown = [_line(each, group, texts) for each in lines if each.count is not None]
    return [*shown[:SHOWN], *_hidden([each.count for each in lines], texts)]


def _hidden(counts: Sequence[int | None], texts: Texts) -> list[str]:
    hidden = sum(count is None for count in counts)
    return [texts.mrkdwn("factors.hidden", count=hidden)] if hidden else []


def _line(line: FactorLine, group: str, texts: Texts) -> str:
    counts = {
        name: texts.plain("unit.hidden") if count is None else str(count)
        for name, count in (("count", line.count), ("before", line.before))
    }
    return texts.mrkdwn("factors.line", name=texts.word(group, line.member), **counts)
