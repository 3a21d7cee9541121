"""The weekly digest, and what goes with the files of a report."""

from bot.domain.figures.cards import ReportCard, StatsCard
from bot.domain.figures.changes import headline_of
from bot.domain.figures.periods import Period
from bot.texts import Texts
from bot.texts.figures import headline_text, period_text
from bot.texts.formatting import escape
from bot.views.blocks import Message, context, divider, header, message, section
from bot.views.figures.factors import factor_blocks
from bot.views.figures.stats import figure_blocks, files_offered


def digest_message(card: ReportCard, texts: Texts) -> Message:
    """Draw last week for the supervisors: figures, then factors."""
    title = texts.plain("digest.title", period=period_text(card.stats.period, texts))
    how = context(texts.mrkdwn("digest.how"))
    blocks = [*figure_blocks(card.stats, texts), divider(), *factor_blocks(card.factors, texts)]
    offered = [files_offered(card.stats.period, "", texts)]
    return message(title, [header(title), section(headline(card.stats, texts)), *blocks, how, *offered])


def headline(stats: StatsCard, texts: Texts) -> str:
    """Write what changed most: mrkdwn."""
    return f"*{escape(headline_text(headline_of(stats), texts))}*"


def change_of_day(stats: StatsCard, texts: Texts) -> str:
    """Write what changed most since the last working day: mrkdwn; nothing where that may be chance."""
    return headline(stats, texts) if headline_of(stats).change is not None else ""


def monthly_comment(card: ReportCard, texts: Texts) -> str:
    """Write what stands above the files of the monthly report: mrkdwn."""
    return f"{files_comment('monthly', card.stats.period, texts)}\n{headline(card.stats, texts)}"


def files_comment(key: str, period: Period, texts: Texts) -> str:
    """Write what stands above files: mrkdwn."""
    return texts.mrkdwn(f"files.{key}", period=period_text(period, texts))
