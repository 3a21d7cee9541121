"""The trend in Slack's own charts (sandbox/README.md, Block Kit limits): a series has a point for every category."""

from collections.abc import Sequence
from typing import Any

from bot.domain.figures.cards import ReportCard, TrendPoint, trend_figures
from bot.domain.figures.figures import HIDDEN, AnyFigure, Figure, FigureUnit, QuestionFigure, Value
from bot.texts import Texts
from bot.texts.figures import tick_text, trend_alt
from bot.texts.surveys import label_of
from bot.views.blocks import Block, Message, clip, context, message

CHART_TITLE, CHART_LABEL = 50, 20
FEWEST = 2
"""Months that make a line."""


def trend_message(card: ReportCard, texts: Texts) -> Message | None:
    """Draw visits as bars, contact and satisfaction as lines, month by month. None: there is nothing to draw yet."""
    if not card.trend:
        return None
    blocks = [_chart("bar", card.trend, (Figure.VISITS,), texts), *_lines(card.trend, texts)]
    return message(trend_alt(card.trend, texts), blocks)


def _lines(points: Sequence[TrendPoint], texts: Texts) -> list[Block]:
    """Draw the months of which both are known, else those of the first alone; say which are left out."""
    lines = trend_figures(points)[1:]  # all go from nothing to a hundred
    for figures in (lines, lines[:1]):
        known = [each for each in points if all(_value(each, figure).value is not None for figure in figures)]
        if len(known) >= FEWEST:
            left_out = [tick_text(each.first, texts) for each in points if each not in known]
            note = [context(texts.mrkdwn("trend.left_out", months=", ".join(left_out)))] if left_out else []
            return [_chart("line", known, figures, texts), *note]
    return []


def _chart(kind: str, points: Sequence[TrendPoint], figures: Sequence[AnyFigure], texts: Texts) -> Block:
    names = [clip(_label(figure, texts), CHART_LABEL) for figure in figures]
    months = [clip(tick_text(point.first, texts), CHART_LABEL) for point in points]
    series: list[dict[str, Any]] = [
        {
            "name": name,
            "data": [
                {"label": month, "value": _number(_value(point, figure))}
                for month, point in zip(months, points, strict=True)
            ],
        }
        for name, figure in zip(names, figures, strict=True)
    ]
    title = clip(texts.plain("trend.title", names=" · ".join(names)), CHART_TITLE)
    chart = {"type": kind, "series": series, "axis_config": {"categories": months}}
    return {"type": "data_visualization", "title": title, "chart": chart}


def _label(figure: AnyFigure, texts: Texts) -> str:
    if isinstance(figure, QuestionFigure):
        return texts.plain("trend.points", label=label_of(figure.question, texts))
    return texts.plain(f"trend.{figure}")


def _value(point: TrendPoint, figure: AnyFigure) -> Value:
    return point.values.get(figure, HIDDEN[FigureUnit.COUNT])


def _number(value: Value) -> float:
    number = value.value or 0
    return round(number * 100 if value.unit is FigureUnit.SHARE else number, 1)
