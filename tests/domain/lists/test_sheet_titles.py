"""Titles: the days, years and subjects of what stands below them."""

from datetime import date

import pytest

from bot.domain.lists.sheet_titles import SheetTitles
from bot.domain.lists.visit_dates import DateHints
from tests.steps.vectors import every

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


@every(
    "line",
    [
        "조회일시 : 2026-11-26 08:30",
        "출력일시 2026-11-26 08:30",
        "출력일시:2026.11.26.(목) 오전 8:30:05",
        "출력 2026-11-26",
        "생성일: 2026-11-26",
        "(2026.11.26. 작성)",
        "2026. 11. 26. 출력",
        "2026-11-26 08:30 인쇄됨",
        "엑셀 다운로드: 2026-11-26",
        "자료 추출일 2026-11-26",
        "보고일: 11. 26.(목)",
        "최종 수정일 : 2026-11-26",
        "작성: 순경 차은호 2026.11.26.",
        "보존기한 2027. 11. 25.까지",
        "보유기간: 2026. 11. 26. ~ 2027. 11. 25.",
        "개인정보 파기예정일: 2026. 12. 25.",
        "2026. 12. 25. 파기 예정",
        "개인정보 삭제일 2026-12-25",
        "※ 개인정보보호법 제15조(2023. 9. 15. 시행)",
        "[별지 제3호서식] ‹개정 2022. 1. 5.›",
        "■ 민원실 운영규칙 [별지 제3호서식] <개정 2019.3.2., 2022.1.5.>",
        "경찰청 훈령 제1045호(2022. 1. 5.)",
        "Printed: 2026-11-26 08:30",
        "최종저장 2026-11-26 09:00 / 차은호",
        "제출기한 2026. 12. 1.까지",
        "<신설 2022. 1. 5.>",
    ],
)
def test_days_of_the_form_of_printing_and_of_keeping_are_not_those_of_the_visits(line: str) -> None:
    title = "2026. 11. 24. 방문자 명단"

    assert [titles(*rows).day_of(None) for rows in ([[title], [line]], [[line], [title]], [[title, line]])] == [
        TUESDAY
    ] * 3
    assert titles([line]).day_of(None) is None
    assert titles([title], [line]).title_day == TUESDAY


@every(
    "row",
    [
        ["2026. 11. 24. 방문자 명단 (2026.11.26. 작성)"],
        ["2026. 11. 24. 방문자 명단(출력일시: 2026-11-26 08:30)"],
        ["2026. 11. 24. 방문 민원인 작성 명단"],
        ["2026. 11. 24. 민원실 일일보고"],
        ["민원실 일일보고 2026. 11. 24."],
        ["방문 확인 대장 2026. 11. 24."],
        ["조회기간 : 2026-11-24 ~ 2026-11-24"],
        ["조회일자", "2026-11-24"],
        ["조회일자: 2026-11-24"],
        ["접수일: 2026-11-24"],
        ["방문일자", "2026-11-24", "작성일자", "2026-11-26"],
        ["[별지 제3호서식] 2026. 11. 24. 방문 명부 <개정 2022. 1. 5.>"],
        ["2026. 11. 24. 방문 명부", "2022. 1. 5. 개정"],
        ["방문자 명단(2026.11.24. 현재)"],
        ["2026.11.24. 출력 요청 민원인"],
        ["담당: 정교통", "2026.11.26.", "방문일", "2026.11.24."],
    ],
)
def test_a_title_keeps_its_own_day_beside_one_of_printing(row: list[str]) -> None:
    assert titles(row).day_of(None) == TUESDAY


def test_a_day_as_of_which_a_list_was_made_is_that_of_its_visits_only_where_no_title_names_one() -> None:
    title, asked = ["2026. 11. 24. 방문자"], ["조회일자", "2026-11-26"]

    assert titles(title, asked).day_of(None) == titles(asked, title).day_of(None) == TUESDAY
    assert titles(asked).day_of(None) == date(2026, 11, 26)
    assert titles(["조회일시", "2026-11-26 08:30"]).day_of(None) is None
    assert titles(title, ["2026. 11. 26. 09:00 기준"]).day_of(None) == TUESDAY


def test_a_day_to_come_is_that_of_visits_only_where_no_other_is() -> None:
    title, to_come = ["2026. 11. 24. 방문자"], ["2026. 11. 27. 민원의 날 행사"]

    assert titles(title, to_come).day_of(None) == titles(to_come, title).day_of(None) == TUESDAY
    assert titles(to_come).day_of(None) == date(2026, 11, 27)
    assert titles(title, ["2026. 11. 26. 방문자"]).day_of(None) == date(2026, 11, 26)


@every(
    ("rows", "years"),
    [
        (["[별지 제3호서식] ‹개정 2022. 1. 5.›"], []),
        (["2022년 개정 서식"], []),
        (["민원처리법 시행규칙 제2022-15호"], []),
        (["보존기한 2029년까지"], []),
        (["방문자 명부 서식(2022.1.5.)"], []),
        (["[별지 제3호서식] ‹개정 2022. 1. 5.›", "2026년 11월 방문 민원인 명부"], [2026]),
        (["2026년 11월 방문 민원인 명부", "(2022. 1. 5. 개정)"], [2026]),
        (["별지 제3호 서식(2022.1.5. 개정) 2026년 11월 방문 명부"], [2026]),
        (["2025년 방문자 명단", "출력일시: 2026-01-05 08:30"], [2025, 2026]),
        (["출력일시: 2026-01-05 08:30", "2025년 방문자 명단"], [2025, 2026]),
        (["2024년 방문 대장", "2025년 11월"], [2025, 2024]),
    ],
)
def test_the_year_is_that_of_the_title_nearest_and_at_last_that_of_printing(rows: list[str], years: list[int]) -> None:
    assert list(titles(*([row] for row in rows)).hints.years) == years


@every(
    ("head", "day", "years"),
    [
        ("방문시간(11.24.)", TUESDAY, []),
        ("방문시간(2026.11.24.)", TUESDAY, [2026]),
        ("방문일(2025년)", None, [2025]),
        ("방문일(예: 2025-01-01)", None, []),
        ("방문일(2025.1.1. 이후)", None, []),
        ("방문일(2025-01-01 형식)", None, []),
        ("방문일", None, []),
    ],
)
def test_a_head_names_a_day_or_a_year_in_brackets(head: str, day: date | None, years: list[int]) -> None:
    taken, without_days = titles(), titles(["2026. 11. 23. 방문자"])

    taken.take_heads({3: head}, name_days=True)
    without_days.take_heads({3: head}, name_days=False)

    assert (taken.day_of(None), list(taken.hints.years)) == (day, years)
    assert without_days.day_of(None) == MONDAY


def test_the_day_on_which_a_page_was_printed_is_not_that_of_the_next() -> None:
    assert not titles().take_days(["출력일시 2026-11-26 08:30", None], ["출력일시 2026-11-26 08:30", ""])


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
