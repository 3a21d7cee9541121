"""A supervisor's dashboard on Home: who is on the phone, what is late, what waits, what is unusual."""

from bot.domain.figures.cards import Dashboard
from bot.domain.figures.topics import StatsTopic
from bot.registry import ActionId
from bot.texts import Texts
from bot.views.blocks import Block, actions, button, section

OPERATORS_SHOWN = 10
OFFERED = (StatsTopic.SUMMARY, StatsTopic.OVERDUE, StatsTopic.SIGNALS, StatsTopic.STAFFING)


def dashboard(card: Dashboard, texts: Texts) -> list[Block]:
    """Draw how things stand, with what can be asked for."""
    lines = [
        texts.mrkdwn("dashboard.on_the_phone", operator=operator, calls=calls, since=since)
        for operator, calls, since in card.on_the_phone[:OPERATORS_SHOWN]
    ] or [texts.mrkdwn("dashboard.nobody")]
    offered = [button(f"{ActionId.STATS_TOPIC}.{topic}", texts.word("stats_topic", topic), "|") for topic in OFFERED]
    return [
        section("\n".join([*_standing(card, texts), *lines])),
        actions(*offered),
    ]


def _standing(card: Dashboard, texts: Texts) -> list[str]:
    lines = [texts.mrkdwn("stats.now", overdue=card.overdue, signals=card.signals, improvements=card.improvements)]
    if card.oldest_filed_on is not None:
        lines.append(texts.mrkdwn("stats.now_oldest", day=card.oldest_filed_on))
    if card.waiting_since is not None:
        lines.append(texts.mrkdwn("stats.now_outbox", waiting=card.waiting, since=card.waiting_since))
    return lines
