"""Lists without a header row: cards, and tables that lie on their side."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lists.reading import read_visitor_list
from bot.domain.lists.rows import ExclusionReason, ListProblem, RejectReason, UnreadableList, VisitorList
from bot.domain.lists.sheets import sheet_of

TODAY = date(2026, 11, 26)
TWO = [("강하늘", "01000001201", "교통"), ("도우리", "01000001202", "고소")]


def read(text: str) -> VisitorList:
    return read_visitor_list([sheet_of([line.split(",") for line in text.splitlines()])], today=TODAY)


def people(found: VisitorList) -> list[tuple[str, str, str]]:
    return [(visit.petitioner_name, visit.phone, visit.petition_type) for visit in found.visits]


CARDS = """구분,내용
성명,강하늘
연락처,010-0000-1201
방문일시,2026-11-24 10:00
용무,교통

구분,내용
성명,도우리
연락처,010-0000-1202
방문일시,2026-11-24 11:00
용무,고소"""
PAIRS = """방문 민원인 카드
성명,강하늘,연락처,010-0000-1201
방문일시,2026-11-24,용무,교통
담당부서,교통과,비고,

성명,도우리,연락처,010-0000-1202
방문일시,2026-11-24,용무,고소
담당부서,수사과,비고,문자만"""
NAMED = """접수번호: 2026-1
성명: 강하늘
연락처: 010-0000-1201
일시: 2026-11-24 10:00
용무: 교통
접수번호: 2026-2
성명: 도우리
연락처: 010-0000-1202
일시: 2026-11-24 11:00
용무: 고소"""
BESIDE = """성명,강하늘,,성명,도우리
연락처,010-0000-1201,,연락처,010-0000-1202
방문일,2026-11-24,,방문일,2026-11-24
용무,교통,,용무,고소
비고,,,비고,문자만"""
NAMED_BESIDE = """성명: 강하늘,,성명: 도우리
연락처: 010-0000-1201,,연락처: 010-0000-1202
방문일: 2026-11-24,,방문일: 2026-11-24
용무: 교통,,용무: 고소
,,,비고: 문자만"""
ON_ITS_SIDE = """연번,,1,2
민원인,성명,강하늘,도우리
,연락처,010-0000-1201,010-0000-1202
방문일,,2026-11-24,2026-11-24
용무,,교통,고소
담당,부서,교통과,교통과
,성명,정교통,정교통
,연락처,010-0000-9901,010-0000-9901"""


@pytest.mark.parametrize("text", [CARDS, PAIRS, NAMED, BESIDE, NAMED_BESIDE, ON_ITS_SIDE])
def test_everybody_is_read_with_what_is_their_own(text: str) -> None:
    found = read(text)

    assert people(found) == TWO
    assert not found.rejected
    assert not found.excluded


@pytest.mark.parametrize(
    "officer",
    [
        "담당,성명,정교통\n,연락처,010-0000-9901",
        "2. 담당 경찰관,,\n성명,정교통,\n연락처,010-0000-9901,",
        "처리부서,,\n성명,정교통,\n연락처,010-0000-9901,",
    ],
)
def test_the_officers_number_is_never_the_petitioners(officer: str) -> None:
    found = read(
        f"1. 민원인 인적사항,,\n성명,강하늘,\n연락처,010-0000-1201,\n{officer}\n상담일시,2026-11-24,\n상담내용,교통,"
    )

    assert people(found) == TWO[:1]
    assert not found.visits[0].alternates


@pytest.mark.parametrize("asked", ["연락처(예: 010-1234-5678),010", "연락처(예: 010-1234-5678): 010"])
def test_an_example_beside_a_word_of_a_card_is_nobodys_number(asked: str) -> None:
    found = read(CARDS.replace("연락처,010", asked).replace("방문일시", "방문일시(예: 2026-01-01 10:00)"))

    assert people(found) == TWO


def test_a_refusal_belongs_to_its_own_card() -> None:
    found = read(PAIRS.replace("문자만", "연락 거부"))

    assert people(found) == TWO[:1]
    assert [row.visit.row_no for row in found.excluded] == [6]


def test_a_card_without_a_day_is_named() -> None:
    found = read(CARDS.replace("방문일시,2026-11-24 11:00\n", ""))

    assert [(row.row_no, row.reason) for row in found.rejected] == [(8, RejectReason.NO_DATE)]


@pytest.mark.parametrize(
    "text",
    [
        "제목,방문 민원인 명단\n작성자,순경 차은호\n작성일,2026-11-24",
        "성명,차은호\n부서,민원실\n연락처,010-0000-9901",
        "",
    ],
)
def test_a_cover_sheet_and_a_card_of_staff_are_no_visits(text: str) -> None:
    with pytest.raises(UnreadableList) as refused:
        read(text)

    assert refused.value.problem in {ListProblem.NO_HEADER, ListProblem.EMPTY}


def test_cells_that_are_merged_over_columns_are_one_card() -> None:
    found = read("성명,성명,강하늘,강하늘\n연락처,연락처,010-0000-1201,010-0000-1201\n방문일,,2026-11-24,\n용무,,교통,")

    assert people(found) == TWO[:1]


def test_a_word_that_stands_last_after_another_is_its_answer() -> None:
    [visit] = read("성명,강하늘\n연락처,010-0000-1201\n방문일,2026-11-24\n용무,교통\n비고,본인").visits

    assert visit.note == "본인"


def test_a_line_of_another_word_ends_a_group() -> None:
    officer, visitor = "담당,,\n성명,정교통,", "성명,강하늘,\n연락처,010-0000-1201,\n방문일,2026-11-24,\n용무,교통,"

    assert people(read(f"{officer}\n민원 내용을 적습니다,,\n{visitor}")) == TWO[:1]


WORDS = st.sampled_from(
    ["성명", "연락처", "방문일", "용무", "담당", "강하늘", "010-0000-1201", "2026-11-24", "비고:", "성명: 가", ""]
)


@given(st.lists(st.lists(WORDS, max_size=6), max_size=12))
def test_no_words_whatever_break_the_reading_of_forms(rows: list[list[str]]) -> None:
    try:
        found = read_visitor_list([sheet_of(rows)], today=TODAY)
    except UnreadableList:
        return
    assert all(visit.petitioner_name for visit in found.visits)


def test_cards_side_by_side_keep_what_is_their_own() -> None:
    first, second = read(NAMED_BESIDE.replace("문자만", "본인")).visits

    assert (first.note, second.note) == ("", "본인")
    assert (first.row_no, second.row_no) == (1, 1)


def test_of_several_cells_beside_a_word_the_first_answers_it() -> None:
    [visit] = read("성명,강하늘\n연락처,010-0000-1201\n방문일,2026-11-24\n용무,교통\n비고,문자만,오후").visits

    assert visit.note == "문자만"


def test_a_department_that_is_answered_is_no_group_of_what_stands_below_it() -> None:
    rows = "담당부서,교통과\n,성명,강하늘\n,연락처,010-0000-1201\n,방문일,2026-11-24\n,용무,교통"

    [visit] = read(rows).visits

    assert (visit.petitioner_name, visit.department) == ("강하늘", "교통과")


def test_a_group_ends_where_a_word_stands_as_far_left() -> None:
    officer = "담당,성명,정교통\n,연락처,010-0000-9901"
    visitor = "성명,강하늘\n연락처,010-0000-1201\n방문일,2026-11-24\n용무,교통"

    assert people(read(f"{officer}\n{visitor}")) == TWO[:1]


def test_a_sheet_with_more_than_half_a_million_letters_holds_no_form() -> None:
    """Each cell counts a letter more than it has."""
    cards = [line.split(",") for line in CARDS.splitlines()]
    left = 500_000 - sum(len(cell) + 1 for line in cards for cell in line)
    before = [["가" * 9_999]] * (left // 10_000)

    def form(more: int) -> VisitorList:
        return read_visitor_list([sheet_of([*before, ["가" * (left % 10_000 - 1 + more)], *cards])], today=TODAY)

    assert people(form(0)) == TWO
    with pytest.raises(UnreadableList):
        form(1)


def test_a_number_in_a_form_is_read_as_a_number() -> None:
    """11.2 in a cell of Excel is the 2nd or the 20th of November: nobody knows."""
    rows: list[list[Any]] = [["성명", "강하늘"], ["연락처", "010-0000-1201"], ["방문일", 11.2], ["용무", "교통"]]

    found = read_visitor_list([sheet_of(rows)], today=TODAY)

    assert [row.reason for row in found.rejected] == [RejectReason.WRONG_DATE]


@pytest.mark.parametrize(("sign", "reason"), [("O", ExclusionReason.VICTIM_PROTECTION), ("X", ExclusionReason.MINOR)])
def test_a_sign_beside_a_reason_not_to_call_is_read(sign: str, reason: ExclusionReason) -> None:
    found = read(f"성명,강하늘,연락처,010-0000-1201\n방문일,2026-11-24,신변보호,{sign}\n비고2,미성년자,용무,교통")

    assert [row.reason for row in found.excluded] == [reason]
