"""The tables of station.toml; tests/settings/test_settings.py reads whole files."""

from datetime import date
from typing import Any

import pytest

from bot.domain.keeping.setting_faults import SettingFault
from bot.domain.keeping.station_parsing import LIST_COLUMNS, read_tables
from bot.domain.station_tables import ColumnWords, EarlierName

SOURCE = "station.toml"
DAY = date(2025, 12, 31)
ITEM = {"label": "가", "sentence": "나"}


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
        ({"list": {"column": {}}}, SettingFault.UNKNOWN_IN_TABLE, "[list] column"),
        ({"list": {"columns": {"phone": "전화"}}}, SettingFault.NOT_WORDS, "[list.columns] phone"),
        ({"list": {"columns": {"phone": ["전화", 3]}}}, SettingFault.NOT_WORDS, "[list.columns] phone"),
        ({"departments": {"가" * 41: ["교통"]}}, SettingFault.NOT_A_NAME, "[departments]"),
        ({"departments": {" ": ["교통"]}}, SettingFault.NOT_A_NAME, "[departments]"),
        ({"departments": {"교통과": [{"name": 3}]}}, SettingFault.NOT_AN_EARLIER_NAME, "[departments] 교통과"),
        ({"departments": {"교통과": {"name": 3}}}, SettingFault.NOT_AN_EARLIER_NAME, "[departments] 교통과"),
        (
            {"departments": {"교통과": [{"name": "교통계", "until": "2025"}]}},
            SettingFault.NOT_AN_EARLIER_NAME,
            "[departments] 교통과",
        ),
        (
            {"departments": {"교통과": [{"name": "교통계", "from": DAY}]}},
            SettingFault.NOT_AN_EARLIER_NAME,
            "[departments] 교통과",
        ),
        ({"departments": {"교통과": [{"name": "교", "until": DAY}]}}, SettingFault.TOO_SHORT, "[departments] 교통과"),
        ({"never_call": {"type": ["집회"]}}, SettingFault.UNKNOWN_IN_TABLE, "[never_call] type"),
        ({"survey": []}, SettingFault.NOT_AN_ITEM, "[survey]"),
        ({"survey": {"overall": 3}}, SettingFault.NOT_AN_ITEM, "[survey] overall"),
        ({"survey": {"overall": {}, "name": "x"}}, SettingFault.IN_ANOTHER_TABLE, "[survey] name"),
        ({"survey": {"own": ITEM}}, SettingFault.NO_OVERALL, "[survey]"),
        ({"survey": {"overall": {}, "Own": ITEM}}, SettingFault.NOT_AN_ITEM_KEY, "[survey] Own"),
        ({"survey": {"overall": {}, "own": {"label": "가"}}}, SettingFault.ITEM_WITHOUT_WORDS, "[survey] own"),
        ({"survey": {"overall": {"labels": "가"}}}, SettingFault.UNKNOWN_IN_TABLE, "[survey] overall labels"),
        ({"survey": {"overall": {"label": 3}}}, SettingFault.NOT_AN_ITEM, "[survey] overall label"),
        ({"survey": {"overall": {"label": "\u200b"}}}, SettingFault.NOT_AN_ITEM, "[survey] overall label"),
        ({"survey": {"overall": {"label": "가" * 25}}}, SettingFault.WORDS_TOO_LONG, "[survey] overall label"),
        ({"survey": {"overall": {"sentence": "가" * 151}}}, SettingFault.WORDS_TOO_LONG, "[survey] overall sentence"),
        ({"survey": {"overall": {"national": "가" * 41}}}, SettingFault.WORDS_TOO_LONG, "[survey] overall national"),
        (
            {"survey": {"overall": {}, **{f"own{each}": ITEM for each in range(7)}}},
            SettingFault.TOO_MANY_ITEMS,
            "[survey]",
        ),
    ],
)
def test_a_mistake_is_named_by_its_kind_and_place(table: dict[str, Any], fault: SettingFault, place: str) -> None:
    _, [problem] = read_tables(table, SOURCE, ("name",))

    assert (problem.fault, problem.name) == (fault, f"{SOURCE}: {place}")


@pytest.mark.parametrize(
    "table",
    [
        {
            "departments": {
                "가" * 40: ["수사"],
                "교통과": [{"name": "교통계", "until": DAY}, {"name": "교통반"}, "교통"],
            }
        },
        {"survey": {"overall": {}, **{f"own{each}": ITEM for each in range(6)}}},
        {"survey": {"overall": {"label": "가" * 24, "sentence": "가" * 150, "national": "가" * 40}}},
        {"survey": {"overall": {}, "a" + "b" * 19: ITEM}},
        {"never_call": {"types": ["집회"]}},
    ],
)
def test_what_is_just_allowed_is_no_mistake(table: dict[str, Any]) -> None:
    assert read_tables(table, SOURCE, ("name",))[1] == []


def test_earlier_names_have_the_last_of_their_days() -> None:
    found, _ = read_tables({"departments": {"교통과": ["교통", {"name": "교통계", "until": DAY}]}}, SOURCE, ())

    [department] = [each for each in found["departments"] if each.name == "교통과"]
    assert department.earlier == (EarlierName("교통계", DAY),)
    assert "교통" in department.spellings


@pytest.mark.parametrize(("national", "kept"), [(True, ""), (False, None), ("업무 처리", "업무 처리")])
def test_an_item_may_be_of_the_national_survey(national: bool | str, kept: str | None) -> None:
    found, _ = read_tables({"survey": {"overall": {"national": national}}}, SOURCE, ())

    assert [each.national for each in found["survey"]] == [kept]


def test_what_nobody_sees_is_left_out_of_words_but_parts_of_an_emoji_are_not() -> None:
    words = "가\u200b  나 \U0001f468\u200d\U0001f469"

    found, _ = read_tables({"survey": {"overall": {"label": words}}}, SOURCE, ())

    assert [each.label for each in found["survey"]] == ["가 나 \U0001f468\u200d\U0001f469"]


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
