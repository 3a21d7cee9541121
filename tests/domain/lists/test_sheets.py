"""Rows and columns by the names that Excel shows."""

import pytest

from bot.domain.lists.sheets import column_letter, sheet_of


@pytest.mark.parametrize(("at", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_the_letters_of_excel(at: int, letter: str) -> None:
    assert column_letter(at) == letter


def test_rows_count_from_one() -> None:
    assert [row.number for row in sheet_of([["가"], [], ["나"]]).rows] == [1, 2, 3]
