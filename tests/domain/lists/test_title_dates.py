"""Days and years in titles and names of sheets."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lists.title_dates import (
    day_in_title,
    days_in_title,
    is_as_of,
    month_in_title,
    without_form,
    without_printing,
    year_in_title,
)
from bot.domain.lists.visit_dates import DateHints
from tests.steps.vectors import every

HINTS = DateHints(today=date(2026, 11, 26))
TUESDAY = date(2026, 11, 24)


@every(
    "title",
    [
        "11.24(화)", "11.24", "11-24", "1124", "11월24일", "24일", "24일(화)", "11.24 방문자",
        "2026. 11. 24.(화) 방문 민원인 현황",
        "20261124_방문자.xlsx", "방문자 명단(11.24.)", "'26.11.24. 방문자", "방문민원 2026.11.24 10:00~18:00",
        "11월 24일(화) 명단",
    ],
)  # fmt: skip
def test_the_day_of_a_title_is_found(title: str) -> None:
    assert day_in_title(title, HINTS) == TUESDAY


@every(
    "title",
    ["2026년 11월 방문자 명단", "Sheet1", "1-2", "3.1절 행사", "제2026-15호", "1.2 개요", "2026", "112신고 현황",
     "24시간 민원", "2026년 11월 4주차 방문자", None, 46350],
)  # fmt: skip
def test_a_title_without_a_day_gives_none(title: object) -> None:
    assert days_in_title(title, HINTS) == ()


@every(
    ("title", "days"),
    [
        ("9.25 방문자", [date(2026, 9, 25)]),
        ("9.24 방문자", []),
        ("11.26", [date(2026, 11, 26)]),
        ("11.27", []),
        ("2026.11.23.~2026.11.27. 방문자", [date(2026, 11, 23), date(2026, 11, 27)]),
        ("2026.11.23.~2026.11.20. 방문자", [date(2026, 11, 23)]),
        ("2026.11.23. 및 2026.11.20. 방문자", [date(2026, 11, 23), date(2026, 11, 20)]),
        ("2026.11.23. 및 2026.11.23. 방문자", [date(2026, 11, 23)]),
        ("x" * 289 + " 2026-11-24", [TUESDAY]),
        ("x" * 290 + " 2026-11-24", []),
        ("x" * 295 + " 2026-11-24", []),
    ],
)
def test_a_title_may_name_several_days_and_short_ones_lie_close_before(title: str, days: list[date]) -> None:
    assert list(days_in_title(title, HINTS)) == days


@every(("title", "year"), [("3월 방문자 명단", 2026), ("11월 방문자 명단", 2026), ("12월 방문자 명단", 2025)])
def test_a_month_without_its_year_is_the_nearest_that_has_begun(title: str, year: int) -> None:
    assert month_in_title(title, HINTS) == (year, int(title.partition("월")[0]))


def test_a_period_of_one_day_is_that_day() -> None:
    assert day_in_title("조회기간 2026-11-24 ~ 2026-11-24", HINTS) == TUESDAY


@pytest.mark.parametrize("title", ["2026.11.23.~11.27. 방문자", "11.23.(월)~11.27.(금)", "2026년 11월 23일부터"])
def test_a_period_is_no_day_but_its_beginning_is_known(title: str) -> None:
    assert day_in_title(title, HINTS) is None
    assert days_in_title(title, HINTS)[0] == date(2026, 11, 23)


@every(
    ("title", "label", "rest"),
    [
        ("방문 명부 <개정 2022. 1. 5.>", "", "방문 명부 < >"),
        ("2026. 11. 24. 방문 명부", "", "2026. 11. 24. 방문 명부"),
        ("2022. 1. 5.", "개정", ""),
        ("2027. 11. 25.까지", "보존기한", ""),
        ("보유기간 1년(2026.11.24.~2027.11.23.)", "", ")"),
        ("2026년 개정 방문자 명단", "", "방문자 명단"),
        ("2026. 11. 24. 시행 안내 방문자", "", "2026. 11. 24. 시행 안내 방문자"),
        ("보관금 2026. 11. 24.", "", "보관금 2026. 11. 24."),
        ("2026. 11. 24.", "방문일", "2026. 11. 24."),
        ("시행규칙 제2022-15호", "", "시행규칙"),
        ("회신기한: 2026. 12. 1.까지", "", ""),
        ("<신설 2022. 1. 5.>", "", "< >"),
    ],
)
def test_the_days_of_a_form_and_of_its_keeping_are_left_out(title: str, label: str, rest: str) -> None:
    assert without_form(title, label).strip() == rest


@every(
    ("title", "label", "rest"),
    [
        ("방문자 (2026.11.26. 작성)", "", "방문자 ( )"),
        ("2026-11-26 08:30", "출력일시", ""),
        ("방문자명단_20261126_다운로드", "", "방문자명단"),
        ("2026.11.24. 작성 대상 방문자", "", "2026.11.24. 작성 대상 방문자"),
        ("일일보고 2026.11.24.", "", "일일보고 2026.11.24."),
        ("2026.11.24.", "일일보고", "2026.11.24."),
        ("보고일 2026.11.26.", "", ""),
        ("방문 확인일 2026.11.24.", "", "방문 확인일 2026.11.24."),
        ("조회일시 2026-11-26 08:30", "", ""),
        ("조회일자 2026-11-24", "", "조회일자 2026-11-24"),
    ],
)
def test_the_day_of_printing_is_left_out(title: str, label: str, rest: str) -> None:
    assert without_printing(title, label).strip() == rest


@every(
    ("title", "label", "as_of"),
    [
        ("조회일자: 2026-11-24", "", True),
        ("2026-11-24", "조회일", True),
        ("2026-11-24", "방문일", False),
        ("조회일자: 2026-11-24 방문자", "", False),
        ("조회기간: 2026-11-24", "", False),
        ("등록일: 2026-11-24", "", True),
        ("2026. 11. 24. 09:00 기준", "", True),
        ("(2026. 11. 24. 현재)", "", True),
        ("방문자 명단(2026. 11. 24. 기준)", "", False),
    ],
)
def test_a_day_as_of_which_a_list_was_made_is_known(title: str, label: str, *, as_of: bool) -> None:
    assert is_as_of(title, label) is as_of


@every(
    ("title", "year", "month"),
    [
        ("2026년 11월 방문자 명단", 2026, (2026, 11)),
        ("26년 11월", 2026, (2026, 11)),
        ("2026-11 명단", 2026, (2026, 11)),
        ("202611", 2026, (2026, 11)),
        ("20261124_방문자.xlsx", 2026, (2026, 11)),
        ("2026년도 상반기", 2026, None),
        ("11월", None, (2026, 11)),
        ("12월", None, (2025, 12)),
        ("10년차 직원", None, None),
        ("방문자 명단", None, None),
    ],
)
def test_the_year_and_the_month_of_a_title_are_found(
    title: str, year: int | None, month: tuple[int, int] | None
) -> None:
    assert (year_in_title(title), month_in_title(title, HINTS)) == (year, month)


@given(st.text(max_size=80) | st.text(st.sampled_from("0123456789.-/~ 년월일(화)"), max_size=40))
def test_no_title_whatever_breaks_the_reader(title: str) -> None:
    days = days_in_title(title, HINTS)

    assert day_in_title(title, HINTS) in {None, *days}
    assert year_in_title(title) is None or 2000 <= (year_in_title(title) or 0) < 2100
    assert month_in_title(title, HINTS) is None or 1 <= (month_in_title(title, HINTS) or (0, 0))[1] <= 12
