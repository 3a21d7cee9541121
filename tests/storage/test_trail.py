"""The trail and the access log: nobody changes them quietly."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.clock import MovableClock
from bot.domain.trail import Event, Purpose, Subject
from bot.services.desk import DatabaseError, Desk
from bot.services.keeping import purging
from bot.services.keeping.diagnosis import verify_chains
from bot.services.unit import Unit
from storage.trail import add_remark, count_events, record_access, remarks_on
from tests.steps.builders import MONDAY, OH, seoul
from tests.steps.desks import in_session


def write(desk: Desk, rows: int = 5) -> None:
    """Write some events and some looks."""

    def events(unit: Unit) -> None:
        for number in range(rows):
            unit.record(Event.CALL_CLAIMED, number, by="U0KIM", n=number)
            record_access(unit.session, number, Purpose.CLAIMED_CALL, actor="U0KIM", at=unit.now)

    desk.do_now(events)


def tamper(desk: Desk, *statements: str) -> None:
    """Change rows as somebody would who owns the database: the triggers come off first."""

    def change(unit: Unit) -> None:
        if unit.session.get_bind().dialect.name == "sqlite":
            for verb in ("update", "delete"):
                unit.session.execute(text(f"DROP TRIGGER trail_no_{verb}"))
        else:
            unit.session.execute(text("ALTER TABLE trail DISABLE TRIGGER ALL"))
        for statement in statements:
            unit.session.execute(text(statement))

    desk.do_now(change)


@pytest.mark.parametrize("table", ["trail", "accesslog"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET actor = 'U0LEE'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_or_delete(desk: Desk, table: str, statement: str) -> None:
    write(desk)

    def change(unit: Unit) -> None:
        unit.session.execute(text(statement.format(table)))

    with pytest.raises(DatabaseError) as refused:
        desk.do_now(change)
    assert str(refused.value) in {"SQLITE_CONSTRAINT_TRIGGER", "RaiseException"}
    assert all(each.broken_at is None and each.rows == 5 for each in desk.do_now(verify_chains))


def test_rows_past_their_time_are_dropped_and_what_is_left_still_holds_together(
    desk: Desk, clock: MovableClock
) -> None:
    write(desk, 3)
    clock.advance(timedelta(days=700))
    write(desk, 2)
    clock.advance(timedelta(days=400))

    dropped = [desk.do_now(purging.drop_old_rows) for _ in range(2)]
    write(desk, 1)
    trail, access_log = desk.do_now(verify_chains)

    assert dropped == [6, 0]
    assert (trail.broken_at, trail.cut_off, trail.rows) == (None, 0, 2 + 2 + 1)  # the two notes of dropping among them
    assert (access_log.broken_at, access_log.cut_off, access_log.rows) == (None, 0, 2 + 1)
    tamper(desk, "DELETE FROM trail WHERE id = 4")
    assert desk.do_now(verify_chains)[0].broken_at == 5


@pytest.mark.parametrize(
    ("statements", "broken_at", "cut_off"),
    [
        ((), None, 0),
        (("UPDATE trail SET actor = 'U0LEE' WHERE id = 3",), 3, 0),
        (("UPDATE trail SET at = '2020-01-01' WHERE id = 2",), 2, 0),
        (("DELETE FROM trail WHERE id = 3",), 4, 0),
        (("UPDATE trail SET id = 100 WHERE id = 2", "UPDATE trail SET id = 2 WHERE id = 4"), 2, 0),
        (("DELETE FROM trail WHERE id > 3",), None, 2),
        (("DELETE FROM trail",), None, 5),
    ],
    ids=["sound", "changed", "re-dated", "deleted", "swapped", "truncated", "emptied"],
)
def test_whatever_was_done_to_the_trail_is_found(
    desk: Desk, statements: tuple[str, ...], broken_at: int | None, cut_off: int
) -> None:
    write(desk)
    if statements:
        tamper(desk, *statements)

    trail, access_log = desk.do_now(verify_chains)

    assert (trail.broken_at, trail.cut_off) == (broken_at, cut_off)
    assert (access_log.broken_at, access_log.cut_off) == (None, 0)


def test_what_was_said_of_a_subject_is_read_in_order(desk: Desk) -> None:
    for key, words in ((1, b"first"), (11, b"other"), (1, b"second")):
        in_session(desk, add_remark, Event.CALL_REOPENED, key, by=OH, at=seoul(MONDAY, 10), sealed_words=words)

    assert [each.sealed_words for each in in_session(desk, remarks_on, Subject.CALL, 1)] == [b"first", b"second"]
    assert not in_session(desk, remarks_on, Subject.GRIEVANCE, 1)


def test_the_events_of_a_day_are_counted_among_those_of_other_days_however_many(
    desk: Desk, clock: MovableClock
) -> None:
    days = [MONDAY + timedelta(days=nth) for nth in range(3)]
    for day, rows in zip(days, (3, 1200, 5), strict=True):
        clock.set(seoul(day, 23, 59))
        write(desk, rows)

    counted = [
        in_session(desk, count_events, event, seoul(day, 0), seoul(day + timedelta(days=1), 0))
        for day in days
        for event in (Event.CALL_CLAIMED, Event.CALL_TAKEN_BACK)
    ]

    assert counted == [3, 0, 1200, 0, 5, 0]
