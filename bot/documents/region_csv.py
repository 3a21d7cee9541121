"""A region's picture as CSV: one line for each field of each table."""

import csv
import io
from collections.abc import Iterable, Iterator

from bot.documents.region_tables import all_tables
from bot.documents.report_csv import safe_words
from bot.documents.report_tables import Entry, Table
from bot.domain.figures.region.cards import RegionCard
from bot.texts import Texts

HEADS = ("section", "line", "column", "field")


def region_csv(card: RegionCard, texts: Texts) -> bytes:
    """Write a region's picture in UTF-8 with the mark by which Excel knows it; nothing in it is a formula."""
    return tables_csv(all_tables(card, texts), texts)


def tables_csv(tables: Iterable[Table], texts: Texts) -> bytes:
    """Write tables: one line for each field."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([texts.plain(f"region.{head}") for head in HEADS])
    writer.writerows(_lines(tables))
    return out.getvalue().encode("utf-8-sig")


def _lines(tables: Iterable[Table]) -> Iterator[tuple[str, str, str, str]]:
    for table in tables:
        for name, *entries in table.rows:
            for head, entry in zip(table.heads[1:], entries, strict=True):
                yield table.title, safe_words(name.text), head, _field(entry)


def _field(entry: Entry) -> str:
    """Write a number as it is, so that it can be counted with."""
    return safe_words(entry.text) if entry.number is None else str(entry.number)
