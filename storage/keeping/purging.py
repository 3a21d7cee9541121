"""Destroying contact data and words whose time is over; figures, states and days stay (rule book §7)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlmodel import Session, col

from bot.domain.calls.states import CallState
from bot.domain.grievances.kinds import Track
from bot.domain.grievances.states import GrievanceState
from storage.calls.advance_texts import forget_keys
from storage.calls.phonings import forget_phonings
from storage.calls.tables import AuditCode, Call, Draft, LastResult, Praise, Survey
from storage.grievances.queries import IN_ORDER
from storage.grievances.tables import Grievance, GrievanceDelay, GrievanceReply, GrievanceTelling
from storage.lists.tables import ImportFile, Visit
from storage.people.numbers import drop_numbers
from storage.people.tables import Petitioner
from storage.tables import Post, Remark, SealedFacts

NO_NAME = "–"
HELD_BACK = col(Praise.standing) == "held"
GONE = b""
"""What is left of a sealed text that may not be NULL; it opens as nothing."""


def petitioners_to_purge(
    session: Session, closed_before: datetime, filed_before: datetime, *, most: int, after: int = 0
) -> Sequence[int]:
    """Find petitioners all of whose calls closed before a moment; with a grievance, before an earlier one, and it too.

    Who asked for it need not wait. A petitioner with an open call or an open grievance is never among them. Matters of
    the audit track do not count: when somebody's data are destroyed must not tell of them.
    """
    own = col(Call.petitioner_id) == col(Petitioner.id)
    of_own = (own, col(Grievance.call_id) == col(Call.id), col(Grievance.track) == Track.ORDINARY.value)
    is_fresh = exists().where(own, col(Call.closed_at) > closed_before) | exists().where(
        *of_own, (col(Grievance.closed_at) > filed_before) | (col(Call.closed_at) > filed_before)
    )
    query = (
        select(col(Petitioner.id))
        .where(col(Petitioner.purged_at).is_(None), col(Petitioner.id) > after, exists().where(own))
        .where(~_is_open(), col(Petitioner.purge_asked_at).is_not(None) | ~is_fresh)
        .order_by(col(Petitioner.id))
        .limit(most)
    )
    return [each for each in session.execute(query).scalars() if each is not None]


def has_open_business(session: Session, petitioner_id: int) -> bool:
    """Check whether a petitioner has an open call or an open ordinary grievance."""
    query = select(exists().where(col(Petitioner.id) == petitioner_id, _is_open()))
    return bool(session.execute(query).scalar_one())


def _is_open() -> ColumnElement[bool]:
    own = col(Call.petitioner_id) == col(Petitioner.id)
    of_own = (own, col(Grievance.call_id) == col(Call.id), col(Grievance.track) == Track.ORDINARY.value)
    return exists().where(own, col(Call.state) != CallState.CLOSED.value) | exists().where(
        *of_own, col(Grievance.state) != GrievanceState.CLOSED.value
    )


def ask_for_purge(session: Session, petitioner_id: int, at: datetime) -> None:
    """Note that a petitioner asked for their data to be destroyed."""
    session.execute(update(Petitioner).where(col(Petitioner.id) == petitioner_id).values(purge_asked_at=at))


def calls_of(session: Session, petitioner_id: int) -> Sequence[Call]:
    """Read a petitioner's calls."""
    calls = select(Call).where(col(Call.petitioner_id) == petitioner_id).order_by(col(Call.id))
    return session.execute(calls).scalars().all()


def grievances_of(session: Session, call_ids: Sequence[int], track: Track) -> Sequence[Grievance]:
    """Read the grievances of some calls that are on a track."""
    query = select(Grievance).where(col(Grievance.call_id).in_(call_ids), col(Grievance.track) == track.value)
    fresh = query.order_by(*IN_ORDER).execution_options(populate_existing=True)
    return session.execute(fresh).scalars().all()


