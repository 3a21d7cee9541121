"""What a station's own tables add to the reading of its lists."""

from datetime import date
from typing import Any

import pytest

from bot.domain.lists.reading import read_visitor_list
from bot.domain.lists.rows import ExclusionReason, UnreadableList, VisitorList
from bot.domain.lists.sheets import sheet_of
from bot.domain.lists.station_rules import NO_RULES, StationRules, department_meant, rules_of
from bot.domain.station import Station
from bot.domain.station_tables import OTHER, ColumnWords, NeverCall

HEADER = ["성명", "연락처", "방문일자", "용무", "담당부서"]


def read(purpose: str, department: str, rules: StationRules = NO_RULES) -> VisitorList:
    row = ["강하늘", "010-0000-1201", "2026-11-24", purpose, department]
    return read_visitor_list([sheet_of([HEADER, row])], today=date(2026, 11, 26), rules=rules)


def station(**tables: Any) -> StationRules:
    return rules_of(Station(name="한빛경찰서", main_number="02-0000-0112", **tables))


def test_a_column_is_known_by_the_stations_own_word() -> None:
    rows = [["성명", "비상 연락", "방문일자", "업무"], ["강하늘", "010-0000-1201", "2026-11-24", "x"]]
    rules = station(list_columns=(ColumnWords("phone", ("비상연락",)),))

    [visit] = read_visitor_list([sheet_of(rows)], today=date(2026, 11, 26), rules=rules).visits

    assert visit.phone == "01000001201"


def test_a_word_that_nobody_knows_makes_no_phone_column() -> None:
    with pytest.raises(UnreadableList):
        read_visitor_list([sheet_of([["성명", "비상 연락"], ["강하늘", "x"]])], today=date(2026, 11, 26))


@pytest.mark.parametrize(
    ("purpose", "department"), [("아들 가출 신고", "형사과"), ("길 안내", "여청수사팀"), ("체납 상담", "민원실")]
)
def test_types_words_and_departments_of_never_call_are_not_called(purpose: str, department: str) -> None:
    rules = station(never_call=NeverCall(("실종·가출", "체납"), ("여성청소년과",)))

    assert [row.reason for row in read(purpose, department, rules).excluded] == [ExclusionReason.NEVER_CALL]
    assert read(purpose, department).visits


def test_whom_the_station_may_call_is_called() -> None:
    assert read("교통사고", "교통과", station(never_call=NeverCall(("실종·가출",), ("여성청소년과",)))).visits


@pytest.mark.parametrize(("purposes", "shown"), [("지갑 분실", "분실물"), ("교통사고", "교통사고"), ("가나다", OTHER)])
def test_the_first_purpose_that_the_table_knows_is_shown(purposes: str, shown: str) -> None:
    rules = station()
    header = ["성명", "연락처", "방문일자", "민원종류", "방문목적", "담당부서"]
    rows = [header, ["강하늘", "010-0000-1201", "2026-11-24", "라마바", purposes, "교통과"]]

    [visit] = read_visitor_list([sheet_of(rows)], today=date(2026, 11, 26), rules=rules).visits

    assert rules.shown_type(visit) == shown


def test_words_that_no_table_knows_stay_as_they_are() -> None:
    departments = station().departments

    assert department_meant("교통조사팀", departments, date(2026, 11, 24)) == "교통과"
    assert department_meant("가나다라", departments, date(2026, 11, 24)) == "가나다라"
    assert department_meant("", departments, date(2026, 11, 24)) == ""
