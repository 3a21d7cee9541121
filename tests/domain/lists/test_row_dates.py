"""Days of a list that are written without their year, or stand above the rows they hold for."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

import pytest

from bot.domain.lists.reading import read_visitor_list
from bot.domain.lists.rows import RejectReason, VisitorList
from bot.domain.lists.sheets import Sheet, sheet_of

TODAY = date(2026, 11, 26)
HEADER = ["성명", "연락처", "방문일자", "업무"]


def visitor(day: Any, name: str = "강하늘") -> list[Any]:
    return [name, "010-0000-1201", day, "x"]


def read(*rows: Sequence[Any], name: str = "") -> VisitorList:
    return read_sheets(sheet_of(rows, name))


def read_sheets(*sheets: Sheet, today: date = TODAY) -> VisitorList:
    return read_visitor_list(sheets, today=today)


def days(found: VisitorList) -> list[date]:
    return [visit.visited_on for visit in found.visits]


@pytest.mark.parametrize(
    "titles",
    [
        ["[별지 제3호서식] ‹개정 2022. 1. 5.›", "2026년 11월 방문 민원인 명부"],
        ["2026년 11월 방문 민원인 명부", "[별지 제3호서식] ‹개정 2022. 1. 5.›"],
        ["[별지 제3호서식] <개정 2022. 1. 5.>", "방문 민원인 명부"],
        ["2022년 개정 서식"],
        ["보존기한 2029. 12. 31.까지"],
    ],
)
def test_the_form_of_a_list_names_no_year_of_its_rows(titles: list[str]) -> None:
    assert days(read(*([title] for title in titles), HEADER, visitor("11. 24."))) == [date(2026, 11, 24)]


def test_the_form_of_a_list_names_no_day_of_its_rows() -> None:
    found = read(["[별지 제3호서식] ‹개정 2022. 1. 5.›"], ["성명", "연락처", "용무"], ["강하늘", "010-0000-1201", "x"])

    assert [row.reason for row in found.rejected] == [RejectReason.NO_DATE]


def test_a_title_is_nearer_to_its_rows_than_the_name_of_the_file() -> None:
    sheet = sheet_of([["2025년 11월 방문 민원인 명부"], HEADER, visitor("11. 24.")])

    found = read_visitor_list([sheet], today=TODAY, file_name="방문자 명단(2026년 양식).xlsx")

    assert days(found) == [date(2025, 11, 24)]


@pytest.mark.parametrize("title", ["2025년 11월 방문 민원인 명단", "방문자 현황('25년)", "민원 접수 대장 2025.11."])
def test_a_title_names_the_year_of_its_rows(title: str) -> None:
    assert days(read([title], HEADER, visitor("11.24"), visitor("11/25"))) == [date(2025, 11, 24), date(2025, 11, 25)]


def test_the_name_of_a_sheet_names_the_year_of_its_rows() -> None:
    assert days(read(HEADER, visitor("11.24"), name="2025년 11월")) == [date(2025, 11, 24)]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_another_row_names_the_year_before_or_after_it(order: tuple[int, int]) -> None:
    rows = visitor("11.24"), visitor("2025-11-25", "도우리")

    found = read(HEADER, *(rows[at] for at in order))

    assert {visit.visited_on.year for visit in found.visits} == {2025}
    assert [visit.row_no for visit in found.visits] == [2, 3]


def test_the_turn_of_the_year_lies_between_two_rows() -> None:
    sheet = sheet_of([HEADER, visitor("2026-12-31"), visitor("1.2"), visitor("12.30")])

    found = read_sheets(sheet, today=date(2027, 1, 4))

    assert days(found) == [date(2026, 12, 31), date(2027, 1, 2), date(2026, 12, 30)]


def test_a_year_of_the_first_sheet_holds_for_the_next() -> None:
    found = read_sheets(sheet_of([HEADER, visitor("2025-11-24")], "가"), sheet_of([HEADER, visitor("11.25")], "나"))

    assert days(found) == [date(2025, 11, 24), date(2025, 11, 25)]


def test_without_any_year_the_nearest_day_that_is_not_to_come_is_meant() -> None:
    assert days(read(HEADER, visitor("11.24"), visitor("12.24"))) == [date(2026, 11, 24), date(2025, 12, 24)]


@pytest.mark.parametrize("alone", ["11월 24일(화)", "2026. 11. 24.", "□ 11. 24.(화) 방문", date(2026, 11, 24)])
def test_a_row_with_a_day_alone_gives_the_day_of_those_below(alone: Any) -> None:
    found = read(HEADER, visitor("2026-11-23"), [alone, "", "", ""], visitor(""), visitor("-"))

    assert (days(found)[1:], found.rejected) == ([date(2026, 11, 24)] * 2, [])


@pytest.mark.parametrize(
    "line",
    [
        "작성일: 2026. 11. 25.",
        "출력일시 : 2026-11-25 09:00",
        "민원 처리에 관한 법률(2015. 8. 11.) 제3조에 따라 기록한다",
    ],
)
def test_a_day_of_printing_or_of_a_law_is_not_that_of_the_visits(line: str) -> None:
    [rejected] = read([line], HEADER, visitor("")).rejected

    assert rejected.reason is RejectReason.NO_DATE


def test_a_day_that_does_not_exist_is_wrong_and_not_missing() -> None:
    assert read(HEADER, visitor("2026.11.31")).rejected[0].reason is RejectReason.WRONG_DATE


def test_the_day_of_the_title_is_joined_with_a_column_of_times() -> None:
    header = ["성명", "연락처", "방문시간"]

    [visit] = read(["2026. 11. 24.(화) 방문자 명단"], header, ["강하늘", "010-0000-1201", time(14, 5)]).visits

    assert visit.visited_at is not None
    assert (visit.visited_on, visit.visited_at.hour) == (date(2026, 11, 24), 14)


def test_a_column_of_times_may_hold_the_day() -> None:
    header = ["성명", "연락처", "방문시간"]

    [visit] = read(header, ["강하늘", "010-0000-1201", "2026-11-24 14:05"]).visits

    assert visit.visited_on == date(2026, 11, 24)


def test_day_numbers_count_from_1904_where_the_workbook_says_so() -> None:
    rows = sheet_of([HEADER, visitor(44888)]).rows

    assert days(read_sheets(Sheet(name="", rows=rows, is_1904=True))) == [date(2026, 11, 24)]
    assert days(read_sheets(Sheet(name="", rows=sheet_of([HEADER, visitor(46350)]).rows))) == [date(2026, 11, 24)]


def test_a_day_that_is_written_once_holds_for_the_rows_below_it() -> None:
    found = read(HEADER, visitor("11.23"), visitor(""), visitor("11.24"), visitor(""))

    assert days(found) == [date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 24)]


@pytest.mark.parametrize("before", ["2026-12-01", "2027-01-04"])
def test_a_day_that_is_to_come_names_no_year_for_others(before: str) -> None:
    found = read(HEADER, visitor(before), visitor("2025-12-30", "도우리"), visitor("1.2"))

    assert days(found) == [date(2025, 12, 30), date(2026, 1, 2)]


def test_of_two_rows_with_a_year_the_last_before_it_is_near() -> None:
    found = read(HEADER, visitor("2024-12-30"), visitor("2025-12-30", "도우리"), visitor("1.2"), visitor("12.30"))

    assert days(found)[2:] == [date(2026, 1, 2), date(2025, 12, 30)]


def test_today_is_no_day_to_come() -> None:
    assert days(read(HEADER, visitor(TODAY.isoformat()), visitor("11.27"))) == [TODAY, date(2025, 11, 27)]


def test_a_blank_between_days_that_differ_is_decided_when_a_second_follows() -> None:
    found = read(HEADER, visitor("11.22"), visitor("-"), visitor("11.23"), visitor("11.24"), visitor("없음"))

    assert [day.day for day in days(found)] == [22, 22, 23, 24, 24]


def test_another_table_below_decides_for_itself() -> None:
    found = read(HEADER, visitor("11.23"), visitor(""), visitor(""), HEADER[::-1], ["x", "", "010-0000-1202", "도우리"])

    assert (days(found), [row.row_no for row in found.rejected]) == ([date(2026, 11, 23)] * 3, [6])


@pytest.mark.parametrize("written", [["11.23", ""], ["11.24", "11.24", "", ""], ["", "11.24", "11.24"]])
def test_a_day_that_was_forgotten_is_named(written: list[str]) -> None:
    found = read(HEADER, *map(visitor, written))

    assert [row.reason for row in found.rejected] == [RejectReason.NO_DATE] * written.count("")


def test_month_and_day_stand_in_columns_of_their_own() -> None:
    header = ["월", "일", "시간", "성명", "연락처"]

    [visit] = read(header, [11, 24, "09:10", "강하늘", "010-0000-1201"]).visits

    assert (visit.visited_on, visit.visited_at and visit.visited_at.hour) == (date(2026, 11, 24), 9)


def test_a_number_is_a_day_of_the_month_of_the_title() -> None:
    found = read(["2026년 10월 방문 민원인 명단"], HEADER, visitor(24), visitor("5"))

    assert days(found) == [date(2026, 10, 24), date(2026, 10, 5)]


def test_the_day_of_the_files_name_holds_where_nothing_else_names_one() -> None:
    rows = [["성명", "연락처", "용무"], ["강하늘", "010-0000-1201", "x"]]

    found = read_visitor_list([sheet_of(rows)], today=TODAY, file_name="방문자 명단(11.24.).xlsx")

    assert days(found) == [date(2026, 11, 24)]


@pytest.mark.parametrize("clock", ["10:10", "10시 10분경", "오전 10:10", time(10, 10)])
def test_a_time_in_the_column_of_days_is_of_the_day_above(clock: Any) -> None:
    [_, below] = read(HEADER, visitor("11.24.(화) 09:00"), visitor(clock)).visits
    [titled] = read(["2026. 11. 24. 방문자"], HEADER, visitor(clock)).visits

    for visit in (below, titled):
        assert visit.visited_on == date(2026, 11, 24)
        assert visit.visited_at is not None
        assert (visit.visited_at.hour, visit.visited_at.minute) == (10, 10)


def test_of_a_list_with_years_blanks_are_decided_on_as_of_one_without() -> None:
    written = ["2026-11-22", "-", "2026-11-23", "2026-11-24", "없음"]

    assert [day.day for day in days(read(HEADER, *map(visitor, written)))] == [22, 22, 23, 24, 24]


def test_a_day_without_a_year_is_near_to_the_row_above_that_names_it_not_to_one_far_below() -> None:
    found = read(HEADER, visitor("2025-06-01"), visitor("5.1"), visitor("2026-06-02"), visitor("5.2"))

    assert days(found) == [date(2025, 6, 1), date(2025, 5, 1), date(2026, 6, 2), date(2026, 5, 2)]


def test_a_blank_above_the_first_day_has_none() -> None:
    found = read(HEADER, visitor(""), visitor("11.23"), visitor(""), visitor("11.24"))

    assert ([day.day for day in days(found)], [row.row_no for row in found.rejected]) == ([23, 23, 24], [2])


def test_a_number_is_no_day_where_no_title_names_a_month() -> None:
    assert [row.row_no for row in read(HEADER, visitor("2026-11-23"), visitor("24")).rejected] == [3]


def test_the_29_february_is_a_day_of_the_leap_year_beside_it() -> None:
    assert days(read(HEADER, visitor("2024-02-28"), visitor("2.29"))) == [date(2024, 2, 28), date(2024, 2, 29)]
