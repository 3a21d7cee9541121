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


def test_a_row_that_ends_early_says_nothing_in_the_columns_that_it_does_not_have() -> None:
    header = read_header(["성명", "방문일", "용무", "연락처", "비고", "휴대폰"], None)
    assert header is not None
    texts = ["강하늘", "11.24", "교통", "010-0000-1201"]

    row = TableRow(2, header, list(texts), texts, None, frozenset(), frozenset(), 2)

    assert row.read(Column.PHONE) == ["010-0000-1201"]
    assert row.read(Column.NOTE) == []
    assert row.first(Column.NOTE) is None
    assert (row.text(3), row.text(4)) == ("010-0000-1201", "")


def test_a_longer_row_below_adds_a_column() -> None:
    row = table_row(2, SKY[:4])

    row.add(table_row(3, ["", "", "", "", "", "문자만"]))

    assert row.texts == [*SKY[:4], "", "문자만"]


def test_what_is_struck_below_is_not_added() -> None:
    row, below = table_row(2, SKY), table_row(3, ["", "", "031-000-1201", "", "", "문자만"])
    below.struck = frozenset({2})

    row.add(below)

    assert (row.read(Column.PHONE), row.read(Column.NOTE)) == ([SKY[2]], ["문자만"])


@pytest.mark.parametrize(("struck", "is_struck"), [({1}, True), ({0, 2}, False), (set(), False)])
def test_a_row_is_taken_off_where_its_name_is_struck_out(struck: set[int], *, is_struck: bool) -> None:
    row = table_row(2, SKY)
    row.struck = frozenset(struck)

    assert row.is_struck is is_struck


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (["26", "11", "24"], "26년 11월 24일"),
        (["", "11", "24"], "11월 24일"),
        (["2026년", "11월", "24일"], "2026년 11월 24일"),
        (["26", "11월", "모름"], "모름"),
        (["26", "모름", "24"], "24"),
    ],
)
def test_a_day_in_columns_of_its_parts_needs_month_and_day(texts: list[str], day: str) -> None:
    header = read_header(["년", "월", "일", "성명", "연락처"], None)
    assert header is not None

    row = TableRow(2, header, [*texts, "강하늘"], [*texts, "강하늘"], None, frozenset(), frozenset(), 2)

    assert row.written_day == day


def test_two_rows_of_a_visit_of_different_lengths_are_joined_cell_by_cell() -> None:
    upper, lower = SheetRow(4, ["가"], struck=frozenset({0})), SheetRow(5, ["나", "다"], struck=frozenset({1}))
    (first, second), _ = lines_with_next([upper, lower])
    assert second is not None

    joined = first.with_lower(second)

    assert (joined.texts, joined.row.number, joined.row.struck) == (["가", "나", "", "다"], 4, frozenset({0, 3}))


def test_comments_stay_with_the_cells_that_they_are_pinned_to() -> None:
    rows = [SheetRow(1, ["가", "나"], comments=((0, "첫"), (1, "둘"))), SheetRow(2, ["다"], comments=((0, "셋"),))]
    (first, _), (second, _) = lines_with_next(rows)

    assert first.within(range(1)).row.comments == ((0, "첫"),)
    assert first.with_lower(second).row.comments == ((0, "첫"), (2, "둘"), (1, "셋"))


def test_what_is_pinned_to_a_row_that_goes_on_is_added() -> None:
    row, below = table_row(2, SKY), table_row(3, ["", "", "", "", "", "문자만"])
    row.comments += ("첫",)
    below.comments += ("둘",)

    row.add(below)

    assert list(row.comments) == ["첫", "둘"]


def test_a_ditto_without_anything_above_says_nothing() -> None:
    (first, _), (last, _) = lines_with_next([SheetRow(1, ["가"]), SheetRow(2, ["〃", "〃", "나"])])

    assert first.without_dittos(None) is first
    assert last.without_dittos(first).texts == ["가", "", "나"]
    assert last.without_dittos(None).texts == ["", "", "나"]


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
