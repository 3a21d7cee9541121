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
