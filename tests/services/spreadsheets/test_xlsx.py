"""Workbooks, hostile ones too."""

import pytest

from bot.domain.lists.rows import ListProblem
from tests.steps.list_files import SHEET, problem_with, rebuilt


def hostile_sheet(rows: str, after: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>{after}</worksheet>'
    return rebuilt("80-last-cell.xlsx", {SHEET: xml.encode()})


def test_a_merged_range_over_the_whole_sheet_fills_only_what_is_there() -> None:
    row = '<row r="1"><c r="A1" t="inlineStr"><is><t>명단</t></is></c></row>'
    header = "".join(
        f'<c r="{letter}3" t="inlineStr"><is><t>{word}</t></is></c>'
        for letter, word in zip("ABCD", ("성명", "연락처", "방문일자", "업무"), strict=True)
    )
    data = hostile_sheet(f'{row}<row r="3">{header}</row>', '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')

    assert problem_with(data, "a.xlsx") is ListProblem.NO_HEADER


@pytest.mark.parametrize(
    ("part", "problem"),
    [
        (b"<a>" * 100_000, ListProblem.BROKEN),
        (b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>', ListProblem.BROKEN),
        (b"<worksheet><sheetData><row", ListProblem.BROKEN),
        (b"", ListProblem.BROKEN),
        (b"\0" * 100, ListProblem.BROKEN),
    ],
)
def test_hostile_xml_is_refused(part: bytes, problem: ListProblem) -> None:
    assert problem_with(rebuilt("80-last-cell.xlsx", {SHEET: part}), "a.xlsx") is problem


def test_absurd_numbers_in_a_sheet_are_read_past() -> None:
    cells = '<c r="A1" t="s"><v>99999999</v></c><c r="ZZZ1"><v>1</v></c><c r="B1" s="4294967296"><v>1e308</v></c>'

    assert problem_with(hostile_sheet(f'<row r="1">{cells}</row>'), "a.xlsx") is ListProblem.NO_HEADER
