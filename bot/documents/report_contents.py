"""What the documents show, and in which order.

Audit's figures (`FOR_AUDIT`) are in none of them, whoever the card was made for: files are passed on. Audit has a sheet
of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.figures.cards import FUNNEL, FactorsCard, ReportCard, StatsCard
from bot.domain.figures.figures import FOR_AUDIT, FORMULAS, HIDDEN, TOP2, Figure, FigureUnit, Value, Values
from bot.domain.grievances.kinds import Category
from bot.texts import Texts
from bot.texts.figures import period_text

_RANKED = [figure for figure in Figure if figure not in TOP2 and figure not in FOR_AUDIT]
_AFTER_MEANS = _RANKED.index(Figure.EXPLANATION) + 1
ORDER = (*_RANKED[:_AFTER_MEANS], *TOP2, *_RANKED[_AFTER_MEANS:])
"""All figures; the five means side by side, so that a chart can point at them."""
GROUP_FIGURES = (
    Figure.VISITS,
    Figure.COVERAGE,
    Figure.CONTACT,
    Figure.COMPLETION,
    Figure.OVERALL,
    Figure.KINDNESS,
    Figure.PROMPTNESS,
    Figure.FAIRNESS,
    Figure.EXPLANATION,
    Figure.GRIEVANCES,
    Figure.GRIEVANCES_PER_100,
    Figure.REPLY,
    Figure.WITHIN_DUE,
    Figure.PRAISE,
    Figure.REPEATED,
)
"""What departments and petition types are compared by."""
TREND_FIGURES = (Figure.VISITS, Figure.CONTACT, Figure.OVERALL)


def shown(values: Values) -> Mapping[Figure, Value]:
    """Return the figures of a card that documents show, in their order."""
    return {figure: values[figure] for figure in ORDER if figure in values}


def value_of(values: Values, figure: Figure) -> Value:
    """Return one figure; hidden where the card leaves it out."""
    return values.get(figure, HIDDEN[FigureUnit.COUNT])


def is_count(figure: Figure) -> bool:
    """Check whether a figure is a mere count: its n is itself, and not shown."""
    return figure in FORMULAS and FORMULAS[figure].unit is FigureUnit.COUNT


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelStep:
    """One step of the funnel: how many, and of how many that is which share. `count` None: hidden or nothing there."""

    figure: Figure
    value: Value
    count: int | None


def steps_of(values: Values) -> tuple[FunnelStep, ...]:
    """Make the funnel's steps. Each is a share of all visits, and a part of the step before."""
    return tuple(_step(figure, value_of(values, figure)) for figure in FUNNEL)


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


def subtitle_of(card: ReportCard, texts: Texts, *, said: bool = False) -> str:
    """Say whose figures a document shows, and of when; `said`: what people said, which may be of another time."""
    period = period_text((card.stats.said if said else None) or card.stats.period, texts)
    if not card.stats.scope.name:
        return texts.plain("document.subtitle", station=card.station, period=period)
    return texts.plain("document.subtitle_scope", station=card.station, scope=card.stats.scope.name, period=period)
