"""The tables of what came to a region's audit, for the audit of a headquarters alone."""

from collections.abc import Iterator

from bot.documents.region_tables import files_table_of, missing_table_of, share_entries, whole
from bot.documents.report_tables import Entry, Table, words
from bot.domain.figures.region.audit import AuditPicture, AuditSum
from bot.texts import Texts
from bot.texts.figures import period_text

COUNTS = ("filed", "open", "closed")
HEADS = ("audit_filed", "audit_open", "audit_closed", "audit_money_yes")


def audit_tables(card: AuditPicture, texts: Texts) -> Iterator[Table]:
    """Return every table of the picture, in their order; stations stand in the order of their names."""
    yield _stations_table(card, texts)
    yield _departments_table(card, texts)
    yield missing_table_of(card.missing, texts)
    yield files_table_of(card.left_out, card.marked, texts)


def audit_subtitle_of(card: AuditPicture, texts: Texts) -> str:
    """Say whose picture it is, of when, and for whom alone."""
    region = card.region or texts.plain("region.unnamed")
    said = texts.plain("region.subtitle", region=region, period=period_text(card.period, texts))
    return f"{said} · {texts.plain('region.audit')}"


def _stations_table(card: AuditPicture, texts: Texts) -> Table:
    heads = (
        texts.plain("region.station"),
        *(texts.plain(f"document.{head}") for head in HEADS),
        texts.plain("region.interval"),
        texts.plain("document.audit_answered"),
    )
    rows = [_row(texts.plain("region.all_stations", count=len(card.stations)), card.total, texts)]
    rows += [_row(name, some, texts) for name, some in card.stations.items()]
    note = texts.plain("region.audit_note", there=len(card.stations), expected=card.expected)
    return Table(title=texts.plain("region.by_station"), heads=heads, rows=tuple(rows), note=note)


def _row(name: str, some: AuditSum, texts: Texts) -> tuple[Entry, ...]:
    counts = (whole(getattr(some, count)) for count in COUNTS)
    return (words(name), *counts, *share_entries(some.money, some.interval, texts))


def _departments_table(card: AuditPicture, texts: Texts) -> Table:
    heads = tuple(texts.plain(f"region.{head}") for head in ("department", "category", "count"))
    rows = tuple(
        (words(line.department), words(texts.word("category", line.category)), whole(line.count)) for line in card.lines
    )
    return Table(
        title=texts.plain("document.departments"), heads=heads, rows=rows, note=texts.plain("region.audit_departments")
    )
