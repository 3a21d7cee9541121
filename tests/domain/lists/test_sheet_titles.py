"""Titles: the days, years and subjects of what stands below them."""

from datetime import date

import pytest

from bot.domain.lists.sheet_titles import SheetTitles
from bot.domain.lists.visit_dates import DateHints

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


def titles(*rows: list[str]) -> SheetTitles:
    taken = SheetTitles(DateHints(today=date(2026, 11, 26)))
    for row in rows:
        taken.take(row)
    return taken


def test_titles_side_by_side_hold_for_what_stands_below_each() -> None:
    taken = titles(["11.23.(월)", "", "", "11.24.(화)", "", ""])

    assert (taken.day_of(range(3)), taken.day_of(range(3, 6)), taken.day_of(None)) == (MONDAY, TUESDAY, None)


def test_a_later_title_holds_for_what_stands_below_it() -> None:
    assert titles(["2026. 11. 23. 방문자"], ["2026. 11. 24. 방문자"]).day_of(None) == TUESDAY


def test_the_day_on_which_a_list_was_printed_is_not_that_of_its_visits() -> None:
    assert titles(["2026. 11. 23. 방문자"], ["출력일시", "2026-11-24 18:00"]).day_of(None) == MONDAY


def test_a_row_of_days_alone_gives_the_days_of_those_below() -> None:
    taken = titles()

    assert taken.take_days(["11.23.(월)", None, "11.24.(화)"], ["11.23.(월)", "", "11.24.(화)"])
    assert not taken.take_days(["11.23.(월)", "강하늘"], ["11.23.(월)", "강하늘"])
    assert (taken.day_of(range(2)), taken.day_of(range(2, 4))) == (MONDAY, TUESDAY)


@pytest.mark.parametrize(
    ("rows", "is_of_staff"),
    [
        (["민원실 근무자 명단"], True),
        (["직원 비상연락망"], True),
        (["<담당자 연락처>"], True),
        (["민원 담당자별 방문자 명단"], False),
        (["비상연락망", "방문 민원인 명단"], False),
        (["작성자: 상담원 차은호"], False),
        (["담당자는 매일 빠짐없이 적습니다."], False),
    ],
)
def test_a_title_announces_a_list_of_staff(rows: list[str], is_of_staff: bool) -> None:
    assert titles(*([row] for row in rows)).is_of_staff is is_of_staff


def test_the_name_of_a_file_gives_years_and_days_but_is_no_title() -> None:
    taken = titles()

    taken.take_file("방문자 명단(2026.11.23.).xlsx")

    assert (taken.day_of(None), taken.title_day, list(taken.hints.years)) == (MONDAY, None, [2026])


@pytest.mark.parametrize(
    ("row", "day"),
    [
        (["2026. 11. 23. 방문자", "2026. 11. 23. 방문자"], MONDAY),
        (["2026. 11. 23. 방문자", "2026. 11. 24. 방문자"], None),
        (["11.23. " + "가" * 23], MONDAY),
        (["2026.11.23. " + "가" * 19], None),
        (["2026.11.23. " + "가" * 19 + " 명단"], MONDAY),
        (["작성일: 2026. 11. 23."], None),
        (["작성일", "2026. 11. 23."], None),
        (["작성일", "", "2026. 11. 23."], None),
    ],
)
def test_a_title_names_the_day_of_a_list_if_it_is_short_or_says_that_it_is_one(
    row: list[str], day: date | None
) -> None:
    assert titles(row).title_day == day


def test_titles_without_a_day_leave_that_above_them() -> None:
    taken = titles(["2026. 11. 23. 방문자"], ["방문 민원인 명단"])

    assert (taken.day_of(None), taken.title_day) == (MONDAY, MONDAY)


def test_a_table_that_stands_below_no_title_of_its_own_has_the_day_of_all() -> None:
    taken = titles(["", "11.23.(월)", "", ""])

    assert (taken.day_of(range(3)), taken.day_of(range(3, 4)), titles().day_of(None)) == (MONDAY, MONDAY, None)


@pytest.mark.parametrize(
    ("cells", "is_day"),
    [
        ([MONDAY, None], True),
        ([None, None], False),
        ([7, None], False),
        (["11.23.(월)", "11.23.(월)"], True),
        (["11.23.(월)", "010-0000-1201"], False),
        (["이하 여백", None], False),
        ([date(1900, 1, 1), None], False),
    ],
)
def test_only_days_make_a_row_of_days(cells: list[object], *, is_day: bool) -> None:
    texts = [str(cell) if cell is not None else "" for cell in cells]

    assert titles().take_days(cells, texts) is is_day  # type: ignore[arg-type]  # cells of any kind


@pytest.mark.parametrize(
    ("title", "is_of_staff"),
    [("직원 연락처" + "가" * 24, False), ("가" * 24 + "직원 연락처", True), ("가" * 25 + "직원 연락처", False)],
)
def test_a_long_line_about_staff_announces_nothing(title: str, *, is_of_staff: bool) -> None:
    assert titles([title]).is_of_staff is is_of_staff
