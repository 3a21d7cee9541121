"""An import's report in lines, for the message and for the command line. Counts and row numbers only."""

from collections.abc import Sequence

from bot.domain.lists.cards import ImportReport, RowNote
from bot.domain.lists.rows import ListProblem
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
    counts = {
        "report.corrected": report.corrected,
        "report.back": report.back,
        "report.withdrawn": report.withdrawn,
        "report.outdated": report.outdated,
        "report.queued": report.queued_today,
    }
    lines += [texts.plain(key, count=count) for key, count in counts.items() if count]
    if report.excluded:
        lines.append(_excluded(report, texts))
    if report.repaired:
        lines.append(texts.plain("report.repaired", count=report.repaired))
    if report.dropped_values:
        lines.append(texts.plain("report.dropped", count=report.dropped_values))
    return lines + _rows(report.asked, "report.asked", texts) + _rows(report.rejected, "report.rejected", texts)


def _excluded(report: ImportReport, texts: Texts) -> str:
    reasons = ", ".join(
        texts.plain("report.reason", reason=texts.word("exclusion", reason), count=count)
        for reason, count in report.excluded.items()
    )
    return texts.plain("report.excluded", total=sum(report.excluded.values()), reasons=reasons)


def _rows(notes: Sequence[RowNote], title: str, texts: Texts) -> list[str]:
    if not notes:
        return []
    rows = [
        texts.plain("report.rejected_row", row=note.row_no, reason=texts.word("reject", note.reason))
        for note in notes[:ROWS_SHOWN]
    ]
    more = len(notes) - ROWS_SHOWN
    tail = [texts.plain("report.rejected_more", count=more)] if more > 0 else []
    return [texts.plain(title, total=len(notes)), *rows, *tail]


def import_report(report: ImportReport, texts: Texts) -> Message:
    """Return the report of an import, and to delete the file."""
    title, *lines = report_lines(report, texts)
    text = texts.mrkdwn("report.text", file=report.file_name, added=report.added)
    shown = [quote("\n".join(lines)), section(texts.mrkdwn("report.delete_file"))]
    return message(text, [header(title), *shown])


def import_failed(file_name: str, problem: str, texts: Texts) -> Message:
    """Return the message that says why a file changed nothing, and to delete it unless it is gone."""
    if problem == ListProblem.DELETED:
        return told(texts.mrkdwn(f"list_problem.{problem}"))
    words = texts.mrkdwn("report.failed", file=file_name, problem=texts.plain(f"list_problem.{problem}"))
    return message(words, [section(words), section(texts.mrkdwn("report.delete_file"))])


def import_help(texts: Texts) -> Message:
    """Explain how a visitor list comes in."""
    return told(texts.mrkdwn("help.list"))
