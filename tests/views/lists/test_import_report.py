"""The report of an import, as lines and as a message."""

import re
from dataclasses import replace
from typing import Any

from bot.domain.lists.cards import ImportReport, RefusedList, RowNote, SheetNote, StruckNote, UnreadSheetNote
from bot.domain.lists.import_reports import shown_header
from bot.domain.lists.reading import read_visitor_list
from bot.domain.lists.rows import ColumnSeen, HeaderSeen, SheetUnread
from bot.domain.lists.sheets import sheet_of
from bot.sandbox.validation import check_message
from bot.texts import LOCALES, load_texts
from bot.views.lists.import_report import import_failed, import_report, report_lines
from tests.steps.builders import MONDAY
from tests.steps.views import ENGLISH, KOREAN

COLUMNS = (
    ColumnSeen(letter="A", word="성명", kind="petitioner_name"),
    ColumnSeen(letter="B", word="연락처", kind="phone"),
    ColumnSeen(letter="C", word="", kind="note"),
)
BARE = ImportReport(
    file_name="명단.xlsx",
    dry_run=False,
    rows=9,
    added=7,
    known=0,
    merged=0,
    excluded={},
    rejected=(),
    repaired=0,
    dropped_values=0,
    dropped_columns=(),
    queued_today=0,
)


def sheet(name: str, **facts: Any) -> SheetNote:
    """Return a sheet that was read."""
    return SheetNote(name=name, columns=COLUMNS, **facts)


def lines(**facts: Any) -> str:
    """Return the report in Korean lines."""
    return "\n".join(report_lines(replace(BARE, **facts), KOREAN))


def test_the_number_of_new_calls_is_said_as_it_always_was() -> None:
    assert re.findall(r"새 청렴콜 (\d+)", lines()) == ["7"]


def test_rows_are_named_with_their_sheet_where_several_were_read() -> None:
    rejected = (RowNote(row_no=4, reason="no_name", sheet="화"),)
    one, two = (sheet("월"),), (sheet("월"), sheet("화"))

    assert "\n4행: 성명이 없습니다" in lines(rejected=rejected, sheets=one)
    assert "‘화’ 시트 4행: 성명이 없습니다" in lines(rejected=rejected, sheets=two)
    assert "않은 행 1개: ‘월’ 시트 8행" in lines(struck=(StruckNote(row_no=8, sheet="월"),), sheets=two)
    assert "‘월, 화’ 시트에서 읽은 열: A 성명 → 민원인 성명 · B 연락처 · C 비고" in lines(sheets=two)


def test_sheets_of_other_columns_are_told_apart() -> None:
    shown = lines(sheets=(sheet("월"), sheet("화", unread=("D", "F"))))

    assert "‘월’ 시트에서" in shown
    assert "‘화’ 시트에서" in shown
    assert "읽지 않은 열: D, F" in shown


def test_what_was_not_read_is_said() -> None:
    shown = lines(
        sheets=(sheet("", hidden_rows=2, untold=("hidden_rows", "struck_rows")),),
        sheets_not_read=(
            UnreadSheetNote(name="예시", reason=SheetUnread.SPECIMEN),
            UnreadSheetNote(name="작년", reason=SheetUnread.HIDDEN),
            UnreadSheetNote(name="", reason=SheetUnread.NO_HEADER),
        ),
        dropped_columns=("주민등록번호", ""),
    )

    assert "읽지 않은 시트: 예시(견본), 작년(숨긴 시트), 이름 없는 시트(열 이름 없음)" in shown
    assert "숨긴 행 2개도 읽었습니다" in shown
    assert "확인할 수 없는 것: 숨긴 행, 취소선" in shown
    assert "고유식별정보 열: 주민등록번호\n" in shown


def test_long_lists_are_cut_with_a_count() -> None:
    rejected = tuple(RowNote(row_no=n, reason="no_name") for n in range(100))

    shown = lines(
        rejected=rejected, rejected_more=900, struck=tuple(StruckNote(row_no=n) for n in range(100)), struck_more=5
    )

    assert "가져오지 못한 행 1000개:" in shown
    assert "그 밖에 980행" in shown
    assert "19행 외 85개" in shown


def test_a_report_whose_names_are_gone_is_still_one() -> None:
    message = import_report(replace(BARE, file_name=""), KOREAN)

    check_message(message)
    assert "명단 가져오기 결과" in str(message)
    assert "‘’" not in str(message)


def test_what_a_lock_screen_shows_holds_no_name_of_a_file() -> None:
    assert "명단.xlsx" not in import_report(BARE, KOREAN)["text"]


def test_a_header_that_is_not_understood_is_answered_by_letters_and_words_and_what_is_missing() -> None:
    columns = (*COLUMNS[:2], ColumnSeen(letter="C", word="홍길순담당", kind="officer"))
    seen = HeaderSeen(sheet="접수", row_no=3, columns=columns, missing=("visited_on",))
    refused = RefusedList(file_name="a.csv", problem="no_header", seen=shown_header(seen))

    for texts in (KOREAN, ENGLISH):
        message = import_failed(refused, texts)
        check_message(message)
        assert "홍길순" not in str(message)
    assert "보이는 ‘접수’ 시트 3행에서 인식한 열: A 성명 → 민원인 성명 · B 연락처\\n찾지 못한 열: 방문일" in str(
        import_failed(refused, KOREAN)
    )


def test_the_header_that_is_shown_as_an_example_works() -> None:
    for locale in LOCALES:
        header = load_texts(locale).plain("report.header_example").split(", ")
        row = ["2026-1", "홍길순", "010-0000-1001", "2026-11-20 10:00", "교통사고", "교통과", "경위 정교통", "비고"]

        [visit] = read_visitor_list([sheet_of((header, row))], today=MONDAY).visits

        assert (visit.receipt_no, visit.petitioner_name, visit.phone) == ("2026-1", "홍길순", "01000001001")
        assert (visit.types, visit.department, visit.officers) == (("교통사고",), "교통과", ("경위 정교통",))
        assert (visit.visited_at is not None, visit.note) == (True, "비고")
