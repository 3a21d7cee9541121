"""A funnel plot: each station a point, within its limits or outside; the fewer people, the wider the limits."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from bot.documents.charts.drawing import (
    BLUE,
    GREY,
    HEAD,
    INK,
    INSIDE,
    MARGIN,
    ORANGE,
    PALE,
    SMALL,
    Lettering,
    Sheet,
    write,
)
from bot.documents.charts.picture import KIND_HEIGHT, say_kindly
from bot.documents.fonts import clipped
from bot.domain.figures.intervals import LEAST_N, Share, Standing, limits_for
from bot.domain.figures.region.cards import StationLine, StationsFigure, share_of
from bot.texts import Texts
from bot.texts.figures import figure_name, figure_text

TOP, PLOT, FOOT = HEAD + 40, 560, 150
STEPS = 80
ROOM = 0.08
MOST_NAMED = 12
"""Stations outside their limits whose names stand beside them."""
NAME_LETTERS = 14


class StationsChart:
    """A figure of all stations around that of the region."""

    def __init__(self, figure: StationsFigure, texts: Texts) -> None:
        self._figure, self._texts = figure, texts
        self._points = [(line, share) for line in figure.lines if (share := share_of(line.value)) is not None]
        self._around = share_of(figure.around)
        self._is_empty = self._around is None or not self._points
        self.name = f"stations-{figure.figure}"
        self.title = figure_name(figure.figure, texts)
        self.alt = self._alt()
        self.height = KIND_HEIGHT if self._is_empty else TOP + PLOT + FOOT

    def draw(self, sheet: Sheet) -> None:
        """Draw the points and their limits, or say that there is nothing yet."""
        if self._around is None or not self._points:
            say_kindly(sheet, self._texts.plain("document.no_data"))
            return
        axes = sheet.plot(MARGIN, TOP, INSIDE, PLOT)
        most = max(share.n for _, share in self._points) * (1 + ROOM)
        self._draw_limits(axes, self._around, most)
        for line, share in self._points:
            outside = line.standing in {Standing.ABOVE, Standing.BELOW}
            colour = ORANGE if outside else GREY if line.standing is Standing.FEW else BLUE
            axes.plot([share.n], [share.value], marker="D" if outside else "o", markersize=11, color=colour, mec=INK)
        self._name(axes, most)
        self._write_numbers(sheet, axes, most)

    def _draw_limits(self, axes: Axes, around: Share, most: float) -> None:
        sizes = [LEAST_N + (most - LEAST_N) * step / STEPS for step in range(STEPS + 1)] if most > LEAST_N else []
        limits = [limits_for(round(size), around, self._figure.spread) for size in sizes]
        values = [share.value for _, share in self._points]
        low, high = min([*values, around.value]), max([*values, around.value])
        room = max(0.02, (high - low) * 0.25)
        axes.set(xlim=(-most * ROOM, most), ylim=(max(-0.02, low - room), min(1.04, high + room)))
        axes.fill_between(sizes, [each.low for each in limits], [each.high for each in limits], color=PALE, linewidth=0)
        axes.axhline(around.value, color=INK, linewidth=2)

    def _name(self, axes: Axes, most: float) -> None:
        """Write the names of those outside beside them, on the side where there is room."""
        outside = [(line, share) for line, share in self._points if line.standing in {Standing.ABOVE, Standing.BELOW}]
        for line, share in outside[:MOST_NAMED]:
            is_right = share.n > most * 0.6
            style = Lettering(size=SMALL, across="right" if is_right else "left")
            gap = most * 0.02 * (-1 if is_right else 1)
            write(axes, share.n + gap, share.value, clipped(line.station, NAME_LETTERS), style)

    def _write_numbers(self, sheet: Sheet, axes: Axes, most: float) -> None:
        around = figure_text(self._figure.around, self._texts)
        low, high = axes.get_ylim()
        small = Lettering(size=SMALL, colour=GREY)
        for end, place in ((high, TOP), (low, TOP + PLOT)):
            said = self._texts.plain("region.axis", value=max(0.0, min(1.0, end)) * 100)
            sheet.write(MARGIN, place - 14, said, small)
        sheet.write(MARGIN, TOP + PLOT + 34, self._texts.plain("region.axis_n", most=round(most)), small)
        note = self._texts.plain("region.chart_note", around=around)
        sheet.write(MARGIN, self.height - 46, note, Lettering(size=SMALL, colour=GREY))

    def _alt(self) -> str:
        if self._is_empty:
            return f"{self.title}. {self._texts.plain('document.no_data')}"
        return self._texts.plain(
            "region.chart_alt",
            name=self.title,
            stations=len(self._points),
            around=figure_text(self._figure.around, self._texts),
            above=_names(self._points, Standing.ABOVE, self._texts),
            below=_names(self._points, Standing.BELOW, self._texts),
        )


def _names(points: Sequence[tuple[StationLine, Share]], standing: Standing, texts: Texts) -> str:
    return ", ".join(line.station for line, _ in points if line.standing is standing) or texts.plain("unit.none")
