"""What came to a region's audit on A4 pages."""

from bot.documents.cancellation import still_wanted
from bot.documents.pdf import NOTE, TITLE, Columns, PdfPages
from bot.documents.region_audit_tables import audit_subtitle_of, audit_tables
from bot.documents.region_pdf import FILES, MISSING
from bot.domain.figures.region.audit import AuditPicture
from bot.texts import Texts

STATIONS = Columns((44, 20, 20, 20, 22, 28, 20))
DEPARTMENTS = Columns((60, 84, 30), frozenset({0, 1}))


def region_audit_pdf(card: AuditPicture, texts: Texts) -> bytes:
    """Make the pages of the picture. The font is embedded."""
    paper = PdfPages(audit_subtitle_of(card, texts), texts)
    paper.set_title(texts.plain("region.audit"))
    paper.set_creation_date(card.made_at)
    paper.line_of(audit_subtitle_of(card, texts), grey=True)
    paper.line_of(texts.plain("region.audit"), TITLE, bold=True)
    paper.line_of(texts.plain("document.moment", at=card.made_at), NOTE, grey=True)
    paper.rule()
    for table, columns in zip(audit_tables(card, texts), (STATIONS, DEPARTMENTS, MISSING, FILES), strict=True):
        paper.table_of(table, columns)
    still_wanted()
    return bytes(paper.output())
