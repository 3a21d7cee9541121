"""What a workbook says beside its sheets."""

import io
import zipfile

import pytest

from bot.services.spreadsheets.xlsx_styles import RichText, Workbook, read_workbook, shows_date
from bot.services.spreadsheets.xml_parts import Parts
from tests.steps.list_files import FILES, rebuilt
from tests.steps.vectors import every

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


@every(
    ("code", "is_date"),
    [
        ("yyyy-mm-dd", True),
        ("h:mm", True),
        ("[h]:mm", True),
        ('0"d"', False),
        ("General", False),
        ("0.00", False),
        ("[Red]0", False),
        (r"0\d", False),
        ("", False),
        ('yyyy"년" m"월" d"일"', True),
    ],
)
def test_a_format_shows_a_date_if_letters_of_one_stand_in_it(code: str, is_date: bool) -> None:
    assert shows_date(code) is is_date


def test_the_formats_of_dates_that_come_with_korean_excel_are_known() -> None:
    """ECMA-376 18.8.30."""
    expected = [*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)]
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in range(70))

    book = with_styles(f"<cellXfs>{styles}</cellXfs>")

    assert sorted(book.dates) == expected


def test_fonts_that_strike_out_are_known_by_their_place() -> None:
    book = with_styles(
        "<fonts><font/><font><strike/></font><font><strike val='0'/></font><font><strike val='1'/></font></fonts>"
        "<dxfs><dxf><font><strike/></font></dxf></dxfs>"
        "<cellXfs><xf/><xf fontId='1'/><xf fontId='2'/><xf fontId='3'/><xf fontId='x'/></cellXfs>"
    )

    assert book.struck == {1, 3}


SPACE = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"


def book_of(part: str, xml: str) -> Workbook:
    """A workbook of one sheet and one part more."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(WORKBOOK, f"<workbook {SPACE}><sheets><sheet name='명단'/></sheets></workbook>")
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet {SPACE}/>")
        archive.writestr(part, xml)
    with zipfile.ZipFile(out) as archive:
        return read_workbook(Parts(archive))


def with_styles(styles: str) -> Workbook:
    """A workbook with these styles."""
    return book_of("xl/styles.xml", f"<styleSheet {SPACE}>{styles}</styleSheet>")


def test_shared_strings_are_read_without_what_is_struck_out_and_without_readings() -> None:
    xml = (
        f"<sst {SPACE}>"
        "<si><t>강하늘</t></si>"
        "<si><r><rPr><strike/></rPr><t>강하늘</t></r><r><t>도우리</t></r></si>"
        "<si><r><rPr><strike/></rPr><t>강하늘</t></r></si>"
        "<si><t>류민</t><rPh sb='0' eb='1'><t>リュ</t></rPh></si>"
        "<si><r><rPr><strike val='0'/></rPr><t>백두산</t></r></si>"
        "</sst>"
    )

    book = book_of("xl/sharedStrings.xml", xml)

    assert book.strings == ["강하늘", "도우리", "강하늘", "류민", "백두산"]
    assert book.struck_strings == {2}


@pytest.mark.parametrize("letters", [32_767, 40_000])
def test_of_a_long_text_no_more_is_kept_than_a_cell_holds(letters: int) -> None:
    text = RichText()
    for _ in range(3):
        text.add("가" * letters)

    assert text.read() == ("가" * letters, False)
