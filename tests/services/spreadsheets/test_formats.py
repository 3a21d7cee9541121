"""What a file is, by its first bytes: no list is refused with a way out."""

import io
import zipfile

import pytest

from bot.domain.lists.rows import ListProblem
from bot.services.spreadsheets.formats import OLE
from tests.steps.list_files import FILES, problem_with, read_file


def zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, "지어낸 말")
    return out.getvalue()


@pytest.mark.parametrize("name", ["명단.csv", "명단.xls", "명단"])
def test_the_ending_does_not_decide_what_a_file_is(name: str) -> None:
    [visit] = read_file((FILES / "64-starts-at-C5.xlsx").read_bytes(), name).visits

    assert visit.row_no == 6


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), ListProblem.ENCRYPTED),
        ("a.xls", OLE + "FileHeader BodyText".encode("utf-16-le"), ListProblem.HANGUL_FILE),
        ("a.xls", OLE + "__substg1.0_001A001E".encode("utf-16-le"), ListProblem.MAIL),
        ("a.xlsx", b"\x9b DRMONE  This Document is encrypted and protected by Fasoo DRM", ListProblem.RIGHTS_MANAGED),
        ("a.xlsx", b"<DOCUMENT SAFER V2010>" + b"\0" * 100, ListProblem.RIGHTS_MANAGED),
        ("a.cell", b"\x01\x02\x03 something", ListProblem.HANGUL_CELL),
        ("a.xls", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", ListProblem.MAIL),
        ("a.xls", b"%PDF-1.7 in disguise", ListProblem.PDF),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0", ListProblem.OTHER_FILE),
        ("a.zip", b"PK\x03\x04 torn", ListProblem.ARCHIVE),
        ("a.xlsx", b"PK\x03\x04 torn", ListProblem.BROKEN),
        ("a.xls", b"PK\x03\x04 torn", ListProblem.BROKEN),
        ("a.zip", zipped("명단.txt"), ListProblem.ARCHIVE),
        ("a.xlsx", zipped("word/document.xml"), ListProblem.WORD_FILE),
        ("a.csv", b"\x8a7]5n)\x90\x16" * 400, ListProblem.NOT_TEXT),
        ("a.csv", "성명이라는 말만 있는 글\n둘째 줄\n".encode(), ListProblem.NO_HEADER),
    ],
    ids=lambda value: f"{len(value)} bytes" if isinstance(value, bytes) else str(value),  # archives hold the time
)
def test_what_is_no_list_is_refused_with_a_way_out(name: str, data: bytes, problem: ListProblem) -> None:
    assert problem_with(data, name) is problem


def test_a_packed_file_whose_kind_is_damaged_is_refused_as_broken() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    packed = bytearray(out.getvalue())
    begins = 30 + len("mimetype")
    packed[begins : begins + 8] = b"\xff" * 8

    assert problem_with(bytes(packed), "명단.ods") is ListProblem.BROKEN
