"""What every chart is: a name, a title, a sentence in place of it, a height, and how to draw it."""

from typing import Protocol

from bot.documents.charts.drawing import GREY, HEAD, MARGIN, MIDDLE, Lettering, Sheet

KIND_HEIGHT = HEAD + 150
"""Of a chart that only says that there is nothing to show."""


class Picture(Protocol):
    """A chart before it is drawn."""

    @property
    def name(self) -> str:
        """Its file's name."""

    @property
    def title(self) -> str:
        """What it shows."""

    @property
    def alt(self) -> str:
        """The sentence that stands in for it."""

    @property
    def height(self) -> int:
        """Its pixels from top to bottom."""

    def draw(self, sheet: Sheet) -> None:
        """Draw it below the title."""


def say_kindly(sheet: Sheet, sentence: str) -> None:
    """Write why a chart is empty."""
    sheet.write(MARGIN, HEAD + 60, sentence, Lettering(size=MIDDLE, colour=GREY))
