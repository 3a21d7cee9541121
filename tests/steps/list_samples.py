"""Samples of the views of lists: reports of imports, and why a file changed nothing."""

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from bot.domain.lists.cards import ImportReport, RefusedList, RowNote, SheetNote, StruckNote, UnreadSheetNote
from bot.domain.lists.columns import Column
from bot.domain.lists.rows import ColumnSeen, ExclusionReason, HeaderSeen, ListProblem, RejectReason, SheetUnread
from bot.domain.lists.sheets import Untold
from bot.domain.lists.waiting import WaitReason
from bot.texts import Texts
from bot.views.lists import import_report, waiting
from tests.steps.views import Drawn, Sample


@cache
def _columns(strange: str, count: int = 256) -> tuple[ColumnSeen, ...]:
    kinds = itertools.cycle(Column)
    return tuple(ColumnSeen(letter=f"A{n}", word=strange[:30], kind=next(kinds)) for n in range(count))


@cache  # of thousands of columns
def _report(strange: str, *, dry_run: bool = False) -> ImportReport:
    sheets = tuple(
        SheetNote(
            name=f"{n}{strange}"[:60] if strange else "",
            columns=_columns(strange, 200 + n),
            unread=tuple(f"B{n}" for n in range(256)),
            hidden_rows=n,
            untold=tuple(Untold),
        )
        for n in range(31)
    )
    return ImportReport(
        file_name=strange or "a.csv",
        dry_run=dry_run,
        rows=9,
        added=1,
        known=1,
        merged=1,
        excluded={reason.value: 3 for reason in ExclusionReason},
        rejected=tuple(RowNote(row_no=n, reason=RejectReason.WRONG_DATE, sheet=sheets[0].name) for n in range(500)),
        protected=tuple(RowNote(row_no=n, reason=ExclusionReason.MINOR, exclusion=n) for n in range(500)),
        repaired=3,
        dropped_values=4,
        dropped_columns=(strange[:30],) * 30,
        queued_today=5,
        struck=tuple(StruckNote(row_no=n, sheet=sheets[1].name) for n in range(500)),
        sheets=sheets,
        sheets_not_read=tuple(UnreadSheetNote(name=strange[:60], reason=each) for each in SheetUnread) * 9,
    )


def _reports(strange: str, texts: Texts) -> Iterable[Drawn]:
    for dry_run in (True, False):
        report = _report(strange, dry_run=dry_run)
        yield import_report.import_report(report, texts)
        yield import_report.import_report(replace(report, file_name="", sheets=report.sheets[:1], struck=()), texts)


def _refusals_of_lists(strange: str, texts: Texts) -> Iterable[Drawn]:
    seen = HeaderSeen(sheet=strange[:60], row_no=3, columns=_columns(strange), missing=tuple(Column))
    for problem in ListProblem:
        for name, header in ((strange or "a", None), (strange, seen), ("", None)):
            yield import_report.import_failed(RefusedList(file_name=name, problem=problem, seen=header), texts)


def _waiting(strange: str) -> list[tuple[ImportReport, int | None]]:
    reports = [replace(_report(strange), waiting=reason.value) for reason in WaitReason]
    return [(report, waiting_id) for report in reports for waiting_id in (17, None)]


LIST_SAMPLES: Mapping[Callable[..., Any], Sample] = {
    import_report.import_help: lambda _, t: [import_report.import_help(t)],
    import_report.import_report: _reports,
    import_report.import_delayed: lambda _, t: [import_report.import_delayed(t)],
    import_report.import_failed: _refusals_of_lists,
    waiting.list_waits: lambda s, t: [waiting.list_waits(*each, t) for each in _waiting(s)],
    waiting.watched_list_waits: lambda s, t: [
        waiting.watched_list_waits(*each, t) for each in (*_waiting(s), (_report(s), None))
    ],
    waiting.imported_anyway: lambda s, t: [waiting.imported_anyway(_report(s), t)],
}
