"""Visitor lists as stations really have them, row by row."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lists.reading import read_visitor_list
from bot.domain.lists.rows import ExclusionReason, ListProblem, RejectReason, SheetUnread, UnreadableList
from bot.domain.lists.sheets import Sheet, SheetRow, sheet_of
from tests.steps.builders import HEADER, MONDAY
from tests.steps.lists import ROW, read_list, row_with
from tests.steps.vectors import every

CELLS = st.one_of(
    st.none(), st.text(max_size=40), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.times()
)


def test_title_rows_blank_rows_and_a_footer_are_passed_over() -> None:
    rows: list[list[Any]] = [["한빛경찰서 방문 민원인 현황"], [], list(HEADER), ROW, [], ["합계", 1]]

    found = read_visitor_list([sheet_of(rows)], today=MONDAY)

    assert [visit.row_no for visit in found.visits] == [4]
    assert not found.rejected


def test_officers_are_kept_as_they_stand_and_their_rank_where_it_has_a_column() -> None:
    [visit] = read_list(ROW).visits
    [with_column] = read_list([*row_with(officer="정교통"), "경위"], header=[*HEADER, "직급"]).visits

    assert (visit.officers, visit.rank) == (("경위 정교통",), "")
    assert (with_column.officers, with_column.rank) == (("정교통",), "경위")


def test_a_ditto_mark_repeats_the_cell_above() -> None:
    found = read_list(ROW, row_with(receipt="2026-2", phone="010-0000-1002", type="〃", department="〃", officer="〃"))

    assert found.visits[1].petition_type == "교통사고"
    assert found.visits[1].officers == ("경위 정교통",)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (row_with(name=""), RejectReason.NO_NAME),
        (row_with(when=""), RejectReason.NO_DATE),
        (row_with(when="어제"), RejectReason.WRONG_DATE),
        (row_with(when="2026.11.24"), RejectReason.FUTURE_DATE),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_by_its_number(row: list[Any], reason: RejectReason) -> None:
    [rejected] = read_list(row).rejected

    assert (rejected.row_no, rejected.reason) == (2, reason)


@every(
    ("row", "reason"),
    [
        (row_with(phone="없음"), ExclusionReason.NO_PHONE),
        (row_with(phone="010-0000-1001(배우자)"), ExclusionReason.THIRD_PARTY_PHONE),
        (row_with(phone="+84 91 234 56 78"), ExclusionReason.FOREIGN_PHONE),
        (row_with(phone="010-0000-1001 (연락 거부)"), ExclusionReason.REFUSED_CONTACT),
        (row_with(note="가정 폭력 피해자"), ExclusionReason.VICTIM_PROTECTION),
        (row_with(note="스토킹 신변보호"), ExclusionReason.VICTIM_PROTECTION),
        (row_with(note="미성년자"), ExclusionReason.MINOR),
        (row_with(note="연락 거부"), ExclusionReason.REFUSED_CONTACT),
        (row_with(note="익명 제보"), ExclusionReason.INFORMANT),
    ],
)
def test_visitors_who_are_not_called_are_counted_by_reason(row: list[Any], reason: ExclusionReason) -> None:
    found = read_list(row)

    assert not found.visits
    assert [excluded.reason for excluded in found.excluded] == [reason]


def test_a_guardian_who_came_along_excludes_nobody() -> None:
    assert read_list(row_with(note="보호자 동행")).visits


@pytest.mark.parametrize("mark", ["Y", "O", "제외", "해당"])
def test_a_mark_in_the_exclusion_column_excludes(mark: str) -> None:
    found = read_list([*ROW, mark], header=[*HEADER, "연락제외"])

    assert [excluded.reason for excluded in found.excluded] == [ExclusionReason.REFUSED_CONTACT]


@every(
    ("head", "cell", "reason"),
    [
        ("해피콜 동의", "N", ExclusionReason.REFUSED_CONTACT),
        ("통화불가", "O", ExclusionReason.REFUSED_CONTACT),
        ("통화가능여부", "불가", ExclusionReason.REFUSED_CONTACT),
        ("피해자보호 여부", "Y", ExclusionReason.VICTIM_PROTECTION),
        ("생년월일", "2010-03-15", ExclusionReason.MINOR),
        ("생년월일", "100315-3123456", ExclusionReason.MINOR),
        ("나이", "17", ExclusionReason.MINOR),
        ("특이사항", "스토킹 피해자", ExclusionReason.VICTIM_PROTECTION),
        ("민원내용", "가정폭력 상담", ExclusionReason.VICTIM_PROTECTION),
    ],
)
def test_every_column_that_tells_of_it_excludes(head: str, cell: str, reason: ExclusionReason) -> None:
    found = read_list([*ROW, cell], header=[*HEADER, head])

    assert [excluded.reason for excluded in found.excluded] == [reason]
    assert "3123456" not in repr(found)


@every(
    ("header", "row", "officers"),
    [
        ("성명,연락처(예: 010-1234-5678),방문일자,용무", "홍길순,010-0000-1001,2026-11-20,교통", ()),
        ("성명,연락처,방문일(2026년),용무", "홍길순,010-0000-1001,11. 20.,교통", ()),
        ("성명,연락처,방문시간(11.20.),용무", "홍길순,010-0000-1001,10:00,교통", ()),
        ("성명,연락처,방문일자(예: 2026-01-01),용무", "홍길순,010-0000-1001,11. 20.,교통", ()),
        ("타임스탬프,성함을 입력해 주세요,연락처", "2026. 11. 20 오후 2:31:05,홍길순,010-0000-1001", ()),
        ("성명,연락처/주소,방문일자", "홍길순,010-0000-1001 / 성남시 분당구 1-2,2026-11-20", ()),
        ("성명/생년월일,연락처,방문일자", "홍길순/900101,010-0000-1001,2026-11-20", ()),
        (
            "성명,연락처,방문일,담당자/연락처",
            "홍길순,010-0000-1001,2026-11-20,정교통/031-000-1234",
            ("정교통/031-000-1234",),
        ),
        ("성명,휴대폰,방문일,부서/연락처", "홍길순,010-0000-1001,2026-11-20,교통과 031-000-1234", ()),
    ],
)
def test_a_list_is_read_whatever_stands_beside_the_words_of_its_heads(
    header: str, row: str, officers: tuple[str, ...]
) -> None:
    [visit] = read_list(row.split(","), header=header.split(",")).visits

    assert (visit.petitioner_name, visit.phone, visit.alternates) == ("홍길순", "01000001001", ())
    assert (visit.visited_on, visit.officers) == (date(2026, 11, 20), officers)


def test_an_officers_number_below_the_head_of_both_is_never_dialled() -> None:
    found = read_list(["홍길순", "2026-11-20", "정교통/010-0000-9901"], header=["성명", "방문일", "담당자/연락처"])

    assert [excluded.reason for excluded in found.excluded] == [ExclusionReason.NO_PHONE]
    assert found.excluded[0].visit.officers == ("정교통/010-0000-9901",)

    [visit] = read_list(
        ["홍길순", "정교통/010-0000-9901", "010-0000-1001", "2026-11-20"],
        header=["성명", "담당(성명/연락처)", "민원인 연락처", "방문일"],
    ).visits

    assert (visit.phone, visit.alternates, visit.officers) == ("01000001001", (), ("정교통/010-0000-9901",))


@pytest.mark.parametrize(
    ("cell", "is_called"), [("동의", True), ("동의함", True), ("동의하지 않음", False), ("N", False)]
)
@pytest.mark.parametrize(
    "head",
    [
        f"개인정보 수집·이용 동의 여부 ({'수집항목: 성명, 연락처 / ' * 5}) ※ 거부하셔도 불이익은 없습니다",
        f"해피콜을 위하여 {'성명과 연락처를 수집하고 이용하며 ' * 4}제공함에 동의하십니까? 동의를 거부할 수 있습니다.",
        "해피콜 동의하십니까? 거부 가능",
    ],
)
def test_a_long_question_about_consent_is_answered(head: str, cell: str, *, is_called: bool) -> None:
    assert bool(read_list([*ROW, cell], header=[*HEADER, head]).visits) is is_called


@pytest.mark.parametrize(
    ("head", "cell"),
    [
        ("해피콜 동의", "Y"),
        ("통화 가능/불가", "Y"),
        ("피해자보호 여부", "N"),
        ("개인정보보호 동의", "Y"),
        ("나이", "19"),
    ],
)
def test_columns_that_say_nothing_against_it_exclude_nobody(head: str, cell: str) -> None:
    assert read_list([*ROW, cell], header=[*HEADER, head]).visits


@pytest.mark.parametrize(
    ("header", "relation", "reason"),
    [
        ("성명,연락처,관계,방문일", "배우자", "third_party_phone"),
        ("성명,연락처,관계,방문일", "자", "third_party_phone"),
        ("민원인,연락처,민원인과의 관계,방문일", "모", "third_party_phone"),
        ("성명,연락처,연락처 구분,방문일", "지인", "third_party_phone"),
        ("성명,연락처,관계,방문일", "본인", None),
        ("성명,연락처,관계,방문일", "", None),
        ("면회인,연락처,관계,방문일", "모", None),
        ("신고자,연락처,관계,방문일,실종자", "모", None),
    ],
)
def test_a_column_beside_a_number_says_whose_it_is(header: str, relation: str, reason: str | None) -> None:
    found = read_list(["홍길순", "010-0000-1001", relation, "2026.11.20", "도우리"], header=header.split(","))

    assert [excluded.reason for excluded in found.excluded] == ([reason] if reason else [])
    assert len(found.visits) == (not reason)


@every(
    "head",
    [
        "사건",
        "신고",
        "피해",
        "죄목",
        "죄명1",
        "혐의명",
        "적용법조",
        "사건개요",
        "문의",
        "범죄",
        "키워드",
        "Description",
    ],
)
def test_what_a_visit_was_about_excludes_under_whatever_head_it_stands(head: str) -> None:
    header = ["성명", "연락처", "방문일", head]

    [excluded] = read_list(["홍길순", "010-0000-1001", "2026.11.20", "가정폭력"], header=header).excluded
    [visit] = read_list(["홍길순", "010-0000-1001", "2026.11.20", "면허"], header=header).visits

    assert excluded.reason is ExclusionReason.VICTIM_PROTECTION
    assert "면허" in (*visit.types, visit.note)


def test_a_foreign_number_is_told_as_such() -> None:
    [excluded] = read_list(row_with(phone="+86 138-0000-1234")).excluded

    assert excluded.reason is ExclusionReason.FOREIGN_PHONE


def test_a_name_that_stands_with_its_number_is_no_remark() -> None:
    header = ["성명/연락처", "방문일시", "용무"]

    [visit] = read_list(["홍길순 010-0000-1001 (문자만)", "2026.11.20", "교통사고"], header=header).visits

    assert (visit.petitioner_name, visit.phone, visit.note) == ("홍길순", "01000001001", "문자만")


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("성명,방문일시,용무", ["홍길순 010-0000-1001", "2026.11.20", "교통사고"]),
        ("성명,방문일시,용무", ["홍길순(010-0000-1001)", "2026.11.20", "교통사고"]),
        ("성명,,방문일시,용무", ["홍길순", "010-0000-1001", "2026.11.20", "교통사고"]),
        ("성명,휴대폰,,,방문일시", ["홍길순", "010", "0000", "1001", "2026.11.20"]),
        ("성명,휴대폰,휴대폰,휴대폰,방문일시", ["홍길순", "010", "0000", "1001", "2026.11.20"]),
    ],
)
def test_a_number_is_found_where_no_column_is_for_it_or_several_are(header: str, row: list[str]) -> None:
    [visit] = read_list(row, header=header.split(",")).visits

    assert (visit.petitioner_name, visit.phone, visit.note) == ("홍길순", "01000001001", "")


def test_resident_numbers_are_dropped_and_counted_wherever_they_stand() -> None:
    row = [*row_with(note="신분증 900101-1234567 확인"), "900101-1234567"]

    found = read_list(row, header=[*HEADER, "주민등록번호"])

    assert found.dropped_values == 2
    assert found.dropped_columns == ("주민등록번호",)
    assert "1234567" not in repr(found)


def test_the_zero_that_excel_dropped_is_put_back() -> None:
    [visit] = read_list(row_with(phone=1000001001)).visits

    assert (visit.phone, visit.phone_repaired) == ("01000001001", True)


def test_the_words_of_a_phone_cell_are_kept_with_the_note() -> None:
    [visit] = read_list(row_with(phone="010-0000-1001 (문자만)", note="청각장애인")).visits

    assert (visit.phone, visit.note) == ("01000001001", "청각장애인 / 문자만")


@given(st.lists(st.lists(CELLS, max_size=12), max_size=8))
def test_no_cells_whatever_break_the_reader(rows: list[list[Any]]) -> None:
    found = read_list(*rows)

    assert len(found.visits) + len(found.excluded) + len(found.rejected) <= len(rows)


def test_of_long_words_the_beginning_is_kept() -> None:
    [visit] = read_list(row_with(type="가" * 201, note="나" * 2001, department="다" * 201)).visits

    assert (visit.petition_type, visit.note, visit.department) == ("가" * 200, "나" * 2000, "다" * 200)


def test_a_day_to_come_is_named_and_today_is_not_to_come() -> None:
    found = read_list(row_with(when="2026.11.23"), row_with(when="2026.11.24", phone="010-0000-1002"))

    assert date(2026, 11, 23) == MONDAY
    assert [visit.visited_on for visit in found.visits] == [MONDAY]
    assert [row.reason for row in found.rejected] == [RejectReason.FUTURE_DATE]


@pytest.mark.parametrize(
    ("sheets", "unread"),
    [
        (("11.20", "견본"), [("견본", SheetUnread.SPECIMEN)]),
        (("11.20", "작성 예시"), [("작성 예시", SheetUnread.SPECIMEN)]),
        (("11.20", "11.21"), []),
    ],
)
def test_specimens_are_not_read(sheets: tuple[str, ...], unread: list[tuple[str, SheetUnread]]) -> None:
    found = read_visitor_list([sheet_of([list(HEADER), ROW], name) for name in sheets], today=MONDAY)

    assert found.sheets_not_read == unread
    assert [sheet.name for sheet in found.sheets] == [name for name in sheets if name not in dict(unread)]


def test_what_was_seen_of_a_header_is_that_of_the_sheet_that_comes_nearest() -> None:
    near, far = [["연락처", "방문일자", "용무"], ["x", "y", "z"]], [["연락처", "가나"], ["x", "y"]]

    for sheets in ([near, far], [far, near]):
        with pytest.raises(UnreadableList) as refused:
            read_visitor_list([sheet_of(rows, str(len(rows[0]))) for rows in sheets], today=MONDAY)

        assert refused.value.problem is ListProblem.NO_HEADER
        assert refused.value.seen is not None
        assert refused.value.seen.sheet == "3"


def test_the_day_of_the_list_is_the_latest_of_its_titles() -> None:
    def sheet(day: int) -> list[list[Any]]:
        return [[f"2026. 11. {day}. 방문 민원인 명단"], list(HEADER), ROW]

    for days in ((19, 20), (20, 19)):
        found = read_visitor_list([sheet_of(sheet(day), str(day)) for day in days], today=MONDAY)

        assert found.title_day == date(2026, 11, 20)


def test_a_surname_that_stands_apart_is_joined_as_people_write_it() -> None:
    header = ["성", "이름", "연락처", "방문일시"]

    found = read_list(
        ["홍", "길순", "010-0000-1001", "2026.11.20"], ["NGUYEN", "Van A", "010-0000-1002", "2026.11.20"], header=header
    )

    assert [visit.petitioner_name for visit in found.visits] == ["홍길순", "NGUYEN Van A"]


def test_resident_numbers_are_thrown_away_wherever_they_stand_and_counted() -> None:
    header = [*HEADER, "주민등록번호"]

    found = read_list([*row_with(note="900101-1234567 확인, 910101-2234567"), "900101-1234567"], header=header)

    assert found.dropped_values == 3
    assert "1234567" not in repr(found)
    assert "확인" in found.visits[0].note


def test_a_struck_number_is_not_dialled_but_another_is() -> None:
    header = ["성명", "연락처", "휴대폰", "방문일자"]
    row = SheetRow(2, ["홍길순", "02-000-1001", "010-0000-1001", "2026.11.20"], struck=frozenset({2}))

    [visit] = read_visitor_list([Sheet(name="", rows=[SheetRow(1, header), row])], today=MONDAY).visits

    assert (visit.phone, visit.alternates) == ("020001001", ())


@pytest.mark.parametrize(("cell", "answers"), [("Y", True), ("-", False), ("", False)])
def test_whether_a_consent_column_says_anything_is_kept(cell: str, *, answers: bool) -> None:
    [visit] = read_list([*ROW, cell], header=[*HEADER, "해피콜 동의"]).visits
    [noted] = read_list([*ROW, cell], header=[*HEADER, "해피콜 실시여부"]).visits

    assert not noted.answers_consent

    assert visit.answers_consent is answers


def test_numbers_of_papers_are_thrown_away_where_a_column_is_for_them() -> None:
    header = [*HEADER, "여권번호"]

    found = read_list([*ROW, "M12345678"], [*row_with(receipt="2026-2", phone="010-0000-1002"), ""], header=header)

    assert (found.dropped_values, found.dropped_columns) == (1, ("여권번호",))
    assert "M12345678" not in repr(found)
