"""OpenDocument sheets: what is hidden, struck out or merged, and what is locked."""

import pytest

from bot.domain.lists.rows import ListProblem
from bot.services.spreadsheets.ods import read_ods
from tests.steps.list_files import FILES, problem_with, rebuilt

NAME = "hidden-struck-merged.ods"


def test_hidden_sheets_and_rows_and_struck_cells_are_told() -> None:
    sheets = {sheet.name: (sheet.is_hidden, list(sheet.rows)) for sheet in read_ods((FILES / NAME).read_bytes())}

    seen = [rows for is_hidden, rows in sheets.values() if not is_hidden]
    assert sheets["숨김"][0]
    assert [sum(row.is_hidden for row in rows) for rows in seen] == [1]
    assert [row.number for rows in seen for row in rows if row.struck] == [8]


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        ({"META-INF/manifest.xml": b"<manifest:encryption-data/>"}, ListProblem.ENCRYPTED),
        ({"content.xml": b"<office:document"}, ListProblem.BROKEN),
    ],
)
def test_what_is_locked_or_broken_is_refused(part: dict[str, bytes], problem: ListProblem) -> None:
    assert problem_with(rebuilt(NAME, part), NAME) is problem


@pytest.mark.parametrize(
    ("count", "number"), [("3", 4), ("many", 2), ("0", 2), ("9999999", 10_000_000), ("10000000", 2), ("9" * 5000, 2)]
)
def test_what_is_repeated_more_often_than_a_sheet_can_hold_stands_there_once(count: str, number: int) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    content = f"""<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table>
<table:table-row table:number-rows-repeated="{count}"/><table:table-row>{cell.format("끝")}</table:table-row>
</table:table></office:document-content>"""

    [sheet] = read_ods(rebuilt(NAME, {"content.xml": content.encode()}))

    assert [(row.number, row.cells) for row in sheet.rows] == [(number, ["끝"])]
