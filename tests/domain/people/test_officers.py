"""Officer cells compared with the directory: all who are named, none who is guessed."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lists.departments import department_spellings
from bot.domain.people.officers import Member, OfficersFound, StaffIndex, index_staff, stands_in
from bot.domain.station_tables import DEPARTMENTS
from tests.steps.vectors import every, rows_of

UNITS = department_spellings(DEPARTMENTS, date(2026, 11, 24))
STAFF = (
    ("정교통", "경위", "교통과"),
    ("최형사", "경사", "수사과"),
    ("한감사", "경감", "청문감사인권관실"),
    ("김수사", "경장", "수사과"),
    ("김수사", "경위", "형사과"),
)
DIRECTORY = [Member(id=at, name=name, rank=rank, unit=unit) for at, (name, rank, unit) in enumerate(STAFF, 1)]
TRAFFIC, DETECTIVE, AUDITOR, KIM_OF_INVESTIGATION, KIM_OF_DETECTIVES = range(1, 6)
INDEX = index_staff(DIRECTORY, UNITS)
SAID = {
    "정교통": OfficersFound(ids=(TRAFFIC,)),
    "정교통; 최형사": OfficersFound(ids=(TRAFFIC, DETECTIVE)),
    "한감사": OfficersFound(ids=(AUDITOR,)),
    "김수사 (수사과)": OfficersFound(ids=(KIM_OF_INVESTIGATION,)),
    "김수사 (형사과)": OfficersFound(ids=(KIM_OF_DETECTIVES,)),
    "(two of that name: ask)": OfficersFound(ambiguous=("김수사",)),
    "(nobody: ask)": OfficersFound(),
}
VECTORS = rows_of("officers.csv")


def directory(*names: str, gone: tuple[str, ...] = ()) -> StaffIndex:
    """A directory of names, numbered from 1; those who are gone stand in it too."""
    members = [
        Member(id=at, name=name, rank="경위", unit="수사과", active=name not in gone)
        for at, name in enumerate(names, 1)
    ]
    return index_staff(members, UNITS)


@every("vector", VECTORS)
def test_officers_are_found_as_the_vectors_say(vector: list[str]) -> None:
    assert INDEX.find(vector[0]) == SAID[vector[1]]


@every(
    "cell",
    [
        "경위정교통", "정교통(경위)", "교통과 경위 정교통", "경위 정교통(내선 1234)", "정교통 경위님",
        "교통과/경위/정교통", "경위(정교통)", "정교통계장", "경위·정교통", "정 교통", "정 교 통 경위",
        "담당: 정교통", "정교통(1234)", "교통조사1팀 정교통 경위 ☎031-000-1234", "정교통 교통과장",
        "교통과장 정교통", "112상황실 정교통", "한빛지구대 순찰1팀 정교통", "정교통 수사관님",
        "경위 정교통 010-0000-9901", "교통사고조사계 정교통 (내선: 4321번)", "담당수사관 정교통", "정교통\u200b",
        "정교통 팀장", "교통\u200b과 정교통", "1팀 정교통", "1팀장 정교통", "교통 1팀 정교통", "정교통(교통)",
        "당직자 정교통", "학교전담경찰관 정교통", "청문감사인권관 정교통", "정교통(인)", "SPO 정교통",
    ],
)  # fmt: skip
def test_ranks_units_titles_and_numbers_are_set_aside(cell: str) -> None:
    assert INDEX.find(cell) == OfficersFound(ids=(TRAFFIC,))


@every(
    "cell",
    [
        "경위 정교통, 경사 최형사", "정교통/최형사", "정교통·최형사", "정교통 최형사", "정교통최형사",
        "정교통과 최형사", "정교통, 최형사, 정교통", "정: 정교통 / 부: 최형사", "정교통 → 최형사",
        "교통과 정교통 경위\n수사과 최형사 경사", "정교통경위 및 최형사경사", "정교통 & 최형사",
    ],
)  # fmt: skip
def test_everybody_who_is_named_is_found(cell: str) -> None:
    assert INDEX.find(cell) == OfficersFound(ids=(TRAFFIC, DETECTIVE))


@every(
    "cell",
    [
        "정교통 외 1명",
        "정교통, 박모름",
        "정교통입니다",
        "김수사관",
        "교통과 박모름",
        "형사",
        "-",
        "미정",
        "John",
        "1234",
        "정교통수",
        "순경",
    ],
)
def test_where_something_is_left_over_nobody_is_found(cell: str) -> None:
    assert INDEX.find(cell) == OfficersFound()


@every(
    ("cell", "department", "found"),
    [
        ("경장 김수사 경사 최형사", "", (KIM_OF_INVESTIGATION, DETECTIVE)),
        ("김수사 경장 최형사 경사", "", (KIM_OF_INVESTIGATION, DETECTIVE)),
        ("김수사 경위, 정교통 경위", "", (KIM_OF_DETECTIVES, TRAFFIC)),
        ("강력2팀 김수사", "", (KIM_OF_DETECTIVES,)),
        ("사이버팀 김수사", "", (KIM_OF_INVESTIGATION,)),
        ("김수사", "형사과", (KIM_OF_DETECTIVES,)),
        ("김수사 수사관", "수사과 경제1팀", (KIM_OF_INVESTIGATION,)),
        ("경장 김수사", "형사과", (KIM_OF_INVESTIGATION,)),
        ("교통과 정교통 경위 수사과 김수사 경장", "", (TRAFFIC, KIM_OF_INVESTIGATION)),
    ],
)
def test_namesakes_are_told_apart_by_unit_or_rank(cell: str, department: str, found: tuple[int, ...]) -> None:
    assert INDEX.find(cell, department) == OfficersFound(ids=found)


@pytest.mark.parametrize(
    ("cell", "department"),
    [
        ("김수사", ""),
        ("김수사(수사)", "형사과"),
        ("김수사", "교통과"),
        ("경감 김수사", "수사과"),
        ("수사과 경위 김수사", ""),
    ],
)
def test_namesakes_that_cannot_be_told_apart_are_never_guessed(cell: str, department: str) -> None:
    assert INDEX.find(cell, department) == OfficersFound(ambiguous=("김수사",))


@pytest.mark.parametrize(
    "cell", ["정교통 수사과 김수사", "정교통 수사과 김수사 최형사 형사과", "교통과 정교통 김수사 형사과"]
)
def test_a_rank_or_a_unit_of_which_it_is_not_clear_whose_it_is_tells_nobody_apart(cell: str) -> None:
    assert INDEX.find(cell).ambiguous == ("김수사",)


@pytest.mark.parametrize(
    ("cell", "department", "rank", "found"),
    [
        ("김수사", "", "경장", (KIM_OF_INVESTIGATION,)),
        ("김수사", "형사과", "경장", (KIM_OF_INVESTIGATION,)),
        ("형사과 김수사", "", "경장", ()),
        ("김수사", "형사과", "담당", (KIM_OF_DETECTIVES,)),
        ("정교통, 김수사", "", "경위", (TRAFFIC,)),
    ],
)
def test_a_rank_in_a_column_of_its_own_tells_namesakes_apart_where_one_is_named(
    cell: str, department: str, rank: str, found: tuple[int, ...]
) -> None:
    assert INDEX.find(cell, department, rank).ids == found


def test_of_two_namesakes_of_one_rank_the_visited_department_tells_which() -> None:
    ranked = [Member(id=at, name="한감사", rank="경감", unit=unit) for at, unit in enumerate(("교통과", "수사과"), 1)]
    staff = index_staff(ranked, UNITS)

    assert staff.find("경감 한감사", "수사과 경제팀") == OfficersFound(ids=(2,))
    assert staff.find("경감 한감사", "형사과") == OfficersFound(ambiguous=("한감사",))
    assert staff.find("교통과 한감사", "수사과") == OfficersFound(ids=(1,))


@every(
    ("cell", "meant"),
    [
        ("한감사 외 1명", {AUDITOR}),
        ("한감사관", {AUDITOR}),
        ("정교통, 박모름", {TRAFFIC}),
        ("김수사관", {KIM_OF_INVESTIGATION, KIM_OF_DETECTIVES}),
        ("형사과 김수사", {KIM_OF_INVESTIGATION, KIM_OF_DETECTIVES}),
        ("경위 정 교통/최형사", {TRAFFIC, DETECTIVE}),
        ("교통과", set()),
        ("", set()),
    ],
)
def test_whoever_may_be_meant_stands_in_the_cell_even_where_nobody_is_found(cell: str, meant: set[int]) -> None:
    assert INDEX.standing_in(cell) == meant


def test_somebody_whose_name_only_begins_a_longer_one_is_not_meant() -> None:
    assert directory("김수", "김수사").standing_in("김수사 경위") == {2}


def test_a_shorter_name_is_not_found_in_a_longer_one() -> None:
    assert directory("김수", "김수사", gone=("김수사",)).find("김수사 경위") == OfficersFound(ids=(2,))
    assert directory("김수").find("김수사") == OfficersFound()
    assert directory("김은").find("김은실") == OfficersFound()
    assert directory("김수", "김수사").find("김수 경위") == OfficersFound(ids=(1,))


def test_names_with_spaces_and_foreign_letters_are_found() -> None:
    staff = directory("남궁민수", "JOHN SMITH")

    assert staff.find("남궁 민수 경위") == OfficersFound(ids=(1,))
    assert staff.find("John Smith") == OfficersFound(ids=(2,))


def test_ten_thousand_cells_are_compared_with_a_thousand_members_in_seconds() -> None:
    first, rest = "김이박최정강조윤장임", "가나다라마바사아자하"
    staff = directory(*(a + b + c for a in first for b in rest for c in rest))

    begun = time.perf_counter()
    found = [
        staff.find(f"교통조사{at % 4}팀 경위 김{b}{c}(내선 {at})") for at in range(100) for b in rest for c in rest
    ]

    assert all(each.ids for each in found)
    assert time.perf_counter() - begun < 10


WORDS = (
    "정교통",
    "최형사",
    "김수사",
    "한감사",
    "경위",
    "경장",
    "수사과",
    "형사과",
    "님",
    "외",
    " ",
    ",",
    "/",
    "010-0000-1234",
)
CELLS = st.text(max_size=80) | st.lists(st.sampled_from(WORDS), max_size=8).map("".join)


@given(CELLS, st.text(max_size=20))
def test_no_cell_whatever_breaks_the_comparison(cell: str, department: str) -> None:
    found = INDEX.find(cell, department)

    assert set(found.ids) <= INDEX.standing_in(cell)
    assert all(stands_in(member.name, cell) for member in DIRECTORY if member.id in INDEX.standing_in(cell))


def test_an_empty_directory_knows_nobody() -> None:
    assert index_staff([], {}).find("경위 정교통") == OfficersFound()


def test_of_a_name_that_stands_alone_all_units_and_ranks_are_its_own() -> None:
    assert INDEX.find("형사과 김수사 강력2팀") == OfficersFound(ids=(KIM_OF_DETECTIVES,))
    assert INDEX.find("경위 김수사 형사과") == OfficersFound(ids=(KIM_OF_DETECTIVES,))


def test_where_it_is_not_clear_whose_a_unit_is_the_visited_department_tells_nobody_apart() -> None:
    assert INDEX.find("정교통 수사과 김수사", "형사과").ambiguous == ("김수사",)
    assert INDEX.find("교통과 정교통 김수사 형사과", "형사과").ambiguous == ("김수사",)


def test_a_surname_that_stands_apart_is_joined_with_the_given_name_and_what_is_written_behind_it() -> None:
    assert INDEX.find("최 형사경사").ids == (DETECTIVE,)
    assert INDEX.find("경사 최 형사님").ids == (DETECTIVE,)
    assert INDEX.find("정교통 최") == OfficersFound()


def test_of_two_the_unit_beside_each_is_theirs() -> None:
    assert INDEX.find("수사과 김수사 형사과 정교통").ids == (KIM_OF_INVESTIGATION, TRAFFIC)
    assert INDEX.find("정교통 교통과 김수사 형사과").ids == (TRAFFIC, KIM_OF_DETECTIVES)
    assert INDEX.find("김수사 정교통 교통과") == OfficersFound(ids=(TRAFFIC,), ambiguous=("김수사",))


def test_a_word_that_is_too_long_to_be_names_is_not_read() -> None:
    assert INDEX.find("정교통" * 20).ids == (TRAFFIC,)
    assert INDEX.find("정교통" * 20 + "님") == OfficersFound()


@every(
    ("name", "cell", "stands"),
    [
        ("정교통", "경위 정 교통(내선 1234)", True),
        ("JOHN SMITH", "john smith", True),
        ("정교통", "정교", False),
        ("", "정교통", False),
        ("1234", "내선 1234", False),
    ],
)
def test_a_name_may_stand_in_a_cell_however_it_is_spaced(name: str, cell: str, stands: bool) -> None:
    assert stands_in(name, cell) is stands
