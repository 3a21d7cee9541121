"""The directory: read whole or refused by row, brought up to date, searched."""

import pytest

from bot.domain.roles import Role
from bot.services.desk import Desk
from bot.services.people.directory import (
    StaffProblem,
    UnreadableStaff,
    find_officers,
    load_staff,
    members_with,
    read_staff,
)
from tests.steps.builders import KIM, LEE
from tests.steps.desks import hire, operator

HEADER = "직원번호,성명,계급,부서,역할,slack_id,전입일,재직\n"
KIM_ROW = "1001,김상담,경위,청문감사인권관실,상담원/감독자,U0KIM,2026.01.05,\n"
CHOI_ROW = "1002,최형사,경사,수사과,담당경찰관,U0CHOI,,\n"


def listed(*rows: str, header: str = HEADER) -> bytes:
    """Return a staff list."""
    return (header + "".join(rows)).encode()


def test_a_list_is_read_in_korean_words() -> None:
    kim, choi = read_staff(listed(KIM_ROW, "\n", CHOI_ROW), "staff.csv")

    assert (kim.name, kim.roles, str(kim.moved_on)) == ("김상담", [Role.OPERATOR, Role.SUPERVISOR], "2026-01-05")
    assert (choi.roles, choi.active) == ([Role.OFFICER], True)


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("1003,,경위,교통과,경찰관,,,\n", StaffProblem.MISSING),
        ("1003,박상담,경위,교통과,마법사,,,\n", StaffProblem.UNKNOWN_ROLE),
        ("1003,박상담,경위,교통과,경찰관,,어제,\n", StaffProblem.WRONG_DATE),
        ("1001,박상담,경위,교통과,경찰관,,,\n", StaffProblem.TWICE),
        ("1003,박상담,경위,교통과,경찰관,U0KIM,,\n", StaffProblem.TAKEN),
    ],
)
def test_a_wrong_row_is_named_by_its_number(row: str, problem: StaffProblem) -> None:
    with pytest.raises(UnreadableStaff) as refused:
        read_staff(listed(KIM_ROW, row), "staff.csv")

    assert refused.value.problems == {3: problem}


def test_a_list_without_its_columns_is_refused_at_the_header() -> None:
    with pytest.raises(UnreadableStaff) as refused:
        read_staff(listed(header="이름,부서\n"), "staff.csv")

    assert refused.value.problems == {0: StaffProblem.MISSING}


def test_a_new_list_changes_who_changed_and_leaves_who_is_not_in_it(desk: Desk) -> None:
    first = desk.do_now(load_staff, people=read_staff(listed(KIM_ROW, CHOI_ROW), "staff.csv"), by="admin")
    moved = CHOI_ROW.replace("수사과", "교통과")

    again = desk.do_now(load_staff, people=read_staff(listed(moved), "staff.csv"), by="admin")

    assert (first.added, first.changed, first.unchanged) == (2, 0, 0)
    assert (again.added, again.changed, again.unchanged) == (0, 1, 0)
    assert [each.department for each in desk.do_now(find_officers, by=KIM, words="최형사")] == ["교통과"]
    assert len(desk.do_now(find_officers, by=KIM, words="")) == 2


def test_two_of_one_name_are_chosen_by_unit(morning: Desk) -> None:
    assert {each.department for each in morning.do_now(find_officers, by=LEE, words="정교통")} == {
        "교통과",
        "청문감사인권관실",
    }


def test_who_left_is_offered_only_where_it_is_asked_for(morning: Desk) -> None:
    hire(morning, operator("U0GONE", name="정떠남", active=False))

    assert [each.name for each in morning.do_now(find_officers, by=LEE, words="정떠남")] == []
    [gone] = morning.do_now(find_officers, by=LEE, words="정떠남", with_left=True)
    assert gone.has_left
    found = morning.do_now(find_officers, by=LEE, words="", with_left=True)
    assert found[-1] == gone


def test_members_are_read_in_the_order_in_which_they_are_named(morning: Desk) -> None:
    assert [person.key for person in morning.do_now(members_with, [3, 1, 3, 999])] == [3, 1]
