"""A region's picture as a workbook: the sentences first, then a sheet for each table."""

from bot.documents import region_tables
from bot.documents.region_sentences import sentences_of, subtitle_of
from bot.documents.report_tables import Table, words
from bot.documents.workbook import Book
from bot.domain.figures.region.cards import RegionCard
from bot.texts import Texts


def region_workbook(card: RegionCard, texts: Texts) -> bytes:
    """Make the workbook of a region."""
    book = Book(subtitle_of(card, texts), card.made_at)
    book.sheet(texts.plain("region.sentences"), _sentences(card, texts), region_tables.figures_table(card, texts))
    trend = region_tables.trend_table(card, texts)
    book.sheet(trend.title, trend)
    stations = region_tables.stations_table(card, texts)
    book.sheet(stations.title, stations)
    limits = [region_tables.limits_table(figure, texts) for figure in card.by_station]
    book.sheet(texts.plain("region.limits"), *limits)
    for table in (region_tables.unusual_table(card, texts), region_tables.departments_table(card, texts)):
        book.sheet(table.title, table)
    topics = [region_tables.topics_table(card, group, texts) for group in ("category", "root_cause")]
    book.sheet(texts.plain("region.topics"), *topics, region_tables.cells_table(card, texts))
    book.sheet(
        texts.plain("region.files"), region_tables.missing_table(card, texts), region_tables.files_table(card, texts)
    )
    return book.bytes()


def _sentences(card: RegionCard, texts: Texts) -> Table:
    rows = tuple((words(sentence),) for sentence in sentences_of(card, texts))
    return Table(title=texts.plain("region.title"), heads=(texts.plain("region.sentences"),), rows=rows)
