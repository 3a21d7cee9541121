"""Sheets of any kind: read by their content, or refused with the reason."""

import contextlib
import io
import random
import zipfile
from datetime import date

import openpyxl
import psutil
import pytest
from cryptography.fernet import Fernet
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.lists.reading import read_visitor_list
from bot.domain.lists.rows import ListProblem, UnreadableList
from bot.domain.station import Station
from bot.services.lists.preparing import prepare_list
from bot.services.spreadsheets.reading import SMALL_TEXT, read_sheet, read_sheets
from storage.secrets import Secrets
from tests.steps.builders import HEADER, MONDAY, csv_list, seoul, visitor
from tests.steps.list_files import FILES, problem_with, read_file
from tests.steps.mutations import LENGTHS, mutated, rounds

LISTS = (csv_list([visitor(1), visitor(2)]), csv_list([visitor(3)], "utf-8-sig"), b"PK\x03\x04" + bytes(64))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_csv_is_read_in_every_encoding_that_stations_use(encoding: str) -> None:
    data = csv_list([visitor(1, 성명="똠방각하")], encoding)

    [visit] = read_visitor_list(read_sheets(data, "목록.csv"), today=MONDAY).visits

    assert visit.petitioner_name == "똠방각하"


def test_a_workbook_is_read_from_the_sheet_that_has_a_header() -> None:
    book = openpyxl.Workbook()
    book.active.title = "표지"  # type: ignore[union-attr]  # a new workbook has an active sheet
    sheet = book.create_sheet("명단")
    sheet.append(["한빛경찰서 방문 민원인"])
    sheet.merge_cells("A1:H1")
    sheet.append(HEADER)
    sheet.append(["2026-1", "홍길순", 1000001001, seoul(MONDAY, 0).replace(tzinfo=None), "교통", "교통과", "", ""])
    out = io.BytesIO()
    book.save(out)

    [visit] = read_visitor_list(read_sheets(out.getvalue(), "명단.xlsx"), today=MONDAY).visits

    assert (visit.row_no, visit.phone, visit.visited_on) == (3, "01000001001", MONDAY)


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.csv", b"", ListProblem.EMPTY),
        ("a.csv", b" \r\n ", ListProblem.EMPTY),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", ListProblem.BROKEN),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked", ListProblem.ENCRYPTED),
        ("a.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 hwp", ListProblem.HANGUL_FILE),
        ("a.hwpx", b"PK\x03\x04 hwpx", ListProblem.HANGUL_FILE),
        ("a.pdf", b"%PDF-1.7", ListProblem.PDF),
        ("a.csv", b"%PDF-1.7", ListProblem.PDF),
        ("a.xls", b"<html><p>x", ListProblem.WEB_PAGE),
        ("a.xlsx", b"PK\x03\x04 torn", ListProblem.BROKEN),
        ("a.xlsx", b"not a workbook", ListProblem.BROKEN),
        ("a.csv", b"\xff\xff\xff\xff\xff\xff", ListProblem.NOT_TEXT),
        ("a.csv", "가,나\n다,라\n".encode(), ListProblem.NO_HEADER),
    ],
)
def test_files_that_are_no_list_are_refused_with_the_reason(name: str, data: bytes, problem: ListProblem) -> None:
    with pytest.raises(UnreadableList) as refused:
        read_visitor_list(read_sheets(data, name), today=MONDAY)

    assert refused.value.problem is problem


def test_a_zip_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)

    with pytest.raises(UnreadableList) as refused:
        list(read_sheets(out.getvalue(), "bomb.xlsx"))

    assert refused.value.problem is ListProblem.TOO_LARGE


@given(st.binary(max_size=2000), st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a", "a.hwp"]))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # some start a process
def test_no_bytes_whatever_break_the_importer(data: bytes, name: str) -> None:
    try:
        read_visitor_list(read_sheets(data, name), today=MONDAY)
    except UnreadableList:
        return


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_torn_or_twisted_list_never_breaks_the_importer(data: st.DataObject) -> None:
    whole = csv_list([visitor(1), visitor(2), visitor(3)], data.draw(st.sampled_from(["utf-8", "cp949"])))
    cut = data.draw(st.integers(0, len(whole)))
    noise = data.draw(st.binary(max_size=20))

    try:
        read_visitor_list(read_sheets(whole[:cut] + noise + whole[cut:], "a.csv"), today=MONDAY)
    except UnreadableList:
        return


@pytest.mark.timeout(600)
@pytest.mark.parametrize("seconds", LENGTHS)
def test_any_file_is_read_or_refused(seconds: float) -> None:
    chance, goes_on = random.Random(20261123), rounds(seconds)  # noqa: S311 — the same bytes every time, guards nothing
    secrets = Secrets([Fernet.generate_key().decode()])

    while goes_on():
        name = chance.choice(["a.csv", "a.xlsx", "a.txt", "a.hwp", "명단", "a.CSV"])
        with contextlib.suppress(UnreadableList):
            data = mutated(chance.choice(LISTS), chance)
            prepare_list(
                data,
                name,
                today=date(2026, 11, 23),
                station=Station(name="한빛경찰서", main_number="02-0000-0112"),
                secrets=secrets,
            )


def test_a_process_that_wants_too_much_memory_dies_and_the_file_is_refused() -> None:
    assert problem_with((FILES / "last-cell.xls").read_bytes(), "a.xls") is ListProblem.NOT_READ


def test_rows_that_nobody_wants_leave_no_process_behind() -> None:
    before = set(psutil.Process().children())
    sheets = read_sheets((FILES / "11-a-sheet-a-day.xlsx").read_bytes(), "a.xlsx")

    next(iter(next(sheets).rows))
    sheets.close()

    assert set(psutil.Process().children()) <= before


def test_large_text_is_read_in_a_process_too() -> None:
    rows = "".join(f"강하늘,010-0000-{n + 1:04},2026-11-24,x\n" for n in range(SMALL_TEXT // 40))

    assert len(read_file(("성명,연락처,방문일자,업무\n" + rows).encode(), "a.csv").visits) == SMALL_TEXT // 40


def test_the_first_sheet_that_can_be_seen_is_the_directory() -> None:
    rows = list(read_sheet((FILES / "33-hidden-sheet-first.xlsx").read_bytes(), "a.xlsx"))

    assert (rows[0][1], rows[1][1]) == ("성명", "강하늘")
