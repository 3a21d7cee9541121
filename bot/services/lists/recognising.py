"""Recognising the visits of a list that came before (rule book §3, Import again)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.lists.identity import name_and_day, old_receipt_facts, plain_receipt, receipt_facts, visit_facts
from bot.domain.lists.matching import VisitMark, find_known
from bot.domain.lists.rows import ExcludedRow, ListedVisit
from bot.services.keeping.contact_data import name_key_of
from bot.services.lists.preparing import PreparedList, mark_of
from bot.services.unit import Unit
from storage.lists.known import KnownExclusion, KnownVisit, exclusions_on, visits_on
from storage.lists.visits import SealedVisit

Known = KnownVisit | KnownExclusion


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedRow:
    """A row of a list with what it fits: nothing, the visit that it is, or several.

    `sealed` is None, and `excluded` stands, where the row says that the person is not to be called.
    """

    visit: ListedVisit
    known_as: str
    sealed: SealedVisit | None = None
    excluded: ExcludedRow | None = None
    fits: tuple[Known, ...] = ()


def recognise(unit: Unit, prepared: PreparedList) -> tuple[list[RecognisedRow], int]:
    """Look for what is known of each row, the excluded first, the others by day.

    Returns:
        the rows, and how many stood in the list a second time.
    """
    rows = _distinct_rows(unit, prepared)
    repeated = len(prepared.listed.visits) + len(prepared.listed.excluded) - len(rows)
    known = _known_on(unit, {row.visit.visited_on for row in rows})
    if not known:
        return rows, repeated
    marks = [mark_of(row.visit, row.known_as, prepared.rules, unit.secrets) for row in rows]
    found = find_known(marks, _marks_of(unit, known, marks))
    fitting = (tuple(known[at] for at in places) for places in found)
    return [replace(row, fits=fits) for row, fits in zip(rows, fitting, strict=True)], repeated


def _distinct_rows(unit: Unit, prepared: PreparedList) -> list[RecognisedRow]:
    """The rows of a list; of a visit that stands there twice the first, an exclusion before a call."""
    rows: dict[str, RecognisedRow] = {}
    for row in prepared.listed.excluded:
        known_as = unit.secrets.keyed_hash(visit_facts(row.visit))
        rows.setdefault(known_as, RecognisedRow(visit=row.visit, known_as=known_as, excluded=row))
    listed = zip(prepared.listed.visits, prepared.visits, strict=True)
    for visit, sealed in sorted(listed, key=lambda each: (each[0].visited_on, each[0].row_no)):
        rows.setdefault(sealed.known_as, RecognisedRow(visit=visit, known_as=sealed.known_as, sealed=sealed))
    return list(rows.values())


def _known_on(unit: Unit, days: set[date]) -> list[Known]:
    """What is known of some days. A visit that left the queue stands there as excluded alone."""
    exclusions = list(exclusions_on(unit.session, days))
    gone = {each.known_as for each in exclusions if each.call_id is not None}
    return [*(each for each in visits_on(unit.session, days) if each.known_as not in gone), *exclusions]


def _marks_of(unit: Unit, known: Sequence[Known], rows: Sequence[VisitMark]) -> list[VisitMark]:
    old_keys: dict[tuple[str, date], str] = {}
    if any(_is_old(each) for each in known):
        for row in rows:
            if row.receipt:
                old_keys.setdefault((unit.secrets.keyed_hash(old_receipt_facts(row.receipt)), row.day), row.known_as)
    exact = {row.known_as for row in rows}
    return [
        _mark_of_visit(unit, each, exact, old_keys)
        if isinstance(each, KnownVisit)
        else _mark_of_exclusion(each, old_keys)
        for each in known
    ]


def _is_old(known: Known) -> bool:
    """Check whether something was stored before names and days were part of what a visit is known by."""
    return (known.row_hash if isinstance(known, KnownVisit) else known.name_and_day) is None


def _mark_of_visit(
    unit: Unit, known: KnownVisit, exact: set[str], old_keys: Mapping[tuple[str, date], str]
) -> VisitMark:
    known_as, day, receipt = known.known_as, known.visited_on, plain_receipt(known.receipt_no or "")
    name = "" if known_as in exact else name_key_of(unit, known.sealed_name)
    if _is_old(known) and receipt:
        known_as = (
            unit.secrets.keyed_hash(receipt_facts(receipt, name, day))
            if name
            else old_keys.get((known_as, day), known_as)
        )
    return VisitMark(
        known_as=known_as,
        name_and_day=unit.secrets.keyed_hash(name_and_day(name, day)) if name else "",
        day=day,
        name=name,
        receipt=receipt,
        phone=known.phone_hash,
        petition_type=known.petition_type,
    )


def _mark_of_exclusion(known: KnownExclusion, old_keys: Mapping[tuple[str, date], str]) -> VisitMark:
    return VisitMark(
        known_as=old_keys.get((known.known_as, known.visited_on), known.known_as),
        name_and_day=known.name_and_day or "",
        day=known.visited_on,
        name="",
        receipt="?" if known.has_receipt else "",
        phone="",
        petition_type=None,
    )
