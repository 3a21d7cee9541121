"""Small cells, and what is hidden with them so that no sum gives one away."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.figures.hiding import SMALLEST_CELL, Table, hide_partners
from bot.domain.figures.solving import Line, solvable

ROWS, COLUMNS = "abcd", "xyz"
NUMBERS = st.lists(st.one_of(st.integers(0, 6), st.integers(0, 60)), min_size=12, max_size=12)


def table_of(cells: Mapping[str, int]) -> Table[str]:
    """Rows and columns with their totals."""
    sums = {row: sum(cells[row + column] for column in COLUMNS) for row in ROWS}
    sums |= {column: sum(cells[row + column] for row in ROWS) for column in COLUMNS}
    lines = [Line(row, [row + column for column in COLUMNS]) for row in ROWS]
    lines += [Line(column, [row + column for row in ROWS]) for column in COLUMNS]
    lines += [Line("all", list(ROWS)), Line("all", list(COLUMNS))]
    return Table(sizes={cell: (n,) for cell, n in {**cells, **sums, "all": sum(cells.values())}.items()}, lines=lines)


def hidden_in(table: Table[str]) -> set[str]:
    return hide_partners(table, [cell for cell, (n,) in table.sizes.items() if 0 < n < SMALLEST_CELL])


def one_column(*numbers: int) -> set[str]:
    """What is hidden of a single column: 0 is its total, then the parts as given."""
    sizes = {str(place): (n,) for place, n in enumerate((sum(numbers), *numbers))}
    table = Table(sizes=sizes, lines=[Line("0", [str(place + 1) for place in range(len(numbers))])])
    return hidden_in(table)


def test_the_smallest_neighbour_is_hidden_with_the_only_small_cell() -> None:
    assert one_column(3, 9, 6) == {"1", "3"}
    assert one_column(0, 9, 6) == set()


def test_what_is_hidden_together_is_five_at_least_and_leaves_room() -> None:
    assert one_column(1, 2, 9) == {"1", "2", "3"}
    assert one_column(1, 4, 9) == {"1", "2"}
    assert one_column(1, 2, 2, 9, 12) == {"1", "2", "3", "4"}  # of five by three of them nobody can have said four


def test_without_a_neighbour_the_total_is_hidden() -> None:
    assert one_column(3, 0) == {"0", "1"}


def test_points_that_nobody_lost_are_not_told_of_the_few() -> None:
    """Two of three departments are few, and all of them gave the most: the third hides them."""
    sizes = {"all": (15, 15), "a": (3, 0), "b": (4, 0), "c": (8, 15)}

    found = hide_partners(Table(sizes=sizes, lines=[Line("all", ["a", "b", "c"])]), ["a", "b"])

    assert found == {"a", "b", "c"}


def test_what_was_answered_before_is_not_hidden_but_the_sum_is() -> None:
    sizes = {"quarter": (21,), "july": (3,), "august": (9,), "september": (9,)}
    table = Table(
        sizes=sizes, lines=[Line("quarter", ["july", "august", "september"])], answered={"july", "august", "september"}
    )

    assert hide_partners(table, ["july"]) == {"july", "quarter"}


@given(NUMBERS)
def test_no_hidden_cell_of_a_table_can_be_solved(numbers: list[int]) -> None:
    table = table_of(dict(zip((row + column for row in ROWS for column in COLUMNS), numbers, strict=True)))

    hidden = hidden_in(table)

    assert not solvable(table.lines, hidden)
    assert all(n == 0 or n >= SMALLEST_CELL for cell, (n,) in table.sizes.items() if cell not in hidden)
    assert all(n for cell, (n,) in table.sizes.items() if cell in hidden)
