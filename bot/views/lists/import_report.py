"""An import's report in lines, for the message and for the command line. Counts, row numbers and columns only."""

from collections.abc import Iterable, Sequence
from itertools import islice

from bot.domain.lists.cards import ImportReport, RefusedList, RowNote, SheetNote
from bot.domain.lists.rows import ColumnSeen, HeaderSeen, ListProblem
from bot.texts import Texts
from bot.views.answers import told
from bot.views.blocks import SECTION_TEXT, Block, Message, clip, header, message, quote, section

ROWS_SHOWN = 20
COLUMNS_SHOWN = 20
SHEETS_SHOWN = 5
SHEET_NAME = 30
PARTED = " · "


def report_lines(report: ImportReport, texts: Texts) -> list[str]:
    """Write the report: a title, what was done, what was not read, what the columns were taken for."""
    waits = [texts.plain(f"waiting.{report.waiting}")] if report.waiting else []
    return [_title(report, texts), *waits, *_done(report, texts), *_read(report, texts)]


def _title(report: ImportReport, texts: Texts) -> str:
    if report.dry_run:
        return texts.plain("report.title_dry", file=report.file_name)
    if report.waiting:
        named = report.file_name
        return texts.plain("waiting.title", file=named) if named else texts.plain("waiting.title_bare")
    return texts.plain("report.title", file=report.file_name) if report.file_name else texts.plain("report.title_bare")


