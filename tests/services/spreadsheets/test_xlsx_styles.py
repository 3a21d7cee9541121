"""What a workbook says beside its sheets."""

import io
import zipfile

from bot.services.spreadsheets.xlsx_styles import read_workbook
from bot.services.spreadsheets.xml_parts import Parts
from tests.steps.list_files import FILES, rebuilt

WORKBOOK = "xl/workbook.xml"


def test_sheets_are_named_and_hidden_ones_are_told() -> None:
    with zipfile.ZipFile(FILES / "33-hidden-sheet-first.xlsx") as archive:
        book = read_workbook(Parts(archive))

    assert (book.sheets[0].name, book.sheets[0].is_hidden) == ("숨김", True)
    assert not book.counts_from_1904
    assert book.struck or book.struck_strings


def test_a_workbook_may_count_its_days_from_1904() -> None:
    with zipfile.ZipFile(FILES / "64-starts-at-C5.xlsx") as archive:
        xml = archive.read(WORKBOOK).decode()
    xml = xml.replace("<workbookPr", '<workbookPr date1904="1"', 1)

    with zipfile.ZipFile(io.BytesIO(rebuilt("64-starts-at-C5.xlsx", {WORKBOOK: xml.encode()}))) as archive:
        assert read_workbook(Parts(archive)).counts_from_1904
