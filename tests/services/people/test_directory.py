"""The directory: read whole or refused by row, brought up to date, searched."""

from collections import Counter
from datetime import date

import pytest

from bot.domain.keeping.names import mask_name
from bot.domain.roles import Role
from bot.domain.trail import Event
from bot.services.desk import Desk
from bot.services.people.directory import (
    StaffMove,
    StaffProblem,
    StaffReport,
    UnreadableStaff,
    find_officers,
    load_staff,
    members_with,
    read_staff,
    staff_changes,
)
from storage.people.queries import active_staff, staff_numbered
from storage.people.tables import Staff
from storage.trail import count_events
from tests.steps.builders import KIM, LEE, MONDAY, TUESDAY, seoul
from tests.steps.desks import hire, in_session, operator, posting

HEADER = "직원번호,성명,계급,부서,역할,slack_id,전입일,재직\n"
KIM_ROW = "1001,김상담,경위,청문감사인권관실,상담원/감독자,U0KIM,2026.01.05,\n"
CHOI_ROW = "1002,최형사,경사,수사과,담당경찰관,U0CHOI,,\n"


def member(desk: Desk, staff_no: str) -> Staff:
    """A member of the directory."""
    return in_session(desk, staff_numbered, [staff_no])[staff_no]


def count(desk: Desk, event: Event) -> int:
    """How many events of a kind stand in the trail."""
    return in_session(desk, count_events, event, seoul(MONDAY, 0), seoul(TUESDAY, 0))


def load(desk: Desk, *rows: str) -> StaffReport:
    """Load a staff list."""
    return desk.do_now(load_staff, people=read_staff(listed(*rows), "staff.csv"), by="admin")


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
        ("1003,박상담,경위,교통과,경찰관,,2026-02-30,\n", StaffProblem.WRONG_DATE),
        ("1001,박상담,경위,교통과,경찰관,,,\n", StaffProblem.TWICE),
        ("1003,박상담,경위,교통과,경찰관,U0KIM,,\n", StaffProblem.TAKEN),
        *(
            (f"1003,박상담,경위,교통과,경찰관,{wrong},,\n", StaffProblem.WRONG_SLACK_ID)
            for wrong in ("@박상담", "박상담", "<@U0PARK>", "u0park", "C0CALLS", "U0PARK U0KIM", "U", "Ｕ0PARK")
        ),
    ],
)
def test_a_wrong_row_is_named_by_its_number(row: str, problem: StaffProblem) -> None:
    with pytest.raises(UnreadableStaff) as refused:
        read_staff(listed(KIM_ROW, row), "staff.csv")

    assert refused.value.problems == {3: problem}


@pytest.mark.parametrize(
    ("cell", "extension"),
    [
        ("2345", "2345"),
        ("내선 2345번", "2345"),
        ("02-0000-2345", "02-0000-2345"),
        ("", None),
        ("-", None),
        ("없음", None),
    ],
)
def test_an_extension_is_read_as_people_write_it(cell: str, extension: str | None) -> None:
    [kim] = read_staff(
        listed(f"{KIM_ROW.strip()},{cell}\n", header=HEADER.replace("재직", "재직,내선번호")), "staff.csv"
    )

    assert kim.extension == extension


@pytest.mark.parametrize("cell", ["010-0000-1001", "01000001001", "모름", "1"])
def test_a_mobile_and_what_is_no_number_are_no_extension(cell: str) -> None:
    with pytest.raises(UnreadableStaff) as refused:
        read_staff(listed(f"{KIM_ROW.strip()},{cell}\n", header=HEADER.replace("재직", "재직,내선")), "staff.csv")

    assert refused.value.problems == {2: StaffProblem.WRONG_EXTENSION}


def test_extensions_stay_where_a_list_has_no_column_for_them(desk: Desk) -> None:
    hire(desk, operator(KIM, extension="1101"), operator(LEE, extension="1102"))

    hire(desk, operator(KIM))
    kept = member(desk, KIM).extension
    hire(desk, operator(KIM), operator(LEE, extension="1202"))

    assert kept == "1101"
    assert (member(desk, KIM).extension, member(desk, LEE).extension) == (None, "1202")


def test_a_list_without_its_columns_is_refused_at_the_header() -> None:
    with pytest.raises(UnreadableStaff) as refused:
        read_staff(listed(header="이름,부서\n"), "staff.csv")

    assert refused.value.problems == {0: StaffProblem.NO_HEADING}


