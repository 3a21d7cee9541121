"""Rows of a table, and visits that go on in the row below."""

from collections.abc import Sequence

import pytest

from bot.domain.lists.columns import Column
from bot.domain.lists.header import read_header
from bot.domain.lists.sheets import SheetRow
from bot.domain.lists.table_rows import TableRow, lines_with_next

HEADER = read_header(["연번", "성명", "연락처", "방문일자", "용무", "비고"], None)
SKY = ["1", "강하늘", "010-0000-1201", "11.24", "교통", ""]


def table_row(number: int, texts: Sequence[str], continued: frozenset[int] = frozenset()) -> TableRow:
    assert HEADER is not None
    return TableRow(number, HEADER, list(texts), list(texts), None, frozenset(), continued, number)


@pytest.mark.parametrize(
    ("below", "kind", "texts"),
    [
        (["", "", "031-000-1201", "", "", ""], Column.PHONE, ["010-0000-1201\n031-000-1201"]),
        (["", "", "", "", "", "문자만"], Column.NOTE, ["문자만"]),
        (["", "", "", "", "과태료 문의", ""], Column.TYPE, ["교통\n과태료 문의"]),
        (["1", "강하늘", "031-000-1201", "11.24", "교통", ""], Column.PHONE, ["010-0000-1201\n031-000-1201"]),
    ],
)
def test_a_visit_goes_on_in_the_row_below(below: list[str], kind: Column, texts: list[str]) -> None:
    row, more = table_row(2, SKY), table_row(3, below)

    assert row.goes_on_in(more)
    row.add(more)
    assert (row.number, row.last, row.read(kind)) == (2, 3, texts)


@pytest.mark.parametrize(
    "below",
    [
        ["2", "", "031-000-1201", "", "", ""],
        ["", "", "031-000-1201", "11.24", "", ""],
        ["", "", "010-0000-1202", "", "고소", ""],
        ["2", "강하늘", "010-0000-1202", "11.24", "교통", ""],
        ["", "강하늘", "010-0000-1202", "11.24", "교통", ""],
        ["1", "강하늘", "010-0000-1201", "11.25", "교통", ""],
        ["1", "도우리", "010-0000-1201", "11.24", "교통", ""],
    ],
)
def test_another_visit_does_not(below: list[str]) -> None:
    assert not table_row(2, SKY).goes_on_in(table_row(3, below))


def test_a_row_further_below_does_not() -> None:
    assert not table_row(2, SKY).goes_on_in(table_row(4, ["", "", "031-000-1201", "", "", ""]))


def test_a_name_that_is_merged_over_two_rows_is_one_visitor() -> None:
    below = ["", "강하늘", "031-000-1201", "11.24", "교통", ""]
    row = table_row(2, ["", *SKY[1:]])

    assert row.goes_on_in(table_row(3, below, continued=frozenset({1})))


def test_month_and_day_in_columns_of_their_own_are_one_day() -> None:
    header = read_header(["년", "월", "일", "성명", "연락처"], None)
    assert header is not None
    texts = ["26", "11월", "24", "강하늘", "010-0000-1201"]

    row = TableRow(2, header, list(texts), texts, None, frozenset(), frozenset(), 2)

    assert row.written_day == "26년 11월 24일"


def test_a_line_is_parted_joined_and_its_dittos_are_resolved() -> None:
    rows = [SheetRow(1, ["가", "나"], struck=frozenset({1})), SheetRow(2, ["〃", 3])]
    (first, second), (last, nothing) = lines_with_next(rows)

    assert second is not None
    assert (second.texts, nothing) == (["〃", "3"], None)
    assert first.within(range(1)).texts == ["가", ""]
    assert (first.with_lower(last).texts, first.with_lower(last).row.struck) == (
        ["가", "〃", "나", "3"],
        frozenset({2}),
    )
    assert last.without_dittos(first).texts == ["가", "3"]
