"""Reading a list and sealing what it says, before any transaction (rule book §3)."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.domain.keeping.names import key_of_tidy, mask_tidy
from bot.domain.lists.identity import name_and_day, plain_receipt, row_facts, visit_facts
from bot.domain.lists.listed_words import listed_words, listed_words_to_text
from bot.domain.lists.matching import VisitMark
from bot.domain.lists.reading import read_visitor_list
from bot.domain.lists.rows import ListedVisit, VisitorList
from bot.domain.lists.sheets import Sheet, SheetRow
from bot.domain.lists.station_rules import StationRules, rules_of
from bot.domain.station import Station
from bot.services.spreadsheets.reading import read_sheets
from storage.lists.visits import SealedVisit
from storage.secrets import Secrets


class Step(StrEnum):
    """What is being done with the rows of a list."""

    READING = "reading"
    SEALING = "sealing"
    STORING = "storing"


Progress = Callable[[Step, int, int | None], None]
"""Told, now and then, with how many rows something is done, and of how many; None: nobody knows yet."""

PROGRESS_EVERY = 500


def tell_nobody(_step: Step, _rows: int, _of: int | None) -> None:
    """Do without progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedList:
    """A list that was read and sealed, ready to be stored in one short transaction; `visits` as `listed` has them.

    `progress` is told of its storing, too.
    """

    file_name: str
    hashed_with: tuple[str, ...]
    content_hash: str
    listed: VisitorList
    rules: StationRules
    visits: tuple[SealedVisit, ...]
    progress: Progress = tell_nobody


def prepare_list(
    data: bytes, file_name: str, *, today: date, station: Station, secrets: Secrets, progress: Progress = tell_nobody
) -> PreparedList:
    """Read and seal a list; touches no database.

    Raises:
        UnreadableList: no visitor list can be made of the file.
    """
    rules = rules_of(station)
    sheets = _counted(read_sheets(data, file_name), progress)
    listed = read_visitor_list(sheets, today=today, rules=rules, file_name=file_name)
    return PreparedList(
        file_name=file_name,
        hashed_with=tuple(secrets.hashed_with),
        content_hash=secrets.keyed_hash(hashlib.sha256(data).hexdigest()),
        listed=listed,
        rules=rules,
        visits=tuple(_sealed_all(listed, rules, secrets, progress)),
        progress=progress,
    )


def _counted(sheets: Iterable[Sheet], progress: Progress) -> Iterator[Sheet]:
    for sheet in sheets:
        yield replace(sheet, rows=_counted_rows(sheet.rows, progress))


def _counted_rows(rows: Iterable[SheetRow], progress: Progress) -> Iterator[SheetRow]:
    for count, row in enumerate(rows, 1):
        if count % PROGRESS_EVERY == 0:
            progress(Step.READING, count, None)
        yield row


def seal_visit(visit: ListedVisit, rules: StationRules, secrets: Secrets) -> SealedVisit:
    """Make a listed visit ready for storing."""
    return SealedVisit(
        row_no=visit.row_no,
        known_as=secrets.keyed_hash(visit_facts(visit)),
        row_hash=secrets.keyed_hash(row_facts(visit)),
        phone_hash=secrets.keyed_hash(visit.phone),
        masked_name=mask_tidy(visit.petitioner_name),
        sealed_name=secrets.seal(visit.petitioner_name),
        sealed_phone=secrets.seal(visit.phone),
        sealed_alternates=secrets.seal_if(" ".join(visit.alternates)),
        others=tuple((secrets.keyed_hash(each), secrets.seal(each)) for each in visit.alternates),
        sealed_note=secrets.seal_if(visit.note),
        receipt_no=visit.receipt_no,
        visited_on=visit.visited_on,
        visited_at=visit.visited_at,
        petition_type=rules.shown_type(visit),
        department=rules.shown_department(visit),
        sealed_listed=secrets.seal(listed_words_to_text(listed_words(visit))),
    )


def mark_of(visit: ListedVisit, known_as: str, rules: StationRules, secrets: Secrets) -> VisitMark:
    """Return by what a visit is recognised."""
    name = key_of_tidy(visit.petitioner_name)
    return VisitMark(
        known_as=known_as,
        name_and_day=secrets.keyed_hash(name_and_day(name, visit.visited_on)),
        day=visit.visited_on,
        name=name,
        receipt=plain_receipt(visit.receipt_no or ""),
        phone=secrets.keyed_hash(visit.phone) if visit.phone else "",
        petition_type=rules.shown_type(visit) if visit.types else None,
    )


def _sealed_all(
    listed: VisitorList, rules: StationRules, secrets: Secrets, progress: Progress
) -> Iterator[SealedVisit]:
    for count, visit in enumerate(listed.visits, 1):
        yield seal_visit(visit, rules, secrets)
        if count % PROGRESS_EVERY == 0 or count == len(listed.visits):
            progress(Step.SEALING, count, len(listed.visits))
