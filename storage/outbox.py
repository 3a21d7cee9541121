"""The outbox: notices waiting to be shown (decision 4).

A notice goes pending → sending → sent, or failed for good, or ambiguous when nobody knows whether Slack took it.
Of one message at most one notice waits (many changes become one update) and at most one is being sent.
"""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from typing import Any, Unpack

from sqlalchemy import ColumnElement, Executable, bindparam, exists, func, literal, select, true, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from bot.domain.announcements import announcement_of
from bot.domain.notices import FIRST, Announcement, FailedNotice, NoticeKind
from storage.columns import table_of
from storage.posts import Posted, keep_post
from storage.statements import OneOf, changed_rows, insert_all_or_lower
from storage.tables import Notice, NoticeChange


class NoticeState(StrEnum):
    """Where a notice stands."""

    PENDING = "pending"
    SENDING = "sending"
    AMBIGUOUS = "ambiguous"
    SENT = "sent"
    MERGED = "merged"  # a newer notice of the same message took its place
    FAILED = "failed"
    WITHDRAWN = "withdrawn"  # what it tells of was taken back before it was sent


MARK_LENGTH = 12
LONGEST_WAIT = timedelta(minutes=2)
"""No failed try waits longer."""
LONGEST_HOLD = timedelta(minutes=10)
"""No notice is held longer. What would be due later was noted while the clock was ahead, and is due now."""
ANNOUNCED = "announced"
UNWRITTEN = "unwritten_notices"
WAITING = (NoticeState.PENDING, NoticeState.AMBIGUOUS)
WAITS_ONCE = OneOf(key="message", where="state = 'pending'", lowered="urgency")
UNDER_WAY = (NoticeState.SENDING, NoticeState.AMBIGUOUS)
NOTICES = table_of(Notice).c


@dataclass(frozen=True, slots=True)
class Take:
    """One try of one notice: whoever makes it holds the notice until it is renewed no longer (`storage.leases`)."""

    notice: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """A notice taken out for delivery. `tries` counts this one; `created_at` bounds the search in history."""

    id: int
    what: Announcement
    recipient: str
    opaque_id: str
    tries: int
    created_at: datetime
    uncertain: bool  # an earlier try may have reached Slack: look before posting
    for_audit: bool  # nobody else is told of it, nor of how it fares

    @property
    def kind(self) -> NoticeKind:
        """What the notice shows."""
        return self.what.kind

    @property
    def take(self) -> Take:
        """By which take it is being sent."""
        return Take(self.id, self.tries)

    @property
    def mark(self) -> str:
        """The notice's name in the log and in the names of its files: a running number would tell of others."""
        return self.opaque_id[:MARK_LENGTH]

    @property
    def ref(self) -> str:
        """Which one of its kind it is."""
        return self.what.ref


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxHealth:
    """What waits and what failed."""

    waiting: int
    failed: int
    oldest_due: datetime | None


def announce(
    session: Session, what: Announcement, *, to: str, now: datetime, due_at: datetime, for_audit: bool
) -> None:
    """Leave a notice for somebody, unless the same one already waits; it is held until it is due.

    It is written when the transaction ends (`write_notices`): who leaves the same one waits for it no longer than that.
    """
    row = {
        "kind": what.kind.value,
        "ref": what.ref,
        "recipient": to,
        "message": _message(what, to),
        "urgency": what.urgency,
        "state": NoticeState.PENDING.value,
        "created_at": now,
        "due_at": due_at,
        "tries": 0,
        "for_audit": for_audit,
        "opaque_id": uuid.uuid4().hex,
    }
    session.info.setdefault(UNWRITTEN, []).append(row)
    session.info[ANNOUNCED] = True


def write_notices(session: Session) -> None:
    """Write the notices that were left, in their order, one of each message, as urgent as any of them.

    What many refresh comes first, in one order for all: two who wait for each other's are never two.
    """
    left: dict[str, dict[str, Any]] = {}
    for row in session.info.pop(UNWRITTEN, ()):
        kept = left.setdefault(row["message"], row)
        kept["urgency"] = min(kept["urgency"], row["urgency"])
    if left:
        insert_all_or_lower(session, Notice, sorted(left.values(), key=_order_of_writing), WAITS_ONCE)


def _order_of_writing(row: Mapping[str, Any]) -> tuple[bool, str]:
    is_refresh = row["urgency"] > FIRST
    return not is_refresh, row["message"] if is_refresh else ""


def _message(what: Announcement, to: str) -> str:
    return f"{what.kind}|{what.ref}|{to}"


