"""The weekly digest, and what goes with the files of a report."""

from bot.domain.figures.cards import ReportCard
from bot.domain.figures.periods import Period
from bot.texts import Texts
from bot.texts.figures import period_text
from bot.views.blocks import Message, context, divider, header, message
from bot.views.figures.factors import factor_blocks
from bot.views.figures.stats import figure_blocks, files_offered


def digest_message(card: ReportCard, texts: Texts) -> Message:
    """Draw last week for the supervisors: figures, then factors."""
    title = texts.plain("digest.title", period=period_text(card.stats.period, texts))
    how = context(texts.mrkdwn("digest.how"))
    blocks = [*figure_blocks(card.stats, texts), divider(), *factor_blocks(card.factors, texts)]
    offered = [files_offered(card.stats.period, "", texts)]
    return message(title, [header(title), *blocks, how, *offered])


def files_comment(key: str, period: Period, texts: Texts) -> str:
    """Write what stands above files: mrkdwn."""
    return texts.mrkdwn(f"files.{key}", period=period_text(period, texts))
