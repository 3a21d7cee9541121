"""Figures go on when a department is renamed, and when its old name is given to another."""

from dataclasses import replace
from datetime import date

from bot.domain.station_tables import DEPARTMENTS, Department, EarlierName, with_own_departments
from bot.services.desk import Desk
from bot.services.figures.factors import see_factors
from bot.services.figures.figures import scope_named, see_groups, see_stats
from bot.services.figures.naming import naming_of
from bot.services.unit import Unit
from storage.figures.naming import DatedName
from tests.steps.builders import FRIDAY, NOVEMBER, OH
from tests.steps.desks import phone
from tests.steps.grievances import bring_grievance


def rename(desk: Desk, *departments: Department) -> None:
    """The station writes departments of its own into station.toml."""
    desk.station = replace(desk.station, departments=with_own_departments(departments, DEPARTMENTS))


def names_in_groups(desk: Desk) -> list[str]:
    """The departments that `/stats departments` shows."""
    return [line.name for line in desk.do_now(see_groups, by=OH, period=NOVEMBER).departments]


def test_a_renamed_department_keeps_its_figures_and_is_found_by_either_name(morning: Desk) -> None:
    bring_grievance(morning)
    before = morning.do_now(see_stats, by=OH, period=NOVEMBER, word="교통과")

    rename(morning, Department("교통안전과", ("교통조사팀",), (EarlierName("교통과"),)))
    after = [
        morning.do_now(see_stats, by=OH, period=NOVEMBER, word=word) for word in ("교통안전과", "교통과", "교통조사팀")
    ]

    assert names_in_groups(morning) == ["교통안전과", "수사과"]
    assert [each.values for each in after] == [before.values] * 3
    assert {each.scope.department for each in after} == {"교통안전과"}
    [cell] = morning.do_now(see_factors, by="U0HAN", period=NOVEMBER).cells
    assert cell.department == "교통안전과"


def test_visits_of_before_the_day_belong_to_the_heir_of_the_name_and_later_ones_to_its_new_owner(morning: Desk) -> None:
    phone(morning, 2)

    rename(morning, Department("통합수사과", (), (EarlierName("수사과", FRIDAY),)), Department("수사과"))
    until_friday = names_in_groups(morning)
    rename(morning, Department("통합수사과", (), (EarlierName("수사과", date(2026, 11, 19)),)), Department("수사과"))

    assert until_friday == ["교통과", "통합수사과"]
    assert names_in_groups(morning) == ["교통과", "수사과"]


def test_dated_names_come_with_the_earliest_first(morning: Desk) -> None:
    days = date(2026, 3, 1), date(2024, 3, 1)
    rename(
        morning, *(Department(f"{day.year}과", (), (EarlierName("형사과", day), EarlierName("옛과"))) for day in days)
    )

    def dated(unit: Unit) -> list[DatedName]:
        return list(naming_of(unit).dated)

    assert morning.do_now(dated) == [
        DatedName("형사과", days[1], "2024과"),
        DatedName("형사과", days[0], "2026과"),
    ]
    assert morning.do_now(scope_named, word="교통조사팀").department == "교통과"
