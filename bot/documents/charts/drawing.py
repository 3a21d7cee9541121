"""A sheet to draw on: 1080 pixels wide for a phone, every letter in the Hangul font and none of it read as formulas.

Only matplotlib's object interface: nothing global is touched, so a worker thread may draw.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from PIL import Image

from bot.documents.cancellation import still_wanted
from bot.documents.fonts import clipped, font_file, printable

WIDTH, MARGIN = 1080, 48
INSIDE = WIDTH - 2 * MARGIN
HEAD = 168
"""Pixels that title and subtitle take."""
PIXELS_AN_INCH = 100
LARGE, MIDDLE, SMALL = 30, 23, 20
"""Sizes in points; a phone shows the sheet at about a third."""
LINE = 52
"""From one line of middle letters to the next, in pixels."""

BLUE, ORANGE, GREEN, BLACK = "#0072B2", "#E69F00", "#009E73", "#000000"
"""Okabe and Ito: told apart by colour-blind people."""
INK, GREY, PALE, LIGHT = "#1A1A1A", "#595959", "#D9D9D9", "#F0F0F0"
HATCH = "///"
"""How hidden cells look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lettering:
    """How words look and which point of them is placed."""

    size: float = MIDDLE
    bold: bool = False
    colour: str = INK
    across: Literal["left", "center", "right"] = "left"
    up: Literal["top", "center", "bottom", "baseline"] = "center"
    turned: float = 0


PLAIN = Lettering()


class Sheet:
    """A sheet with its title. Places are pixels from its upper left corner."""

    def __init__(self, title: str, subtitle: str, height: int, scale: float) -> None:
        still_wanted()
        self.height = height
        inches = (WIDTH / PIXELS_AN_INCH, height / PIXELS_AN_INCH)
        self._figure = Figure(figsize=inches, dpi=PIXELS_AN_INCH * scale, facecolor="white")
        self._canvas = FigureCanvasAgg(self._figure)
        self._page = self.plot(0, 0, WIDTH, height)
        self._page.set(xlim=(0, WIDTH), ylim=(height, 0))
        self.write(MARGIN, 66, clipped(title, 40), Lettering(size=LARGE, bold=True))
        self.write(MARGIN, 122, clipped(subtitle, 64), Lettering(size=SMALL, colour=GREY))

    def plot(self, left: float, top: float, width: float, height: float) -> Axes:
        """Return a place to plot in, without frame or ticks."""
        place = (left / WIDTH, 1 - (top + height) / self.height, width / WIDTH, height / self.height)
        axes = self._figure.add_axes(place)
        axes.set_axis_off()
        return axes

    def write(self, x: float, y: float, words: str, style: Lettering = PLAIN) -> Text:
        """Write words, without letters that the font lacks."""
        return write(self._page, x, y, words, style)

    def bar(self, left: float, top: float, width: float, height: float, colour: str) -> None:
        """Draw a bar."""
        self._page.add_patch(Rectangle((left, top), width, height, facecolor=colour, edgecolor="none"))

    def hatched(self, left: float, top: float, width: float, height: float) -> None:
        """Draw the place of something hidden."""
        self._page.add_patch(hatched(left, top, width, height))

    def mark(self, x: float, y: float) -> None:
        """Draw the faint mark of the period before."""
        self._page.plot([x], [y], marker="D", markersize=15, mfc="white", mec=INK, mew=2.5, clip_on=False)

    def image(self) -> Image.Image:
        """Return the picture."""
        still_wanted()
        self._canvas.draw()  # type: ignore[no-untyped-call]
        rgba = self._canvas.buffer_rgba()  # type: ignore[no-untyped-call]  # matplotlib leaves these untyped
        size = self._canvas.get_width_height(physical=True)
        return Image.frombuffer("RGBA", size, rgba).convert("RGB")


def write(axes: Axes, x: float, y: float, words: str, style: Lettering = PLAIN) -> Text:
    """Write words in a plot, at its own coordinates, without letters that the font lacks."""
    return axes.text(
        x,
        y,
        "\n".join(printable(line) for line in words.split("\n")),
        fontproperties=_font(style.size, bold=style.bold),
        color=style.colour,
        ha=style.across,
        va=style.up,
        rotation=style.turned,
        rotation_mode="anchor",
        linespacing=1.15,
        parse_math=False,
    )


def hatched(left: float, top: float, width: float, height: float) -> Rectangle:
    """Make the patch of something hidden."""
    return Rectangle((left, top), width, height, facecolor=LIGHT, edgecolor="#B3B3B3", hatch=HATCH, linewidth=0)


@cache
def _font(size: float, *, bold: bool) -> FontProperties:
    return FontProperties(fname=font_file(bold=bold), size=size)
