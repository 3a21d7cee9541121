"""Previewing a list: its first rows as they would be called, masked (rule book §3, Report)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.domain.keeping.names import NameMark, mask_name
from bot.domain.keeping.phones import mask_phone
from bot.domain.lists.cards import LeftOut, OfficerMatch, Preview, PreviewedRow, PreviewedVisit, PreviewMark
from bot.domain.lists.rows import ExcludedRow, ListedVisit, RejectedRow, StruckRow, VisitorList
from bot.domain.lists.shown_words import shown_name
from bot.services.lists.planning import NEWEST, SEVERAL_FIT, ImportPlan, make_plan
from bot.services.lists.preparing import PreparedList
from bot.services.officers import officers_of_row
from bot.services.unit import Unit
from storage.lists.visits import SealedVisit, first_import_of

ROWS_SHOWN = 10
Row = ListedVisit | ExcludedRow | RejectedRow | StruckRow
Place = tuple[str, int]
"""A sheet, and the number of a row in it."""


def preview_list(unit: Unit, *, prepared: PreparedList, most: int = ROWS_SHOWN) -> Preview:
    """Show what would become of the first rows of a list; nothing is stored."""
    listed = prepared.listed
    rows = _in_order(listed)
    first = _only(prepared, {_place(row) for row in rows[:most]})
    edition = (listed.as_of or date.min, first_import_of(unit.session, prepared.content_hash) or NEWEST)
    preview = _Preview(unit, first, make_plan(unit, first, edition))
    shown = tuple(preview.row(row) for row in rows[:most])
    return Preview(rows=shown, more=len(rows) - len(shown), sheets=len(listed.sheets))


def _in_order(listed: VisitorList) -> list[Row]:
    """Return the rows as they stand in the file."""
    sheets = {sheet.name: at for at, sheet in enumerate(listed.sheets)}
    rows: list[Row] = [*listed.visits, *listed.excluded, *listed.rejected, *listed.struck]
    places = ((sheet, row_no) for sheet, row_no in map(_place, rows))
    order = sorted((sheets.get(sheet, 0), row_no, at) for at, (sheet, row_no) in enumerate(places))
    return [rows[at] for _, _, at in order]


def _place(row: Row) -> Place:
    where = row.visit if isinstance(row, ExcludedRow) else row
    return where.sheet, where.row_no


def _only(prepared: PreparedList, places: set[Place]) -> PreparedList:
    """Return a list of some of its rows."""
    listed = prepared.listed
    both = zip(listed.visits, prepared.visits, strict=True)
    kept = [(visit, sealed) for visit, sealed in both if _place(visit) in places]
    excluded = [row for row in listed.excluded if _place(row) in places]
    return replace(
        prepared,
        listed=replace(listed, visits=[visit for visit, _ in kept], excluded=excluded),
        visits=tuple(sealed for _, sealed in kept),
    )


class _Preview:
    """Puts what is planned for rows beside them."""

    def __init__(self, unit: Unit, prepared: PreparedList, plan: ImportPlan) -> None:
        self.unit, self.rules = unit, prepared.rules
        self.sealed: Mapping[Place, SealedVisit] = {
            _place(visit): sealed for visit, sealed in zip(prepared.listed.visits, prepared.visits, strict=True)
        }
        self.excluded = {_place(each.row.visit): each.reason.value for each in plan.excluded}
        self.asked = {(note.sheet, note.row_no) for note in plan.asked}
        self.corrected = {each.sealed for each in plan.corrections if each.changed}
        self.called = _called(plan)

    def row(self, row: Row) -> PreviewedVisit | PreviewedRow:
        """Show one row."""
        place = _place(row)
        sheet, row_no = shown_name(place[0]), place[1]
        match row:
            case RejectedRow():
                return PreviewedRow(row_no=row_no, sheet=sheet, why=LeftOut.REJECTED, reason=row.reason.value)
            case StruckRow():
                return PreviewedRow(row_no=row_no, sheet=sheet, why=LeftOut.STRUCK)
            case ExcludedRow():
                return PreviewedRow(row_no=row_no, sheet=sheet, why=LeftOut.EXCLUDED, reason=row.reason.value)
            case ListedVisit() if place in self.excluded:
                return PreviewedRow(row_no=row_no, sheet=sheet, why=LeftOut.EXCLUDED, reason=self.excluded[place])
            case ListedVisit() if (sheet, row_no) in self.asked:
                return PreviewedRow(row_no=row_no, sheet=sheet, why=LeftOut.ASKED, reason=SEVERAL_FIT)
            case ListedVisit():
                return self._visit(row, sheet)

    def _visit(self, visit: ListedVisit, sheet: str) -> PreviewedVisit:
        return PreviewedVisit(
            row_no=visit.row_no,
            sheet=sheet,
            masked_name=mask_name(visit.petitioner_name),
            masked_phone=mask_phone(visit.phone),
            visited_on=visit.visited_on,
            visited_at=visit.visited_at,
            petition_type=self.rules.shown_type(visit),
            department=self.rules.shown_department(visit),
            officers=self._officers(visit),
            marks=tuple(mark for mark, holds in self._marks(visit).items() if holds),
        )

    def _marks(self, visit: ListedVisit) -> Mapping[PreviewMark, bool]:
        sealed = self.sealed[_place(visit)]
        is_corrected = sealed in self.corrected
        return {
            PreviewMark.KNOWN: sealed not in self.called and not is_corrected,
            PreviewMark.CORRECTED: is_corrected,
            PreviewMark.REPAIRED: visit.phone_repaired,
            PreviewMark.ALTERNATE: bool(visit.alternates),
            PreviewMark.GROUP: NameMark.GROUP in visit.marks,
            PreviewMark.PROXY: NameMark.PROXY in visit.marks,
            PreviewMark.NOTE: bool(visit.note),
        }

    def _officers(self, visit: ListedVisit) -> OfficerMatch:
        if not visit.officers:
            return OfficerMatch.NONE_NAMED
        found = officers_of_row(self.unit, visit)
        if found.ambiguous:
            return OfficerMatch.NAMESAKES
        return OfficerMatch.FOUND if found.ids else OfficerMatch.UNKNOWN


def _called(plan: ImportPlan) -> set[SealedVisit]:
    """Return the visits that would be called: new ones, further ones of open calls, those that come back."""
    groups: list[Sequence[SealedVisit]] = [*plan.calls.values(), *plan.more_visits.values()]
    return {sealed for group in groups for sealed in group} | {each.sealed for each in plan.back}
