"""Bytes of a file → its sheets, whatever its format; what this needs of memory and time is bounded by who calls it."""

from collections.abc import Iterable

from bot.domain.lists.sheets import Sheet
from bot.services.spreadsheets.binary import read_binary
from bot.services.spreadsheets.formats import Format, format_of
from bot.services.spreadsheets.ods import read_ods
from bot.services.spreadsheets.text import read_text
from bot.services.spreadsheets.web_pages import read_web_page
from bot.services.spreadsheets.xlsx import read_xlsx
from bot.services.spreadsheets.xml_sheets import read_xml_sheets


def sheets_in(data: bytes, file_name: str) -> Iterable[Sheet]:
    """Read the sheets of a file; the rows of one before the next is asked for.

    Raises:
        UnreadableList: at once, or while it is read.
    """
    match format_of(data, file_name):
        case Format.TEXT:
            return (read_text(data),)
        case Format.WEB_PAGE:
            return (read_web_page(data),)
        case Format.XML_SHEETS:
            return read_xml_sheets(data)
        case Format.XLSX:
            return read_xlsx(data)
        case Format.ODS:
            return read_ods(data)
        case Format.XLS | Format.XLSB:
            return read_binary(data)
