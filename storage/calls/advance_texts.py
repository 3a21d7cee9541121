"""Advance texts: decided once for a call and an occasion, taken by one sender at a time (decision 5)."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TypedDict, Unpack

from sqlalchemy import ColumnElement, Executable, ScalarSelect, exists, func, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from bot.domain.calls.advance_texts import Occasion, TextState
from bot.domain.calls.states import CallState
from storage.calls.tables import AdvanceText, Call
from storage.people.tables import Petitioner
from storage.statements import changed_rows, insert_or_ignore

ENDED = (TextState.GIVEN_UP, TextState.DROPPED)
UNDER_WAY = [TextState.WAITING.value, TextState.SENDING.value]
HAD = [*UNDER_WAY, TextState.SENT.value, TextState.UNSURE.value]


class TextChange(TypedDict, total=False):
    """What a move may change of a text, beside its state."""

    by: str
    task_id: int | None
    decided_at: datetime
    due_at: datetime
    expires_at: datetime
    tries: int
    failing_since: datetime | None
    ended_at: datetime | None
    why: str | None


def calls_without_text(session: Session, board_id: int, *, most: int) -> Sequence[Call]:
    """Find the queued calls of a board that nobody has tried, and of which it is not decided whether a text goes."""
    decided = exists().where(col(AdvanceText.call_id) == col(Call.id), col(AdvanceText.occasion) == Occasion.FIRST)
    untried = (col(Call.first_tried_at).is_(None), col(Call.came_in).is_(None), col(Call.inbound_only).is_(False))
    return session.execute(
        select(Call)
        .where(col(Call.board_id) == board_id, col(Call.state) == CallState.QUEUED.value, *untried, ~decided)
        .order_by(col(Call.slot), col(Call.id))
        .limit(most)
    ).scalars().all()  # fmt: skip


def add_text(session: Session, text: AdvanceText) -> bool:
    """Store what was decided. False: it was decided before, for this call and occasion."""
    row = {name: value for name, value in text.model_dump().items() if name != "id"}
    return insert_or_ignore(session, AdvanceText, row) is not None


def new_key() -> str:
    """Draw a key: nothing of the call or the petitioner is in it."""
    return uuid.uuid4().hex


def find_text(session: Session, call_id: int, occasion: Occasion) -> AdvanceText | None:
    """Read the text of a call on an occasion."""
    of_call = (col(AdvanceText.call_id) == call_id, col(AdvanceText.occasion) == occasion.value)
    query = select(AdvanceText).where(*of_call).execution_options(populate_existing=True)
    return session.execute(query).scalar()


def text_of_id(session: Session, text_id: int) -> AdvanceText | None:
    """Read a text afresh."""
    return session.get(AdvanceText, text_id, populate_existing=True)


def text_of_task(session: Session, task_id: int) -> AdvanceText | None:
    """Read the text that was asked for to do a task."""
    query = select(AdvanceText).where(col(AdvanceText.task_id) == task_id)
    return session.execute(query.execution_options(populate_existing=True)).scalar()


def unended_texts(session: Session) -> Sequence[AdvanceText]:
    """Read the texts that wait, or that somebody began to hand over."""
    return session.execute(UNENDED).scalars().all()


def texts_of(session: Session, call_ids: Collection[int]) -> Sequence[AdvanceText]:
    """Read the texts of some calls, in the order in which they were decided on."""
    query = select(AdvanceText).where(col(AdvanceText.call_id).in_(call_ids)).order_by(col(AdvanceText.id))
    return session.execute(query.execution_options(populate_existing=True)).scalars().all()


def last_sent_of(call_id: ColumnElement[int]) -> ScalarSelect[datetime | None]:
    """Select when a text about a call was sent last, which is named in the statement around it."""
    sent = (col(AdvanceText.call_id) == call_id, col(AdvanceText.state) == TextState.SENT.value)
    return select(func.max(col(AdvanceText.ended_at))).where(*sent).correlate_except(AdvanceText).scalar_subquery()


def had_text_since(session: Session, call: Call, since: datetime) -> bool:
    """Check whether somebody else of the same number had a text, or will have one, since a moment."""
    other, own = aliased(Petitioner), aliased(Petitioner)
    query = (
        select(col(AdvanceText.id))
        .join(Call, col(Call.id) == col(AdvanceText.call_id))
        .join(other, col(other.id) == col(Call.petitioner_id))
        .join(own, col(own.phone_hash) == col(other.phone_hash))
        .where(
            col(own.id) == call.petitioner_id,
            col(AdvanceText.call_id) != call.key,
            col(AdvanceText.occasion) == Occasion.FIRST.value,
            col(AdvanceText.state).in_(HAD),
            col(AdvanceText.decided_at) >= since,
        )
    )
    return session.execute(query.limit(1)).first() is not None


UNENDED = select(AdvanceText).where(col(AdvanceText.state).in_(UNDER_WAY)).order_by(col(AdvanceText.id))
"""Built once: asked again and again."""


@cache  # asked every second
def _next_due() -> Executable:
    return (
        select(AdvanceText)
        .where(col(AdvanceText.state) == TextState.WAITING.value)
        .order_by(col(AdvanceText.due_at), col(AdvanceText.id))
        .limit(1)
        .execution_options(populate_existing=True)
    )


def is_any_due(session: Session, now: datetime) -> bool:
    """Check whether a text waits whose time has come."""
    first = session.execute(_next_due()).scalar()
    return first is not None and first.due_at <= now


def next_due(session: Session, now: datetime) -> AdvanceText | None:
    """Find the next text whose time has come, and keep it from others: the row is locked on PostgreSQL."""
    query = (
        select(AdvanceText)
        .where(col(AdvanceText.state) == TextState.WAITING.value, col(AdvanceText.due_at) <= now)
        .order_by(col(AdvanceText.due_at), col(AdvanceText.id))
        .limit(1)
        .with_for_update(skip_locked=True, of=AdvanceText)
    )
    return session.execute(query.execution_options(populate_existing=True)).scalar()


def move_text(
    session: Session,
    text_id: int,
    sources: Collection[TextState],
    to: TextState,
    *,
    of_try: int | None = None,
    **change: Unpack[TextChange],
) -> bool:
    """Move a text by one conditional UPDATE. False: it does not stand there; with `of_try`, another try has it."""
    mine = (col(AdvanceText.id) == text_id, col(AdvanceText.state).in_([each.value for each in sources]))
    moving = update(AdvanceText).where(*mine).values(state=to.value, **change)
    return changed_rows(session, moving if of_try is None else moving.where(col(AdvanceText.tries) == of_try)) > 0


def being_sent(session: Session) -> Mapping[int, int]:
    """Read which texts are being sent by whatever process, and in which try."""
    query = select(col(AdvanceText.id), col(AdvanceText.tries))
    rows = session.execute(query.where(col(AdvanceText.state) == TextState.SENDING.value))
    return {row.id: row.tries for row in rows}


def failing_since(session: Session) -> Sequence[datetime]:
    """List since when each text has been failing that still is to be sent, the oldest first."""
    failing = (col(AdvanceText.state).in_(UNDER_WAY), col(AdvanceText.failing_since).is_not(None))
    rows = session.execute(select(col(AdvanceText.failing_since)).where(*failing)).scalars()
    return sorted(each for each in rows if each is not None)


def forget_keys(session: Session, call_ids: Collection[int]) -> None:
    """Destroy the keys of the texts of some calls: a gateway may know a number by them."""
    for text in texts_of(session, call_ids):
        text.asked_as = f"gone:{text.key}"
        session.add(text)
    session.flush()
