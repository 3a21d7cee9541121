"""What older versions kept in the open: found table by table, in batches, until all of it is sealed."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple, TypedDict

from sqlalchemy import bindparam, func, select
from sqlmodel import Session, col

from bot.domain.announcements import announcement_of
from bot.domain.notices import Announcement, NoticeKind
from bot.domain.trail import Event
from storage.calls.tables import Call
from storage.columns import table_of
from storage.figures.tables import Signal
from storage.keeping.tables import Resealing
from storage.lists.tables import Visit
from storage.people.tables import Petitioner, Staff
from storage.statements import CHUNK
from storage.tables import Notice, Post, Trail

WORDS_STOOD_IN = ("trail", "call", "visit", "importfile", "signal", "notice")
"""Tables in which older versions kept words of lists."""


def is_resealed(session: Session) -> bool:
    """Check whether nothing is left in the open of what older versions kept there."""
    left = select(col(Resealing.id)).where(col(Resealing.finished_at).is_(None))
    return session.execute(left).first() is None


def unfinished_resealing(session: Session) -> Resealing | None:
    """Hold the sealing that is not finished: of two processes one waits for the other."""
    left = select(Resealing).where(col(Resealing.finished_at).is_(None)).with_for_update()
    return session.execute(left).scalar()


def finished_resealing(session: Session) -> Resealing | None:
    """Find the sealing that is done, and chained the trail anew."""
    done = select(Resealing).where(col(Resealing.finished_at).is_not(None), col(Resealing.holds_words).is_(True))
    return session.execute(done).scalar()


def resealing_with_old_posts(session: Session) -> Resealing | None:
    """Hold the sealing after which messages are left in Slack as an older version drew them."""
    return session.execute(select(Resealing).where(col(Resealing.posts_before).is_not(None)).with_for_update()).scalar()


def newest_post(session: Session) -> int:
    """Return the id of the message that was posted last; 0 when there is none."""
    found: int | None = session.execute(select(func.max(col(Post.id)))).scalar()
    return found or 0


def posts_before(session: Session, before: int, most: int, *, kinds: Collection[str]) -> Sequence[Post]:
    """Read messages of some kinds, the newest first."""
    query = select(Post).where(col(Post.id) < before, col(Post.kind).in_(kinds)).order_by(col(Post.id).desc())
    return session.execute(query.limit(most)).scalars().all()


def resealed_row(session: Session) -> Trail | None:
    """Find the row of the trail that tells of the chain before."""
    event = Event.TRAIL_RESEALED
    mine = (col(Trail.subject) == event.subject.of("trail"), col(Trail.event) == event.value)
    return session.execute(select(Trail).where(*mine).order_by(col(Trail.id)).limit(1)).scalar()


class OldCall(NamedTuple):
    """A call as far as it is called by words of a list."""

    id: int
    department: str
    petition_type: str
    visited_on: date


class OldVisit(NamedTuple):
    """A visit as far as it holds words of a list."""

    id: int
    call_id: int
    import_id: int | None
    visited_on: date
    department: str
    petition_type: str
    officer_name: str
    officer_rank: str
    sealed_listed: bytes | None

    @property
    def list(self) -> int:
        """The list that told of it; 0 where none did."""
        return self.import_id or 0


class NamedCall(TypedDict):
    """What a call is called by names of the station's tables. `of`: its number."""

    of: int
    new_department: str
    new_type: str


class NamedVisit(NamedCall):
    """The same of a visit, by its id; whom the directory knows of its officer; and what the list said, sealed."""

    new_name: str
    new_rank: str
    new_listed: bytes | None


_CALLS, _VISITS = table_of(Call), table_of(Visit)
CALLS = select(*(_CALLS.c[name] for name in OldCall._fields)).order_by(_CALLS.c.id)
VISITS = select(*(_VISITS.c[name] for name in OldVisit._fields))
NAME_CALL = (
    _CALLS.update()
    .where(_CALLS.c.id == bindparam("of"))
    .values(department=bindparam("new_department"), petition_type=bindparam("new_type"))
)
NAME_VISIT = (
    _VISITS.update()
    .where(_VISITS.c.id == bindparam("of"))
    .values(
        department=bindparam("new_department"),
        petition_type=bindparam("new_type"),
        officer_name=bindparam("new_name"),
        officer_rank=bindparam("new_rank"),
        sealed_listed=bindparam("new_listed"),
    )
)


def calls_after(session: Session, after: int, most: int) -> list[OldCall]:
    """Read calls in the order of their numbers."""
    return [OldCall(*row) for row in session.execute(CALLS.where(_CALLS.c.id > after).limit(most))]


def visits_of_calls(session: Session, call_ids: Sequence[int]) -> list[OldVisit]:
    """Read the visits of some calls."""
    return [OldVisit(*row) for row in session.execute(VISITS.where(_VISITS.c.call_id.in_(call_ids)))]


def name_calls(session: Session, calls: Sequence[NamedCall]) -> None:
    """Call calls by names of tables."""
    if calls:
        session.connection().execute(NAME_CALL, [{**call} for call in calls])


def name_visits(session: Session, visits: Sequence[NamedVisit]) -> None:
    """Call visits by names of tables and of the directory, and keep under seal what the list said."""
    if visits:
        session.connection().execute(NAME_VISIT, [{**visit} for visit in visits])


def calls_with_words(session: Session, call_ids: Sequence[int]) -> set[int]:
    """Return which calls are of somebody whose data are kept: the others' words are not kept either."""
    found: set[int] = set()
    for first in range(0, len(call_ids), CHUNK):
        query = (
            select(col(Call.id))
            .join(Petitioner, col(Petitioner.id) == col(Call.petitioner_id))
            .where(col(Call.id).in_(call_ids[first : first + CHUNK]), col(Petitioner.purged_at).is_(None))
        )
        found.update(each for each in session.execute(query).scalars() if each is not None)
    return found


def names_of_staff(session: Session) -> set[str]:
    """Return every name that the directory has had."""
    return set(session.execute(select(col(Staff.name))).scalars())


def signals_after(session: Session, after: int, most: int) -> Sequence[Signal]:
    """Read signals in their order."""
    query = select(Signal).where(col(Signal.id) > after).order_by(col(Signal.id)).limit(most)
    return session.execute(query).scalars().all()


def name_signal(session: Session, signal: Signal, department: str) -> None:
    """Put a signal under another department; where that has one of the same week and category, as a part of it."""
    taken = select(col(Signal.id)).where(
        col(Signal.week) == signal.week,
        col(Signal.category) == signal.category,
        col(Signal.department) == department,
        col(Signal.id) != signal.id,
    )
    signal.part = 0 if session.execute(taken.limit(1)).first() is None else signal.key
    signal.department = department
    session.flush()


def notices_after(
    session: Session, after: int, most: int, *, kinds: Sequence[NoticeKind]
) -> Sequence[tuple[int, Announcement, str, datetime]]:
    """Read notices of some kinds in their order: id, what they are of, for whom, when they were left."""
    columns = (col(Notice.id), col(Notice.kind), col(Notice.ref), col(Notice.recipient), col(Notice.created_at))
    query = select(*columns).where(col(Notice.id) > after, col(Notice.kind).in_([each.value for each in kinds]))
    rows = session.execute(query.order_by(col(Notice.id)).limit(most))
    return [
        (number, announcement_of(NoticeKind(kind), ref), recipient, at)
        for number, kind, ref, recipient, at in rows
        if number is not None
    ]
