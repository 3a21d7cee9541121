"""Teams, old names and spacing lead to one department."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lists.departments import department_of
from bot.domain.station_tables import DEPARTMENTS, OTHER, Department, EarlierName, with_own_departments
from tests.steps.vectors import every

TODAY = date(2026, 11, 24)
NAMES = {each.name for each in DEPARTMENTS} | {OTHER, ""}


@every(
    ("cell", "name"),
    [
        ("교통과", "교통과"),
        ("교통과 교통조사1팀", "교통과"),
        ("교통조사 1 팀", "교통과"),
        ("교통조사2팀", "교통과"),
        ("교 통 과", "교통과"),
        ("교통", "교통과"),
        ("여성청소년", "여성청소년과"),
        ("(교통과)", "교통과"),
        ("한빛경찰서 교통과", "교통과"),
        ("경비교통과", "교통과"),
        ("교통민원실", "교통과"),
        ("수사과 담당 031-000-1234", "수사과"),
        ("수사1과", "수사과"),
        ("경제2팀", "수사과"),
        ("사이버수사팀", "수사과"),
        ("통합수사 3팀", "수사과"),
        ("형사과 강력1팀", "형사과"),
        ("형사2팀", "형사과"),
        ("여청과", "여성청소년과"),
        ("여청수사팀", "여성청소년과"),
        ("여성청소년과 여성청소년수사팀", "여성청소년과"),
        ("생활안전과", "범죄예방대응과"),
        ("생활안전과 생활질서계", "범죄예방대응과"),
        ("범죄예방대응과", "범죄예방대응과"),
        ("청문감사관실", "청문감사인권관실"),
        ("청문감사인권관", "청문감사인권관실"),
        ("종합민원실", "민원실"),
        ("민원실(1번 창구)", "민원실"),
        ("112치안종합상황실", "112치안종합상황실"),
        ("112상황실", "112치안종합상황실"),
        ("정보안보과", "치안정보안보과"),
        ("치안정보과", "치안정보안보과"),
        ("공공안녕정보외사과", "치안정보안보과"),
        ("중앙지구대", "지구대·파출소"),
        ("한빛 파출소", "지구대·파출소"),
        ("경무과 인사계", "경무과"),
        ("경비과", "경비과"),
        ("구청 건축과", OTHER),
        ("이영희 010-0000-7777", OTHER),
        ("1234", OTHER),
        ("", ""),
        (" - ", ""),
    ],
)
def test_a_department_is_known_however_it_is_written(cell: str, name: str) -> None:
    assert department_of(cell, DEPARTMENTS, TODAY) == name


def test_an_earlier_name_means_what_it_meant_on_the_day() -> None:
    renamed = date(2024, 2, 29)
    table = (
        Department("새과", ("새팀",), (EarlierName("옛과", renamed), EarlierName("더옛과", date(2020, 1, 1)))),
        Department("옛과", ("옛팀",)),
    )

    assert department_of("옛과", table, renamed) == "새과"
    assert department_of("옛과", table, date(2024, 3, 1)) == "옛과"
    assert department_of("더옛과", table, TODAY) == "새과"


def test_the_day_decides_among_departments_that_had_the_name_in_turn() -> None:
    table = (
        Department("첫과", (), (EarlierName("같은과", date(2020, 12, 31)),)),
        Department("둘과", (), (EarlierName("같은과", date(2023, 12, 31)),)),
        Department("같은과"),
    )

    found = [department_of("같은과", table, date(year, 6, 1)) for year in (2019, 2022, 2025)]

    assert found == ["첫과", "둘과", "같은과"]


def test_a_station_may_still_call_a_department_by_the_earlier_name() -> None:
    table = with_own_departments([Department("생활안전과", ("범죄예방팀",))], DEPARTMENTS)

    assert department_of("생활안전과", table, TODAY) == "생활안전과"
    assert department_of("범죄예방팀", table, TODAY) == "생활안전과"
    assert department_of("범죄예방대응과", table, TODAY) == "범죄예방대응과"


def test_a_department_that_took_another_in_has_its_teams_too() -> None:
    table = with_own_departments([Department("통합수사과", ("수사과", "형사과"))], DEPARTMENTS)

    found = {department_of(cell, table, TODAY) for cell in ("강력1팀", "경제팀", "수사과", "형사과", "통합수사과")}

    assert found == {"통합수사과"}


@given(st.text(max_size=100))
def test_only_names_of_the_table_come_out(cell: str) -> None:
    assert department_of(cell, DEPARTMENTS, TODAY) in NAMES
