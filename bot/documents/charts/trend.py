"""Visits, contact rate and overall satisfaction over the months, each in a panel of its own."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from bot.documents.charts.drawing import (
    BLUE,
    GREEN,
    GREY,
    HEAD,
    INSIDE,
    MARGIN,
    ORANGE,
    PALE,
    SMALL,
    Lettering,
    Sheet,
    hatched,
    write,
)
from bot.documents.charts.picture import KIND_HEIGHT, say_kindly
from bot.domain.figures.cards import TrendPoint, trend_figures
from bot.domain.figures.figures import AnyFigure, Figure, FigureUnit, Value, value_in
from bot.texts import Texts
from bot.texts.figures import figure_name, figure_text, tick_text, trend_alt

PANEL, PLOT, CAPTION = 318, 200, 50
LABELS = 7
"""So many points can carry their number side by side."""
LOOKS = ((BLUE, "s"), (GREEN, "o"), (ORANGE, "D"))
"""Colour and mark of each panel."""


class TrendChart:
    """Three panels over the same months; a share goes to 100 %, points to 100."""

    name = "trend"

    def __init__(self, points: Sequence[TrendPoint], texts: Texts) -> None:
        self._points = points
        self._figures = trend_figures(points) if points else ()
        self._texts = texts
        self.title = texts.plain("document.trend_monthly")
        self.alt = self._alt()
        self.height = HEAD + PANEL * len(self._figures) + 40 if self._points else KIND_HEIGHT

    def draw(self, sheet: Sheet) -> None:
        """Draw the panels, or say that there is nothing yet."""
        if not self._points:
            say_kindly(sheet, self._texts.plain("document.no_data"))
            return
        for place, figure in enumerate(self._figures):
            self._draw_panel(sheet, HEAD + PANEL * place, figure)
        if any(value_in(point.values, figure).is_hidden for point in self._points for figure in self._figures):
            note = self._texts.plain("document.hidden_note")
            sheet.write(MARGIN, self.height - 34, note, Lettering(size=SMALL, colour=GREY))

    def _draw_panel(self, sheet: Sheet, top: float, figure: AnyFigure) -> None:
        values = [value_in(point.values, figure) for point in self._points]
        sheet.write(MARGIN, top + CAPTION / 2, figure_name(figure, self._texts), Lettering(bold=True))
        axes = sheet.plot(MARGIN, top + CAPTION, INSIDE, PLOT)
        ceiling = _ceiling(values)
        axes.set(xlim=(-0.6, len(values) - 0.4), ylim=(0, ceiling * 1.3))
        axes.axhline(0, color=GREY, linewidth=2)
        for place, value in enumerate(values):
            if value.is_hidden:
                axes.add_patch(hatched(place - 0.35, 0, 0.7, ceiling))
        self._draw_values(axes, figure, values)
        self._write_numbers(sheet, axes, values, top + CAPTION + PLOT + 26)

    def _draw_values(self, axes: Axes, figure: AnyFigure, values: list[Value]) -> None:
        colour, mark = LOOKS[self._figures.index(figure)]
        heights = [float("nan") if value.value is None else value.value for value in values]
        if figure is Figure.VISITS:
            axes.bar(range(len(values)), heights, width=0.7, color=colour)
            return
        best = _ceiling(values)
        axes.axhline(best, color=PALE, linewidth=1.5, linestyle=(0, (4, 4)), zorder=0)
        said = figure_text(Value(unit=values[0].unit, value=best, n=0), self._texts)
        write(
            axes, len(values) - 0.4, best * 1.05, said, Lettering(size=SMALL, colour=GREY, across="right", up="bottom")
        )
        axes.plot(range(len(values)), heights, color=colour, marker=mark, markersize=11, linewidth=4, clip_on=False)

    def _write_numbers(self, sheet: Sheet, axes: Axes, values: list[Value], below: float) -> None:
        step = -(-len(values) // LABELS)
        column = INSIDE / len(values)
        for place in range(len(values) - 1, -1, -step):
            value = values[place]
            write(axes, place, *_beside(value, values, self._texts))
            tick = tick_text(self._points[place].first, self._texts)
            style = Lettering(size=SMALL, colour=GREY, across="center")
            sheet.write(MARGIN + column * (place + 0.5), below, tick, style)

    def _alt(self) -> str:
        if not self._points:
            return f"{self.title}. {self._texts.plain('document.no_data')}"
        return trend_alt(self._points, self._texts)


def _beside(value: Value, values: list[Value], texts: Texts) -> tuple[float, str, Lettering]:
    """Say where a point's number stands: above it, but below a line that runs high."""
    ceiling = _ceiling(values)
    height = value.value or (ceiling * 0.4 if value.is_hidden else 0)
    runs_high = value.unit is not FigureUnit.COUNT and height > ceiling / 2
    style = Lettering(size=SMALL, across="center", up="top" if runs_high else "bottom")
    return height + ceiling * (-0.1 if runs_high else 0.08), figure_text(value, texts), style


def _ceiling(values: list[Value]) -> float:
    match values[0].unit:
        case FigureUnit.SHARE:
            return 1
        case FigureUnit.POINTS:
            return 100
        case _:
            return max((value.value or 0 for value in values), default=0) or 1