def refer_notice(session: Session, notice_id: int, what: Announcement, *, to: str) -> None:
    """Let a notice be one of something else; if the same one waits already it takes this one's place."""
    write_notices(session)
    mine, new = update(Notice).where(col(Notice.id) == notice_id), {"ref": what.ref, "message": _message(what, to)}
    other = aliased(Notice)
    waits = exists().where(col(other.message) == new["message"], col(other.state) == NoticeState.PENDING.value)
    is_second = (col(Notice.state) == NoticeState.PENDING.value) & waits
    if not changed_rows(session, mine.where(is_second).values(state=NoticeState.MERGED.value, **new)):
        session.execute(mine.values(**new))


def withdraw_notice(session: Session, what: Announcement, *, since: datetime, kept: str) -> bool:
    """Withdraw what was left since a moment, from all but one person. False: it may have gone to somebody already."""
    write_notices(session)
    left = (
        col(Notice.kind) == what.kind.value,
        col(Notice.ref) == what.ref,
        col(Notice.created_at) >= since,
        col(Notice.for_audit).is_(False),
    )
    unsent = [NoticeState.PENDING.value, NoticeState.FAILED.value]
    taking = update(Notice).where(*left, col(Notice.state).in_(unsent)).values(state=NoticeState.WITHDRAWN.value)
    session.execute(taking.execution_options(synchronize_session=False))
    ended = [NoticeState.WITHDRAWN.value, NoticeState.MERGED.value]
    gone = select(col(Notice.id)).where(*left, col(Notice.recipient) != kept, col(Notice.state).not_in(ended))
    return session.execute(gone.limit(1)).first() is None


def has_announced(session: Session) -> bool:
    """Check whether this unit of work left a notice: delivery need not wait for its next look then."""
    return ANNOUNCED in session.info


def is_anything_due(session: Session, now: datetime, *, kinds: Collection[NoticeKind]) -> bool:
    """Check whether a notice of some kinds waits to be sent."""
    return session.execute(_waiting(frozenset(kinds)), _due_at(now)).first() is not None


def _due_at(now: datetime) -> dict[str, datetime]:
    return {"now": now, "never": now + LONGEST_HOLD}


@cache  # asked every second by each lane: building it takes longer than running it
def _waiting(kinds: frozenset[NoticeKind]) -> Executable:
    return select(NOTICES.id).where(*_is_due(kinds)).limit(1)


def _is_due(kinds: Collection[NoticeKind]) -> tuple[ColumnElement[bool], ...]:
    is_time = (NOTICES.due_at <= bindparam("now")) | (NOTICES.due_at > bindparam("never"))
    # as literals the kinds and states are compiled once, and not at each execution
    waits = NOTICES.state.in_([literal(each.value) for each in WAITING])
    return waits, is_time, NOTICES.kind.in_([literal(each.value) for each in sorted(kinds)])


@cache
def _next_due(kinds: frozenset[NoticeKind]) -> Executable:
    other = table_of(Notice).alias()
    being_sent = exists().where(
        other.c.message == NOTICES.message,
        other.c.id != NOTICES.id,
        other.c.state.in_([literal(each.value) for each in UNDER_WAY]),
    )
    return (
        select(
            NOTICES.id, NOTICES.kind, NOTICES.ref, NOTICES.recipient, NOTICES.opaque_id,
            NOTICES.tries, NOTICES.created_at, NOTICES.state, NOTICES.for_audit,
        )
        .where(*_is_due(kinds), ~being_sent)
        .order_by(NOTICES.for_audit, NOTICES.urgency, NOTICES.due_at, NOTICES.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=table_of(Notice))
    )  # fmt: skip


TAKEN = (
    update(table_of(Notice))
    .where(NOTICES.id == bindparam("of"))
    .values(state=NoticeState.SENDING.value, taken_at=bindparam("at"), tries=NOTICES.tries + 1)
)


def take_due(session: Session, now: datetime, *, kinds: Collection[NoticeKind]) -> Sending | None:
    """Take the next due notice of some kinds for sending, the most urgent first; None when nothing is due.

    What is for audit goes after what others wait for: at most the one that is being sent holds them up.

    Replicas never take the same one: the row is locked on PostgreSQL, and SQLite has one writer.
    """
    row = session.execute(_next_due(frozenset(kinds)), _due_at(now)).first()
    if row is None:
        return None
    session.execute(TAKEN, {"of": row.id, "at": now})
    return Sending(
        id=row.id,
        what=announcement_of(NoticeKind(row.kind), row.ref),
        recipient=row.recipient,
        opaque_id=row.opaque_id,
        tries=row.tries + 1,
        created_at=row.created_at,
        uncertain=row.state == NoticeState.AMBIGUOUS,
        for_audit=row.for_audit,
    )


def is_held(take: Take) -> tuple[ColumnElement[bool], ...]:
    """Condition: a notice is being sent by this take still."""
    is_sending = NOTICES.state == NoticeState.SENDING.value
    return NOTICES.id == take.notice, NOTICES.tries == take.number, is_sending


