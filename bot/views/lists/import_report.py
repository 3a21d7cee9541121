"""An import's report in lines, for the message and for the command line. Counts and row numbers only."""

from bot.domain.lists.cards import ImportReport
from bot.texts import Texts
from bot.views.answers import told
from bot.views.blocks import Message, header, message, quote, section

ROWS_SHOWN = 20


def report_lines(report: ImportReport, texts: Texts) -> list[str]:
    """Write the report: a title, then one line for each thing worth knowing."""
    lines = [
        texts.plain("report.title_dry" if report.dry_run else "report.title", file=report.file_name),
        texts.plain("report.counts", rows=report.rows, added=report.added, known=report.known, merged=report.merged),
    ]
    if report.queued_today:
        lines.append(texts.plain("report.queued", count=report.queued_today))
    if report.excluded:
        lines.append(_excluded(report, texts))
    if report.repaired:
        lines.append(texts.plain("report.repaired", count=report.repaired))
    if report.dropped_values:
        lines.append(texts.plain("report.dropped", count=report.dropped_values))
    return lines + _rejected(report, texts)


def _excluded(report: ImportReport, texts: Texts) -> str:
    reasons = ", ".join(
        texts.plain("report.reason", reason=texts.word("exclusion", reason), count=count)
        for reason, count in report.excluded.items()
    )
    return texts.plain("report.excluded", total=sum(report.excluded.values()), reasons=reasons)


def _rejected(report: ImportReport, texts: Texts) -> list[str]:
    if not report.rejected:
        return []
    rows = [
        texts.plain("report.rejected_row", row=row.row_no, reason=texts.word("reject", row.reason))
        for row in report.rejected[:ROWS_SHOWN]
    ]
    more = len(report.rejected) - ROWS_SHOWN
    tail = [texts.plain("report.rejected_more", count=more)] if more > 0 else []
    return [texts.plain("report.rejected", total=len(report.rejected)), *rows, *tail]


def import_report(report: ImportReport, texts: Texts) -> Message:
    """Return the report of an import, and to delete the file."""
    title, *lines = report_lines(report, texts)
    text = texts.mrkdwn("report.text", file=report.file_name, added=report.added)
    shown = [quote("\n".join(lines)), section(texts.mrkdwn("report.delete_file"))]
    return message(text, [header(title), *shown])


def import_failed(file_name: str, problem: str, texts: Texts) -> Message:
    """Return the message that says why a file changed nothing."""
    words = texts.mrkdwn("report.failed", file=file_name, problem=texts.plain(f"list_problem.{problem}"))
    return message(words, [section(words), section(texts.mrkdwn("report.delete_file"))])


def import_help(texts: Texts) -> Message:
    """Explain how a visitor list comes in."""
    return told(texts.mrkdwn("help.list"))
