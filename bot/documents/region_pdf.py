"""A region's picture on A4 pages: sentences, figures, funnel plots, tables."""

from bot.documents import region_tables
from bot.documents.cancellation import still_wanted
from bot.documents.charts.all import ON_PAPER, drawn_picture
from bot.documents.charts.stations import StationsChart
from bot.documents.charts.trend import TrendChart
from bot.documents.pdf import GAP, NOTE, TITLE, Columns, PdfPages, parts_of
from bot.documents.region_sentences import sentences_of, subtitle_of
from bot.documents.report_tables import Table
from bot.domain.figures.region.cards import RegionCard
from bot.texts import Texts

TREND = Columns((38, 22, 26, 26, 18, 26, 18))
FIGURES = Columns((46, 18, 26, 18, 14, 14, 18, 20))
UNUSUAL = Columns((38, 28, 40, 18, 14, 26, 10), frozenset({0, 1, 2}))
TOPICS = Columns((60, 24, 30, 30))
CELLS = Columns((44, 50, 24, 30), frozenset({0, 1}))
MISSING = Columns((44, 16, 114), frozenset({0, 2}))
FILES = Columns((60, 114), frozenset({0, 1}))
NAMES, BESIDE = 38, 136
"""Of the wide tables: how wide names are, and all columns that stand beside them."""


def region_pdf(card: RegionCard, texts: Texts) -> bytes:
    """Make the pages of a region's picture. The font is embedded."""
    paper = PdfPages(subtitle_of(card, texts), texts)
    paper.set_title(texts.plain("region.title"))
    paper.set_creation_date(card.made_at)
    paper.line_of(subtitle_of(card, texts), grey=True)
    paper.line_of(texts.plain("region.title"), TITLE, bold=True)
    paper.ln(GAP / 2)
    for sentence in sentences_of(card, texts):
        paper.bullet_of(sentence)
    paper.line_of(texts.plain("document.moment", at=card.made_at), NOTE, grey=True)
    paper.rule()
    paper.table_of(region_tables.figures_table(card, texts), FIGURES)
    _write_trend(paper, card, texts)
    _write_stations(paper, card, texts)
    _write_departments(paper, card, texts)
    paper.table_of(region_tables.missing_table(card, texts), MISSING)
    paper.table_of(region_tables.files_table(card, texts), FILES)
    still_wanted()
    return bytes(paper.output())


def _write_trend(paper: PdfPages, card: RegionCard, texts: Texts) -> None:
    if len(card.trend) > 1:
        paper.picture_of(drawn_picture(TrendChart(card.trend, texts), subtitle_of(card, texts), ON_PAPER))
    paper.table_of(region_tables.trend_table(card, texts), TREND)


def _write_stations(paper: PdfPages, card: RegionCard, texts: Texts) -> None:
    for figure in card.by_station:
        paper.picture_of(drawn_picture(StationsChart(figure, texts), subtitle_of(card, texts), ON_PAPER))
    _write_wide(paper, region_tables.stations_table(card, texts), across=8)
    paper.table_of(region_tables.unusual_table(card, texts), UNUSUAL)


def _write_departments(paper: PdfPages, card: RegionCard, texts: Texts) -> None:
    _write_wide(paper, region_tables.departments_table(card, texts), across=9)
    for group in ("category", "root_cause"):
        paper.table_of(region_tables.topics_table(card, group, texts), TOPICS)
    paper.table_of(region_tables.cells_table(card, texts), CELLS)


def _write_wide(paper: PdfPages, table: Table, across: int) -> None:
    """Write a table in parts of so many columns beside the names: a figure and what belongs to it stay together."""
    for at, part in enumerate(parts_of(table, across)):
        paper.table_of(part, Columns((NAMES, *(BESIDE // across for _ in part.heads[1:]))), has_title=at == 0)
