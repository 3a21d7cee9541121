"""The officers of visits, found in the directory as it stood on the day of the visit."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from bot.services.calls.claiming import claim_call
from bot.services.desk import Desk
from bot.services.officers import (
    NamedOfficers,
    departments_of,
    departments_unclear,
    names,
    officers_of_call,
    told_apart,
)
from bot.services.people.directory import members_with
from bot.services.unit import Unit
from storage.lists.tables import Visit
from storage.lists.visits import visits_of
from tests.steps.builders import FRIDAY, KIM, MONDAY, visitor
from tests.steps.desks import bring_list, hire, operator
from tests.steps.grievances import number_of

OFFICER: dict[str, Any] = {"roles": ["officer"], "department": "수사과"}


def named_on(desk: Desk, *cells: str, **facts: str) -> NamedOfficers:
    """Bring one more visitor, who came once for each officer cell; return whom the list names."""
    rows = [visitor(50, 접수번호=f"2026-8{at}", 담당자=cell, **facts) for at, cell in enumerate(cells)]
    bring_list(desk, rows)
    return desk.do_now(lambda unit: officers_of_call(unit, 4))


def test_whoever_is_named_in_any_visit_was_found_those_of_the_newest_first(morning: Desk) -> None:
    hire(morning, operator("U0CHOI", name="최형사", **OFFICER))

    named = named_on(morning, "최형사 경위", "오감독 / 최형사")

    assert named.found == (number_of(morning, "오감독"), number_of(morning, "최형사"))
    assert named.may_be == set(named.found)
    assert not named.unclear


def test_a_cell_that_is_not_clear_is_kept_and_whoever_may_be_meant_is_counted(morning: Desk) -> None:
    named = named_on(morning, "한감사 외 1명", "오감독", "", 담당부서="민원실")

    assert [each.cell for each in named.unclear] == ["한감사 외 1명"]
    assert named.found == (number_of(morning, "오감독"),)
    assert named.may_be == {number_of(morning, "오감독"), number_of(morning, "한감사")}


def test_a_visit_without_an_officer_is_asked_about_where_no_other_names_one(morning: Desk) -> None:
    assert [each.cell for each in named_on(morning, "").unclear] == [""]


@pytest.mark.parametrize(("visited", "namesakes"), [("교통과", ()), ("수사과", ("정교통",))])
def test_namesakes_are_told_apart_by_the_visited_department_and_else_asked_about(
    morning: Desk, visited: str, namesakes: tuple[str, ...]
) -> None:
    [visit] = named_on(morning, "정교통", 담당부서=visited).visits

    assert visit.namesakes == namesakes
    assert visit.found == (() if namesakes else (number_of(morning, "정교통", "교통과"),))


def test_namesakes_who_moved_are_told_apart_by_where_they_served_on_the_day(morning: Desk) -> None:
    moved: dict[str, Any] = {"name": "최형사", "roles": ["officer"], "moved_on": MONDAY}
    hire(
        morning,
        operator("U0A", department="교통과", former_department="수사과", **moved),
        operator("U0B", department="수사과", former_department="교통과", **moved),
    )

    first = number_of(morning, "최형사", "교통과")

    assert named_on(morning, "수사과 최형사", 방문일시="2026-11-20").found == (first,)


def test_a_visit_from_before_the_words_of_lists_were_kept_has_its_name_and_rank(morning: Desk) -> None:
    def forget(unit: Unit) -> None:
        unit.session.execute(update(Visit).values(sealed_listed=None, officer_name="정교통", officer_rank="경위"))

    morning.do_now(forget)

    named = morning.do_now(lambda unit: officers_of_call(unit, 1))
    assert [each.cell for each in named.visits] == ["경위 정교통"]
    assert named.found == (number_of(morning, "정교통", "교통과"),)


def test_a_name_stands_in_a_visit_for_each_namesake(morning: Desk) -> None:
    def who(unit: Unit) -> list[str]:
        visit = visits_of(unit.session, 1)[0]
        return [each.department for each in members_with(unit, range(1, 7)) if names(unit, visit, each)]

    assert morning.do_now(who) == ["청문감사인권관실", "교통과"]


def test_the_choice_of_one_says_that_no_namesake_is_meant(morning: Desk) -> None:
    twins = [number_of(morning, "정교통", each) for each in ("청문감사인권관실", "교통과")]
    other = number_of(morning, "한감사")

    assert morning.do_now(told_apart, [*twins, other], [twins[1]]) == {twins[1], other}
    assert morning.do_now(told_apart, [*twins, other], []) == {*twins, other}


def test_a_department_counts_that_was_left_since(morning: Desk) -> None:
    hire(
        morning,
        operator("U0A", name="최형사", department="교통과 교통조사계", former_department="수사과", moved_on=MONDAY),
    )

    def departments(unit: Unit, since: Any) -> set[str]:
        return departments_of(unit, members_with(unit, [number_of_last(unit)]), since)

    assert morning.do_now(departments, FRIDAY) == {"교통과", "수사과"}
    assert morning.do_now(departments, MONDAY + timedelta(days=1)) == {"교통과"}


def number_of_last(unit: Unit) -> int:
    """Return the number of whoever joined last."""
    return max(each.id for each in unit.directory.people)


@pytest.mark.parametrize(
    ("cell", "department", "held"),
    [("-", "교통조사1팀", {"교통과"}), ("수사과", "민원실", {"수사과", "민원실"}), ("박모름", "어딘가", set())],
)
def test_of_somebody_who_is_not_known_the_visited_department_counts_and_one_in_the_cell(
    morning: Desk, cell: str, department: str, held: set[str]
) -> None:
    named = named_on(morning, cell, 담당부서=department)

    found = morning.do_now(departments_unclear, named.visits)

    assert held <= found
    assert "기타" not in found


def test_the_claimant_sees_all_who_are_named_and_what_is_not_clear(morning: Desk) -> None:
    hire(morning, operator("U0CHOI", name="최형사", **OFFICER))
    named_on(morning, "최형사, 오감독", "박모름", 담당부서="민원실")

    first, second = morning.do_now(claim_call, by=KIM, number=4).visits

    assert first.officers == ("경위 최형사", "경위 오감독")
    assert first.unclear is None
    assert second.officers == ()
    assert second.unclear is not None
    assert "박모름" in second.listed
