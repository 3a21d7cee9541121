"""What came to a region's audit as a workbook; nothing of the region's other picture is in it."""

from bot.documents.region_audit_tables import audit_subtitle_of, audit_tables
from bot.documents.workbook import Book
from bot.domain.figures.region.audit import AuditPicture
from bot.texts import Texts


def region_audit_workbook(card: AuditPicture, texts: Texts) -> bytes:
    """Make the workbook: a sheet for each table."""
    book = Book(audit_subtitle_of(card, texts), card.made_at)
    for table in audit_tables(card, texts):
        book.sheet(table.title, table)
    return book.bytes()
