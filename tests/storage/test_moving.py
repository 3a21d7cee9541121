"""Copying into an empty database: what differs is named, whatever the order; new rows get ids after the old ones."""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select, text
from sqlmodel import Session

from storage.calls.tables import Call
from storage.columns import table_of
from storage.database import open_database
from storage.grievances.tables import Grievance
from storage.moving import Sum, copy_rows, differing_tables, empty_target
from storage.people.tables import Petitioner, Staff
from storage.tables import Remark

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def told_nobody(_table: str, _row: int) -> None:
    """Do without progress."""


def summed(*rows: tuple[object, ...]) -> Sum:
    """Add rows."""
    total = Sum()
    for row in rows:
        total.add(row)
    return total


def test_rows_are_the_same_in_any_order_and_differ_by_value_and_type() -> None:
    rows = [(1, "한글", b"\x00", NOW, {"b": 1, "a": [None]}), (2, "", None, date(2026, 1, 1), True)]

    total = summed(*rows)

    assert total == summed(*reversed(rows))
    assert total == summed((1, "한글", b"\x00", NOW, {"a": [None], "b": 1}), rows[1])
    for other in ((1,), (2, "", None, date(2026, 1, 1), 1), (2, "", None, "date:2026-01-02", True)):
        assert total != summed(rows[0], other)
    assert total != summed(*rows, rows[0], rows[0])


def test_rows_that_refer_to_later_ones_are_brought_and_numbers_go_on(sqlite_url: str, bare_postgres: str) -> None:
    source = open_database(sqlite_url)
    people: list[dict[str, Any]] = [{"id": number, "name": f"상담{number}", "roles": []} for number in (1, 41)]
    with Session(source.writes) as session:
        session.add_all([Staff(**_member(each)) for each in people])
        session.add(Petitioner(id=1, masked_name="홍*순", sealed_name=b"", sealed_phone=b"", phone_hash="1"))
        session.flush()
        session.add(
            Call(id=1, petitioner_id=1, state="closed", lane="3-new", masked_name="홍*순", petition_type="기타",
                 department="교통과", visited_on=NOW.date())
        )  # fmt: skip
        session.flush()
        session.add_all([Grievance(id=number, **MATTER) for number in (1, 41)])
        session.commit()
    with source.writes.begin() as connection:
        connection.execute(text("UPDATE grievance SET earlier_id = 41 WHERE id = 1"))
        with empty_target(bare_postgres, source=sqlite_url, bots_since=NOW) as target:
            sums = copy_rows(connection, target, told_nobody)
            before = differing_tables(target, sums, told_nobody)
            target.connection.execute(text("UPDATE staff SET name = '다른 사람' WHERE id = 41"))
            after = differing_tables(target, sums, told_nobody)
            target.commit()
    source.close()
    there = open_database(bare_postgres)
    with Session(there.writes) as session:
        session.add(Remark(subject="call:1", event="x", by="U0KIM", at=NOW, sealed_words=b""))
        session.add(Staff(**_member({"name": "새 사람", "roles": []})))
        session.flush()
        ids = session.execute(select(table_of(Staff).c.id)).scalars().all()
        rounds = session.execute(select(table_of(Grievance).c.id, table_of(Grievance).c.earlier_id)).all()
    there.close()

    assert (before, after) == ([], ["staff"])
    assert sorted(ids) == [1, 41, 42]
    assert sorted(rounds) == [(1, 41), (41, None)]


MATTER: dict[str, Any] = {
    "call_id": 1, "kind": "inquiry", "category": "other", "severity": "S4", "track": "ordinary", "lane": "officer",
    "state": "closed", "due_on": NOW.date(), "period_days": 7, "filed_by": "U0KIM", "filed_at": NOW, "routed_at": NOW,
    "sealed_words": b"",
}  # fmt: skip


def _member(facts: dict[str, Any]) -> dict[str, Any]:
    return {"staff_no": facts["name"], "rank": "경위", "department": "교통과", **facts}
