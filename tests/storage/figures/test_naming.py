"""Rows that were stored under an earlier name are counted under that of today, on both databases."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlmodel import Session

from bot.services.desk import Desk
from storage.calls.tables import Call
from storage.figures.naming import DatedName, Group, Naming
from tests.steps.builders import FRIDAY, MONDAY, visitor
from tests.steps.desks import bring_list, in_session

DAY = timedelta(days=1)


def counted(desk: Desk, naming: Naming) -> dict[Group, int]:
    """How many calls belong to each group."""

    def read(session: Session) -> dict[Group, int]:
        groups = naming.columns(Call)
        found: dict[Group, int] = {}
        for department, petition_type, count in session.execute(select(*groups, func.count()).group_by(*groups)):
            group = naming.group(department, petition_type)
            found[group] = found.get(group, 0) + count
        return found

    return in_session(desk, read)


def test_an_earlier_name_is_counted_under_the_name_of_today(morning: Desk) -> None:
    naming = Naming(name_of=lambda stored: {"교통과": "교통안전과"}.get(stored, stored))

    assert counted(morning, naming) == {Group("교통안전과", "교통사고"): 1, Group("수사과", "교통사고"): 2}


def test_a_dated_name_is_told_apart_by_the_day_of_the_visit(morning: Desk) -> None:
    bring_list(
        morning,
        [visitor(4, 담당부서="수사과", 방문일시=f"{MONDAY}"), visitor(5, 담당부서="수사과", 방문일시="2026-11-19")],
    )
    first, second = FRIDAY - DAY, FRIDAY
    dated = (DatedName("수사과", first, "수사1과"), DatedName("수사과", second, "통합'수사과%"))

    found = counted(morning, Naming(name_of=str, dated=dated))

    assert found == {
        Group("교통과", "교통사고"): 1,
        Group("수사1과", "교통사고"): 1,
        Group("통합'수사과%", "교통사고"): 2,
        Group("수사과", "교통사고"): 1,
    }


def test_a_name_is_asked_for_once(morning: Desk) -> None:
    asked: list[str] = []

    def name_of(stored: str) -> str:
        asked.append(stored)
        return stored

    counted(morning, naming := Naming(name_of=name_of))
    counted(morning, naming)

    assert sorted(asked) == ["교통과", "수사과"]
