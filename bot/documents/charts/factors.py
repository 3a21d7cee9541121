"""What each department was complained of for: a table of cells, the darker the more, each with its number."""

from collections import Counter
from dataclasses import replace

from bot.documents.charts.drawing import GREY, HEAD, INK, MARGIN, SMALL, WIDTH, Lettering, Sheet
from bot.documents.charts.picture import KIND_HEIGHT, say_kindly
from bot.documents.fonts import folded, printable
from bot.documents.report_contents import Grid, grid_of
from bot.domain.figures.cards import ReportCard
from bot.domain.grievances.kinds import Category
from bot.texts import Texts

ROW, NAMES, TOPS, FOOT = 92, 318, 250, 120
MOST_ROWS, MOST_COLUMNS = 14, 10
WIDEST = 150
SHADES = ("#DCEAF5", "#A9CFE8", "#5FA3D0", "#0072B2", "#00486F")
"""From few to many; white letters from the third on."""
FIRST_WHITE = 3
NONE = "·"


class FactorsChart:
    """Departments down, categories across. No ranking: departments stand by name."""

    name = "factors"

    def __init__(self, card: ReportCard, texts: Texts) -> None:
        whole = grid_of(card.factors)
        self._grid = _busiest(whole)
        self._whole = whole
        self._texts = texts
        self.title = texts.plain("document.factors")
        self.alt = self._alt()
        rows = len(self._grid.departments)
        self.height = HEAD + TOPS + ROW * rows + FOOT if rows else KIND_HEIGHT
        self._column = min(WIDEST, (WIDTH - 2 * MARGIN - NAMES) / max(1, len(self._grid.categories)))
        self._most = max((count or 0 for count in whole.cells.values()), default=0)

    def draw(self, sheet: Sheet) -> None:
        """Draw the cells, or say that nobody complained."""
        if not self._grid.departments:
            say_kindly(sheet, self._texts.plain("document.no_factors"))
            return
        for place, category in enumerate(self._grid.categories):
            style = Lettering(size=SMALL, turned=90)
            x = MARGIN + NAMES + self._column * (place + 0.5)
            sheet.write(x, HEAD + TOPS - 16, folded(self._texts.word("category", category), 16, 2), style)
        for place, department in enumerate(self._grid.departments):
            self._draw_row(sheet, HEAD + TOPS + ROW * place, department)
        self._write_notes(sheet)

    def _draw_row(self, sheet: Sheet, top: float, department: str) -> None:
        sheet.write(MARGIN, top + ROW / 2, folded(department, 20, 2), Lettering(size=SMALL))
        for place, category in enumerate(self._grid.categories):
            left = MARGIN + NAMES + self._column * place
            self._draw_cell(sheet, (left, top), (department, category))

    def _draw_cell(self, sheet: Sheet, corner: tuple[float, float], key: tuple[str, Category]) -> None:
        left, top = corner
        middle = Lettering(size=min(SMALL, self._column * 0.23), across="center")
        x, y = left + self._column / 2, top + ROW / 2
        count = self._grid.cells.get(key, 0)
        if count == 0:
            sheet.write(x, y, NONE, replace(middle, colour=GREY, size=SMALL))
        elif count is None:
            sheet.hatched(left + 2, top + 2, self._column - 4, ROW - 4)
            sheet.write(x, y, self._texts.plain("unit.hidden").replace(" ", "\n"), middle)
        else:
            shade = min(len(SHADES) - 1, len(SHADES) * count // (self._most + 1))
            sheet.bar(left + 2, top + 2, self._column - 4, ROW - 4, SHADES[shade])
            colour = "white" if shade >= FIRST_WHITE else INK
            sheet.write(x, y, f"{count:,}", replace(middle, colour=colour, bold=True))

    def _write_notes(self, sheet: Sheet) -> None:
        notes = [self._texts.plain("document.factors_note")]
        departments = len(self._whole.departments) - len(self._grid.departments)
        categories = len(self._whole.categories) - len(self._grid.categories)
        if departments or categories:
            left_out = self._texts.plain("document.factors_some", departments=departments, categories=categories)
            notes.append(left_out)
        for place, note in enumerate(notes):
            sheet.write(MARGIN, self.height - FOOT + 36 + 40 * place, note, Lettering(size=SMALL, colour=GREY))

    def _alt(self) -> str:
        grid = self._whole
        if not grid.departments:
            return f"{self.title}. {self._texts.plain('document.no_factors')}"
        counts = {key: count for key, count in grid.cells.items() if count is not None}
        if not counts:
            return self._texts.plain("document.factors_alt_hidden", departments=len(grid.departments))
        (department, category), count = max(counts.items(), key=lambda cell: cell[1])
        word = self._texts.word("category", category)
        return self._texts.plain(
            "document.factors_alt",
            departments=len(grid.departments),
            department=printable(department),
            category=word,
            count=count,
        )


def _busiest(grid: Grid) -> Grid:
    """Keep as many departments and categories as a phone can show, those with most; their order stays."""
    by_department: Counter[str] = Counter()
    by_category: Counter[Category] = Counter()
    for (department, category), count in grid.cells.items():
        by_department[department] += count or 1
        by_category[category] += count or 1
    departments = {name for name, _ in by_department.most_common(MOST_ROWS)}
    categories = {category for category, _ in by_category.most_common(MOST_COLUMNS)}
    return replace(
        grid,
        departments=tuple(name for name in grid.departments if name in departments),
        categories=tuple(category for category in grid.categories if category in categories),
    )
