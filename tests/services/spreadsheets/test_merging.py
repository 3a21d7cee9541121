"""Merged cells hold for all that they cover."""

from bot.domain.lists.rows import Cell
from bot.services.spreadsheets.limits import MOST_COLUMNS
from bot.services.spreadsheets.merging import Merged, MergedCells


def test_the_first_cell_fills_the_rows_and_columns_that_are_covered() -> None:
    merged = MergedCells([Merged(1, 0, 2, 1)])
    first: dict[int, Cell] = {0: "가", 2: "나"}
    second: dict[int, Cell] = {2: "다"}
    third: dict[int, Cell] = {2: "라"}

    continued = [merged.fill(number, cells, set()) for number, cells in enumerate((first, second, third), 1)]

    assert (first, second, third) == ({0: "가", 1: "가", 2: "나"}, {0: "가", 1: "가", 2: "다"}, {2: "라"})
    assert continued == [set(), {0, 1}, set()]
    assert not merged.is_open


def test_what_is_struck_out_is_so_wherever_it_holds() -> None:
    merged = MergedCells([Merged(1, 0, 2, 0)])
    struck: set[int] = set()

    merged.fill(1, {0: "가"}, {0})
    merged.fill(2, {}, struck)

    assert struck == {0}


def test_a_range_over_everything_fills_no_more_than_is_looked_at() -> None:
    cells: dict[int, Cell] = {0: "가"}

    MergedCells([Merged(1, 0, 1_048_576, 16_383)]).fill(1, cells, set())

    assert len(cells) == MOST_COLUMNS
