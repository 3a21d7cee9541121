"""Previewing a list: in its order, masked, the officers looked up."""

from bot.domain.lists.cards import LeftOut, OfficerMatch, Preview, PreviewedRow, PreviewedVisit, PreviewMark
from bot.services.desk import Desk
from bot.services.lists.preparing import prepare_list
from bot.services.lists.previewing import ROWS_SHOWN, preview_list
from tests.steps.builders import PARK, csv_list, visitor
from tests.steps.desks import bring_list, hire, operator
from tests.steps.list_files import FILES


def preview(desk: Desk, data: bytes, name: str = "a.csv") -> Preview:
    """Preview a file."""
    prepared = prepare_list(data, name, today=desk.today, station=desk.station, secrets=desk.secrets)
    return desk.do_now(preview_list, prepared=prepared)


def officers(desk: Desk, **facts: str) -> OfficerMatch:
    """Return what is said of the officer cell of a list's only row."""
    [row] = preview(desk, csv_list([visitor(1, **facts)])).rows
    assert isinstance(row, PreviewedVisit)
    return row.officers


def test_the_first_rows_stand_in_the_order_of_the_file(desk: Desk) -> None:
    rows = [visitor(1, 성명=""), visitor(2, 비고="스토킹"), *(visitor(number) for number in range(3, 20))]

    found = preview(desk, csv_list(rows))

    assert [row.row_no for row in found.rows] == list(range(2, 2 + ROWS_SHOWN))
    assert found.more == len(rows) - ROWS_SHOWN
    assert found.rows[:2] == (
        PreviewedRow(row_no=2, sheet="", why=LeftOut.REJECTED, reason="no_name"),
        PreviewedRow(row_no=3, sheet="", why=LeftOut.EXCLUDED, reason="victim_protection"),
    )


def test_a_row_is_shown_masked_and_by_the_names_of_tables(desk: Desk) -> None:
    row = visitor(1, 연락처="10-0000-1001 / 010-0000-2001", 민원종류="이영희 교통사고", 비고="10시 이후")

    [shown] = preview(desk, csv_list([row])).rows

    assert isinstance(shown, PreviewedVisit)
    assert (shown.masked_name, shown.masked_phone) == ("남**수", "010-****-1001")
    assert (shown.petition_type, shown.department) == ("교통사고", "교통과")
    assert shown.marks == (PreviewMark.REPAIRED, PreviewMark.ALTERNATE, PreviewMark.NOTE)


def test_officers_are_looked_up_in_the_directory(desk: Desk) -> None:
    hire(
        desk,
        operator(name="정교통", department="교통과"),
        operator(PARK, name="김수사", department="수사과"),
        operator("U0KANG", name="김수사", department="형사과"),
    )

    assert officers(desk) is OfficerMatch.FOUND
    assert officers(desk, 담당자="") is OfficerMatch.NONE_NAMED
    assert officers(desk, 담당자="경위 없는이") is OfficerMatch.UNKNOWN
    assert officers(desk, 담당자="김수사") is OfficerMatch.NAMESAKES


def test_rows_that_were_struck_out_are_named(desk: Desk) -> None:
    name = "hidden-struck-merged.ods"

    found = preview(desk, (FILES / name).read_bytes(), name)

    assert [row.row_no for row in found.rows if isinstance(row, PreviewedRow) and row.why is LeftOut.STRUCK] == [8]


def test_what_is_known_already_and_what_is_corrected_is_marked(desk: Desk) -> None:
    rows = [visitor(1), visitor(2)]
    bring_list(desk, rows)

    again = preview(desk, csv_list([rows[0], visitor(2, 연락처="010-0000-2002"), visitor(3)]))

    marks = [row.marks for row in again.rows if isinstance(row, PreviewedVisit)]
    assert marks == [(PreviewMark.KNOWN,), (PreviewMark.CORRECTED,), ()]


def test_who_must_not_be_called_by_what_the_bot_knows_is_left_out(desk: Desk) -> None:
    [late, new] = preview(desk, csv_list([visitor(1, 방문일시="2026-10-02"), visitor(2)])).rows

    assert late == PreviewedRow(row_no=2, sheet="", why=LeftOut.EXCLUDED, reason="window_over")
    assert isinstance(new, PreviewedVisit)


def test_groups_and_proxies_are_marked(desk: Desk) -> None:
    rows = [visitor(1, 성명="홍길순 외 3명"), visitor(2, 성명="성춘향 (대리인)")]

    found = [row.marks for row in preview(desk, csv_list(rows)).rows if isinstance(row, PreviewedVisit)]

    assert found == [(PreviewMark.GROUP,), (PreviewMark.PROXY,)]


def test_where_it_is_not_clear_which_visit_is_meant_the_row_is_left_alone(desk: Desk) -> None:
    same = {"성명": "홍길순", "접수번호": "", "민원종류": "교통사고"}
    bring_list(desk, [visitor(1, 연락처="010-0000-1001", **same), visitor(2, 연락처="010-0000-1002", **same)])

    [row] = preview(desk, csv_list([visitor(3, 연락처="010-0000-1003", **same)])).rows

    assert row == PreviewedRow(row_no=2, sheet="", why=LeftOut.ASKED, reason="several_fit")
