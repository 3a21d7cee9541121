"""Files as offices send them: each becomes sheets, whatever its format."""

import pytest

from bot.domain.lists.rows import SheetUnread
from tests.steps.list_files import FILES, read_file


@pytest.mark.parametrize(
    ("name", "calls"),
    [
        ("01-two-header-rows.xlsx", 5),
        ("03-officer-columns-first.csv", 5),
        ("04-words.csv", 5),
        ("06-phone-words.csv", 5),
        ("09-date-merged-down.xlsx", 10),
        ("11-a-sheet-a-day.xlsx", 15),
        ("12-specimen-sheet-first.xlsx", 5),
        ("13-two-phone-columns.csv", 3),
        ("16-equals-quoted.csv", 5),
        ("18-invisible.csv", 4),
        ("20-tab-many-commas.txt", 5),
        ("26-cp949-cut-in-a-letter.csv", 2),
        ("27-stray-quote.csv", 6),
        ("30-blank-in-last-row.xlsx", 5),
        ("33-hidden-sheet-first.xlsx", 4),
        ("43-pages-and-closing.csv", 2),
        ("46-header-decor3.csv", 1),
        ("51-one-receipt-two-people.csv", 2),
        ("56-day-rows.csv", 2),
        ("58-html.xls", 1),
        ("64-starts-at-C5.xlsx", 1),
        ("65-two-tables-below.csv", 3),
        ("80-last-cell.xlsx", 2),
        ("81-duration-cell.xlsx", 2),
        ("stray-quote.csv", 3),
        ("merged-from-C5.xls", 2),
        ("hidden-struck-merged.ods", 3),
        ("xml-2003.xls", 2),
    ],
)
def test_every_person_of_a_list_is_read(name: str, calls: int) -> None:
    found = read_file((FILES / name).read_bytes(), name)

    assert len(found.visits) == calls
    assert len(found.rejected) == (1 if name.startswith("26") else 0)


@pytest.mark.parametrize("name", ["64-starts-at-C5.xlsx", "merged-from-C5.xls"])
def test_rows_have_the_numbers_that_excel_shows(name: str) -> None:
    found = read_file((FILES / name).read_bytes(), name)

    assert found.visits[0].row_no == 6
    assert found.sheets[0].columns[0].letter == "C"


@pytest.mark.parametrize(("name", "struck"), [("33-hidden-sheet-first.xlsx", 4), ("hidden-struck-merged.ods", 8)])
def test_hidden_rows_are_read_and_struck_ones_are_not(name: str, struck: int) -> None:
    found = read_file((FILES / name).read_bytes(), name)

    assert [row.row_no for row in found.struck] == [struck]
    assert [sheet.hidden_rows for sheet in found.sheets] == [1]
    assert found.sheets_not_read == [("숨김", SheetUnread.HIDDEN)]
    assert not found.sheets[0].untold


def test_a_specimen_is_not_read_and_is_named() -> None:
    found = read_file((FILES / "12-specimen-sheet-first.xlsx").read_bytes(), "a.xlsx")

    assert found.sheets_not_read == [("작성예시", SheetUnread.SPECIMEN)]
