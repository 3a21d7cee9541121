"""From visit to answer: how many of the same visits came how far."""

from bot.documents.charts.drawing import BLUE, GREY, HEAD, INSIDE, LINE, MARGIN, PALE, SMALL, WIDTH, Lettering, Sheet
from bot.documents.charts.picture import KIND_HEIGHT, say_kindly
from bot.documents.report_contents import FunnelStep, steps_of
from bot.domain.figures.cards import ReportCard
from bot.domain.figures.figures import Figure, FigureUnit, Value, value_in
from bot.texts import Texts
from bot.texts.figures import figure_text

ROW, THICK = 190, 56


class FunnelChart:
    """A bar for each step, under each other; none is longer than the one above."""

    name = "funnel"

    def __init__(self, card: ReportCard, texts: Texts) -> None:
        self._steps = steps_of(card.stats.values)
        self._before = value_in(card.stats.values_before, Figure.VISITS)
        self._texts = texts
        self._longest = max((step.count or 0 for step in self._steps), default=0)
        self.title = texts.plain("document.funnel")
        self.alt = self._alt()
        self.height = HEAD + ROW * len(self._steps) + 20 if self._longest else KIND_HEIGHT

    def draw(self, sheet: Sheet) -> None:
        """Draw the steps, or say that there are none."""
        if not self._longest:
            say_kindly(sheet, self._texts.plain("document.no_data"))
        for place, step in enumerate(self._steps if self._longest else ()):
            self._draw_step(sheet, HEAD + ROW * place, step)

    def _draw_step(self, sheet: Sheet, top: float, step: FunnelStep) -> None:
        sheet.write(MARGIN, top + LINE / 2, self._texts.plain(f"document.funnel_{step.figure}"), Lettering(bold=True))
        style = Lettering(bold=True, across="right")
        sheet.write(WIDTH - MARGIN, top + LINE / 2, self._count(step), style)
        if step.value.is_hidden:
            sheet.hatched(MARGIN, top + LINE, INSIDE, THICK)
        else:
            sheet.bar(MARGIN, top + LINE, INSIDE, THICK, PALE)
            sheet.bar(MARGIN, top + LINE, INSIDE * (step.count or 0) / self._longest, THICK, BLUE)
        sheet.write(MARGIN, top + LINE + THICK + 26, self._share(step), Lettering(size=SMALL, colour=GREY))

    def _count(self, step: FunnelStep) -> str:
        if step.count is None:
            return figure_text(step.value, self._texts)
        return figure_text(Value(unit=FigureUnit.COUNT, value=step.count, n=step.count), self._texts)

    def _share(self, step: FunnelStep) -> str:
        if step.figure is Figure.VISITS:
            return self._texts.plain("document.funnel_before", before=figure_text(self._before, self._texts))
        if step.value.value is None:
            return ""
        share = figure_text(step.value, self._texts)
        return self._texts.plain("document.funnel_of", n=step.value.n, share=share)

    def _alt(self) -> str:
        if not self._longest:
            return f"{self._texts.plain('document.funnel')}. {self._texts.plain('document.no_data')}"
        said = {
            step.figure.value: " ".join(filter(None, (self._count(step), self._bracketed(step))))
            for step in self._steps
        }
        return self._texts.plain("document.funnel_alt", **said)

    def _bracketed(self, step: FunnelStep) -> str:
        share = self._share(step)
        return f"({share})" if share else ""
