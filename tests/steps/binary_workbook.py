"""XLSB workbooks, made record by record (MS-XLSB 2.1.4): no library writes them."""

import io
import struct
import zipfile
from collections.abc import Callable, Sequence

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BEGIN_BOOK, END_BOOK, BEGIN_SHEETS, END_SHEETS, SHEET = 131, 132, 143, 144, 156
BEGIN_SHEET, END_SHEET, BEGIN_DATA, END_DATA, SIZE, ROW = 129, 130, 145, 146, 148, 0
NUMBER, TEXT = 5, 6
LONGEST = 32_767


def binary_workbook(
    heads: Sequence[str],
    rows: Sequence[Sequence[str | float]],
    spoil: Callable[[bytes], bytes] = lambda part: part,
) -> bytes:
    """Return a workbook of one sheet; `spoil` may change its parts of records."""
    book = (
        _record(BEGIN_BOOK)
        + _record(BEGIN_SHEETS)
        + _record(SHEET, struct.pack("<II", 0, 1) + _text("rId1") + _text("명단"))
        + _record(END_SHEETS)
        + _record(END_BOOK)
    )
    lines = [heads, *rows]
    size = _record(SIZE, struct.pack("<IIII", 0, len(lines) - 1, 0, max(map(len, lines)) - 1))
    data = b"".join(_row(number, cells) for number, cells in enumerate(lines))
    sheet = _record(BEGIN_SHEET) + size + _record(BEGIN_DATA) + data + _record(END_DATA) + _record(END_SHEET)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", _relation("officeDocument", "xl/workbook.bin"))
        archive.writestr("xl/_rels/workbook.bin.rels", _relation("worksheet", "worksheets/sheet1.bin"))
        archive.writestr("xl/workbook.bin", spoil(book))
        archive.writestr("xl/worksheets/sheet1.bin", spoil(sheet))
    return out.getvalue()


def _row(number: int, cells: Sequence[str | float]) -> bytes:
    head = _record(ROW, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 0))
    return head + b"".join(_cell(at, cell) for at, cell in enumerate(cells))


def _cell(at: int, cell: str | float) -> bytes:
    place = struct.pack("<II", at, 0)
    if isinstance(cell, str):
        return _record(TEXT, place + _text(cell[:LONGEST]))
    return _record(NUMBER, place + struct.pack("<d", cell))


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    size, length = b"", len(data)
    while True:
        size += bytes([length & 127 | (128 if length > 127 else 0)])
        length >>= 7
        if not length:
            return head + size + data


def _text(text: str) -> bytes:
    words = text.encode("utf-16-le", "replace")
    return struct.pack("<I", len(words) // 2) + words


def _relation(kind: str, target: str) -> str:
    return (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"/>'
        "</Relationships>"
    )
