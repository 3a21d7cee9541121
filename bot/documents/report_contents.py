"""What the documents show, and in which order.

Audit's figures (`FOR_AUDIT`) are in none of them, whoever the card was made for: files are passed on. Audit has a sheet
of its own.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.domain.figures.cards import FUNNEL, FactorsCard, ReportCard, StatsCard
from bot.domain.figures.figures import (
    FOR_AUDIT,
    FORMULAS,
    TRIAL,
    AnyFigure,
    Figure,
    FigureUnit,
    QuestionFigure,
    Value,
    Values,
    means_in,
    value_in,
)
from bot.domain.grievances.kinds import Category
from bot.texts import Texts
from bot.texts.figures import period_text

_RANKED = [figure for figure in Figure if figure not in FOR_AUDIT]
_SURVEY_AT = _RANKED.index(Figure.SAME_SCORE)
BEFORE_SURVEY, AFTER_SURVEY = _RANKED[:_SURVEY_AT], _RANKED[_SURVEY_AT:]
BEFORE_MEANS = (Figure.VISITS, Figure.COVERAGE, Figure.CONTACT, Figure.COMPLETION)
AFTER_MEANS = (
    Figure.GRIEVANCES,
    Figure.GRIEVANCES_PER_100,
    Figure.REPLY,
    Figure.WITHIN_DUE,
    Figure.PRAISE,
    Figure.REPEATED,
)


def shown(values: Values) -> Mapping[AnyFigure, Value]:
    """Return the figures of a card that documents show, in their order; means side by side, for a chart."""
    of_survey = (each for each in values if isinstance(each, QuestionFigure))
    order: tuple[AnyFigure, ...] = (*BEFORE_SURVEY, *of_survey, *AFTER_SURVEY)
    return {figure: values[figure] for figure in order if figure in values}


def group_figures(rows: Iterable[Values]) -> tuple[AnyFigure, ...]:
    """List what departments, petition types or months are compared by: of the survey what any of them was asked."""
    means = dict.fromkeys(each for values in rows for each in means_in(values))
    return (*BEFORE_MEANS, *means, *AFTER_MEANS)


def for_paper(card: ReportCard) -> ReportCard:
    """Leave out of a card what is compared by coin, where no coin was tossed: paper has no room for nothing."""
    values = card.stats.values
    if any(values[each].n or values[each].is_hidden for each in TRIAL if each in values):
        return card
    rest = {figure: value for figure, value in values.items() if figure not in TRIAL}
    return replace(card, stats=replace(card.stats, values=rest))


def is_count(figure: AnyFigure) -> bool:
    """Check whether a figure is a mere count: its n is itself, and not shown."""
    return isinstance(figure, Figure) and figure in FORMULAS and FORMULAS[figure].unit is FigureUnit.COUNT


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelStep:
    """One step of the funnel: how many, and of how many that is which share. `count` None: hidden or nothing there."""

    figure: Figure
    value: Value
    count: int | None


def steps_of(values: Values) -> tuple[FunnelStep, ...]:
    """Make the funnel's steps. Each is a share of all visits, and a part of the step before."""
    return tuple(_step(figure, value_in(values, figure)) for figure in FUNNEL)


def _step(figure: Figure, value: Value) -> FunnelStep:
    if value.value is None:
        return FunnelStep(figure=figure, value=value, count=None)
    count = value.value if figure is Figure.VISITS else value.value * value.n
    return FunnelStep(figure=figure, value=value, count=round(count))


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Factor cells as a table. A cell that is not there is zero, None is hidden."""

    departments: tuple[str, ...]
    categories: tuple[Category, ...]
    cells: Mapping[tuple[str, Category], int | None]


def grid_of(card: FactorsCard) -> Grid:
    """Lay the cells out: departments by name, categories in the form's order."""
    cells = {(cell.department, cell.category): cell.count for cell in card.cells}
    departments = tuple(sorted({department for department, _ in cells}))
    categories = tuple(category for category in Category if any(each is category for _, each in cells))
    return Grid(departments=departments, categories=categories, cells=cells)


def said_note(stats: StatsCard, texts: Texts) -> str:
    """Say of which closed period is what people said, if that is not the document's own."""
    if stats.said == stats.period:
        return ""
    if stats.said is None:
        return texts.plain("document.said_none")
    return texts.plain("document.said_note", period=period_text(stats.said, texts))


def versions_note(stats: StatsCard, texts: Texts) -> str:
    """Say since when the survey asks something else, where it was changed in the period."""
    return "\n".join(texts.plain("stats.survey_version", number=number, day=day) for number, day in stats.versions[1:])


def subtitle_of(card: ReportCard, texts: Texts, *, said: bool = False) -> str:
    """Say whose figures a document shows, and of when; `said`: what people said, which may be of another time."""
    period = period_text((card.stats.said if said else None) or card.stats.period, texts)
    if not card.stats.scope.name:
        return texts.plain("document.subtitle", station=card.station, period=period)
    return texts.plain("document.subtitle_scope", station=card.station, scope=card.stats.scope.name, period=period)
