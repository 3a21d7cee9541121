"""Visits that were stored before names and days were part of what they are known by (until 0.8)."""

from typing import Any

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from bot.services.desk import Desk
from bot.services.keeping.contact_data import name_key_of
from bot.services.unit import Unit
from storage.calls.tables import Call
from storage.columns import table_of
from storage.lists.tables import Exclusion, ImportFile, Visit
from storage.people.tables import Petitioner
from tests.steps.builders import visitor
from tests.steps.desks import bring_list, in_session
from tests.steps.rows import call_row, calls_of_list

ROWS = [visitor(1), visitor(2, 접수번호=""), visitor(3, 비고="연락 거부"), visitor(4, 비고="연락 거부", 접수번호="")]


@pytest.fixture
def old(desk: Desk) -> Desk:
    """A desk with a list as 0.8 stored it: two calls, two who are not called."""
    bring_list(desk, ROWS)

    def make_old(unit: Unit) -> None:
        for table, emptied in ((Visit, {"row_hash": None}), (Exclusion, {"name_and_day": None, "has_receipt": None})):
            unit.session.execute(update(table).values(**emptied))
        unit.session.execute(update(Exclusion).values(said_in=None))
        unit.session.execute(update(ImportFile).values(as_of=None, content_hash=None, edition=None))
        for table, number in ((Visit, 1), (Exclusion, 1)):
            known_as = unit.secrets.keyed_hash(f"receipt|2026-0000{1 if table is Visit else 3}")
            unit.session.execute(update(table).where(table_of(table).c.id == number).values(known_as=known_as))

    desk.do_now(make_old)
    return desk


def test_the_same_list_is_known(old: Desk) -> None:
    report = bring_list(old, ROWS)

    assert (report.known, report.added, report.corrected) == (4, 0, 0)
    assert bring_list(old, ROWS).known == 4


def test_a_correction_is_taken_over(old: Desk) -> None:
    report = bring_list(old, [row | {"연락처": f"010-0000-200{at}"} for at, row in enumerate(ROWS)])

    assert (report.corrected, report.known, report.added) == (2, 1, 0)
    assert report.excluded == {"refused_contact": 1}  # of whom nothing but all facts, hashed, was kept


def test_a_receipt_number_that_began_anew_is_another_visit(old: Desk) -> None:
    report = bring_list(
        old, [visitor(5, 접수번호="2026-00001"), visitor(6, 접수번호="2026-00003", 방문일시="2026-11-19")]
    )

    assert report.added == 2


def test_an_exclusion_is_lifted_by_what_says_otherwise(old: Desk) -> None:
    assert bring_list(old, [visitor(3, 비고="통화 가능")]).added == 1


@pytest.mark.parametrize("other_name", [False, True])
def test_of_a_visit_whose_name_was_destroyed_receipt_number_and_day_are_left(old: Desk, other_name: bool) -> None:
    in_session(old, purge)

    report = bring_list(old, [visitor(1, **({"성명": "심청"} if other_name else {}))])

    assert (report.known, report.added) == (1, 0)
    assert call_row(old).visits == 1
    assert len(calls_of_list(old)) == 2


def purge(session: Any) -> None:
    """Destroy the name of the first petitioner, whose call is closed."""
    gone = {"sealed_name": b"", "sealed_phone": b"", "phone_hash": "purged:1"}
    session.execute(update(Petitioner).where(col(Petitioner.id) == 1).values(**gone))
    session.execute(update(Call).where(col(Call.id) == 1).values(state="closed"))


def test_a_name_is_compared_without_being_shown(old: Desk) -> None:
    def read(unit: Unit) -> str:
        [petitioner] = unit.session.execute(select(Petitioner).where(col(Petitioner.id) == 1)).scalars()
        return name_key_of(unit, petitioner.sealed_name)

    assert old.do_now(read) == "남궁민수"
