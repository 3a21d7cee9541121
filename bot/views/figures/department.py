"""A head's own department: a month or a week of it, and nothing of any other."""

from bot.domain.figures.cards import DepartmentCard
from bot.domain.figures.figures import AnyFigure, Figure, means_in
from bot.texts import Texts
from bot.texts.figures import change_text, figure_name, figure_text, period_text
from bot.views.blocks import Message, clip, context, header, message, section
from bot.views.figures.stats import LONGEST_NAME, hidden_line

COUNTS = {Figure.VISITS, Figure.GRIEVANCES, Figure.PRAISE}


def department_message(card: DepartmentCard, texts: Texts) -> Message:
    """Draw a department beside the period before; of too few people a sentence that says why there are no figures."""
    facts = {"department": clip(card.department, LONGEST_NAME) or "–", "period": period_text(card.period, texts)}
    title, spoken = texts.plain("department.title", **facts), texts.mrkdwn("department.title", **facts)
    how = context(texts.mrkdwn("department.how"))
    if card.answered < card.least:
        few = texts.mrkdwn("department.few", answered=card.answered, least=card.least)
        return message(spoken, [header(title), section(few), how])
    lines = [_line(card, figure, texts) for figure, value in card.values.items() if not value.is_hidden]
    hidden = sum(value.is_hidden for value in card.values.values())
    if not means_in(card.values):
        lines.append(texts.mrkdwn("department.no_words"))
    beside = context(texts.mrkdwn("stats.compared", before=period_text(card.before, texts)))
    return message(spoken, [header(title), section("\n".join(lines)), *hidden_line(hidden, texts), beside, how])


def _line(card: DepartmentCard, figure: AnyFigure, texts: Texts) -> str:
    value = card.values[figure]
    before = card.values_before.get(figure)
    facts = {"name": figure_name(figure, texts), "value": figure_text(value, texts), "n": value.n}
    change = "" if before is None else change_text(value, before, texts)
    return texts.mrkdwn("stats.count_line" if figure in COUNTS else "stats.line", **facts, change=change)