def mark_sent(session: Session, sending: Sending, posted: Posted | None) -> bool:
    """Record that a notice is done, and where its message now stands (None: there was nothing to show).

    False: another take has it, whose result counts.
    """
    is_ours = _leave(session, sending, NoticeState.SENT)
    if is_ours and posted is not None:
        keep_post(session, sending.what, sending.recipient, posted, for_audit=sending.for_audit)
    return is_ours


def mark_failed(session: Session, sending: Sending, error: str) -> None:
    """Record that a notice can never be delivered. It stays, to be seen."""
    _leave(session, sending, NoticeState.FAILED, error=error)


def failed_notices(
    session: Session, *, since: datetime | None = None, with_audits: bool, most: int
) -> list[FailedNotice]:
    """Read what could never be delivered, newest first; `since`: only what fell due after a moment."""
    query = select(col(Notice.kind), col(Notice.recipient), col(Notice.error), col(Notice.created_at))
    query = query.where(col(Notice.state) == NoticeState.FAILED.value, _seen(with_audits=with_audits))
    if since is not None:
        query = query.where(col(Notice.due_at) >= since)
    rows = session.execute(query.order_by(col(Notice.id).desc()).limit(most))
    return [
        FailedNotice(kind=NoticeKind(kind), recipient=recipient, error=error or "", created_at=at)
        for kind, recipient, error, at in rows
    ]


def _seen(*, with_audits: bool) -> ColumnElement[bool]:
    """Condition: a notice of which somebody may know; those for audit only if they are of audit."""
    return true() if with_audits else col(Notice.for_audit).is_(False)


def retry_failed(session: Session, now: datetime, *, with_audits: bool) -> int:
    """Put what failed back in line, but for what a newer notice of the same message took over. Returns how many."""
    write_notices(session)
    other = aliased(Notice)
    newer = exists().where(
        col(other.message) == col(Notice.message),
        col(other.id) > col(Notice.id),
        col(other.state).in_([*WAITING, NoticeState.SENDING, NoticeState.SENT, NoticeState.FAILED]),
    )
    failed = (col(Notice.state) == NoticeState.FAILED.value, _seen(with_audits=with_audits))
    back = update(Notice).where(*failed)
    session.execute(back.where(newer).values(state=NoticeState.MERGED.value))
    count = changed_rows(session, back.values(state=NoticeState.PENDING.value, due_at=now))
    session.info[ANNOUNCED] = True
    return count


def count_as_shown(session: Session) -> int:
    """Mark what waits as sent although it was not: for sample history, which no Slack saw. Returns how many."""
    write_notices(session)
    waits = update(Notice).where(col(Notice.state) == NoticeState.PENDING.value)
    return changed_rows(session, waits.values(state=NoticeState.SENT.value))


def mark_ambiguous(session: Session, sending: Sending, error: str, due_at: datetime) -> None:
    """Record that nobody knows whether Slack took it: the next try looks in the history first."""
    _leave(session, sending, NoticeState.AMBIGUOUS, error=error, due_at=due_at)


def mark_again(session: Session, sending: Sending, error: str, due_at: datetime) -> None:
    """Put a notice back in line, or merge it into a newer one of the same message that waits already."""
    newer = aliased(Notice)
    waits = exists().where(col(newer.message) == col(Notice.message), col(newer.state) == NoticeState.PENDING.value)
    back = update(Notice).where(*is_held(sending.take))
    if changed_rows(session, back.where(waits).values(state=NoticeState.MERGED.value, error=error)):
        return
    try:
        with session.begin_nested():
            session.execute(back.values(state=NoticeState.PENDING.value, error=error, due_at=due_at))
    except IntegrityError:  # on PostgreSQL it was left in this very moment
        session.execute(back.values(state=NoticeState.MERGED.value, error=error))


def _leave(session: Session, sending: Sending, state: NoticeState, **change: Unpack[NoticeChange]) -> bool:
    left = update(table_of(Notice)).where(*is_held(sending.take)).values(state=state.value, **change)
    return changed_rows(session, left) > 0


def outbox_health(session: Session, *, with_audits: bool = False) -> OutboxHealth:
    """Count what waits and what failed, and find the oldest due time; of what is for audit only audit is told."""
    seen = _seen(with_audits=with_audits)
    waits = col(Notice.state).in_([*WAITING, NoticeState.SENDING])
    waiting, oldest = session.execute(select(func.count(), func.min(Notice.due_at)).where(waits, seen)).one()
    has_failed = col(Notice.state) == NoticeState.FAILED.value
    failed = session.execute(select(func.count()).where(has_failed, seen)).scalar_one()
    return OutboxHealth(waiting=waiting, failed=failed, oldest_due=oldest)
