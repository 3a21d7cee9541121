"""What is known of the people and visits of a list already."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, select, union
from sqlmodel import Session, col

from bot.domain.calls.states import CallState, Outcome
from storage.calls.tables import Call
from storage.lists.tables import Exclusion, ImportFile, Visit
from storage.people.tables import OtherNumber, Petitioner
from storage.statements import chunks

NOT_REACHED = (Outcome.UNREACHED.value, Outcome.WRONG_NUMBER.value, Outcome.INELIGIBLE.value)
Edition = tuple[date, int]
"""How new a list is: its day, and which import first brought what it says. Lists from before 0.9 are the oldest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownVisit:
    """A visit that led to a call, as far as a list may correct it."""

    id: int
    call_id: int
    petitioner_id: int
    is_open: bool
    known_as: str
    visited_on: date
    receipt_no: str | None
    phone_hash: str
    petition_type: str
    sealed_name: bytes
    row_hash: str | None
    is_included: bool
    edition: Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownExclusion:
    """A visitor who is not called."""

    id: int
    call_id: int | None
    known_as: str
    name_and_day: str | None
    has_receipt: bool | None
    visited_on: date
    reason: str
    said_in: str | None
    is_lifted: bool
    edition: Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOfNumber:
    """A call of one number: open, or closed. `reached_at`: when it was closed, if the person was reached."""

    call_id: int
    phone_hash: str
    sealed_name: bytes
    is_open: bool
    reached_at: datetime | None
    petition_type: str


def visits_on(session: Session, days: Iterable[date]) -> Iterator[KnownVisit]:
    """Read the visits of some days that led to calls."""
    for chunk in chunks(days):
        rows = session.execute(
            select(
                col(Visit.id), col(Visit.call_id), col(Call.petitioner_id), col(Call.state), col(Visit.known_as),
                col(Visit.visited_on), col(Visit.receipt_no), col(Petitioner.phone_hash), col(Visit.petition_type),
                col(Petitioner.sealed_name), col(Visit.row_hash), col(Visit.is_included), col(ImportFile.as_of),
                col(ImportFile.edition),
            )
            .join(Call, col(Call.id) == col(Visit.call_id))
            .join(Petitioner, col(Petitioner.id) == col(Call.petitioner_id))
            .join(ImportFile, col(ImportFile.id) == col(Visit.import_id), isouter=True)
            .where(col(Visit.visited_on).in_(chunk), col(Visit.no_visit).is_(False))
            .order_by(col(Visit.id))
        )  # fmt: skip
        for number, call_id, petitioner_id, state, *told, as_of, edition in rows:
            known_as, visited_on, receipt_no, phone_hash, petition_type, sealed_name, row_hash, is_included = told
            yield KnownVisit(
                id=number or 0,
                call_id=call_id,
                petitioner_id=petitioner_id,
                is_open=state != CallState.CLOSED.value,
                known_as=known_as,
                visited_on=visited_on,
                receipt_no=receipt_no,
                phone_hash=phone_hash,
                petition_type=petition_type,
                sealed_name=sealed_name,
                row_hash=row_hash,
                is_included=is_included,
                edition=_edition(as_of, edition),
            )


def exclusions_on(session: Session, days: Iterable[date]) -> Iterator[KnownExclusion]:
    """Read the visitors of some days who are not called."""
    for chunk in chunks(days):
        rows = session.execute(
            select(Exclusion, col(ImportFile.as_of), col(ImportFile.edition))
            .join(ImportFile, col(ImportFile.id) == col(Exclusion.import_id))
            .where(col(Exclusion.visited_on).in_(chunk))
            .order_by(col(Exclusion.id))
        )
        for row, as_of, edition in rows:
            yield KnownExclusion(
                id=row.key,
                call_id=row.call_id,
                known_as=row.known_as,
                name_and_day=row.name_and_day,
                has_receipt=row.has_receipt,
                visited_on=row.visited_on,
                reason=row.reason,
                said_in=row.said_in,
                is_lifted=row.lifted_at is not None,
                edition=_edition(as_of, edition),
            )


def reasons_against(session: Session, days: Mapping[str, date]) -> set[str]:
    """Return why people were excluded, by their hashed names and days; what a supervisor lifted counts no more."""
    reasons: set[str] = set()
    for chunk in chunks(days):
        named = col(Exclusion.name_and_day).in_(chunk), col(Exclusion.visited_on).in_({days[each] for each in chunk})
        rows = session.execute(select(col(Exclusion.reason)).where(*named, col(Exclusion.lifted_at).is_(None)))
        reasons.update(rows.scalars())
    return reasons


def calls_with_numbers(session: Session, phone_hashes: Iterable[str]) -> Iterator[CallOfNumber]:
    """Read the calls of some numbers, as far as their data are still kept, oldest first."""
    reached_at = case((col(Call.outcome).not_in(NOT_REACHED), col(Call.closed_at)))
    for chunk in chunks(phone_hashes):
        main: Any = select(col(Petitioner.id).label("of"), col(Petitioner.phone_hash).label("phone_hash"))
        other = select(col(OtherNumber.petitioner_id), col(OtherNumber.phone_hash))
        numbers = union(
            main.where(col(Petitioner.phone_hash).in_(chunk)), other.where(col(OtherNumber.phone_hash).in_(chunk))
        ).subquery()
        rows = session.execute(
            select(
                col(Call.id), numbers.c.phone_hash, col(Petitioner.sealed_name), col(Call.state), reached_at,
                col(Call.petition_type),
            )
            .join(Petitioner, col(Petitioner.id) == col(Call.petitioner_id))
            .join(numbers, numbers.c.of == col(Petitioner.id))
            .order_by(col(Call.id))
        )  # fmt: skip
        for call_id, phone_hash, sealed_name, state, reached, petition_type in rows:
            yield CallOfNumber(
                call_id=call_id or 0,
                phone_hash=phone_hash,
                sealed_name=sealed_name,
                is_open=state != CallState.CLOSED.value,
                reached_at=reached,
                petition_type=petition_type,
            )


def _edition(as_of: date | None, edition: int | None) -> Edition:
    return as_of or date.min, edition or 0
