"""Column types: moments come back as they went in; a row has a key once it is stored."""

from datetime import UTC, datetime

import pytest

from bot.services.desk import DatabaseError, Desk
from bot.services.unit import Unit
from storage.tables import JobRun
from tests.steps.builders import MONDAY, seoul
from tests.steps.desks import in_session

AT = seoul(MONDAY, 9)


def run(at: datetime) -> JobRun:
    """Return a row with a moment."""
    return JobRun(job="a job", day=MONDAY, at=at)


def test_a_moment_comes_back_in_utc(desk: Desk) -> None:
    desk.do_now(lambda unit: unit.session.add(run(AT)))

    def read(unit: Unit) -> datetime:
        return unit.session.get_one(JobRun, 1).at

    found = desk.do_now(read)
    assert (found, found.tzinfo) == (AT, UTC)


def test_a_moment_without_a_zone_is_refused(desk: Desk) -> None:
    naive = AT.replace(tzinfo=None)

    with pytest.raises(DatabaseError):
        desk.do_now(lambda unit: unit.session.add(run(naive)))


def test_a_row_has_its_key_once_it_is_stored(desk: Desk) -> None:
    row = run(AT)
    with pytest.raises(LookupError, match="JobRun"):
        _ = row.key

    def store(session: object) -> None:
        session.add(row)  # type: ignore[attr-defined]

    in_session(desk, store)

    assert row.key == 1
