"""Workbooks, hostile ones too."""

import html
from datetime import date

import pytest

from bot.domain.lists.rows import ListProblem
from bot.services.spreadsheets.xlsx import value_of
from tests.steps.list_files import SHEET, problem_with, read_file, rebuilt


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


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ('"010-0000-1201"', "010-0000-1201"),
        ('"그는 ""네"" 했다"', '그는 "네" 했다'),
        ('HYPERLINK("tel:01000001201","010-0000-1201")', "010-0000-1201"),
        ("DATE(2026,11,24)", "2026-11-24"),
        ("A1&B1", ""),
        ('IF(A1="x","y","z")', ""),
        ("", ""),
    ],
)
def test_a_formula_without_a_value_says_what_is_plain(formula: str, value: str) -> None:
    assert value_of(formula) == value


def test_a_workbook_whose_program_left_the_values_to_excel_is_read() -> None:
    heads = "".join(f'<c t="inlineStr"><is><t>{word}</t></is></c>' for word in ("성명", "연락처", "방문일자", "업무"))
    formulas = ('"강하늘"', '"010-0000-1201"', "DATE(2026,11,24)", '"x"')
    cells = "".join(f"<c><f>{html.escape(each)}</f><v></v></c>" for each in formulas)

    [visit] = read_file(hostile_sheet(f"<row>{heads}</row><row>{cells}</row>"), "a.xlsx").visits

    assert (visit.petitioner_name, visit.phone, visit.visited_on) == ("강하늘", "01000001201", date(2026, 11, 24))
