"""The header of a list."""

import pytest

from bot.domain.lists.reading import read_visitor_list
from bot.domain.lists.rows import ListProblem, UnreadableList
from bot.domain.lists.sheets import sheet_of
from tests.steps.builders import MONDAY
from tests.steps.lists import ROW, read_list


@pytest.mark.parametrize(
    "header",
    [
        ["접수 번호", "성 명", "휴대전화(H.P)", "방문 일시", "민원유형", "부서", "담당자", "비고"],
        ["사건번호", "민원인명", "H.P", "접수일", "업무", "처리부서", "처리자", "메모"],
        ["민원번호", "방문자", "핸드폰", "출입시간", "방문목적", "과", "접견자", "특이사항"],
    ],
)
def test_headers_are_known_by_many_names(header: list[str]) -> None:
    found = read_list(ROW, header=["접수번호" if cell == "휴대전화(H.P)" else cell for cell in header])

    assert found.visits or found.excluded


def test_a_sheet_without_a_header_is_refused() -> None:
    with pytest.raises(UnreadableList) as refused:
        read_visitor_list([sheet_of([["가", "나"], ["다", "라"]])], today=MONDAY)

    assert refused.value.problem is ListProblem.NO_HEADER