def purge_petitioner(session: Session, petitioner_id: int, at: datetime) -> None:
    """Destroy a petitioner's name and numbers, and what ties the row to a number."""
    gone = {
        "masked_name": NO_NAME,
        "sealed_name": GONE,
        "sealed_phone": GONE,
        "sealed_alternates": None,
        "sealed_flags": None,
    }
    session.execute(
        update(Petitioner)
        .where(col(Petitioner.id) == petitioner_id)
        .values(**gone, phone_hash=f"purged:{petitioner_id}", purged_at=at)
    )
    drop_numbers(session, petitioner_id)


def purge_words(session: Session, call_ids: Sequence[int], grievance_ids: Sequence[int]) -> None:
    """Destroy every word that was said in some calls and grievances, but for praise that audit holds back."""
    _clear(session, Call, col(Call.id).in_(call_ids), masked_name=NO_NAME, code=None)
    _clear(session, Visit, col(Visit.call_id).in_(call_ids), sealed_note=None, sealed_listed=None, row_hash=None)
    views = {"sealed_words": None, "sealed_petitioner_view": None, "sealed_officer_view": None}
    _clear(session, Survey, col(Survey.call_id).in_(call_ids), **views)
    _clear(session, Praise, col(Praise.call_id).in_(call_ids) & ~HELD_BACK, sealed_words=GONE)
    forget_phonings(session, call_ids)
    session.execute(delete(LastResult).where(col(LastResult.call_id).in_(call_ids)))
    _purge_drafts(session, [f"call:{each}" for each in call_ids])
    forget_keys(session, call_ids)
    purge_grievances(session, grievance_ids)


def purge_grievances(session: Session, grievance_ids: Sequence[int]) -> None:
    """Destroy every word of some grievances."""
    said = {"sealed_words": GONE, "sealed_wish": None, "sealed_answer": None}
    _clear(session, Grievance, col(Grievance.id).in_(grievance_ids), **said)
    told = col(GrievanceReply.grievance_id).in_(grievance_ids)
    _clear(session, GrievanceReply, told, sealed_texts=GONE)
    _clear(session, GrievanceDelay, col(GrievanceDelay.grievance_id).in_(grievance_ids), sealed_words=None)
    _clear(session, GrievanceTelling, col(GrievanceTelling.grievance_id).in_(grievance_ids), sealed_words=GONE)
    session.execute(delete(AuditCode).where(col(AuditCode.grievance_id).in_(grievance_ids)))
    _purge_drafts(session, [f"grievance:{each}" for each in grievance_ids])


def _purge_drafts(session: Session, subjects: Sequence[str]) -> None:
    for words_apart, subject in ((Draft, col(Draft.subject)), (SealedFacts, col(SealedFacts.subject))):
        session.execute(delete(words_apart).where(subject.in_(subjects)))
    _clear(session, Remark, col(Remark.subject).in_(subjects), sealed_words=GONE)


def _clear(session: Session, table: type, where: ColumnElement[bool], **values: object) -> None:
    session.execute(update(table).where(where).values(**values).execution_options(synchronize_session=False))


def forget_file_names(session: Session, before: datetime) -> None:
    """Destroy the names of files and sheets that were brought before a moment."""
    old = (col(ImportFile.at) < before) & col(ImportFile.sealed_names).is_not(None)
    _clear(session, ImportFile, old, sealed_names=None)


def praise_of(session: Session, call_ids: Sequence[int]) -> Sequence[int]:
    """List the praise of some calls, but for what audit holds back."""
    rows = session.execute(select(col(Praise.id)).where(col(Praise.call_id).in_(call_ids), ~HELD_BACK)).scalars()
    return [each for each in rows if each is not None]


def posts_about(session: Session, kinds: Sequence[str], ids: Sequence[int]) -> Sequence[Post]:
    """Find the direct messages that stand in Slack about some calls, grievances or praise: "<id>" or "<id>:…"."""
    about = [col(Post.ref) == str(each) for each in ids] + [col(Post.ref).startswith(f"{each}:") for each in ids]
    if not about:
        return []
    condition = about[0]
    for each in about[1:]:
        condition |= each
    found = select(Post).where(col(Post.kind).in_(kinds), condition).order_by(col(Post.id))
    return session.execute(found).scalars().all()
