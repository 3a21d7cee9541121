"""What is reported of a list that was read or refused, and how a report is kept: facts open, names apart to be sealed.

Of the file's own words a report holds names of file and sheets and heads of columns, as they may be shown.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from bot.domain.lists.cards import ImportReport, RefusedList, RowNote, SheetNote, StruckNote, UnreadSheetNote
from bot.domain.lists.rows import ColumnSeen, HeaderSeen, SheetRead, SheetUnread, VisitorList
from bot.domain.lists.shown_words import shown_name, shown_word

ROWS_KEPT = 100
"""Rows that are listed in a report that is kept; the others are counted."""
ROW_NOTES = ("rejected", "asked", "protected")
"""Lists of rows with reasons."""
ROWS = (*ROW_NOTES, "struck")
Facts = dict[str, Any]
"""JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileNames:
    """The names of a file and its sheets: they may be somebody's."""

    file: str = ""
    sheets: tuple[str, ...] = ()

    def name(self, place: object) -> str:
        """Return the name of a sheet by its place; "" when it is not known any more."""
        return self.sheets[place] if isinstance(place, int) and place < len(self.sheets) else ""


def report_of_reading(listed: VisitorList, file_name: str, *, dry_run: bool) -> ImportReport:
    """Report what was read of a list; what becomes of the visits is counted by whoever stores them."""
    return ImportReport(
        file_name=shown_name(file_name),
        dry_run=dry_run,
        rows=len(listed.visits) + len(listed.excluded) + len(listed.rejected),
        added=0,
        known=0,
        merged=0,
        excluded={},
        rejected=tuple(
            RowNote(row_no=row.row_no, reason=row.reason.value, sheet=shown_name(row.sheet)) for row in listed.rejected
        ),
        repaired=sum(visit.phone_repaired for visit in listed.visits),
        dropped_values=listed.dropped_values,
        dropped_columns=tuple(map(shown_word, listed.dropped_columns)),
        queued_today=0,
        struck=tuple(StruckNote(row_no=row.row_no, sheet=shown_name(row.sheet)) for row in listed.struck),
        sheets=tuple(_sheet_note(sheet, listed.dropped_columns) for sheet in listed.sheets),
        sheets_not_read=tuple(
            UnreadSheetNote(name=shown_name(name), reason=reason) for name, reason in listed.sheets_not_read
        ),
    )


def _sheet_note(sheet: SheetRead, dropped: tuple[str, ...]) -> SheetNote:
    read = dict.fromkeys(column for column in sheet.columns if column.kind)
    letters = {column.letter for column in read}
    others = dict.fromkeys(column.letter for column in sheet.columns if column.word not in dropped)
    return SheetNote(
        name=shown_name(sheet.name),
        columns=tuple(replace(column, word=shown_word(column.word)) for column in read),
        unread=tuple(letter for letter in others if letter not in letters),
        hidden_rows=sheet.hidden_rows,
        untold=sheet.untold,
    )


def shown_header(seen: HeaderSeen | None) -> HeaderSeen | None:
    """Return what may be said of a header that was not understood; None when nothing there is a head for certain."""
    if seen is None:
        return None
    columns = tuple(column for column in seen.columns if shown_word(column.word))
    return replace(seen, sheet=shown_name(seen.sheet), columns=columns) if columns else None


def report_to_facts(report: ImportReport) -> tuple[Facts, FileNames]:
    """Take a report apart for keeping."""
    facts = asdict(replace(report, **{name: getattr(report, name)[:ROWS_KEPT] for name in ROWS}))
    for name in ROWS:
        facts[f"{name}_more"] += len(getattr(report, name)[ROWS_KEPT:])
    names = [*(note.name for note in report.sheets), *(note.name for note in report.sheets_not_read)]
    sheets = tuple(dict.fromkeys(names))
    keys = dict.fromkeys(ROWS, "sheet") | dict.fromkeys(("sheets", "sheets_not_read"), "name")
    for group, key in keys.items():
        for note in facts[group]:
            note[key] = sheets.index(note[key]) if note[key] in sheets else None
    return facts, FileNames(file=facts.pop("file_name"), sheets=sheets)


def report_from_facts(facts: Mapping[str, Any], names: FileNames) -> ImportReport:
    """Put a report together; what an older version did not note is empty."""
    known = {field.name for field in fields(ImportReport)}
    told = {name: value for name, value in facts.items() if name in known}
    told |= {name: _row_notes(facts.get(name, ()), names) for name in ROW_NOTES}
    told |= {
        "file_name": names.file,
        "dropped_columns": tuple(facts.get("dropped_columns", ())),
        "struck": tuple(
            StruckNote(row_no=note["row_no"], sheet=names.name(note["sheet"])) for note in facts.get("struck", ())
        ),
        "sheets": tuple(_sheet_from(note, names) for note in facts.get("sheets", ())),
        "sheets_not_read": tuple(
            UnreadSheetNote(name=names.name(note["name"]), reason=SheetUnread(note["reason"]))
            for note in facts.get("sheets_not_read", ())
        ),
    }
    return ImportReport(**told)


def _row_notes(notes: Iterable[Mapping[str, Any]], names: FileNames) -> tuple[RowNote, ...]:
    return tuple(
        RowNote(
            row_no=note["row_no"],
            reason=note["reason"],
            sheet=names.name(note.get("sheet")),
            exclusion=note.get("exclusion", 0),
        )
        for note in notes
    )


def _sheet_from(note: Mapping[str, Any], names: FileNames) -> SheetNote:
    return SheetNote(
        name=names.name(note["name"]),
        columns=_columns_from(note["columns"]),
        unread=tuple(note["unread"]),
        hidden_rows=note["hidden_rows"],
        untold=tuple(note["untold"]),
    )


def _columns_from(columns: list[Mapping[str, str]]) -> tuple[ColumnSeen, ...]:
    return tuple(ColumnSeen(letter=each["letter"], word=each["word"], kind=each["kind"]) for each in columns)


def refusal_to_facts(refused: RefusedList) -> tuple[Facts, FileNames]:
    """Take a refusal apart for keeping."""
    facts: Facts = {"problem": refused.problem}
    names = FileNames(file=refused.file_name)
    if refused.seen is not None:
        facts["seen"] = asdict(refused.seen) | {"sheet": 0}
        names = replace(names, sheets=(refused.seen.sheet,))
    return facts, names


def refusal_from_facts(facts: Mapping[str, Any], names: FileNames) -> RefusedList:
    """Put a refusal together."""
    seen = facts.get("seen")
    if seen is not None:
        seen = HeaderSeen(
            sheet=names.name(seen["sheet"]),
            row_no=seen["row_no"],
            columns=_columns_from(seen["columns"]),
            missing=tuple(seen["missing"]),
        )
    return RefusedList(file_name=names.file, problem=facts["problem"], seen=seen)


def names_to_text(names: FileNames) -> str:
    """Write names down, to be sealed."""
    return json.dumps(asdict(names), ensure_ascii=False)


def names_from_text(text: str) -> FileNames:
    """Read what `names_to_text` wrote; of names that are not kept any more, none."""
    names = json.loads(text or "{}")
    return FileNames(file=names.get("file", ""), sheets=tuple(names.get("sheets", ())))
