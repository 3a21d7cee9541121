"""Headers as offices write them: which column is read for what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lists.columns import Column
from bot.domain.lists.header import columns_recognised, may_be_header, read_header, read_headers
from bot.domain.lists.places import Header
from bot.domain.lists.sheets import column_letter
from tests.steps.vectors import every


def places(header: Header | None) -> dict[str, str]:
    assert header is not None
    return {kind.value: "".join(map(column_letter, found)) for kind, found in header.places.items()}


@every(
    ("header", "name", "phone"),
    [
        ("접수일자,담당부서,성명,연락처,민원인,휴대폰,업무", "E", "F"),
        ("일자,담당부서,성명,연락처,용무", "C", "D"),
        ("연락처,성명,일시", "B", "A"),
        ("접수번호,성명,방문일자,담당부서,담당자,연락처", "B", ""),
        ("성명,방문일자,담당부서,연락처", "A", ""),
        ("연번,성명,소속,연락처,방문부서,출입시간", "B", "D"),
        ("고소인,피고소인,고소인 연락처,피고소인 연락처,접수일", "A", "C"),
        ("성명,전화번호,휴대폰,방문일자", "A", "BC"),
        ("민원인,연락처,담당자,연락처,접수일", "A", "B"),
        ("접수일시,성명,연락처,내용,담당부서,계급,성명", "B", "C"),
        ("성명/연락처,방문일시,내용", "A", "A"),
        ("성명(한글),성명(영문),연락처,방문일", "AB", "C"),
    ],
)
def test_a_phone_belongs_to_whose_name_it_follows(header: str, name: str, phone: str) -> None:
    found = places(read_header(header.split(","), None))

    assert (found["petitioner_name"], found.get("phone", "")) == (name, phone)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "연번,민원인 정보(성명),민원인 정보(연락처),접수정보(일시),담당자정보(부서),담당자정보(성명)",
            {"petitioner_name": "B", "phone": "C", "visited_on": "D", "department": "E", "officer": "F"},
        ),
        (
            "일시,민원인 인적사항,연락처,담당자 인적사항,분류",
            {"petitioner_name": "B", "phone": "C", "visited_on": "A", "officer": "D", "petition_type": "E"},
        ),
        (
            "출입일자,입실,퇴실,성명,전화번호,찾아온 이유,방문대상자",
            {
                "petitioner_name": "D",
                "phone": "E",
                "visited_on": "A",
                "visited_time": "B",
                "petition_type": "F",
                "officer": "G",
            },
        ),
        (
            "민원인(신청인),민원인(신청인) 전화번호,비상연락처,접수일,담당자/부서",
            {"petitioner_name": "A", "phone": "B", "visited_on": "D", "officer": "E", "department": "E"},
        ),
        (
            "방문\n일자,성\n명,연락처\n(휴대폰),담당\n부서,담당\n경찰관",
            {"visited_on": "A", "petitioner_name": "B", "phone": "C", "department": "D", "officer": "E"},
        ),
        (
            "상담번호,상담일자,민원인\n성명,민원인\n연락처,담당(부서)",
            {
                "receipt_no": "A",
                "visited_on": "B",
                "petitioner_name": "C",
                "phone": "D",
                "officer": "E",
                "department": "E",
            },
        ),
    ],
)
def test_each_column_is_read_for_what_its_head_says(header: str, expected: dict[str, str]) -> None:
    assert places(read_header(header.split(","), None)) == expected


def test_a_visitors_own_unit_is_not_the_department_that_was_visited() -> None:
    assert places(read_header(["성명", "소속", "연락처", "방문부서", "방문일"], None))["department"] == "D"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("연번,접수일시,민원인,,,민원내용,처리,,,비고", ",,성명,연락처,주소,,담당부서,계급,성명,"),
        (
            "연번,접수일시,민원인,민원인,민원인,민원내용,처리,처리,처리,비고",
            "연번,접수일시,성명,연락처,주소,민원내용,담당부서,계급,성명,비고",
        ),
    ],
)
def test_two_rows_with_groups_make_one_header(first: str, second: str) -> None:
    header = read_header(first.split(","), second.split(","))

    found = places(header)
    assert header is not None
    assert header.rows == 2
    assert (found["petitioner_name"], found["phone"], found["department"], found["officer"]) == ("C", "D", "G", "I")


@pytest.mark.parametrize(
    "below", ["강하늘,없음,,상담", "강하늘,010-0000-1201,2026-11-24,x", "성명,연락처,방문일자,업무"]
)
def test_the_row_below_a_header_is_not_taken_for_one(below: str) -> None:
    header = read_header(["성명", "연락처", "방문일자", "업무"], below.split(","))

    assert header is not None
    assert header.rows == 1


@pytest.mark.parametrize("below", ["성명,연락처,2026-11-24", "성명,연락처,일자 11/24", "강하늘,연락처,2026"])
def test_a_row_with_a_number_or_a_day_belongs_to_no_header(below: str) -> None:
    assert read_header(["민원인", "", "방문"], below.split(",")) is None


@pytest.mark.parametrize("title", ["방문 민원인 명단,,,", "방문 민원인,한빛,,", "민원인 명부,2026. 11. 24.,,"])
def test_a_title_is_no_group(title: str) -> None:
    assert read_header(title.split(","), ["성명", "담당자", "연락처", "방문일자"]) is None


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("번호,성명,연락처,용무,,번호,성명,연락처,용무", "BG"),
        ("성명,연락처,방문일,성명,연락처,방문일,성명,연락처,방문일", "ADG"),
        ("성명,연락처,방문일,,방문자명,휴대폰,방문목적", "AE"),
        ("번호,,성명,,연락처,,용무", "C"),
        ("성명,연락처,방문일,,부서,성명,연락처", "A"),
        ("성명,연락처,용무,성명,연락처,용무,성명,연락처,용무,성명,연락처,용무", "ADGJ"),
        ("번호,성명,연락처,용무,번호,성명,연락처,용무", "BF"),
        ("성명,연락처,방문일,,부서,계급,성명,휴대폰,업무", "A"),
    ],
)
def test_tables_side_by_side_have_a_header_each_and_a_list_of_staff_beside_them_none(header: str, names: str) -> None:
    found = read_headers(header.split(","), None)

    assert "".join(places(each)["petitioner_name"] for each in found) == names


@every(
    "row",
    [
        "성명",
        "성명,,",
        ",,",
        "성명,2026,방문일자",
        "성명,연락처,11.24",
        "성명,연락처,11 / 24",
        f"성명,연락처,{'가' * 81}",
    ],
)
def test_data_a_sentence_or_a_lone_word_is_no_row_of_heads(row: str) -> None:
    assert not may_be_header(row.split(","))


@every("row", ["성명,연락처", "성명,,연락처", f"성명,연락처,{'가' * 80}", "성명,연락처,1"])
def test_several_words_may_be_a_row_of_heads(row: str) -> None:
    assert may_be_header(row.split(","))


@every(
    "row",
    [
        "성명,연락처(예: 010-1234-5678),방문일자",
        "성명,연락처(010-0000-0000),방문일자",
        "성명,연락처,방문일(2026년)",
        "성명,연락처,방문시간(11.24.)",
        "성명,연락처,방문일자[예: 2026-01-01]",
        "성명,연락처,방문일자 (예:2026-01-01",
        "성명,연락처 예) 010-1234-5678,방문일자",
        "성명,연락처 ※ 010-1234-5678 형식,방문일자",
        "성명,연락처,방문일자 ex. 2026-01-01",
        "성명,연락처,방문일자(예: (양력) 2026-01-01)",
        f"성명,연락처,방문일자,동의({'가' * 200})",
        f"성명,연락처,방문일자,동의 ※ {'가' * 200}",
        f"성명,연락처,방문일자,{'가' * 200}",
    ],
)
def test_an_example_in_a_head_or_a_long_head_leaves_it_a_row_of_heads(row: str) -> None:
    header = read_header(row.split(","), None)

    assert may_be_header(row.split(","))
    assert places(header) | {"consent": ""} == {
        "petitioner_name": "A", "phone": "B", "visited_time" if "시간" in row else "visited_on": "C", "consent": ""
    }  # fmt: skip


@every(
    "row",
    [
        "강하늘,010-0000-1201(본인),2026-11-24",
        "강하늘,(010-0000-1201),상담",
        "성명,연락처,2026(예)",
        "(02)000-1201,연락처,방문일자",
        f"성명,연락처,{'가' * 81}",
        f"강하늘,상담,교통,{'가' * 81}",
        "2026. 11. 24.(화),방문자,명단",
    ],
)
def test_data_in_front_of_brackets_is_no_row_of_heads(row: str) -> None:
    assert not may_be_header(row.split(","))


@every(
    ("first", "second", "rows"),
    [
        ("민원인,,방문", "성명,연락처,일자", 2),
        ("민원인,,방문", "성명,연락처,아무개", 2),
        ("민원인,,방문,,,", "성명,연락처,일자,가나,다라,마바", 2),
        ("성명,연락처,방문일자,담당", "강하늘,도우리,류민,백두산", 1),
        ("연번,성명,연락처,방문일자,처리,", ",,,,담당부서,담당자", 2),
        ("연번,성명,연락처,방문일자,처리,", ",,,,담당부서,정교통", 1),
        ("연번,성명,연락처,방문일자,처리,,", ",,,,담당부서,담당자,정교통", 2),
        ("성명,연락처,방문일자,업무", "성명,연락처,방문일자,업무", 1),
        ("성명,연락처,방문일자,담당", ",,,담당자", 2),
        ("민원인,방문", "성명,일자,연락처,용무", 2),
        ("성명,연락처,방문일자,업무", "연락처,성명,업무,방문일자", 1),
    ],
)
def test_the_row_below_belongs_to_the_header_where_most_of_it_are_heads(first: str, second: str, rows: int) -> None:
    header = read_header(first.split(","), second.split(","))

    assert header is not None
    assert header.rows == rows


def test_a_lone_group_or_a_long_one_is_a_title() -> None:
    below = ["성명", "연락처", "방문일자"]

    assert read_header(["민원인", "", ""], below) is None
    assert read_header(["민원인", "민원인", "민원인"], below) is None
    assert read_header(["민원인", "처리", ""], below) is not None
    assert read_header(["방문 민원인의 인적사항", "처리", ""], below) is not None
    assert read_header(["방문 민원인의 인적사항등", "처리", ""], below) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("연번,성명,연락처,담당자", ",휴대폰,담당부서,비고"),
        ("연번,성명,방문일시,담당자", ",강하늘,담당부서,비고"),
        ("연번,성명,방문일시,담당자", ",나이,담당부서,비고"),
        ("연번,아무개,방문일시,담당자", ",연락처,담당부서,비고"),
        ("연번,성명,방문일시,담당자", ",연락처,홍길동,비고"),
    ],
)
def test_a_visit_has_two_rows_only_where_the_number_stands_below(first: str, second: str) -> None:
    header = read_header(first.split(","), second.split(","))

    assert header is None or header.rows_a_visit == 1


def test_visits_of_two_rows_may_end_at_different_columns() -> None:
    for first, second in (
        ("성명,방문일시,용무", "연락처,담당부서,비고,나이"),
        ("성명,방문일시,용무,비고", "연락처,담당부서"),
    ):
        header = read_header(first.split(","), second.split(","))

        assert header is not None
        assert header.rows_a_visit == 2


def test_columns_that_are_recognised_are_told_by_letter_and_kind() -> None:
    seen = columns_recognised(["연번", "성명", "", "홍길동", "연락처"])

    assert [(column.letter, column.word, column.kind) for column in seen] == [
        ("A", "연번", ""),
        ("B", "성명", "petitioner_name"),
        ("E", "연락처", "phone"),
    ]


def test_each_of_the_tables_side_by_side_keeps_its_own_columns() -> None:
    left, right = read_headers(["성명", "연락처", "용무", "", "성명", "연락처", "용무"], None)

    assert (left.columns, right.columns) == (range(4), range(4, 7))
    assert left.heads == ("성명", "연락처", "용무", "", "", "", "")
    assert right.places[Column.PHONE] == (5,)
    assert [each.columns for each in read_headers(["", "성명", "연락처", "방문일"], None)] == [None]


def test_tables_side_by_side_are_known_again_by_the_row_that_names_their_columns() -> None:
    words, groups = (
        ["성명", "연락처", "용무", "", "성명", "연락처", "용무"],
        ["민원인", "", "방문", "", "민원인", "", "방문"],
    )

    of_one = read_headers(words, ["강하늘", "010", "x", "", "도우리", "010", "x"])
    of_two = read_headers(groups, words)

    assert [each.heads[:3] for each in (*of_one[:1], *of_two[:1])] == [("성명", "연락처", "용무")] * 2


@pytest.mark.parametrize(
    "header",
    [
        "성명,연락처,성명,연락처",
        "성명,연락처,용무,성명,연락처,용무,비고",
        "성명,연락처,방문일,,담당자,연락처,비고",
        "성명,연락처,방문일,,계급,성명,연락처,용무",
        "성명,연락처,방문일,,성명,용무,비고",
        "성명,연락처,방문일,,부서,성명,연락처,업무",
        "성명,연락처,방문일,,연번,연락처,업무",
    ],
)
def test_what_is_no_table_of_visits_makes_none_beside_another(header: str) -> None:
    assert len(read_headers(header.split(","), None)) == 1


def test_groups_with_the_same_words_are_not_tables_side_by_side() -> None:
    first, second = ["민원인", "", "", "담당", "", ""], ["성명", "연락처", "구분", "성명", "연락처", "구분"]

    assert [places(each)["petitioner_name"] for each in read_headers(first, second)] == ["A"]


def test_visits_of_two_rows_have_a_header_of_two_rows_without_groups() -> None:
    header = read_header(["연번", "성명", "방문일시", "담당자"], ["", "연락처", "담당부서", "비고"])

    assert header is not None
    assert (header.rows, header.rows_a_visit) == (2, 2)
    assert [(column.letter, column.kind) for column in header.seen if column.kind] == [
        ("B", "petitioner_name"),
        ("B", "phone"),
        ("C", "visited_on"),
        ("C", "department"),
        ("D", "officer"),
        ("D", "note"),
    ]


def test_a_station_adds_words_of_its_own() -> None:
    station = {Column.NAME: ("모신 분",), Column.PHONE: ("손 전화 ★",)}

    found = places(read_header(["모신분", "손전화★", "언제"], None, station))

    assert found == {"petitioner_name": "A", "phone": "B"}


@given(st.lists(st.text(max_size=60), max_size=12), st.lists(st.text(max_size=60), max_size=12))
def test_no_words_whatever_break_the_reading_of_a_header(first: list[str], second: list[str]) -> None:
    read_header(first, second)
