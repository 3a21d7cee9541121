"""A4 pages in the Hangul font: headings, paragraphs, tables, pictures, a numbered foot."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fpdf import FPDF, FontFace
from fpdf.enums import Align, TableBordersLayout, XPos, YPos

from bot.documents.cancellation import still_wanted
from bot.documents.charts.drawn import DrawnChart
from bot.documents.fonts import clipped, printable
from bot.documents.pdf_fonts import FAMILY, add_font
from bot.documents.report_tables import Entry, Table
from bot.texts import Texts

MARGIN, FOOT, GAP = 18, 16, 4
"""Millimetres."""
PICTURE_WIDE = 120
TITLE, HEADING, BODY, NOTE = 17.0, 13.0, 9.0, 8.0
"""Points."""
MILLIMETRES_A_POINT = 0.353
INK, GREY, HEAD_FILL, LINE = (26, 26, 26), (89, 89, 89), (220, 234, 245), (166, 166, 166)
LABEL_WIDE, CELL_WIDE, TITLE_HIGH, SIGN_HIGH = 7, 19, 6, 16
"""Of the box for signatures, in millimetres."""
TITLE_WIDE = 16
NAME_WIDE, WORDS_WIDE = 80, 240
"""Of one text, in Latin letters: no word of people may fill a page."""


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide the columns of a table are, in millimetres, and which of them are text."""

    widths: tuple[int, ...]
    texts: frozenset[int] = frozenset({0})


@dataclass(frozen=True, slots=True)
class ApprovalBox:
    """The box in which a report is signed, in the upper right corner: a label, and a cell for each who signs."""

    label: str
    titles: tuple[str, ...]

    @property
    def width(self) -> float:
        """How wide it is; without anybody to sign there is none."""
        return LABEL_WIDE + CELL_WIDE * len(self.titles) if self.titles else 0


