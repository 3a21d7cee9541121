"""Delimited text in every encoding: a stray quote or a spoilt byte costs its own cell or row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lists.rows import ListProblem
from tests.steps.list_files import TEXT, problem_with, read_file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
def test_text_is_read_in_every_encoding_and_with_every_delimiter(encoding: str, delimiter: str) -> None:
    [visit] = read_file(TEXT.replace(",", delimiter).encode(encoding), "a.txt").visits

    assert visit.petitioner_name == "강하늘"


def test_a_spoilt_byte_in_utf_8_costs_its_row_alone() -> None:
    data = (
        (TEXT + "도우리,010-0000-1202,2026-11-24,").encode()
        + b"\xed\x95\n"
        + "류민,010-0000-1203,2026-11-24,x".encode()
    )

    found = read_file(data, "a.csv")

    assert [visit.petitioner_name for visit in found.visits] == ["강하늘", "류민"]
    assert [row.row_no for row in found.rejected] == [3]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('"두 줄에\n걸친 말"', "두 줄에 걸친 말"),
        ('"쉼표, 그리고 ""따옴표"""', '쉼표, 그리고 "따옴표"'),
        ('"열린 따옴표', "열린 따옴표"),
        ('가운데 " 따옴표', '가운데 " 따옴표'),
    ],
)
def test_a_quoted_cell_holds_what_it_says_and_a_stray_quote_spoils_nothing_else(cell: str, told: str) -> None:
    text = TEXT.replace("업무", "비고").replace(",x", f",{cell}") + "도우리,010-0000-1202,2026-11-24,y\n"

    first, second = read_file(text.encode(), "a.csv").visits

    assert first.note.strip('"') == told.strip('"')
    assert (second.petitioner_name, second.note) == ("도우리", "y")


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        ('"강하늘\n외 1명",010-0000-1201,2026-11-24,교통\n도우리,010-0000-1202,2026-11-24,교통', ["강하늘", "도우리"]),
        (
            '강하늘,010-0000-1201,2026-11-24,"교통사고 문의\n접수, 처리, 통보"\n도우리,010-0000-1202,2026-11-24,x',
            ["강하늘", "도우리"],
        ),
        (
            '강하늘,010-0000-1201,2026-11-24,"가, 나, 다, 라\n마, 바, 사, 아\n자"\n도우리,010-0000-1202,2026-11-24,x',
            ["강하늘", "도우리"],
        ),
        ('"강하늘,010-0000-1201,2026-11-24,x\n도우리,010-0000-1202,2026-11-24,"상담"', ["강하늘", "도우리"]),
        ('"강하늘,010-0000-1201,2026-11-24,x\n"도우리",010-0000-1202,2026-11-24,x', ["강하늘", "도우리"]),
        ('강하늘,010-0000-1201,2026-11-24,"x\n도우리,010-0000-1202,2026-11-24,"상담"', ["강하늘", "도우리"]),
        ('강하늘,010-0000-1201,2026-11-24,"x\n도우리,010-0000-1202,2026-11-24,y"', ["강하늘", "도우리"]),
        ('강하늘,010-0000-1201,2026-11-24,"x\n도우리,010-0000-1202,2026-11-24,x\n류민,010-0000-1203,2026-11-24,"y"', 3),
    ],
)
def test_a_cell_over_lines_is_one_though_its_lines_look_like_rows_and_rows_are_not_taken_for_lines(
    rows: str, names: list[str] | int
) -> None:
    found = read_file(f"성명,연락처,방문일,비고\n{rows}\n".encode(), "a.csv")

    told = [visit.petitioner_name.strip('"') for visit in found.visits]
    assert (told if isinstance(names, list) else len(told)) == names
    assert not found.rejected


def test_heads_may_go_over_several_lines_as_excel_writes_them() -> None:
    text = """"연
번","민원인
성  명","연 락 처
(휴대폰)","방 문
일 시","민 원
내 용"
1,강하늘,010-0000-1201,"11. 24.
(화)
09:10","교통사고
조사"
2,"도우리
류민","010-0000-1202
010-0000-1203",11. 24.,x
"""

    first, second = read_file(text.encode(), "a.csv").visits

    assert (first.row_no, first.petitioner_name, first.visited_at and first.visited_at.hour) == (2, "강하늘", 9)
    assert (first.petition_type, second.phone, second.alternates) == ("교통사고 조사", "01000001202", ("01000001203",))


def test_the_delimiter_is_found_below_many_empty_lines() -> None:
    text = "\n" * 300 + TEXT.replace(",", ";").replace(";x", ";교통, 과태료, 면허")

    [visit] = read_file(text.encode(), "a.csv").visits

    assert (visit.row_no, visit.petition_type) == (302, "교통, 과태료, 면허")


@pytest.mark.parametrize("first", ["sep=^", '"sep=^"', "SEP=^\r"])
def test_a_first_line_that_names_the_delimiter_is_obeyed_and_not_counted(first: str) -> None:
    text = f"{first}\n" + TEXT.replace(",", "^").replace("^x", "^교통, 과태료")

    [visit] = read_file(text.encode(), "a.csv").visits

    assert (visit.row_no, visit.petition_type) == (2, "교통, 과태료")


@pytest.mark.parametrize(("controls", "is_text"), [(1, True), (2, False)])
def test_what_holds_more_than_one_control_in_a_hundred_letters_is_no_text(controls: int, is_text: bool) -> None:
    note = ("가" * (100 - controls) + "\x01" * controls) * 20
    data = TEXT.replace("업무", "비고").replace(",x", f",{note}").encode()

    if is_text:
        assert read_file(data, "a.csv").visits
    else:
        assert problem_with(data, "a.csv") is ListProblem.NOT_TEXT


@given(st.lists(st.text(alphabet="가나1,\t;|\"\n\r\0 ='-", max_size=40), max_size=12))
def test_no_text_whatever_breaks_the_reader_of_text(lines: list[str]) -> None:
    text = TEXT + "\n".join(lines)

    found = read_file(text.encode(), "a.csv")

    assert found.visits[0].petitioner_name == "강하늘"
