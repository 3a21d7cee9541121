"""Writing figures, their changes and periods, for messages, charts, sheets and pages alike."""

from collections.abc import Sequence
from datetime import date

from bot.domain.figures.cards import TrendPoint, trend_figures
from bot.domain.figures.changes import LEAST_N, Headline
from bot.domain.figures.figures import HIDDEN, AnyFigure, FigureUnit, QuestionFigure, Value
from bot.domain.figures.intervals import Interval
from bot.domain.figures.periods import Period
from bot.texts import Texts
from bot.texts.surveys import name_of

DECIMALS = {unit: 0 if unit in {FigureUnit.COUNT, FigureUnit.POINTS} else 1 for unit in FigureUnit}
"""As many as the sentences `unit.*` show."""


def figure_name(figure: AnyFigure, texts: Texts) -> str:
    """Write what a figure is called; of a question by its label."""
    if not isinstance(figure, QuestionFigure):
        return texts.word("figure", figure)
    name = name_of(figure.question, texts)
    return texts.plain("survey.top2", label=name) if figure.is_top2 else name


def figure_how(figure: AnyFigure, texts: Texts) -> str:
    """Say how a figure is calculated."""
    if not isinstance(figure, QuestionFigure):
        return texts.word("figure_how", figure)
    return texts.plain("survey.top2_how" if figure.is_top2 else "survey.mean_how")


def figure_text(value: Value, texts: Texts) -> str:
    """Write a figure: "92.3%", "3.5시간"; "5 미만" where it is hidden and "–" where there is none."""
    if value.is_hidden:
        return texts.plain("unit.hidden")
    if value.value is None:
        return texts.plain("unit.none")
    return texts.plain(f"unit.{value.unit}", value=_in_unit(value.unit, value.value))


def change_text(now: Value, before: Value, texts: Texts) -> str:
    """Write the difference of what `figure_text` shows: "▲ 3.1%p"; "–" where one of the two is hidden or missing."""
    if now.value is None or before.value is None:
        return texts.plain("unit.none")
    change = _shown(now.unit, now.value) - _shown(now.unit, before.value)
    size = round(abs(change), DECIMALS[now.unit])
    if not size:
        return texts.plain("unit.same")
    return texts.plain(f"unit.change_{now.unit}", arrow="▲" if change > 0 else "▼", value=size)


def headline_text(headline: Headline, texts: Texts) -> str:
    """Write the sentence that a report begins with."""
    change = headline.change
    if change is None:
        return texts.plain("headline.few" if headline.is_few else "headline.none", least=LEAST_N)
    return texts.plain(
        "headline.change",
        name=figure_name(change.figure, texts),
        change=change_text(change.now, change.before, texts),
        value=figure_text(change.now, texts),
        n=change.now.n,
        before=figure_text(change.before, texts),
        n_before=change.before.n,
    )


def trend_alt(points: Sequence[TrendPoint], texts: Texts) -> str:
    """Write what a trend comes to at its end, for whoever does not see it."""
    visits, contact, overall = trend_figures(points)
    last = points[-1].values
    said = [figure_text(last.get(each, HIDDEN[FigureUnit.COUNT]), texts) for each in (visits, contact, overall)]
    return texts.plain(
        "document.trend_alt", visits=said[0], contact=said[1], overall=said[2], label=figure_name(overall, texts)
    )


def interval_text(interval: Interval | None, unit: FigureUnit, texts: Texts) -> str:
    """Write from where to where a share, or a count for each hundred, goes: "76.1~80.3%"; "–" where there is none."""
    if interval is None:
        return texts.plain("unit.none")
    name = "interval_per_100" if unit is FigureUnit.PER_100 else "interval"
    return texts.plain(f"unit.{name}", low=interval.low * 100, high=interval.high * 100)


def period_text(period: Period, texts: Texts) -> str:
    """Write a period: "2026년 11월", "2026년 4분기", "2026년 11월 2일(월) ~ 11월 8일(일)"."""
    kind = period.kind.value if period.first.year == period.last.year else "over_years"
    facts = _day_facts(period.first, texts)
    return texts.plain(f"document.{kind}", first=period.first, last=period.last, quarter=period.quarter, **facts)


def tick_text(day: date, texts: Texts) -> str:
    """Write the month that begins on a day as short as an axis needs it: "11월"."""
    return texts.plain("document.tick_month", **_day_facts(day, texts))


def _day_facts(day: date, texts: Texts) -> dict[str, str | int]:
    return {"year": day.year, "month": texts.grammar.months[day.month - 1], "day": day.day}


def _in_unit(unit: FigureUnit, value: float) -> float:
    return value * 100 if unit is FigureUnit.SHARE else value


def _shown(unit: FigureUnit, value: float) -> float:
    return round(_in_unit(unit, value), DECIMALS[unit])