class PdfPages(FPDF):
    """Pages that are being written from top to bottom. Whatever is written goes through `printable`."""

    def __init__(self, foot: str, texts: Texts) -> None:
        still_wanted()
        logging.getLogger("fontTools.subset").setLevel(logging.ERROR)  # it warns of tables that no reader needs
        super().__init__(orientation="portrait", unit="mm", format="A4")
        self._foot = clipped(foot, 72)
        self._texts = texts
        self.alias_nb_pages("")  # else "{nb}" in somebody's words would turn into a number
        self.set_lang(texts.locale)
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN + GAP)
        add_font(self, bold=False)
        still_wanted()
        add_font(self, bold=True)
        self.set_draw_color(*LINE)
        self.set_line_width(0.2)
        self.add_page()

    def footer(self) -> None:
        """Write the foot of a page; fpdf2 calls it."""
        self.set_y(-FOOT)
        self._use(NOTE, GREY)
        self.cell(0, 6, self._foot)
        self.set_x(MARGIN)
        self.cell(0, 6, self._texts.plain("document.page", page=self.page_no()), align=Align.R)

    def line_of(
        self, words: str, size: float = BODY, *, bold: bool = False, grey: bool = False, width: float = 0
    ) -> None:
        """Write a paragraph, as wide as the page if no width is given."""
        self._use(size, GREY if grey else INK, bold=bold)
        height = size * MILLIMETRES_A_POINT * 1.55
        fitting = clipped(words, WORDS_WIDE)
        self.multi_cell(width, height, fitting, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def approval_box(self, box: ApprovalBox) -> float:
        """Draw the box for signatures at the right margin; return how far down the page it reaches."""
        if not box.titles:
            return 0
        top, left = self.get_y(), self.w - MARGIN - box.width
        self._use(BODY, INK)
        self.set_draw_color(*INK)
        self.rect(left, top, LABEL_WIDE, TITLE_HIGH + SIGN_HIGH)
        self._label_of(box.label, left, top)
        for place, title in enumerate(box.titles):
            x = left + LABEL_WIDE + CELL_WIDE * place
            self.rect(x, top, CELL_WIDE, TITLE_HIGH)
            self.rect(x, top + TITLE_HIGH, CELL_WIDE, SIGN_HIGH)
            self.set_xy(x, top)
            self._use(BODY, INK)
            fitting = clipped(title, TITLE_WIDE)
            self._use(min(BODY, BODY * (CELL_WIDE - 2) / self.get_string_width(fitting)), INK)
            self.cell(CELL_WIDE, TITLE_HIGH, fitting, align=Align.C)
        self.set_draw_color(*LINE)
        self.set_xy(MARGIN, top)
        return top + TITLE_HIGH + SIGN_HIGH + GAP

    def _label_of(self, label: str, left: float, top: float) -> None:
        """Write the label from top to bottom: Hangul letter below letter, Latin turned."""
        high = TITLE_HIGH + SIGN_HIGH
        if label.isascii():
            with self.rotation(90, left + LABEL_WIDE / 2, top + high / 2):
                self.set_xy(left + (LABEL_WIDE - high) / 2, top + (high - LABEL_WIDE) / 2)
                self.cell(high, LABEL_WIDE, label, align=Align.C)
            return
        step = 2 * LABEL_WIDE / len(label)
        for place, letter in enumerate(label):
            self.set_xy(left, top + (high - step * len(label)) / 2 + step * place)
            self.cell(LABEL_WIDE, step, letter, align=Align.C)

    def paragraph_of(
        self, words: str, size: float, *, bold: bool = False, align: Align = Align.L, indent: float = 0
    ) -> None:
        """Write words whole, line by line as they were written: those of a letter, which nothing may be cut from."""
        self._use(size, INK, bold=bold)
        height = size * MILLIMETRES_A_POINT * 1.7
        for line in words.splitlines():
            self.set_x(MARGIN + indent)
            self.multi_cell(
                self.epw - indent, height, printable(line), align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT
            )

    def bullet_of(self, words: str) -> None:
        """Write one sentence of a list, whole."""
        height = BODY * MILLIMETRES_A_POINT * 1.7
        self._use(BODY, INK)
        self.cell(GAP, height, "·")
        self.multi_cell(self.epw - GAP, height, printable(words), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(1)

    def row_of(self, entries: Sequence[tuple[float, str]], size: float, *, bold: bool = False) -> None:
        """Write words beside each other on one line, each so many millimetres from the margin."""
        self._use(size, INK, bold=bold)
        height = size * MILLIMETRES_A_POINT * 1.7
        for at, words in entries:
            self.set_x(MARGIN + at)
            self.cell(0, height, printable(words))
        self.ln(height)

    def blank_of(self, at: float, width: float, size: float) -> None:
        """Draw a line on which something is written by hand, below the words that stand there next."""
        below = self.get_y() + size * MILLIMETRES_A_POINT * 1.5
        self.line(MARGIN + at, below, MARGIN + at + width - 2, below)

    def table_of(self, table: Table, columns: Columns, *, has_title: bool = True) -> None:
        """Write a table with its title and note; its heads come again on every page."""
        still_wanted()
        if has_title:
            self._start(table.title, rows=min(len(table.rows), 4))
        for note in table.note.splitlines():
            self.line_of(note, NOTE, grey=True)
            self.ln(1)
        if not table.rows:
            return
        self._use(BODY, INK)
        with self.table(
            col_widths=columns.widths,
            text_align=[Align.L if at in columns.texts else Align.R for at in range(len(columns.widths))],
            headings_style=FontFace(emphasis="BOLD", size_pt=NOTE, fill_color=HEAD_FILL),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            line_height=BODY * MILLIMETRES_A_POINT * 1.2,
            padding=(0.1, 1.2),
            width=min(self.epw, sum(columns.widths)),
            align="LEFT",
        ) as grid:
            grid.row([printable(head) for head in table.heads])
            for entries in table.rows:
                name, *rest = (entry.text for entry in entries)
                grid.row([clipped(name, NAME_WIDE), *(clipped(words, WORDS_WIDE) for words in rest)])
        self.ln(GAP)

    def picture_of(self, chart: DrawnChart) -> None:
        """Put a chart onto the page, or onto the next one."""
        still_wanted()
        height, width = _size(chart, room=self.eph)
        if self.will_page_break(height):
            self.add_page()
        left = (self.w - width) / 2
        self.image(chart.image, left, self.get_y(), width, height, alt_text=chart.alt, title=chart.title)
        self.set_y(self.get_y() + height + GAP)

    def rule(self) -> None:
        """Draw a line from margin to margin."""
        self.line(MARGIN, self.get_y(), self.w - MARGIN, self.get_y())
        self.ln(GAP)

    def _start(self, title: str, rows: int) -> None:
        if self.will_page_break(2 * HEADING * MILLIMETRES_A_POINT + (rows + 1) * 6):
            self.add_page()
        self.line_of(title, HEADING, bold=True)
        self.ln(1)

    def _use(self, size: float, colour: tuple[int, int, int], *, bold: bool = False) -> None:
        self.set_font(FAMILY, "B" if bold else "", size)
        self.set_text_color(*colour)


def parts_of(table: Table, across: int) -> Sequence[Table]:
    """Cut a wide table into tables of so many columns beside the names."""
    starts = range(1, max(2, len(table.heads)), across)
    return [
        replace(
            table,
            heads=_part(table.heads, at, across),
            rows=_rows(table, at, across),
            note=table.note if at == 1 else "",
        )
        for at in starts
    ]


def _rows(table: Table, at: int, across: int) -> tuple[tuple[Entry, ...], ...]:
    return tuple((row[0], *row[at : at + across]) for row in table.rows)


def _part(heads: tuple[str, ...], at: int, across: int) -> tuple[str, ...]:
    return (heads[0], *heads[at : at + across])


def _size(chart: DrawnChart, room: float) -> tuple[float, float]:
    """Return height and width in millimetres, as large as fits a page."""
    height = PICTURE_WIDE * chart.height / chart.width
    shrunk = min(1.0, room / height)
    return height * shrunk, PICTURE_WIDE * shrunk
