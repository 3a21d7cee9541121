"""Looking at the rows, for what no card shows."""

from sqlalchemy import select
from sqlmodel import col

from bot.domain.notices import NoticeKind
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.calls.tables import Attempt, Call
from storage.people.tables import Petitioner
from storage.tables import AccessLog, Notice


def call_row(desk: Desk, number: int = 1) -> Call:
    """Return a call as it stands."""

    def read(unit: Unit) -> Call:
        return unit.session.get_one(Call, number)

    return desk.do_now(read)


def calls_of_list(desk: Desk) -> list[Call]:
    """Return every call as it stands."""
    return desk.do_now(lambda unit: list(unit.session.execute(select(Call).order_by(col(Call.id))).scalars()))


def told(desk: Desk, kind: NoticeKind) -> list[str]:
    """Return who is to be told something."""

    def read(unit: Unit) -> list[str]:
        return [row.recipient for row in unit.session.execute(select(Notice)).scalars() if row.kind == kind]

    return desk.do_now(read)


def reveals(desk: Desk) -> list[tuple[str, str]]:
    """Return the access log: who saw the contact data of what."""

    def read(unit: Unit) -> list[tuple[str, str]]:
        return [(row.actor, row.subject) for row in unit.session.execute(select(AccessLog)).scalars()]

    return desk.do_now(read)


def doors(desk: Desk) -> list[tuple[str, str]]:
    """Return the access log: by which door, and from where, contact data was seen."""

    def read(unit: Unit) -> list[tuple[str, str]]:
        return [(row.door, row.place) for row in unit.session.execute(select(AccessLog)).scalars()]

    return desk.do_now(read)


def attempts(desk: Desk) -> int:
    """Count the attempts recorded."""

    def read(unit: Unit) -> int:
        return len(unit.session.execute(select(Attempt)).all())

    return desk.do_now(read)


def purposes(desk: Desk) -> list[str]:
    """Return what contact data was shown for."""

    def read(unit: Unit) -> list[str]:
        return [row.event for row in unit.session.execute(select(AccessLog)).scalars()]

    return desk.do_now(read)


def petitioner_names(desk: Desk) -> list[str]:
    """Return every petitioner's name, opened."""

    def read(unit: Unit) -> list[str]:
        return [unit.secrets.open(row.sealed_name) for row in unit.session.execute(select(Petitioner)).scalars()]

    return desk.do_now(read)
