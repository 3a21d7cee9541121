"""The event trail and the access log: append-only rows, what is written and read; reasons beside them."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from bot.domain.trail import UNKNOWN_ORIGIN, Event, Origin, Purpose, Subject
from storage.chaining import ACCESS_LOG, TRAIL, Entry, Facts, append, facts_to_text, settle
from storage.tables import AccessLog, Remark, Trail

Recorded = tuple[Event, object, Facts]
"""(event, key of its subject, facts)"""


NEWEST = 2**31 - 1  # PostgreSQL's largest
PAGE = (
    select(col(Trail.id), col(Trail.event), col(Trail.at))
    .where(col(Trail.id) < bindparam("before"))
    .order_by(col(Trail.id).desc())
    .limit(1000)
)


def record(
    session: Session, event: Event, key: object | None = None, *, actor: str, at: datetime, facts: Facts
) -> None:
    """Add an event to the trail. Facts are ids, states and counts: never names, numbers or words of people."""
    record_all(session, [(event, key, facts)], actor=actor, at=at)


def record_all(session: Session, events: Iterable[Recorded], *, actor: str, at: datetime) -> None:
    """Add many events of one moment to the trail, in one go."""
    entries = (_entry(event.value, event.subject.of(key), facts, actor=actor, at=at) for event, key, facts in events)
    append(session, TRAIL, entries)


def record_access(
    session: Session, call: int, purpose: Purpose, *, actor: str, at: datetime, origin: Origin = UNKNOWN_ORIGIN
) -> None:
    """Write down that contact data was shown: to whom, whose, what for, from where."""
    entry = _entry(purpose.value, Subject.CALL.of(call), {}, actor=actor, at=at)
    append(session, ACCESS_LOG, [{**entry, "door": origin.door.value, "place": origin.place}])


def record_words_read(
    session: Session, *, visits: int, actor: str, at: datetime, origin: Origin = UNKNOWN_ORIGIN
) -> None:
    """Write down that the sealed words of so many visits were read, to find words that many lists have."""
    entry = _entry(Purpose.WORDS.value, Subject.LISTS.of(None), {"visits": visits}, actor=actor, at=at)
    append(session, ACCESS_LOG, [{**entry, "door": origin.door.value, "place": origin.place}])


def _entry(event: str, subject: str, facts: Facts, *, actor: str, at: datetime) -> Entry:
    return {"at": at, "actor": actor, "event": event, "subject": subject, "facts": facts_to_text(facts)}


def events_of(session: Session, subject: Subject, key: object) -> Sequence[Trail]:
    """Read what happened to a subject, oldest first."""
    settle(session)
    query = select(Trail).where(col(Trail.subject) == subject.of(key)).order_by(col(Trail.id))
    return session.execute(query).scalars().all()


def last_event_at(session: Session, event: Event, key: object) -> datetime | None:
    """Return when something happened to a subject last; None: never."""
    settle(session)
    of_it = (col(Trail.subject) == event.subject.of(key), col(Trail.event) == event.value)
    at: datetime | None = session.execute(select(func.max(col(Trail.at))).where(*of_it)).scalar()
    return at


def looks_between(session: Session, start: datetime, end: datetime) -> Sequence[AccessLog]:
    """Read who was shown contact data in a stretch of time."""
    settle(session)
    of_time = (col(AccessLog.at) >= start, col(AccessLog.at) < end)
    query = select(AccessLog).where(*of_time, col(AccessLog.event) != Event.CHAIN_KEYED.value)
    return session.execute(query.order_by(col(AccessLog.id))).scalars().all()


def looks_at(session: Session, calls: Sequence[int]) -> Sequence[AccessLog]:
    """Read how often, by whom and for what the contact data of some calls were shown."""
    settle(session)
    subjects = [Subject.CALL.of(each) for each in calls]
    query = select(AccessLog).where(col(AccessLog.subject).in_(subjects)).order_by(col(AccessLog.id))
    return session.execute(query).scalars().all()


def count_events(session: Session, event: Event, start: datetime, end: datetime) -> int:
    """Count the events of one kind in a stretch of time, read from the newest on: the trail is as old as the bot."""
    settle(session)
    count, before = 0, NEWEST
    while page := session.execute(PAGE, {"before": before}).all():
        count += sum(name == event.value and start <= at < end for _, name, at in page)
        if all(at < start for *_, at in page):  # of all: clocks differ a little
            break
        before = page[-1][0]
    return count


def add_remark(session: Session, event: Event, key: object, *, by: str, at: datetime, sealed_words: bytes) -> None:
    """Keep somebody's words about what they did."""
    subject = event.subject.of(key)
    session.add(Remark(subject=subject, event=event.value, by=by, at=at, sealed_words=sealed_words))


def remarks_on(session: Session, subject: Subject, key: object) -> Sequence[Remark]:
    """Read what was said about a subject, oldest first."""
    query = select(Remark).where(col(Remark.subject) == subject.of(key)).order_by(col(Remark.id))
    return session.execute(query).scalars().all()