def _done(report: ImportReport, texts: Texts) -> list[str]:
    lines = [
        texts.plain("report.counts", rows=report.rows, added=report.added, known=report.known, merged=report.merged)
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
        lines += [_excluded(report, texts), *_protected(report, texts)]
    if report.repaired:
        lines.append(texts.plain("report.repaired", count=report.repaired))
    if report.dropped_values:
        lines.append(texts.plain("report.dropped", count=report.dropped_values))
    lines += _rows(report.asked, report.asked_more, "report.asked", report, texts)
    lines += _rows(report.rejected, report.rejected_more, "report.rejected", report, texts)
    return lines + _struck(report, texts)


def _excluded(report: ImportReport, texts: Texts) -> str:
    reasons = ", ".join(
        texts.plain("report.reason", reason=texts.word("exclusion", reason), count=count)
        for reason, count in report.excluded.items()
    )
    return texts.plain("report.excluded", total=sum(report.excluded.values()), reasons=reasons)


def _protected(report: ImportReport, texts: Texts) -> list[str]:
    """Name the rows of those whom only a supervisor lets be called, and how."""
    total = len(report.protected) + report.protected_more
    if not total:
        return []
    rows = [
        texts.plain(
            "report.protected_row",
            row=_row(note.row_no, note.sheet, report, texts),
            reason=texts.word("exclusion", note.reason),
            number=note.exclusion,
        )
        for note in report.protected
    ]
    example = report.protected[0].exclusion
    return [texts.plain("report.protected", rows=_some(rows, total, ROWS_SHOWN, texts), example=example)]


def _rows(notes: Sequence[RowNote], more: int, title: str, report: ImportReport, texts: Texts) -> list[str]:
    total = len(notes) + more
    if not total:
        return []
    rows = [
        texts.plain(
            "report.rejected_row",
            row=_row(note.row_no, note.sheet, report, texts),
            reason=texts.word("reject", note.reason),
        )
        for note in notes[:ROWS_SHOWN]
    ]
    left = total - len(rows)
    tail = [texts.plain("report.rejected_more", count=left)] if left > 0 else []
    return [texts.plain(title, total=total), *rows, *tail]


def _struck(report: ImportReport, texts: Texts) -> list[str]:
    total = len(report.struck) + report.struck_more
    if not total:
        return []
    rows = [_row(note.row_no, note.sheet, report, texts) for note in report.struck]
    return [texts.plain("report.struck", total=total, rows=_some(rows, total, ROWS_SHOWN, texts))]


def _row(number: int, sheet: str, report: ImportReport, texts: Texts) -> str:
    """Name a row as Excel shows it, with its sheet where several were read."""
    if len(report.sheets) > 1 and sheet:
        return texts.plain("report.row_of", sheet=clip(sheet, SHEET_NAME), row=number)
    return texts.plain("report.row", row=number)


def _read(report: ImportReport, texts: Texts) -> list[str]:
    """Say how the file was understood: sheets, columns, what is hidden, what cannot be known."""
    lines = _columns(report, texts)
    if words := [word for word in report.dropped_columns if word]:
        lines.append(texts.plain("report.dropped_columns", columns=_some(words, len(words), COLUMNS_SHOWN, texts)))
    if report.sheets_not_read:
        sheets = [
            texts.plain(
                "report.sheet_not_read",
                sheet=_sheet(note.name, texts),
                reason=texts.word("sheet_unread", note.reason),
            )
            for note in report.sheets_not_read
        ]
        lines.append(texts.plain("report.sheets_not_read", sheets=_some(sheets, len(sheets), ROWS_SHOWN, texts)))
    if hidden := sum(sheet.hidden_rows for sheet in report.sheets):
        lines.append(texts.plain("report.hidden", count=hidden))
    if untold := dict.fromkeys(each for sheet in report.sheets for each in sheet.untold):
        lines.append(texts.plain("report.untold", things=", ".join(texts.word("untold", each) for each in untold)))
    return lines


def _columns(report: ImportReport, texts: Texts) -> list[str]:
    """Tell what columns were taken for, once for all sheets that have the same."""
    groups: dict[tuple[tuple[ColumnSeen, ...], tuple[str, ...]], list[SheetNote]] = {}
    for sheet in report.sheets:
        groups.setdefault((sheet.columns, sheet.unread), []).append(sheet)
    lines = []
    for (columns, unread), sheets in islice(groups.items(), SHEETS_SHOWN):
        shown = column_list(columns, texts)
        if len(report.sheets) > 1:
            names = [_sheet(sheet.name, texts) for sheet in sheets]
            some = _some(names, len(names), SHEETS_SHOWN, texts)
            lines.append(texts.plain("report.columns_of", sheets=some, columns=shown))
        else:
            lines.append(texts.plain("report.columns", columns=shown))
        if unread:
            lines.append(texts.plain("report.unread", letters=_some(unread, len(unread), COLUMNS_SHOWN, texts)))
    if len(groups) > SHEETS_SHOWN:
        lines.append(texts.plain("report.columns_more", count=len(groups) - SHEETS_SHOWN))
    return lines


def column_list(columns: Sequence[ColumnSeen], texts: Texts) -> str:
    """List columns by their letters, with the word above each and what it was taken for."""
    shown = [_column(column, texts) for column in columns[:COLUMNS_SHOWN]]
    return _some(shown, len(columns), COLUMNS_SHOWN, texts, PARTED)


def _column(column: ColumnSeen, texts: Texts) -> str:
    kind = texts.word("column", column.kind) if column.kind else ""
    if column.word and kind and column.word != kind.replace(" ", ""):
        return texts.plain("report.column", letter=column.letter, word=column.word, kind=kind)
    return f"{column.letter} {kind or column.word}"


def _sheet(name: str, texts: Texts) -> str:
    return clip(name, SHEET_NAME) or texts.plain("report.nameless_sheet")


def _some(things: Sequence[str], total: int, most: int, texts: Texts, parted: str = ", ") -> str:
    """List the first things, and count the others."""
    shown = parted.join(things[:most])
    more = total - len(things[:most])
    return texts.plain("report.and_more", things=shown, count=more) if more > 0 else shown


def import_report(report: ImportReport, texts: Texts) -> Message:
    """Return the report of an import, and to delete the file."""
    text = texts.mrkdwn("report.text", added=report.added)
    shown = [*quotes(_done(report, texts)), *quotes(_read(report, texts))]
    return message(text, [header(_title(report, texts)), *shown, section(texts.mrkdwn("report.delete_file"))])


def quotes(lines: Iterable[str]) -> list[Block]:
    """Quote lines in as many blocks as they need."""
    pages: list[str] = []
    for line in lines:
        if pages and len(pages[-1]) + len(line) < SECTION_TEXT:
            pages[-1] += f"\n{line}"
        else:
            pages.append(line)
    return [quote(page) for page in pages]


def import_delayed(texts: Texts) -> Message:
    """Return the message that says that Slack does not hand out a dropped file yet."""
    return told(texts.mrkdwn("report.delayed"))


def import_failed(refused: RefusedList, texts: Texts) -> Message:
    """Return the message that says why a file changed nothing, and to delete it unless it is gone."""
    if refused.problem == ListProblem.DELETED:
        return told(texts.mrkdwn(f"list_problem.{refused.problem}"))
    problem = texts.plain(f"list_problem.{refused.problem}")
    if refused.file_name:
        words = texts.mrkdwn("report.failed", file=refused.file_name, problem=problem)
    else:
        words = texts.mrkdwn("report.failed_bare", problem=problem)
    seen = quotes(header_lines(refused.problem, refused.seen, texts))
    return message(words, [section(words), *seen, section(texts.mrkdwn("report.delete_file"))])


def header_lines(problem: str, seen: HeaderSeen | None, texts: Texts) -> list[str]:
    """Say, where no header was understood, what was recognised, what is missing, and what would work."""
    if problem != ListProblem.NO_HEADER:
        return []
    example = texts.plain("report.header_works", example=texts.plain("report.header_example"))
    if seen is None:
        return [example]
    row = texts.plain("report.row", row=seen.row_no)
    if seen.sheet:
        row = texts.plain("report.row_of", sheet=clip(seen.sheet, SHEET_NAME), row=seen.row_no)
    missing = ", ".join(texts.word("column", kind) for kind in seen.missing)
    return [
        texts.plain("report.header_row", row=row, columns=column_list(seen.columns, texts)),
        texts.plain("report.header_missing", kinds=missing),
        example,
    ]


def import_help(texts: Texts) -> Message:
    """Explain how a visitor list comes in."""
    return told(texts.mrkdwn("help.list"))
