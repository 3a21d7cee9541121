"""Pages that call themselves .xls."""

import pytest

from bot.services.spreadsheets.web_pages import read_web_page
from tests.steps.list_files import read_file


def test_a_page_in_euc_kr_with_spans_is_read_as_excel_lays_it_out() -> None:
    page = (
        "<html><head><meta charset='euc-kr'><style>.x1 {text-decoration:line-through}</style></head><table>"
        "<tr><td colspan=4>방문 민원인 명단</td></tr>"
        "<tr><th rowspan=2>방문일자<th colspan=2>민원인<th rowspan=2>비고</tr><tr><th>성명<th>연락처</tr>"
        "<tr><td rowspan=2>2026-11-24<td>똠방<br>각하<td>010-0000-1201<td></tr>"
        "<tr style='display:none'><td>도우리<td>010-0000-1202<td></tr>"
        "<tr><td>2026-11-24<td class=x1>류민<td>010-0000-1203<td></tr></table>"
    )

    found = read_file(page.encode("cp949"), "목록.xls")

    assert [(visit.row_no, visit.petitioner_name) for visit in found.visits] == [(4, "똠방 각하"), (5, "도우리")]
    assert [row.row_no for row in found.struck] == [6]
    assert found.sheets[0].hidden_rows == 1


@pytest.mark.parametrize(("span", "names"), [("2", 2), ("99999", 3), ("100000", 1), ("0", 1), ("many", 1)])
def test_a_cell_goes_over_as_many_rows_as_it_says_and_there_are(span: str, names: int) -> None:
    page = f"<table><tr><td rowspan='{span}'>가<td>1</tr><tr><td>2</tr><tr><td>3</tr></table>"

    sheet = read_web_page(page.encode())

    assert sum("가" in row.cells for row in sheet.rows) == names
