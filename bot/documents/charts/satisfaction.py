"""Satisfaction by item: means of 100 with their n, and the period before as a faint mark."""

from bot.documents.charts.drawing import BLUE, GREY, HEAD, INSIDE, LINE, MARGIN, PALE, SMALL, WIDTH, Lettering, Sheet
from bot.documents.charts.picture import KIND_HEIGHT, say_kindly
from bot.documents.fonts import folded, printed_width
from bot.domain.figures.cards import ReportCard
from bot.domain.figures.figures import QuestionFigure, Value, means_in, value_in
from bot.texts import Texts
from bot.texts.figures import figure_name, figure_text

ROW, THICK = 148, 46
BEST = 100
SHORT, LONG = 32, 40
"""Latin letters beside the numbers; a longer name takes two lines of so many small ones."""


class SatisfactionChart:
    """A bar from 0 to 100 for each item of the survey."""

    name = "satisfaction"

    def __init__(self, card: ReportCard, texts: Texts) -> None:
        now, before = card.stats.values, card.stats.values_before
        self._items = [(item, now[item], value_in(before, item)) for item in means_in(now)]
        self._texts = texts
        self._is_empty = all(value.value is None and not value.is_hidden for _, value, _ in self._items)
        self.title = texts.plain("document.satisfaction")
        self.alt = self._alt()
        self.height = KIND_HEIGHT if self._is_empty else HEAD + ROW * len(self._items) + 70

    def draw(self, sheet: Sheet) -> None:
        """Draw the items, or say that nobody was asked."""
        if self._is_empty:
            say_kindly(sheet, self._texts.plain("document.no_data"))
            return
        for place, (item, now, before) in enumerate(self._items):
            self._draw_item(sheet, HEAD + ROW * place, figure_name(item, self._texts), (now, before))
        note = self._texts.plain("document.satisfaction_note")
        sheet.write(MARGIN, self.height - 46, note, Lettering(size=SMALL, colour=GREY))

    def _draw_item(self, sheet: Sheet, top: float, name: str, values: tuple[Value, Value]) -> None:
        now, before = values
        if printed_width(name) <= SHORT:
            sheet.write(MARGIN, top + LINE / 2, name, Lettering(bold=True))
        else:
            sheet.write(MARGIN, top + LINE - 6, folded(name, LONG, 2), Lettering(size=SMALL, bold=True, up="bottom"))
        sheet.write(WIDTH - MARGIN, top + LINE / 2, self._numbers(now, before), Lettering(across="right", size=SMALL))
        if now.is_hidden:
            sheet.hatched(MARGIN, top + LINE, INSIDE, THICK)
        else:
            sheet.bar(MARGIN, top + LINE, INSIDE, THICK, PALE)
            sheet.bar(MARGIN, top + LINE, INSIDE * (now.value or 0) / BEST, THICK, BLUE)
        if before.value is not None:
            sheet.mark(MARGIN + INSIDE * before.value / BEST, top + LINE + THICK / 2)

    def _numbers(self, now: Value, before: Value) -> str:
        said = figure_text(now, self._texts)
        if now.value is not None:
            said = self._texts.plain("document.satisfaction_n", value=said, n=now.n)
        if before.value is None:
            return said
        return self._texts.plain("document.satisfaction_before", now=said, before=figure_text(before, self._texts))

    def _alt(self) -> str:
        if self._is_empty:
            return f"{self._texts.plain('document.satisfaction')}. {self._texts.plain('document.no_data')}"
        return self._texts.plain(
            "document.satisfaction_alt", items=", ".join(self._said(item, now) for item, now, _ in self._items)
        )

    def _said(self, item: QuestionFigure, value: Value) -> str:
        name, said = figure_name(item, self._texts), figure_text(value, self._texts)
        if value.value is None:
            return f"{name} {said}"
        return self._texts.plain("document.satisfaction_item", name=name, value=said, n=value.n)
