"""What stands between the visits: titles, further headers, days, sums, closing words."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lists.reading import read_visitor_list
from bot.domain.lists.rows import ListProblem, RejectReason, SheetUnread, UnreadableList, VisitorList
from bot.domain.lists.sheets import Sheet, SheetRow, sheet_of
from tests.steps.vectors import every

TODAY = date(2026, 11, 26)
HEADER = ["성명", "연락처", "방문일자", "업무"]
SKY = ["강하늘", "010-0000-1201", "2026-11-24", "x"]
DO = ["도우리", "010-0000-1202", "2026-11-24", "x"]


def read(*rows: Sequence[Any], name: str = "") -> VisitorList:
    return read_visitor_list([sheet_of(rows, name)], today=TODAY)


def test_forty_lines_of_instructions_may_stand_before_the_header() -> None:
    instructions = [[f"{number}. 성명, 연락처를 빠짐없이 적습니다."] for number in range(40)]

    found = read(["한빛경찰서 방문 민원인 명단"], *instructions, [], HEADER, SKY)

    assert [visit.row_no for visit in found.visits] == [44]


@every(
    "closing",
    [
        "- 이하 여백 -",
        "이하여백",
        "총 2명",
        "합 계",
        "소계 2명",
        "끝.",
        "작성자: 순경 차은호",
        "※ 개인정보 취급 주의",
        "1/3 페이지",
        "이상 2명",
        "담당자 : 경위 정교통",
    ],
)
def test_closing_words_are_neither_calls_nor_rejected(closing: str) -> None:
    found = read(HEADER, SKY, [closing, "", "", ""], [closing] * 4)

    assert (len(found.visits), found.rejected) == (1, [])


@pytest.mark.parametrize("name", ["이상훈", "계용묵", "총명한", "소계영", "끝순이"])
def test_people_whose_names_sound_like_closing_words_are_called(name: str) -> None:
    found = read(HEADER, [name, "010-0000-1203", "2026-11-24", "x"])

    assert [visit.petitioner_name for visit in found.visits] == [name]


def test_a_row_that_was_only_numbered_in_advance_is_passed_over() -> None:
    found = read(["연번", *HEADER], ["1", *SKY], ["2", "", "", "", ""], ["3", "", "", "2026-11-24", ""])

    assert (len(found.visits), found.rejected) == (1, [])


def test_a_name_alone_is_named_by_its_row() -> None:
    [rejected] = read(HEADER, SKY, ["도우리", "", "", ""]).rejected

    assert (rejected.row_no, rejected.reason) == (3, RejectReason.NO_DATE)


def test_a_section_title_before_another_header_is_no_person() -> None:
    found = read(
        HEADER, SKY, [], ["수사과"], ["방문일자", "성명", "업무", "연락처"], ["2026-11-24", "도우리", "x", DO[1]]
    )

    assert ([visit.row_no for visit in found.visits], found.rejected) == ([2, 6], [])


def test_a_page_repeats_its_header() -> None:
    assert [visit.row_no for visit in read(HEADER, SKY, HEADER, DO).visits] == [2, 4]


def test_a_row_with_a_day_alone_gives_the_day_of_those_below() -> None:
    header = ["시간", "성명", "연락처", "용무"]

    found = read(
        header, ["2026. 11. 23.(월)"], ["09:10", *SKY[:2], "x"], ["2026. 11. 24.(화)"], [time(10, 5), *DO[:2], "x"]
    )

    days = [(visit.visited_on.day, visit.visited_at and visit.visited_at.hour) for visit in found.visits]
    assert days == [(23, 9), (24, 10)]


def test_the_day_of_a_title_holds_where_there_is_no_column() -> None:
    [visit] = read(
        ["2026. 11. 24. 방문 민원인 명단"], ["성명", "연락처", "용무"], ["강하늘", "010-0000-1201", "x"]
    ).visits

    assert visit.visited_on == date(2026, 11, 24)


def test_every_row_of_a_long_list_has_the_title_above_it_and_the_cells_above_its_dittos() -> None:
    """However many rows are taken ahead of being read, a row below a title stands below that one."""
    rows: list[Sequence[Any]] = []
    for day in range(1, 25):
        rows += [
            [f"2026. 11. {day}. 방문 민원인 명단"],
            ["성명", "연락처", "용무"],
            ["강하늘", "010-0000-1201", f"용무{day}"],
        ]
        rows += [["도우리", f"010-0000-{1300 + number}", "〃"] for number in range(30)]

    visits = read(*rows).visits

    told = [(visit.row_no, visit.visited_on.day, visit.petition_type) for visit in visits]
    assert told == [(33 * (at // 31) + 3 + at % 31, at // 31 + 1, f"용무{at // 31 + 1}") for at in range(24 * 31)]


def test_day_and_time_are_joined_and_a_wrong_time_costs_the_time_alone() -> None:
    header = ["방문일자", "방문시간", "성명", "연락처"]

    first, second = read(header, ["2026-11-24", "14:05", *SKY[:2]], ["2026-11-24", "점심때", *DO[:2]]).visits

    assert first.visited_at is not None
    assert (first.visited_at.hour, second.visited_on, second.visited_at) == (14, date(2026, 11, 24), None)


def test_all_phone_columns_are_read_and_all_remarks_joined() -> None:
    header = ["성명", "전화번호", "휴대폰", "방문일자", "비고", "특이사항"]

    [visit] = read(header, ["강하늘", "02-000-1202", "010-0000-1202", "2026-11-24", "가", "나"]).visits

    assert (visit.phone, visit.alternates, visit.note) == ("01000001202", ("020001202",), "가 / 나")


def test_dittos_repeat_whatever_column_they_stand_in() -> None:
    found = read(HEADER, SKY, ["도우리", "〃", "상동", '"'])

    assert (found.visits[1].phone, found.visits[1].visited_on.day, found.visits[1].petition_type) == (
        "01000001201",
        24,
        "x",
    )


def test_an_example_row_is_nobody() -> None:
    found = read(["연번", *HEADER], ["(예시)", "홍길동", "010-0000-9999", "2026-11-24", "x"], ["1", *SKY])

    assert [visit.row_no for visit in found.visits] == [3]


def test_a_struck_name_is_not_called_and_a_struck_number_is_not_dialled() -> None:
    rows = [SheetRow(1, HEADER), SheetRow(2, SKY, struck=frozenset({0})), SheetRow(3, DO, struck=frozenset({1}))]

    found = read_visitor_list([Sheet(name="명단", rows=rows)], today=TODAY)

    assert not found.visits
    assert [(row.sheet, row.row_no) for row in found.struck] == [("명단", 2)]
    assert [row.visit.row_no for row in found.excluded] == [3]


def test_a_header_that_is_not_understood_is_told_by_letters_and_words_never_by_cells() -> None:
    with pytest.raises(UnreadableList) as refused:
        read(["비밀 제목"], ["", "연락처", "방문일자", "알 수 없는 말"], ["", *SKY[1:]])

    seen = refused.value.seen
    assert refused.value.problem is ListProblem.NO_HEADER
    assert seen is not None
    assert [(column.letter, column.word, column.kind) for column in seen.columns] == [
        ("B", "연락처", "phone"),
        ("C", "방문일자", "visited_on"),
    ]
    assert (seen.row_no, seen.missing) == (2, ("petitioner_name",))


def test_the_columns_of_a_list_are_told_with_those_that_are_read_for_nothing() -> None:
    [sheet] = read([*HEADER, "차량번호"], [*SKY, "12가3456"]).sheets

    assert [(column.letter, column.word, column.kind) for column in sheet.columns[-2:]] == [
        ("D", "업무", "petition_type"),
        ("E", "차량번호", ""),
    ]


def test_tables_side_by_side_are_all_read_each_with_the_day_above_it() -> None:
    header = ["성명", "연락처", "용무"]

    found = read(
        ["11.23.(월)", "", "", "", "11.24.(화)"],
        [*header, "", *header],
        [*SKY[:2], "x", "", *DO[:2], "y"],
        ["합계", "1명", "", "", "류민", "010-0000-1203", "z"],
    )

    assert [(visit.row_no, visit.petitioner_name, visit.visited_on.day) for visit in found.visits] == [
        (3, "강하늘", 23),
        (3, "도우리", 24),
        (4, "류민", 24),
    ]
    assert not found.rejected


def test_a_visit_of_two_rows_is_one_visit() -> None:
    found = read(
        ["연번", "성명", "방문일시", "용무"],
        ["", "연락처", "담당부서", "비고"],
        ["1", "강하늘", "2026-11-24", "x"],
        ["", "010-0000-1201", "교통과", "문자만"],
        ["2", "도우리", "2026-11-24", "y"],
        ["", "010-0000-1202", "수사과", ""],
        ["이하 여백", "", "", ""],
    )

    assert [(visit.row_no, visit.phone, visit.department, visit.note) for visit in found.visits] == [
        (3, "01000001201", "교통과", "문자만"),
        (5, "01000001202", "수사과", ""),
    ]
    assert not found.rejected


def test_a_second_number_or_a_remark_below_belongs_to_the_visitor_above() -> None:
    found = read(
        [*HEADER, "비고"], [*SKY, ""], ["", "031-000-1201", "", "", ""], [*DO, ""], ["", "", "", "", "연락 거부"]
    )

    [visit] = found.visits
    assert (visit.petitioner_name, visit.phone, visit.alternates) == ("강하늘", "01000001201", ("0310001201",))
    assert ([row.visit.row_no for row in found.excluded], found.rejected) == ([4], [])


@pytest.mark.parametrize("title", ["<민원실 근무자 연락처>", "직원 비상연락망"])
def test_a_list_of_staff_below_is_not_read(title: str) -> None:
    staff = ["연번", "성명", "연락처", "부서"]

    found = read(["2026. 11. 24. 방문자"], HEADER, SKY, [title], staff, ["1", "정교통", "010-0000-9901", "교통과"])

    assert ([visit.petitioner_name for visit in found.visits], found.excluded, found.rejected) == (["강하늘"], [], [])


def test_rows_below_a_title_of_staff_are_no_visits_though_no_header_stands_between() -> None:
    staff = [["교통과", "정교통", "010-0000-9901"], ["수사과", "최형사", "010-0000-9902"]]
    header = ["연번", "성명", "연락처", "방문일자", "용무"]
    undated = ["연번", "성명", "연락처", "용무"]

    found = read(header, ["1", *SKY], ["※ 담당자 연락처"], *staff, ["2", *DO])
    told = read(["2026. 11. 24. 방문자"], undated, ["1", *SKY[:2], "x"], ["비상연락망"], *staff)

    assert [visit.petitioner_name for visit in found.visits] == ["강하늘", "도우리"]
    assert (found.excluded, found.rejected) == ([], [])
    assert [visit.petitioner_name for visit in told.visits] == ["강하늘"]
    assert [row.row_no for row in told.rejected] == [5, 6]


def test_a_sheet_of_staff_is_not_read() -> None:
    sheets = [
        sheet_of([HEADER, SKY], "11.24"),
        sheet_of([["성명", "휴대폰", "부서"], ["정교통", DO[1], "교통과"]], "비상연락망"),
    ]

    found = read_visitor_list(sheets, today=TODAY)

    assert [visit.petitioner_name for visit in found.visits] == ["강하늘"]
    assert found.sheets_not_read == [("비상연락망", SheetUnread.NO_HEADER)]


def test_counts_and_signatures_below_are_neither_calls_nor_rejected() -> None:
    found = read(
        ["연번", *HEADER],
        ["1", *SKY],
        ["구분", "교통", "수사", "여청", "계"],
        ["건수", "1", "0", "0", "1"],
        ["결재", "담당", "계장", "과장", ""],
        ["", "차은호", "김감독", "", ""],
    )

    assert (len(found.visits), found.excluded, found.rejected) == (1, [], [])


WORDS: dict[str, list[Any]] = {
    "방문일자": ["2026-11-24", "11.24", "11/24(화)", "11월 24일", 46350],
    "성명": [
        "강하늘", "이상", "계영", "정보라", "소계영", "예시은", "비고은", "안내상", "황보 관", "JOHN SMITH", "(주)한빛",
    ],
    "연락처": ["010-0000-1201", "없음", "", "-", "010-0000-1206(배우자)", "미상"],
    "용무": ["교통사고", "", "총 3건 접수", "민원", "확인", "담당자 면담", "이상 없음 확인", "합계 오류 문의"],
    "담당부서": ["교통과", "수사과", ""],
    "담당자": ["경위 정교통", "", "담당자", "직원"],
    "비고": ["", "-", "끝", "합계", "이하 여백", "본인", "담당", "결재", "참고"],
}  # fmt: skip
"""What people write, words that close lists or head columns among them."""


@given(st.data(), st.permutations(list(WORDS)))
def test_nobody_with_a_name_and_a_day_is_lost_without_a_word(data: st.DataObject, columns: list[str]) -> None:
    drawn = data.draw(st.lists(st.tuples(*(st.sampled_from(WORDS[each]) for each in columns)), min_size=1, max_size=6))
    rows = [(*row, number) for number, row in enumerate(drawn, 1)]

    found = read([*columns, "연번"], *rows)

    told = [row.row_no for row in (*found.visits, *(row.visit for row in found.excluded))]
    assert sorted(told + [row.row_no for row in found.rejected]) == list(range(2, len(rows) + 2))


def test_the_next_page_of_a_list_without_days_is_read_too() -> None:
    header = ["성명", "연락처", "부서"]

    found = read(["2026. 11. 24. 방문자"], header, [*SKY[:2], "교통과"], header, [*DO[:2], "수사과"])

    assert [visit.petitioner_name for visit in found.visits] == ["강하늘", "도우리"]


def test_below_a_list_of_staff_another_of_visitors_is_read_again() -> None:
    found = read(
        HEADER, SKY, ["직원 비상연락망"], ["성명", "연락처", "부서"], ["정교통", "010-0000-9901", "교통과"], HEADER, DO
    )

    assert [visit.petitioner_name for visit in found.visits] == ["강하늘", "도우리"]


def test_a_visit_with_some_words_of_heads_in_it_is_no_header() -> None:
    unclear = ["도우리", "없음", "미상", "고소", "민원인", "전화번호"]
    shorter = ["도우리", "", "", "x", "민원인", "전화번호"]

    for row in (unclear, shorter):
        found = read([*HEADER, "비고", "특이사항"], row, [*SKY, "", ""])

        assert ([row.row_no for row in found.rejected], [visit.row_no for visit in found.visits]) == ([2], [3])


def test_hidden_rows_are_read_and_counted() -> None:
    rows = [SheetRow(1, HEADER), SheetRow(2, SKY), SheetRow(3, DO, is_hidden=True)]

    found = read_visitor_list([Sheet(name="", rows=rows), sheet_of([HEADER, SKY], "나")], today=TODAY)

    assert [sheet.hidden_rows for sheet in found.sheets] == [1, 0]
    assert [visit.row_no for visit in found.visits] == [2, 3, 2]


def test_between_visits_of_two_rows_a_row_that_shows_nothing_is_passed_over() -> None:
    found = read(
        ["연번", "성명", "방문일시", "용무"],
        ["", "연락처", "담당부서", "비고"],
        ["1", "강하늘", "2026-11-24", "x"],
        ["", "010-0000-1201", "교통과", ""],
        ["\u200b", "", "", ""],
        ["2", "도우리", "2026-11-24", "y"],
        ["", "010-0000-1202", "수사과", ""],
    )

    assert [(visit.row_no, visit.phone) for visit in found.visits] == [(3, "01000001201"), (6, "01000001202")]
