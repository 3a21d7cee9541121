"""Grievances: guarded moves, who has what, what is late."""

from collections.abc import Sequence
from datetime import datetime
from typing import Unpack

from sqlalchemy import ColumnElement, delete, exists, func, select, update
from sqlmodel import Session, col

from bot.domain.grievances.kinds import Track
from bot.domain.grievances.states import TRANSITIONS, GrievanceMove, GrievanceState
from storage.calls.tables import AuditCode, Call
from storage.grievances.tables import (
    Grievance,
    GrievanceChange,
    GrievanceDelay,
    GrievanceReply,
    GrievanceSubject,
    GrievanceTelling,
)
from storage.statements import changed_rows

IN_ORDER = (col(Grievance.filed_at), col(Grievance.call_id), col(Grievance.round))
"""The order in which grievances were filed: their numbers are drawn at random."""
IS_OPEN = col(Grievance.state).in_([each.value for each in GrievanceState if each is not GrievanceState.CLOSED])
"""Condition: the petitioner was not told the end. By the states that are open: an index leads past all that are not."""


def add_grievance(session: Session, grievance: Grievance) -> None:
    """Store a grievance; it has its id then."""
    session.add(grievance)
    session.flush()


def add_reply(session: Session, reply: GrievanceReply) -> None:
    """Store what a petitioner was told."""
    session.add(reply)
    session.flush()


def move_grievance(
    session: Session,
    move: GrievanceMove,
    grievance_id: int,
    *guards: ColumnElement[bool],
    **change: Unpack[GrievanceChange],
) -> bool:
    """Move a grievance by one conditional UPDATE. False: its state, or a guard, did not allow it."""
    step = TRANSITIONS[move]
    moving = (
        update(Grievance)
        .where(
            col(Grievance.id) == grievance_id,
            col(Grievance.state).in_([state.value for state in sorted(step.sources)]),
            *guards,
        )
        .values(state=step.target.value, **change)
        .execution_options(synchronize_session=False)
    )
    return changed_rows(session, moving) > 0


def received_by(slack_id: str | None) -> ColumnElement[bool]:
    """Guard: this person has the grievance; None: nobody has, for nobody could be reached."""
    return col(Grievance.recipient).is_(None) if slack_id is None else col(Grievance.recipient) == slack_id


def in_hands_of(slack_id: str, track: Track) -> ColumnElement[bool]:
    """Guard: this person has the grievance; on the audit track nobody has, and audit alone may act."""
    return received_by(slack_id) if track is Track.ORDINARY else col(Grievance.track) == track.value


def delayed_so_far(extensions: int, pauses: int) -> ColumnElement[bool]:
    """Guard: the due date was moved as often as the asker saw, and not once more."""
    return (col(Grievance.extensions) == extensions) & (col(Grievance.pauses) == pauses)


def find_grievance(session: Session, grievance_id: int) -> Grievance | None:
    """Read one grievance afresh."""
    return session.get(Grievance, grievance_id, populate_existing=True)


def find_reply(session: Session, grievance_id: int) -> GrievanceReply | None:
    """Read what the petitioner was told."""
    return session.execute(select(GrievanceReply).where(col(GrievanceReply.grievance_id) == grievance_id)).scalar()


def has_next_round(session: Session, grievance_id: int) -> bool:
    """Check whether the same matter came again."""
    return (
        session.execute(select(col(Grievance.id)).where(col(Grievance.earlier_id) == grievance_id)).first() is not None
    )


def last_round(session: Session, grievance_id: int) -> int:
    """Return the last round of a matter: the grievance itself while there is no next one."""
    following = select(col(Grievance.id)).where(col(Grievance.earlier_id) == grievance_id)
    found = session.execute(following).scalar()
    return grievance_id if found is None else last_round(session, found)


def add_words(session: Session, grievance: Grievance, sealed_words: bytes) -> None:
    """Put more words into a grievance, and have it shown anew to whoever has it."""
    changed = update(Grievance).where(col(Grievance.id) == grievance.key)
    session.execute(changed.values(sealed_words=sealed_words, routings=col(Grievance.routings) + 1))


def hand_grievance(session: Session, grievance: Grievance, to: str | None) -> bool:
    """Let somebody else tell the petitioner, or again who filed it (None). False: it was closed or given meanwhile."""
    given, before = col(Grievance.handed_to), grievance.handed_to
    guard = (col(Grievance.id) == grievance.key, IS_OPEN)
    same = given.is_(None) if before is None else given == before
    return changed_rows(session, update(Grievance).where(*guard, same).values(handed_to=to)) > 0


def to_be_replied(session: Session, operator: str, *, most: int) -> Sequence[Grievance]:
    """List the ordinary grievances of an operator that wait for a reply, by due date."""
    query = (
        select(Grievance)
        .where(
            func.coalesce(col(Grievance.handed_to), col(Grievance.filed_by)) == operator,
            col(Grievance.track) == Track.ORDINARY.value,
            col(Grievance.state).in_([GrievanceState.ANSWERED.value, GrievanceState.OPEN.value]),
        )
        .order_by(col(Grievance.due_on), *IN_ORDER)
        .limit(most)
    )
    return session.execute(query).scalars().all()


