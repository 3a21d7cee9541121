"""The tables of station.toml; tests/settings/test_settings.py reads whole files."""

from typing import Any

import pytest

from bot.domain.keeping.setting_faults import SettingFault
from bot.domain.keeping.station_parsing import LIST_COLUMNS, read_tables
from bot.domain.station_tables import ColumnWords

SOURCE = "station.toml"


def test_only_the_tables_that_stand_there_are_set() -> None:
    assert read_tables({"name": "한빛경찰서"}, SOURCE, ()) == ({}, [])


def test_words_of_a_column_are_kept_as_they_are_written() -> None:
    found, problems = read_tables({"list": {"columns": {"phone": ["비상 연락"]}}}, SOURCE, ())

    assert (found, problems) == ({LIST_COLUMNS: (ColumnWords("phone", ("비상 연락",)),)}, [])


@pytest.mark.parametrize(
    ("table", "fault", "place"),
    [
        ({"departments": "교통과"}, SettingFault.NOT_A_TABLE, "[departments]"),
        ({"petition_types": {"교통사고": 3}}, SettingFault.NOT_WORDS, "[petition_types] 교통사고"),
        ({"petition_types": {"교통사고": ["차"]}}, SettingFault.TOO_SHORT, "[petition_types] 교통사고"),
        ({"never_call": {"departments": ["없는과"]}}, SettingFault.NO_DEPARTMENT, "[never_call] departments"),
        ({"survey": {"overall": {}, "money": {}}}, SettingFault.MONEY_IS_NO_ITEM, "[survey] money"),
        ({"list": {"columns": {"fone": []}}}, SettingFault.UNKNOWN_IN_TABLE, "[list.columns] fone"),
    ],
)
def test_a_mistake_is_named_by_its_kind_and_place(table: dict[str, Any], fault: SettingFault, place: str) -> None:
    _, [problem] = read_tables(table, SOURCE, ())

    assert (problem.fault, problem.name) == (fault, f"{SOURCE}: {place}")


@pytest.mark.parametrize("line", ["types", "reveal", "note", "columns"])
def test_what_belongs_elsewhere_is_no_line_of_a_table(line: str) -> None:
    found, [problem] = read_tables({"departments": {line: ["집회"]}}, SOURCE, ("name", "reveal"))

    assert (problem.fault, problem.name) == (SettingFault.IN_ANOTHER_TABLE, f"{SOURCE}: [departments] {line}")
    assert line not in {each.name for each in found["departments"]}


def test_a_word_of_two_departments_is_named_with_both_and_that_of_one_is_not() -> None:
    apart, no_problem = read_tables({"departments": {"교통과": ["교통"], "수사과": ["수사"]}}, SOURCE, ())
    _, [problem] = read_tables({"departments": {"교통과": ["교통"], "수사과": ["교통"]}}, SOURCE, ())

    assert ({"교통과", "수사과"} <= {each.name for each in apart["departments"]}, no_problem) == (True, [])
    assert (problem.fault, problem.facts["first"], problem.facts["second"]) == (
        SettingFault.NAMED_TWICE,
        "교통과",
        "수사과",
    )
