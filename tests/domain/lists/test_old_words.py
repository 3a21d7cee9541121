"""Words of lists that older versions kept in the open: names of tables stand in their place, and a digest."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lists.old_words import TableNames, facts_that_stood, resealed_facts, shown_officer
from bot.domain.station_tables import DEPARTMENTS, PETITION_TYPES, Department, EarlierName, PetitionType

DAY = date(2026, 11, 20)
NAMES = TableNames(PETITION_TYPES, DEPARTMENTS)
RAW = {"visited_on": "2026-11-20", "department": "교통조사1팀", "petition_type": "이영희(010-0000-7777) 사기 고소"}


def written(**facts: object) -> str:
    """Facts as they stand in a row of the trail."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("이영희(010-0000-7777) 사기 고소", "고소·고발"),
        ("교통사고", "교통사고"),
        ("가정폭력 상담", "기타"),
        ("아무개 일", "기타"),
        ("기타", "기타"),
        ("", "기타"),
    ],
)
def test_words_of_a_purpose_become_a_type_of_the_table(words: str, name: str) -> None:
    assert NAMES.petition_type(words) == name


@pytest.mark.parametrize(
    ("words", "name"),
    [("교통조사1팀 박비밀", "교통과"), ("교통과", "교통과"), ("없는 부서", "기타"), ("기타", "기타"), ("", "")],
)
def test_words_of_a_unit_become_a_department_of_the_table(words: str, name: str) -> None:
    assert NAMES.department(words, DAY) == name


@pytest.mark.parametrize("present", ["정보과", "경비과"])
def test_a_unit_is_the_department_that_bore_its_name_on_that_day(present: str) -> None:
    was = EarlierName("안보과", date(2026, 6, 30))
    names = TableNames((), (Department(present, (), (was,)), Department("안보과")))

    assert (names.department("안보과", date(2026, 6, 30)), names.department("안보과", DAY)) == (present, "안보과")


def test_a_name_of_a_table_means_itself_though_none_of_its_words_stands_in_it() -> None:
    names = TableNames((PetitionType("잃은 물건", ("분실",)),), ())

    assert names.petition_type("잃은 물건") == "잃은 물건"
    assert all(NAMES.petition_type(each.name) == each.name for each in PETITION_TYPES)
    assert all(NAMES.department(each.name, DAY) == each.name for each in DEPARTMENTS)


@pytest.mark.parametrize(
    ("words", "name"),
    [("교통조사1팀", "교통과"), ("이영희 고소", "고소·고발"), ("누군가", "기타"), ("교통사고", "교통사고")],
)
def test_what_figures_were_asked_of_is_a_department_or_a_type(words: str, name: str) -> None:
    assert NAMES.scope(words, DAY) == name


def test_facts_tell_names_of_tables_and_a_digest_of_what_stood_there() -> None:
    facts = written(**RAW, repeat=True)

    new = resealed_facts(facts, NAMES, "salt")

    assert new is not None
    shown = json.loads(new.shown)
    digest = shown.pop("digest")
    assert shown == {**RAW, "department": "교통과", "petition_type": "고소·고발", "repeat": True}
    assert len(digest) == 64
    assert facts_that_stood(new.words, new.shown) == facts


def test_facts_of_a_correction_tell_names_of_before_too() -> None:
    before = {"department_before": "교통조사1팀 박비밀", "petition_type_before": "이영희 고소"}

    new = resealed_facts(written(**RAW, **before), NAMES, "salt")

    assert new is not None
    shown = json.loads(new.shown)
    assert (shown["department_before"], shown["petition_type_before"]) == ("교통과", "고소·고발")


def test_the_same_words_have_another_digest_with_another_salt() -> None:
    first, second = (resealed_facts(written(**RAW), NAMES, salt) for salt in ("one", "two"))

    assert first is not None
    assert second is not None
    assert first.shown != second.shown


@pytest.mark.parametrize("forged", [{"facts": written(**RAW, more=1)}, {"salt": "other"}, {"facts": None}])
def test_other_words_than_those_that_stood_there_do_not_fit(forged: dict[str, object]) -> None:
    new = resealed_facts(written(**RAW), NAMES, "salt")

    assert new is not None
    assert facts_that_stood(json.dumps({**json.loads(new.words), **forged}), new.shown) is None
    assert facts_that_stood("no json", new.shown) is None
    assert facts_that_stood(new.words, "{}") is None


@pytest.mark.parametrize(
    "facts",
    ["{}", written(outcome="satisfied"), written(**RAW | {"department": "교통과", "petition_type": "교통사고"})],
)
def test_facts_without_a_lists_own_words_stay_as_they_are(facts: str) -> None:
    assert resealed_facts(facts, NAMES, "salt") is None


@given(st.text() | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(json.dumps))
def test_whatever_stands_in_a_row_is_kept_or_replaced_and_can_be_proved(facts: str) -> None:
    new = resealed_facts(facts, NAMES, "salt")

    assert new is None or facts_that_stood(new.words, new.shown) == facts


@given(st.dictionaries(st.sampled_from([*RAW]), st.text() | st.none() | st.integers()))
def test_what_is_shown_is_never_replaced_again(told: dict[str, object]) -> None:
    new = resealed_facts(written(**told), NAMES, "salt")

    assert new is None or resealed_facts(new.shown, NAMES, "salt") is None


@pytest.mark.parametrize(
    ("name", "rank", "shown"),
    [
        ("정교통", "경위", ("정교통", "경위")),
        ("정교통", "숨은 말", ("정교통", "")),
        ("이영희(010-0000-7777)", "경위", ("", "")),
        ("", "", ("", "")),
    ],
)
def test_an_officer_is_shown_who_stands_in_the_directory(name: str, rank: str, shown: tuple[str, str]) -> None:
    assert shown_officer(name, rank, {"정교통"}) == shown
