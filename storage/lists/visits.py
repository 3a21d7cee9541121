"""Storing a visitor list: petitioners, calls and visits in bulk."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update
from sqlmodel import Session, col

from bot.domain.calls.states import CallState, QueueLane
from storage.calls.advance_texts import last_sent_of
from storage.calls.tables import Call
from storage.columns import table_of
from storage.lists.do_not_call import is_on_register
from storage.lists.tables import Exclusion, ImportFile, NewExclusion, Visit
from storage.people.tables import OtherNumber, Petitioner
from storage.statements import batches, changed_rows, chunks, insert_rows, reserve_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedVisit:
    """One listed visit, made ready for storing: personal data sealed, keys hashed."""

    row_no: int
    known_as: str
    row_hash: str
    is_included: bool = False
    is_inbound: bool = False
    no_visit: bool = False
    others: tuple[tuple[str, bytes], ...] = ()  # the alternates: hashed and sealed, one by one
    phone_hash: str
    masked_name: str
    sealed_name: bytes
    sealed_phone: bytes
    sealed_alternates: bytes | None
    sealed_note: bytes | None
    sealed_listed: bytes
    receipt_no: str | None
    visited_on: date
    visited_at: datetime | None
    petition_type: str
    department: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCall:
    """A call to make, with all the visits of one person in the list, oldest first."""

    visits: tuple[SealedVisit, ...]
    is_repeat: bool


def add_import(session: Session, source: str, brought_by: str, at: datetime, report: Mapping[str, Any]) -> int:
    """Note that a list was read. Returns its id."""
    row = ImportFile(source=source, brought_by=brought_by, at=at, report=dict(report))
    session.add(row)
    session.flush()
    return row.key


def first_import_of(session: Session, content_hash: str) -> int | None:
    """Find the first import of a file with this content."""
    query = select(func.min(col(ImportFile.edition))).where(col(ImportFile.content_hash) == content_hash)
    return session.execute(query).scalar()


def set_edition(session: Session, import_id: int, *, as_of: date | None, content_hash: str, edition: int) -> None:
    """Note how new a list is."""
    changed = update(ImportFile).where(col(ImportFile.id) == import_id)
    session.execute(changed.values(as_of=as_of, content_hash=content_hash, edition=edition))


def date_import(session: Session, import_id: int, at: datetime) -> None:
    """Note that a list which waited is imported now."""
    session.execute(update(ImportFile).where(col(ImportFile.id) == import_id).values(at=at))


def set_report(session: Session, import_id: int, report: Mapping[str, Any], sealed_names: bytes) -> None:
    """Keep what the import did, to be shown to whoever brought the list, and the names of file and sheets."""
    values = {"report": dict(report), "sealed_names": sealed_names}
    session.execute(update(ImportFile).where(col(ImportFile.id) == import_id).values(**values))


def find_import(session: Session, source: str) -> ImportFile | None:
    """Read one import by where it came from."""
    return session.execute(select(ImportFile).where(col(ImportFile.source) == source)).scalar()


def has_import_since(session: Session, moment: datetime) -> bool:
    """Check whether a list was read since a moment."""
    query = select(col(ImportFile.id)).where(col(ImportFile.at) >= moment)
    return session.execute(query.limit(1)).first() is not None


def add_calls(session: Session, calls: Sequence[NewCall], import_id: int | None) -> Sequence[int]:
    """Store new calls with their petitioners and visits. Returns the calls' numbers, in their order.

    `import_id` None: they are of no list.
    """
    added: list[int] = []
    for part in batches(calls):
        petitioner_ids = reserve_ids(session, Petitioner, len(part))
        call_ids = reserve_ids(session, Call, len(part))
        numbered = list(zip(part, petitioner_ids, call_ids, strict=True))
        insert_rows(session, Petitioner, [{**_petitioner(call.visits[-1]), "id": key} for call, key, _ in numbered])
        insert_rows(session, OtherNumber, [each for call, key, _ in numbered for each in _others(call.visits[-1], key)])
        insert_rows(session, Call, [{**_call(call, petitioner), "id": key} for call, petitioner, key in numbered])
        visits = [_visit(each, key, import_id) for call, _, key in numbered for each in call.visits]
        insert_rows(session, Visit, visits)
        added.extend(call_ids)
    return added


def add_visits(session: Session, visits: Mapping[int, Sequence[SealedVisit]], import_id: int | None) -> None:
    """Add visits to calls that are open already: the same person came again."""
    for part in batches(visits.items()):
        insert_rows(session, Visit, [_visit(visit, call_id, import_id) for call_id, more in part for visit in more])
        session.execute(ADD_TO_VISITS, [{"of": call_id, "more": len(more)} for call_id, more in part])


def add_exclusions(session: Session, rows: Sequence[NewExclusion], import_id: int) -> None:
    """Count visitors who are not called; nothing of the person is kept."""
    for part in batches(rows):
        insert_rows(session, Exclusion, [{**row, "import_id": import_id} for row in part])


def note_listed_again(session: Session, visit_ids: Sequence[int], exclusion_ids: Sequence[int], import_id: int) -> None:
    """Note that a newer list says of some visits what is known."""
    for table, ids in ((Visit, visit_ids), (Exclusion, exclusion_ids)):
        for chunk in chunks(ids):
            session.execute(update(table).where(table_of(table).c.id.in_(chunk)).values(import_id=import_id))


def remove_exclusions(session: Session, exclusion_ids: Sequence[int]) -> None:
    """Take away that somebody is not called."""
    for chunk in chunks(exclusion_ids):
        session.execute(delete(Exclusion).where(col(Exclusion.id).in_(chunk)))


def include_visits(session: Session, call_id: int) -> None:
    """Note that the visits of a call are called about whatever a list says, and that none of them is excluded."""
    session.execute(update(Visit).where(col(Visit.call_id) == call_id).values(is_included=True))
    session.execute(delete(Exclusion).where(col(Exclusion.call_id) == call_id))


def lift_exclusion(session: Session, exclusion_id: int, at: datetime) -> bool:
    """Note that somebody may be called after all. False: nobody of this number is excluded without a call."""
    lifting = update(Exclusion).where(col(Exclusion.id) == exclusion_id, col(Exclusion.call_id).is_(None))
    return changed_rows(session, lifting.values(lifted_at=at)) > 0


def correct_visit(session: Session, visit_id: int, **values: Any) -> None:
    """Take over what a newer list says of a visit."""
    session.execute(update(Visit).where(col(Visit.id) == visit_id).values(**values))


def is_known_visit(session: Session, known_as: str) -> bool:
    """Check whether a visit is known by this hash."""
    return session.execute(select(col(Visit.id)).where(col(Visit.known_as) == known_as)).first() is not None


def find_visit(session: Session, visit_id: int) -> Visit:
    """Read one visit."""
    return session.get_one(Visit, visit_id)


def numbers_of_exclusions(session: Session, keys: Sequence[str]) -> Mapping[str, int]:
    """Return the numbers of exclusions by what their visitors are known by."""
    numbers: dict[str, int] = {}
    for chunk in chunks(keys):
        rows = session.execute(
            select(col(Exclusion.known_as), col(Exclusion.id)).where(col(Exclusion.known_as).in_(chunk))
        )
        numbers.update({known_as: number for known_as, number in rows if number is not None})
    return numbers


def _petitioner(visit: SealedVisit) -> dict[str, Any]:
    return {
        "masked_name": visit.masked_name,
        "sealed_name": visit.sealed_name,
        "sealed_phone": visit.sealed_phone,
        "sealed_alternates": visit.sealed_alternates,
        "phone_hash": visit.phone_hash,
    }


def _others(visit: SealedVisit, petitioner_id: int | None) -> list[dict[str, Any]]:
    return [
        {"petitioner_id": petitioner_id, "phone_hash": hashed, "sealed_phone": sealed}
        for hashed, sealed in visit.others
    ]


def _call(call: NewCall, petitioner_id: int | None) -> dict[str, Any]:
    latest = call.visits[-1]
    return {
        "petitioner_id": petitioner_id,
        "state": CallState.QUEUED.value,
        "lane": QueueLane.NEW.value,
        "priority": 0,
        "masked_name": latest.masked_name,
        "petition_type": latest.petition_type,
        "department": latest.department,
        "visited_on": call.visits[0].visited_on,
        "visits": len(call.visits),
        "is_repeat": call.is_repeat,
        "attempts": 0,
        "promised": False,
    }


def _visit(visit: SealedVisit, call_id: int | None, import_id: int | None) -> dict[str, Any]:
    return {
        "call_id": call_id,
        "known_as": visit.known_as,
        "receipt_no": visit.receipt_no,
        "visited_on": visit.visited_on,
        "visited_at": visit.visited_at,
        "petition_type": visit.petition_type,
        "department": visit.department,
        "sealed_note": visit.sealed_note,
        "sealed_listed": visit.sealed_listed,
        "row_hash": visit.row_hash,
        "is_included": visit.is_included,
        "is_inbound": visit.is_inbound,
        "no_visit": visit.no_visit,
        "import_id": import_id,
    }


@dataclass(frozen=True, slots=True)
class CallToMake:
    """A call as whoever takes it needs it, read in one question."""

    call: Call
    visits: Sequence[Visit]  # the oldest first
    is_registered: bool  # a number of the petitioner's stands on the do-not-call register
    text_sent_at: datetime | None  # when a text about it was sent last


def find_call_to_make(session: Session, call_id: int, today: date) -> CallToMake | None:
    """Read a call afresh, with its visits and what else decides on it. None: there is no such call."""
    rows = session.execute(TO_MAKE, {"of": call_id, "today": today}).all()
    if not rows:
        return None
    call, _, is_registered, text_sent_at = rows[0]
    return CallToMake(call, [row[1] for row in rows if row[1] is not None], is_registered, text_sent_at)


def visits_of(session: Session, call_id: int) -> Sequence[Visit]:
    """Read a call's visits, oldest first."""
    return session.execute(VISITS, {"of": call_id}).scalars().all()


def excluded_between(session: Session, first: date, last: date) -> Mapping[str, int]:
    """Count the visitors of these days who are not called, by reason."""
    rows = session.execute(
        select(col(Exclusion.reason), func.count())
        .where(col(Exclusion.visited_on).between(first, last))
        .group_by(col(Exclusion.reason))
        .order_by(func.count().desc(), col(Exclusion.reason))
    )
    return {row.reason: row[1] for row in rows}


_CALLS = table_of(Call)
ADD_TO_VISITS = _CALLS.update().where(_CALLS.c.id == bindparam("of")).values(visits=_CALLS.c.visits + bindparam("more"))
_IN_ORDER = (col(Visit.visited_on), col(Visit.id))
VISITS = select(Visit).where(col(Visit.call_id) == bindparam("of")).order_by(*_IN_ORDER)
TO_MAKE = (
    select(Call, Visit, is_on_register(_CALLS.c.petitioner_id), last_sent_of(_CALLS.c.id))
    .outerjoin(Visit, col(Visit.call_id) == col(Call.id))
    .where(col(Call.id) == bindparam("of"))
    .order_by(*_IN_ORDER)
    .execution_options(populate_existing=True)
)
"""Built once: whatever is done with a call reads them."""