def waiting_for(session: Session, recipient: str, *, told_by: datetime, most: int) -> Sequence[Grievance]:
    """List what waits for a recipient, by due date, but for what was filed after a moment and may be taken back."""
    states = [GrievanceState.ROUTED.value, GrievanceState.ACKNOWLEDGED.value]
    query = (
        select(Grievance)
        .where(received_by(recipient), col(Grievance.state).in_(states), col(Grievance.filed_at) <= told_by)
        .order_by(col(Grievance.due_on), *IN_ORDER)
        .limit(most)
    )
    return session.execute(query).scalars().all()


def unclosed(session: Session) -> Sequence[Grievance]:
    """List the grievances of which the petitioner has not been told the end."""
    query = select(Grievance).where(IS_OPEN).order_by(*IN_ORDER)
    return session.execute(query).scalars().all()


def has_open_filing() -> ColumnElement[bool]:
    """Condition on a call: something ordinary that was filed from it is not closed."""
    return exists().where(
        col(Grievance.call_id) == col(Call.id),
        col(Grievance.track) == Track.ORDINARY.value,
        IS_OPEN,
    )


def is_filing_open(session: Session, call_id: int) -> bool:
    """Check whether something ordinary that was filed from a call is not closed."""
    query = select(col(Call.id)).where(col(Call.id) == call_id, has_open_filing())
    return session.execute(query).first() is not None


def is_matter_open() -> ColumnElement[bool]:
    """Condition on the code of an audit matter: the matter is not closed."""
    return exists().where(col(Grievance.id) == col(AuditCode.grievance_id), IS_OPEN)


def of_call(session: Session, call_id: int) -> Sequence[Grievance]:
    """List what was filed from a call, newest first."""
    query = select(Grievance).where(col(Grievance.call_id) == call_id)
    return session.execute(query.order_by(*(each.desc() for each in IN_ORDER))).scalars().all()


def of_masked_name(session: Session, masked_name: str) -> Sequence[Grievance]:
    """List what petitioners of a masked name brought, newest first."""
    of_them = select(Grievance).join(Call, col(Call.id) == col(Grievance.call_id))
    query = of_them.where(col(Call.masked_name) == masked_name)
    return session.execute(query.order_by(*(each.desc() for each in IN_ORDER))).scalars().all()


def filed_since(session: Session, moment: datetime) -> Sequence[Grievance]:
    """List the grievances filed since a moment."""
    query = select(Grievance).where(col(Grievance.filed_at) >= moment).order_by(*IN_ORDER)
    return session.execute(query).scalars().all()


def under_way(session: Session, track: Track) -> Sequence[Grievance]:
    """List what waits for an acknowledgement or an answer on a track, by due date."""
    states = [GrievanceState.ROUTED.value, GrievanceState.ACKNOWLEDGED.value]
    query = (
        select(Grievance)
        .where(col(Grievance.track) == track.value, col(Grievance.state).in_(states))
        .order_by(col(Grievance.due_on), *IN_ORDER)
    )
    return session.execute(query).scalars().all()


def answered_on_audit_track(session: Session) -> Sequence[Grievance]:
    """List what audit answered and the petitioner was not told yet, by due date."""
    query = (
        select(Grievance)
        .where(col(Grievance.track) == Track.AUDIT.value, col(Grievance.state) == GrievanceState.ANSWERED.value)
        .order_by(col(Grievance.due_on), *IN_ORDER)
    )
    return session.execute(query).scalars().all()


def earlier_of(session: Session, call_id: int, petitioners: Sequence[int]) -> Sequence[Grievance]:
    """List the ordinary grievances that a person brought in other calls, newest first.

    Those of the audit track are not among them: who files may be their subject (rule book §5).
    """
    query = (
        select(Grievance)
        .join(Call, col(Call.id) == col(Grievance.call_id))
        .where(
            col(Call.petitioner_id).in_(petitioners),
            col(Grievance.call_id) != call_id,
            col(Grievance.track) == Track.ORDINARY.value,
        )
        .order_by(*(each.desc() for each in IN_ORDER))
    )
    return session.execute(query).scalars().all()


def drop_untold(session: Session, grievance_id: int) -> bool:
    """Take an ordinary grievance back, if it stands as it was filed. False: somebody has it in hand already."""
    is_new = (
        col(Grievance.id) == grievance_id,
        col(Grievance.track) == Track.ORDINARY.value,
        col(Grievance.state) == GrievanceState.ROUTED.value,
        col(Grievance.routings) == 1,
    )
    if session.execute(select(col(Grievance.id)).where(*is_new).with_for_update()).first() is None:
        return False
    for about in (GrievanceSubject, GrievanceDelay, GrievanceTelling):
        session.execute(delete(about).where(col(about.grievance_id) == grievance_id))
    return changed_rows(session, delete(Grievance).where(*is_new).execution_options(synchronize_session=False)) > 0
