"""OpenDocument sheets: what is hidden, struck out or merged, and what is locked."""

from datetime import time

import pytest

from bot.domain.lists.rows import ListProblem
from bot.domain.lists.sheets import Sheet
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
    sheet = sheet_of(
        f'<table:table-row table:number-rows-repeated="{count}"/>'
        '<table:table-row><table:table-cell office:value-type="string"><text:p>끝</text:p></table:table-cell>'
        "</table:table-row>"
    )

    assert [(row.number, row.cells) for row in sheet.rows] == [(number, ["끝"])]


@pytest.mark.parametrize(
    ("value", "cell"),
    [("PT09H10M00S", time(9, 10)), ("PT23H59M59S", time(23, 59, 59)), ("PT24H00M00S", "글"), ("", "글")],
)
def test_a_time_of_the_day_is_one_and_what_is_longer_is_what_is_written(value: str, cell: object) -> None:
    sheet = sheet_of(
        f'<table:table-row><table:table-cell office:value-type="time" office:time-value="{value}"><text:p>글</text:p>'
        "</table:table-cell></table:table-row>"
    )

    assert [row.cells for row in sheet.rows] == [[cell]]


@pytest.mark.parametrize("lines", [["가"], ["가", "나"], ["가", "나", "다"]])
def test_each_paragraph_of_a_cell_is_a_line(lines: list[str]) -> None:
    written = "".join(f"<text:p>{line}</text:p>" for line in lines)
    sheet = sheet_of(f"<table:table-row><table:table-cell>{written}</table:table-cell></table:table-row>")

    assert [row.cells for row in sheet.rows] == [["\n".join(lines)]]


def test_what_goes_over_two_columns_stands_in_both() -> None:
    spanned = '<table:table-cell table:number-columns-spanned="2"><text:p>가</text:p></table:table-cell>'
    sheet = sheet_of(f"<table:table-row>{spanned}<table:covered-table-cell/></table:table-row>")

    assert [row.cells for row in sheet.rows] == [["가", "가"]]


@pytest.mark.parametrize(
    ("said", "is_hidden"), [('table:display="false"', True), ('table:display="true"', False), ("", False)]
)
def test_a_sheet_is_hidden_if_its_style_says_so(said: str, is_hidden: bool) -> None:
    style = f'<style:style style:name="ta1"><style:table-properties {said}/></style:style>'

    assert sheet_of("<table:table-row/>", style).is_hidden is is_hidden


def sheet_of(rows: str, style: str = "") -> Sheet:
    """A workbook's only sheet."""
    content = f"""<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:style="s">
{style}<table:table table:style-name="ta1">{rows}</table:table></office:document-content>"""
    [sheet] = read_ods(rebuilt(NAME, {"content.xml": content.encode()}))
    return sheet


def test_a_comment_is_told_beside_its_cell() -> None:
    sheet = sheet_of(
        '<table:table-row><table:table-cell office:value-type="string"><text:p>강하늘</text:p></table:table-cell>'
        '<table:table-cell office:value-type="string"><office:annotation><dc:creator>김상담</dc:creator>'
        "<dc:date>2026-11-24T09:00:00</dc:date><text:p>연락</text:p><text:p>거부하심</text:p></office:annotation>"
        "<text:p>010-0000-1201</text:p></table:table-cell></table:table-row>"
    )

    [row] = sheet.rows
    assert (row.cells, row.comments) == (["강하늘", "010-0000-1201"], ((1, "연락\n거부하심"),))
