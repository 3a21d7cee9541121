"""Workbooks, hostile ones too."""

import html
from datetime import date, datetime, time

import pytest

from bot.domain.lists.rows import ListProblem
from bot.domain.lists.sheets import SheetRow
from bot.services.spreadsheets.xlsx import date_of, read_xlsx, value_of
from tests.steps.list_files import SHEET, problem_with, read_file, rebuilt
from tests.steps.vectors import every


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


def test_merged_ranges_are_all_found_however_many_there_are() -> None:
    rows = "".join(f'<row><c t="inlineStr"><is><t>{number}</t></is></c></row>' for number in range(1, 6001))
    ranges = "".join(f'<mergeCell ref="A{number}:B{number}"/>' for number in range(1, 6001))

    sheets = read_xlsx(hostile_sheet(rows, f"<mergeCells>{ranges}</mergeCells>"))

    read = [row.cells for sheet in sheets for row in sheet.rows]
    assert read == [[str(number)] * 2 for number in range(1, 6001)]


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


@pytest.mark.parametrize(("serial", "counts_from_1904"), [(46350, False), (44888, True)])
def test_a_day_is_counted_from_the_year_that_the_workbook_says(serial: int, *, counts_from_1904: bool) -> None:
    assert date_of(serial, counts_from_1904=counts_from_1904) == datetime(2026, 11, 24)  # noqa: DTZ001 — as cells say it


STYLES = """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts><numFmt numFmtId="164" formatCode="0.0"/><numFmt numFmtId="165" formatCode="yyyy-mm-dd"/></numFmts>
<fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>
<cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf fontId="1"/><xf fontId="2"/></cellXfs>
</styleSheet>"""
A_DATE, A_NUMBER, A_DAY, STRUCK, NOT_STRUCK = range(1, 6)


def rows_of(rows: str) -> list[SheetRow]:
    """Read the rows of a sheet with these styles."""
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    data = rebuilt("80-last-cell.xlsx", {SHEET: xml.encode(), "xl/styles.xml": STYLES.encode()})
    for sheet in read_xlsx(data):
        return list(sheet.rows)
    return []


def cell(written: str) -> object:
    """Read one cell."""
    found = rows_of(f'<row r="1">{written}</row>')
    return found[0].cells[0] if found else None


@every(
    ("written", "value"),
    [
        ("<c><v>12</v></c>", 12),
        ("<c><v>12.0</v></c>", 12),
        ("<c><v>12.5</v></c>", 12.5),
        ("<c><v>1E3</v></c>", 1000),
        ("<c><v>-3</v></c>", -3),
        ("<c><v> 7 </v></c>", 7),
        ("<c><v>x</v></c>", "x"),
        ("<c><v></v></c>", None),
        ("<c><v>  </v></c>", None),
        ('<c t="n"><v>12</v></c>', 12),
        ('<c t="str"><v>12</v></c>', "12"),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="b"><v>0</v></c>', False),
        ('<c t="e"><v>#REF!</v></c>', None),
        ('<c t="s"><v>0</v></c>', None),
        ('<c t="inlineStr"><is><t>강하늘</t></is></c>', "강하늘"),
        ('<c t="inlineStr"><is><r><t>강</t></r><r><t>하늘</t></r></is></c>', "강하늘"),
        ('<c t="inlineStr"><is><t>강하늘</t><rPh><t>カン</t></rPh></is></c>', "강하늘"),
        (f'<c s="{A_NUMBER}"><v>46350</v></c>', 46350),
        (f'<c s="{A_DATE}"><v>46350</v></c>', datetime(2026, 11, 24)),  # noqa: DTZ001 — as a workbook has it
        (f'<c s="{A_DAY}"><v>46350.5</v></c>', datetime(2026, 11, 24, 12)),  # noqa: DTZ001
        (f'<c s="{A_DAY}"><v>0.5</v></c>', time(12)),
        (f'<c s="{A_DAY}"><v>-1</v></c>', -1),
        (f'<c s="{A_DAY}"><v>2958465</v></c>', datetime(9999, 12, 31)),  # noqa: DTZ001
        (f'<c s="{A_DAY}"><v>2958466</v></c>', 2958466),
        ("<c><v>" + "1" * 40 + "</v></c>", int("1" * 40)),
        ("<c><v>" + "1" * 41 + "</v></c>", "1" * 41),
        ('<c><f>"강하늘"</f></c>', "강하늘"),
        ('<c t="str"><f>"강하늘"</f><v>도우리</v></c>', "도우리"),
    ],
)
def test_a_cell_is_what_its_type_and_its_style_say(written: str, value: object) -> None:
    found = cell(written)

    assert found == value
    assert type(found) is type(value)


def test_cells_stand_where_they_say_and_else_behind_the_one_before() -> None:
    [row] = rows_of('<row r="3"><c><v>1</v></c><c r="D3"><v>2</v></c><c><v>3</v></c><c r="AA3"><v>4</v></c></row>')

    assert (row.number, len(row.cells)) == (3, 27)
    assert {at: value for at, value in enumerate(row.cells) if value is not None} == {0: 1, 3: 2, 4: 3, 26: 4}


def test_columns_behind_the_256th_are_not_looked_at() -> None:
    [row] = rows_of('<row r="1"><c r="A1"><v>1</v></c><c r="IV1"><v>2</v></c><c r="IW1"><v>3</v></c></row>')

    assert (len(row.cells), row.cells[-1]) == (256, 2)


def test_rows_are_numbered_as_they_say_and_else_follow() -> None:
    one = "<c><v>1</v></c>"
    found = rows_of(f'<row>{one}</row><row r="5">{one}</row><row>{one}</row><row r="x">{one}</row><row r="9"/>')

    assert [row.number for row in found] == [1, 5, 6, 7]


def test_hidden_rows_and_what_is_struck_out_are_known() -> None:
    struck = '<c t="inlineStr"><is><r><rPr><strike/></rPr><t>강하늘</t></r></is></c>'
    partly = '<c t="inlineStr"><is><r><rPr><strike/></rPr><t>강하늘</t></r><r><t>도우리</t></r></is></c>'
    styled = f'<c s="{STRUCK}"><v>1</v></c><c s="{NOT_STRUCK}"><v>1</v></c>'

    plain, hidden = rows_of(f'<row r="1"><c><v>1</v></c></row><row r="2" hidden="1">{struck}{partly}{styled}</row>')

    assert (plain.is_hidden, plain.struck, list(plain.cells)) == (False, frozenset(), [1])
    assert (hidden.is_hidden, hidden.struck, list(hidden.cells)) == (
        True,
        frozenset({0, 2}),
        ["강하늘", "도우리", 1, 1],
    )
