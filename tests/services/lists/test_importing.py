"""Importing: idempotent, merging, excluding, all or nothing, and quick to refuse."""

import io
import zipfile
from datetime import timedelta

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.domain.lists.reading import read_visitor_list
from bot.domain.lists.rows import ListProblem, UnreadableList
from bot.services.calls import claiming, recording
from bot.services.desk import Desk
from bot.services.spreadsheets import read_sheet
from bot.services.unit import Unit
from storage.calls.tables import Call
from storage.lists.tables import Visit
from tests.steps.builders import HEADER, KIM, MONDAY, bring_list, csv_list, hire, operator, seoul, visitor


def calls(desk: Desk) -> list[tuple[int | None, int]]:
    """Every call with the number of its visits."""

    def read(unit: Unit) -> list[tuple[int | None, int]]:
        return [(call.id, call.visits) for call in unit.session.execute(select(Call)).scalars()]

    return desk.do_now(read)


def test_the_same_list_twice_adds_nothing(desk: Desk) -> None:
    rows = [visitor(1), visitor(2, 비고="스토킹"), visitor(3, 접수번호="")]
    bring_list(desk, rows)

    again = bring_list(desk, rows)

    assert (again.added, again.known) == (0, 3)
    assert len(calls(desk)) == 2


def test_two_visits_of_one_number_make_one_call(desk: Desk) -> None:
    bring_list(desk, [visitor(1), visitor(2, 연락처="010-0000-1001")])

    report = bring_list(desk, [visitor(3, 연락처="+82 10-0000-1001")])

    assert report.merged == 1
    assert calls(desk) == [(1, 3)]


def test_a_petitioner_called_in_the_last_thirty_days_is_left_in_peace(desk: Desk, clock: MovableClock) -> None:
    hire(desk, operator(KIM))
    bring_list(desk, [visitor(1)])
    desk.do_now(claiming.claim_call, by=KIM, number=1)
    desk.do_now(recording.record_result, by=KIM, number=1, result=Result(disposition=Disposition.REFUSED))
    clock.advance(timedelta(days=7))

    report = bring_list(desk, [visitor(2, 연락처="010-0000-1001", 방문일시="2026-11-27")])

    assert report.excluded == {"recently_called": 1}


def test_who_asked_not_to_be_called_never_is(desk: Desk, clock: MovableClock) -> None:
    hire(desk, operator(KIM))
    bring_list(desk, [visitor(1)])
    desk.do_now(claiming.claim_call, by=KIM, number=1)
    result = Result(disposition=Disposition.REFUSED, do_not_call=True)
    desk.do_now(recording.record_result, by=KIM, number=1, result=result)
    clock.advance(timedelta(days=60))

    report = bring_list(desk, [visitor(2, 연락처="010-0000-1001", 방문일시="2027-01-20")])

    assert report.excluded == {"do_not_call": 1}


def test_a_visit_too_long_ago_is_counted_as_such(desk: Desk) -> None:
    assert bring_list(desk, [visitor(1, 방문일시="2026-11-02")]).excluded == {"window_over": 1}


def test_a_dry_run_tells_and_changes_nothing(desk: Desk) -> None:
    report = bring_list(desk, [visitor(1)], dry_run=True)

    assert (report.added, report.dry_run) == (1, True)
    assert not calls(desk)


def test_what_is_stored_of_a_person_is_sealed(desk: Desk) -> None:
    bring_list(desk, [visitor(1, 비고="영어 통역 필요")])

    def read(unit: Unit) -> list[Visit]:
        return list(unit.session.execute(select(Visit)).scalars())

    [visit] = desk.do_now(read)
    assert visit.sealed_note is not None
    assert desk.secrets.open(visit.sealed_note) == "영어 통역 필요"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_csv_is_read_in_every_encoding_that_stations_use(encoding: str) -> None:
    data = csv_list([visitor(1, 성명="똠방각하")], encoding)

    [visit] = read_visitor_list(read_sheet(data, "목록.csv"), today=MONDAY).visits

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

    [visit] = read_visitor_list(read_sheet(out.getvalue(), "명단.xlsx"), today=MONDAY).visits

    assert (visit.row_no, visit.phone, visit.visited_on) == (3, "01000001001", MONDAY)


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("a.csv", b"", ListProblem.EMPTY),
        ("a.csv", b" \r\n ", ListProblem.EMPTY),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", ListProblem.OLD_EXCEL),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 locked", ListProblem.ENCRYPTED),
        ("a.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 hwp", ListProblem.HANGUL_FILE),
        ("a.hwpx", b"PK\x03\x04 hwpx", ListProblem.HANGUL_FILE),
        ("a.pdf", b"%PDF-1.7", ListProblem.PDF),
        ("a.csv", b"%PDF-1.7", ListProblem.PDF),
        ("a.xls", b"<html><table><tr><td>x", ListProblem.WEB_PAGE),
        ("a.xlsx", b"PK\x03\x04 torn", ListProblem.BROKEN),
        ("a.xlsx", b"not a workbook", ListProblem.BROKEN),
        ("a.csv", b"\xff\xff\xff\xff\xff\xff", ListProblem.NOT_TEXT),
        ("a.csv", "가,나\n다,라\n".encode(), ListProblem.NO_HEADER),
    ],
)
def test_files_that_are_no_list_are_refused_with_the_reason(name: str, data: bytes, problem: ListProblem) -> None:
    with pytest.raises(UnreadableList) as refused:
        read_visitor_list(read_sheet(data, name), today=MONDAY)

    assert refused.value.problem is problem


def test_a_zip_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * 50_000_000)

    with pytest.raises(UnreadableList) as refused:
        list(read_sheet(out.getvalue(), "bomb.xlsx"))

    assert refused.value.problem is ListProblem.TOO_LARGE


@given(st.binary(max_size=2000), st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a", "a.hwp"]))
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_no_bytes_whatever_break_the_importer(data: bytes, name: str) -> None:
    try:
        read_visitor_list(read_sheet(data, name), today=MONDAY)
    except UnreadableList:
        return


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_a_torn_or_twisted_list_never_breaks_the_importer(data: st.DataObject) -> None:
    whole = csv_list([visitor(1), visitor(2), visitor(3)], data.draw(st.sampled_from(["utf-8", "cp949"])))
    cut = data.draw(st.integers(0, len(whole)))
    noise = data.draw(st.binary(max_size=20))

    try:
        read_visitor_list(read_sheet(whole[:cut] + noise + whole[cut:], "a.csv"), today=MONDAY)
    except UnreadableList:
        return