def test_a_new_list_changes_who_changed_and_leaves_who_is_not_in_it(desk: Desk) -> None:
    first = desk.do_now(load_staff, people=read_staff(listed(KIM_ROW, CHOI_ROW), "staff.csv"), by="admin")
    moved = CHOI_ROW.replace("수사과", "교통과")

    again = desk.do_now(load_staff, people=read_staff(listed(moved), "staff.csv"), by="admin")

    assert (first.added, first.changed, first.unchanged) == (2, 0, 0)
    assert (again.added, again.changed, again.unchanged) == (0, 1, 0)
    assert [each.department for each in desk.do_now(find_officers, by=KIM, words="최형사")] == ["교통과"]
    assert len(desk.do_now(find_officers, by=KIM, words="")) == 2


def test_a_transfer_keeps_the_department_before_with_its_days(desk: Desk) -> None:
    load(desk, KIM_ROW, CHOI_ROW)
    moved = CHOI_ROW.replace("수사과", "교통과").replace("U0CHOI,,", "U0CHOI,2026.11.16.,")

    report = load(desk, moved)
    again = desk.do_now(
        load_staff, people=read_staff(listed(CHOI_ROW.replace("수사과", "교통과")), "staff.csv"), by="admin"
    )

    choi = member(desk, "1002")
    assert (report.changed, report.moved, report.left) == (1, 1, 0)
    assert (again.unchanged, again.moved) == (1, 0)
    assert (choi.department, str(choi.moved_on)) == ("교통과", "2026-11-16")
    assert choi.postings == [posting("수사과", last=date(2026, 11, 15))]


def test_a_transfer_without_a_day_is_of_the_day_of_the_list(desk: Desk) -> None:
    load(desk, KIM_ROW, CHOI_ROW)

    load(desk, CHOI_ROW.replace("수사과", "교통과"))

    assert (member(desk, "1002").moved_on, member(desk, "1002").postings[0]["last"]) == (MONDAY, "2026-11-22")


def test_a_team_or_a_new_name_of_the_same_department_is_no_transfer(desk: Desk) -> None:
    desk.do_now(
        load_staff, people=read_staff(listed(CHOI_ROW.replace("수사과", "생활안전과")), "staff.csv"), by="admin"
    )
    row = CHOI_ROW.replace("수사과", "범죄예방대응과 생활질서계")

    report = load(desk, row)

    assert (report.changed, report.moved, member(desk, "1002").postings) == (1, 0, [])


def test_several_former_departments_are_read_with_their_days() -> None:
    header = "직원번호,성명,계급,부서,역할,이전부서,발령일\n"
    row = '1002,최형사,경사,형사과,경찰관,"수사과(2024-01-02~2026-07-12), 교통과(~2023-12-31)",2026-07-13\n'

    [choi] = read_staff(listed(row, header=header), "staff.csv")

    assert choi.postings == [
        posting("수사과", first=date(2024, 1, 2), last=date(2026, 7, 12)),
        posting("교통과", last=date(2023, 12, 31)),
    ]


def test_who_is_not_in_a_complete_list_has_left_and_nobody_else(morning: Desk) -> None:
    rows = (KIM_ROW.replace("1001", KIM), CHOI_ROW)
    people = read_staff(listed(*rows), "staff.csv")
    before = {person.name for person in in_session(morning, active_staff)}

    told = morning.do_now(staff_changes, people=people, complete=True)
    untouched = {person.name for person in in_session(morning, active_staff)}
    report = morning.do_now(load_staff, people=read_staff(listed(*rows), "staff.csv"), by="admin", complete=True)

    moves = Counter(each.move for each in told)
    assert untouched == before
    assert (moves[StaffMove.JOINS], moves[StaffMove.MOVES], moves[StaffMove.LEAVES]) == (1, 0, 5)
    assert (report.added, report.left) == (1, 5)
    assert {person.name for person in in_session(morning, active_staff)} == {"김상담", "최형사"}
    assert {each.name for each in told if each.move is StaffMove.LEAVES} == {
        mask_name(name) for name in before if name != "상담KIM"
    }
    assert count(morning, Event.STAFF_LEFT) == 5


def test_a_list_without_any_account_takes_none_away(desk: Desk) -> None:
    load(desk, KIM_ROW, CHOI_ROW)
    bare = "직원번호,성명,계급,부서,역할\n1001,김상담,경감,청문감사인권관실,상담원\n"

    desk.do_now(load_staff, people=read_staff(bare.encode(), "staff.csv"), by="admin")

    assert (member(desk, "1001").slack_id, member(desk, "1001").rank) == (KIM, "경감")


def test_an_empty_list_is_none() -> None:
    with pytest.raises(UnreadableStaff):
        read_staff(listed(), "staff.csv")


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
