"""A report on A4 pages, ready for the audit office."""

from bot.documents import report_tables
from bot.documents.cancellation import still_wanted
from bot.documents.charts.all import ON_PAPER, draw_charts
from bot.documents.pdf import GAP, NOTE, TITLE, ApprovalBox, Columns, PdfPages, parts_of
from bot.documents.report_contents import for_paper, said_note, subtitle_of
from bot.documents.report_tables import folded
from bot.domain.figures.cards import ReportCard
from bot.domain.figures.changes import headline_of
from bot.domain.figures.figures import means_in
from bot.texts import Texts
from bot.texts.figures import headline_text, period_text

SUMMARY = Columns((54, 30, 18, 30, 18, 24))
SURVEY = Columns((30, 64, 30, 14, 18, 18), frozenset({0, 1, 2}))
NOW = Columns((68, 46))
FACTORS = Columns((54, 30, 30))
HOW = Columns((44, 130), frozenset({0, 1}))
ACROSS, NAMES, CELLS = 7, 40, 19
"""Categories beside each other in the table of departments, and how wide names and cells are."""


def report_pdf(card: ReportCard, texts: Texts) -> bytes:
    """Make the pages of a report: header, figures, charts, factors, how it is counted. The font is embedded."""
    paper = PdfPages(subtitle_of(card, texts), texts)
    card = for_paper(card)
    paper.set_title(texts.plain("document.report"))
    paper.set_creation_date(card.made_at)
    _write_header(paper, card, texts)
    paper.table_of(folded(report_tables.summary_table(card, texts), texts), SUMMARY)
    paper.add_page()
    paper.table_of(report_tables.now_table(card.stats.now, texts), NOW)
    _write_factors(paper, card, texts)
    paper.add_page()
    for chart in draw_charts(card, texts, scale=ON_PAPER):
        paper.picture_of(chart)
    paper.add_page()
    if any(each.question.is_own for each in means_in(card.stats.values)):
        paper.table_of(report_tables.survey_table(card, texts), SURVEY)
    paper.table_of(report_tables.note_table(card, texts), HOW)
    still_wanted()
    return bytes(paper.output())


def _write_header(paper: PdfPages, card: ReportCard, texts: Texts) -> None:
    box = ApprovalBox(texts.plain("document.approval"), card.approvals)
    beside = paper.epw - box.width - GAP
    below = paper.approval_box(box)
    office = texts.plain("document.office", station=card.station, office=card.office)
    paper.line_of(office, grey=True, width=beside)
    paper.line_of(texts.plain("document.report"), TITLE, bold=True, width=beside)
    paper.set_y(max(paper.get_y() + GAP / 2, below))
    paper.line_of(headline_text(headline_of(card.stats), texts), bold=True)
    paper.ln(GAP / 4)
    facts = {
        "period": period_text(card.stats.period, texts),
        "before": period_text(card.stats.before, texts),
        "whose": card.stats.scope.name or texts.plain("document.whole_station"),
        "made_at": texts.plain("document.moment", at=card.made_at),
    }
    said = [texts.plain("document.fact", name=texts.plain(f"document.{name}"), fact=facts[name]) for name in facts]
    for pair in (said[:2], said[2:]):
        paper.line_of("  ·  ".join(pair))
    if note := said_note(card.stats, texts):
        paper.line_of(note, NOTE)
    if card.stats.past_table:
        paper.line_of(texts.plain("document.past_table"), NOTE)
    paper.ln(GAP / 2)
    paper.rule()


def _write_factors(paper: PdfPages, card: ReportCard, texts: Texts) -> None:
    paper.table_of(folded(report_tables.causes_table(card.factors, texts), texts), FACTORS)
    paper.table_of(folded(report_tables.categories_table(card.factors, texts), texts), FACTORS)
    cells = report_tables.cells_table(card.factors, texts)
    for at, part in enumerate(parts_of(cells, ACROSS)):
        widths = (NAMES, *(CELLS for _ in part.heads[1:]))
        paper.table_of(part, Columns(widths), has_title=at == 0)
