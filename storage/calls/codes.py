"""Verification codes: taken, given, ended; those of audit stand apart (rule book §6)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, delete, exists, or_, select, union, update
from sqlmodel import Session, col

from bot.domain.calls.states import CallState
from storage.calls.phonings import forget_phonings
from storage.calls.tables import AuditCode, Call, Phoning
from storage.columns import table_of
from storage.statements import changed_rows, insert_or_ignore

# said so that SQLite goes by the few codes there are: by `closed` it would find nearly every call there ever was
HAS_CODE = col(Call.code) > ""
IS_OPEN = col(Call.state).in_([each.value for each in CallState if each is not CallState.CLOSED])


def codes_in_use(session: Session, candidates: Sequence[str]) -> set[str]:
    """Return which of these verification codes are taken, by calls or by audit."""
    taken = union(
        *(select(col(table.code)).where(col(table.code).in_(candidates)) for table in (Call, AuditCode))
    )  # fmt: skip
    return {code for code in session.execute(taken).scalars() if code is not None}


def set_code(session: Session, call_id: int, code: str) -> str | None:
    """Set the verification code of a call, unless it has one, and return its own; None: the code is another's."""
    if changed_rows(session, SET_CODE, {"of": call_id, "new": code}):
        return code
    current: str | None = session.execute(select(col(Call.code)).where(col(Call.id) == call_id)).scalar_one()
    return current


def end_code(session: Session, call_id: int) -> None:
    """End the verification of a call at once: its code, and that anybody phoned."""
    session.execute(update(Call).where(col(Call.id) == call_id).values(code=None))
    forget_phonings(session, [call_id])


def free_codes(session: Session, phoned_before: datetime, kept: ColumnElement[bool]) -> int:
    """Take codes back from closed calls about which nobody phoned since a moment, but those to keep; count them."""
    phoned_since = exists().where(col(Phoning.call_id) == col(Call.id), col(Phoning.at) >= phoned_before)
    freeing = (
        update(Call)
        .where(HAS_CODE, ~IS_OPEN, ~phoned_since, ~kept)
        .values(code=None)
        .execution_options(synchronize_session=False)
    )
    return changed_rows(session, freeing)


def note_audit_code(session: Session, grievance_id: int, code: str, *, staff_id: int, at: datetime) -> str | None:
    """Note who is shown the code of an audit matter, and when. Returns its own; None: this is another's."""
    shown = update(AuditCode).where(col(AuditCode.grievance_id) == grievance_id).values(staff_id=staff_id, at=at)
    showing = shown.returning(col(AuditCode.code)).execution_options(synchronize_session=False)
    current: str | None = session.execute(showing).scalar()
    if current is not None or codes_in_use(session, [code]):
        return current
    row = {"grievance_id": grievance_id, "code": code, "staff_id": staff_id, "at": at}
    return None if insert_or_ignore(session, AuditCode, row) is None else code


def free_audit_codes(session: Session, phoned_before: datetime, kept: ColumnElement[bool]) -> int:
    """Take codes back from audit matters about which nobody phoned since a moment, but those to keep; count them."""
    ended = delete(AuditCode).where(col(AuditCode.at) < phoned_before, ~kept)
    return changed_rows(session, ended.execution_options(synchronize_session=False))


def is_free(code: str) -> ColumnElement[bool]:
    """Condition: a code, of the parameter of this name, is nobody's."""
    taken = (exists().where(_OTHER.c.code == bindparam(code)), exists().where(col(AuditCode.code) == bindparam(code)))
    return ~or_(*taken)


_CALL = table_of(Call)
_OTHER = _CALL.alias()
SET_CODE = (
    _CALL.update()
    .where(_CALL.c.id == bindparam("of"), _CALL.c.code.is_(None), is_free("new"))
    .values(code=bindparam("new"))
)
"""Built once: of every call a code is drawn."""
