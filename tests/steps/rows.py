"""Looking at the rows, for what no card shows."""

from sqlalchemy import select

from bot.domain.notices import NoticeKind
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.calls.tables import Call
from storage.tables import AccessLog, Notice


def state(desk: Desk, number: int = 1) -> Call:
    """A call as it stands."""

    def read(unit: Unit) -> Call:
        return unit.session.get_one(Call, number)

    return desk.do_now(read)


def told(desk: Desk, kind: NoticeKind) -> list[str]:
    """Who is to be told something."""

    def read(unit: Unit) -> list[str]:
        return [row.recipient for row in unit.session.execute(select(Notice)).scalars() if row.kind == kind]

    return desk.do_now(read)


def reveals(desk: Desk) -> list[tuple[str, str]]:
    """The access log."""

    def read(unit: Unit) -> list[tuple[str, str]]:
        return [(row.actor, row.subject) for row in unit.session.execute(select(AccessLog)).scalars()]

    return desk.do_now(read)
