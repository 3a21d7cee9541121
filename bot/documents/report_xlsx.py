"""A report as a workbook for Excel."""

from collections.abc import Sequence
from dataclasses import replace

from bot.documents import report_tables
from bot.documents.charts.excel import BarsChart, add_line
from bot.documents.report_contents import group_figures, is_count, shown, subtitle_of
from bot.documents.workbook import Book
from bot.domain.figures.cards import AuditCard, ReportCard, trend_figures
from bot.domain.figures.changes import headline_of
from bot.domain.figures.figures import AnyFigure, means_in
from bot.texts import Texts
from bot.texts.figures import figure_name, headline_text, period_text

TREND_CORNERS = ("A", "I", "S")
"""Columns where the charts begin, side by side below the table."""
VALUE, VALUE_BEFORE = 2, 4
"""Columns of the summary; of the factors the period before is the third."""
BEST = 100


def report_workbook(card: ReportCard, texts: Texts) -> bytes:
    """Make the workbook of a report: a sheet for each table, native charts, a note on how it is counted."""
    book = Book(subtitle_of(card, texts), card.made_at)
    _add_summary(book, card, texts)
    for table in (report_tables.departments_table(card, texts), report_tables.petition_types_table(card, texts)):
        book.sheet(table.title, table)
    _add_factors(book, card, texts)
    work = report_tables.work_table(card.work.lines, texts)
    book.sheet(work.title, work)
    _add_trend(book, card, texts)
    for table in (report_tables.survey_table(card, texts), report_tables.note_table(card, texts)):
        book.sheet(table.title, table)
    return book.bytes()


def audit_workbook(card: AuditCard, texts: Texts) -> bytes:
    """Make the sheet that one reader of audit gets."""
    subtitle = texts.plain("document.subtitle", station=card.station, period=period_text(card.period, texts))
    book = Book(subtitle, card.period.end)
    totals = report_tables.audit_totals_table(card, texts)
    book.sheet(totals.title, totals, report_tables.audit_lines_table(card, texts))
    return book.bytes()


def _add_summary(book: Book, card: ReportCard, texts: Texts) -> None:
    table = report_tables.summary_table(card, texts)
    table = replace(table, note=f"{headline_text(headline_of(card.stats), texts)}\n{table.note}")
    sheet, (place,) = book.sheet(table.title, table)
    means = means_in(card.stats.values)
    of_means = place.part(list(shown(card.stats.values)).index(means[0]), len(means))
    chart = BarsChart(texts.plain("document.satisfaction"), {VALUE: table.heads[1], VALUE_BEFORE: table.heads[3]}, BEST)
    chart.add(sheet, of_means, "H3")
    now = report_tables.now_table(card.stats.now, texts)
    book.sheet(now.title, now)


def _add_factors(book: Book, card: ReportCard, texts: Texts) -> None:
    causes, categories = (
        report_tables.causes_table(card.factors, texts),
        report_tables.categories_table(card.factors, texts),
    )
    cells = report_tables.cells_table(card.factors, texts)
    sheet, places = book.sheet(texts.plain("document.causes"), causes, categories, cells)
    sheet.page_setup.fitToHeight = 1
    row = places[-1].last + 2
    for table, place, column in zip((causes, categories), places, ("A", "G"), strict=False):
        if table.rows:
            BarsChart(table.title, {2: table.heads[1], 3: table.heads[2]}).add(sheet, place, f"{column}{row}")


def _add_trend(book: Book, card: ReportCard, texts: Texts) -> None:
    table = report_tables.trend_table(card.trend, texts)
    sheet, (place,) = book.sheet(table.title, table)
    if not table.rows:
        return
    columns = group_figures(point.values for point in reversed(card.trend))
    for figure, column in zip(trend_figures(card.trend), TREND_CORNERS, strict=True):
        corner = f"{column}{place.last + 2}"
        add_line(sheet, place, _column_of(figure, columns), figure_name(figure, texts), corner)


def _column_of(figure: AnyFigure, columns: Sequence[AnyFigure]) -> int:
    before = columns[: columns.index(figure)]
    return 2 + sum(1 if is_count(each) else 2 for each in before)
