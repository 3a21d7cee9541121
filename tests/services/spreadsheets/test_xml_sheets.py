"""XML Spreadsheet 2003, as systems export it with the ending .xls."""

from datetime import date

import pytest

from bot.domain.lists.rows import ListProblem, SheetUnread
from tests.steps.list_files import problem_with, read_file

HEAD = """<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"><Font ss:StrikeThrough="1"/></Style></Styles>"""
HEADER = "<Row>" + "".join(
    f'<Cell><Data ss:Type="String">{word}</Data></Cell>' for word in ("방문일자", "성명", "연락처", "용무")
)
ROWS = """</Row>
<Row ss:Index="4"><Cell ss:MergeDown="1"><Data ss:Type="DateTime">2026-11-24T09:10:00.000</Data></Cell>
<Cell><Data ss:Type="String">강하늘</Data></Cell><Cell><Data ss:Type="Number">1000001201</Data></Cell>
<Cell><Data ss:Type="String">교통</Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="String">도우리</Data></Cell>
<Cell><Data ss:Type="String">010-0000-1202</Data></Cell></Row>
<Row><Cell ss:Index="2" ss:StyleID="s1"><Data ss:Type="String">류민</Data></Cell></Row>"""


def workbook(encoding: str = "UTF-8", rows: str = HEADER + ROWS) -> bytes:
    hidden = "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>"
    text = (
        HEAD.format(encoding=encoding)
        + f'<Worksheet ss:Name="명단"><Table>{rows}</Table></Worksheet>'
        + '<Worksheet ss:Name="안내"><Table/></Worksheet>'
        + f'<Worksheet ss:Name="숨김"><Table>{HEADER}</Row></Table>{hidden}</Worksheet></Workbook>'
    )
    return text.encode(encoding)


@pytest.mark.parametrize("encoding", ["UTF-8", "euc-kr", "UTF-16"])
def test_its_rows_are_those_that_excel_shows(encoding: str) -> None:
    found = read_file(workbook(encoding), "명단.xls")

    assert [(visit.row_no, visit.petitioner_name, visit.phone) for visit in found.visits] == [
        (4, "강하늘", "01000001201"),
        (5, "도우리", "01000001202"),
    ]
    assert {visit.visited_on for visit in found.visits} == {date(2026, 11, 24)}
    assert [row.row_no for row in found.struck] == [6]
    assert (found.sheets[0].name, found.sheets[0].hidden_rows) == ("명단", 1)
    assert found.sheets_not_read == [("안내", SheetUnread.NO_HEADER), ("숨김", SheetUnread.HIDDEN)]


def test_what_is_no_number_or_day_though_its_cell_says_so_stays_as_it_is_written() -> None:
    rows = HEADER + ROWS.replace(">1000001201<", ">1000001201 (집)<").replace(">2026-11-24T09:10:00.000<", ">11. 24.<")

    first = read_file(workbook(rows=rows), "명단.xls").visits[0]

    assert (first.phone, first.visited_on) == ("01000001201", date(2026, 11, 24))


@pytest.mark.parametrize(
    "rows", ["<Row><Cell", '<Row ss:Index="9999999"><Cell ss:Index="9999999" ss:MergeAcross="9999999"/></Row>']
)
def test_broken_and_absurd_ones_are_refused(rows: str) -> None:
    assert problem_with(workbook(rows=rows), "a.xls") in {ListProblem.BROKEN, ListProblem.NO_HEADER, ListProblem.EMPTY}


def test_a_comment_is_a_remark_of_its_row_and_not_what_its_cell_says() -> None:
    comment = '<Comment ss:Author="김상담"><ss:Data><B>김상담:</B>&#10;연락 거부하심</ss:Data></Comment>'
    rows = (HEADER + ROWS).replace("1000001201</Data>", f"1000001201</Data>{comment}")

    found = read_file(workbook(rows=rows), "명단.xls")

    assert [visit.petitioner_name for visit in found.visits] == ["도우리"]
    assert [(row.visit.petitioner_name, row.reason.value) for row in found.excluded] == [("강하늘", "refused_contact")]
