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
