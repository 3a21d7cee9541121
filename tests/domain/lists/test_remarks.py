"""Remarks and signs not to call: in columns with many heads, in columns without one, behind the last."""

from bot.domain.lists.reading import read_visitor_list
from bot.domain.lists.rows import ExclusionReason, SaidIn
from bot.domain.lists.sheets import sheet_of
from tests.steps.builders import HEADER, MONDAY
from tests.steps.lists import ROW, read_list
from tests.steps.vectors import every

REMARK_HEADS = (
    "비고1", "비고 1", "비고(1)", "비고①", "비고란2", "비고 등", "비고/연락", "비고·특이", "연락처 비고", "메모란",
    "메모2", "의견란", "적요",
    "특이점", "특이사항1", "특이 사항 등", "특기사항", "조치", "진행상황", "처리상황", "처리경과", "처리현황",
    "참고내용", "요청 내용",
    "통화내역", "상담 내역", "Remark1", "Comments", "코멘트", "민원인 요구", "민원인 성향", "담당자 의견",
    "연락 메모", "해피콜 비고",
    "청렴콜 결과", "당부말씀", "상태", "전달", "회신 내용", "안내내용", "알림",
)  # fmt: skip


@every("head", REMARK_HEADS)
@every(
    ("remark", "reason"),
    [
        ("연락 거부", ExclusionReason.REFUSED_CONTACT),
        ("가정폭력 피해자 신변보호", ExclusionReason.VICTIM_PROTECTION),
        ("연락 바람", None),
    ],
)
def test_a_column_of_remarks_is_known_by_the_words_in_its_head(
    head: str, remark: str, reason: ExclusionReason | None
) -> None:
    found = read_list([*ROW, remark], header=[*HEADER, head])

    assert [excluded.reason for excluded in found.excluded] == ([reason] if reason else [])
    assert [visit.note for visit in found.visits] == ([] if reason else [remark])
    assert [visit.department for visit in found.visits] == ([] if reason else ["교통과"])


def test_what_a_comma_in_a_remark_pushes_below_another_head_is_read_too() -> None:
    header = ["성명", "연락처", "방문일", "비고", "담당자", "사진촬영 동의"]
    pushed = read_list(["홍길순", "010-0000-1001", "2026.11.20", "재방문", "연락 거부", "정교통", "Y"], header=header)
    longer = read_list(["홍길순", "010-0000-1001", "2026.11.20", "재방문", "정교통", "N", "서류 보완"], header=header)

    assert [excluded.reason for excluded in pushed.excluded] == [ExclusionReason.REFUSED_CONTACT]
    assert [(visit.officers, visit.note) for visit in longer.visits] == [(("정교통",), "재방문 / 서류 보완")]


@every("head", ["차량번호", "주소", "통화 횟수", "성별", "상담자", "연락일자"])
def test_other_columns_hold_no_remarks(head: str) -> None:
    [visit] = read_list([*ROW, "가정폭력 쉼터"], header=[*HEADER, head]).visits

    assert visit.note == ""


@every(
    ("head", "reason"),
    [
        ("신변보호", ExclusionReason.VICTIM_PROTECTION),
        ("신변보호 여부", ExclusionReason.VICTIM_PROTECTION),
        ("신변보호 대상자 여부", ExclusionReason.VICTIM_PROTECTION),
        ("보호대상", ExclusionReason.VICTIM_PROTECTION),
        ("보호 대상자", ExclusionReason.VICTIM_PROTECTION),
        ("피해자 여부", ExclusionReason.VICTIM_PROTECTION),
        ("피해자", ExclusionReason.VICTIM_PROTECTION),
        ("안전조치 대상", ExclusionReason.VICTIM_PROTECTION),
        ("스토킹 피해 여부", ExclusionReason.VICTIM_PROTECTION),
        ("가정폭력 유무", ExclusionReason.VICTIM_PROTECTION),
        ("아동학대 여부", ExclusionReason.VICTIM_PROTECTION),
        ("신변보호/안전조치", ExclusionReason.VICTIM_PROTECTION),
        ("가명조서", ExclusionReason.VICTIM_PROTECTION),
        ("스마트워치 지급", ExclusionReason.VICTIM_PROTECTION),
        ("미성년", ExclusionReason.MINOR),
        ("미성년자", ExclusionReason.MINOR),
        ("미성년 여부", ExclusionReason.MINOR),
        ("미성년(Y/N)", ExclusionReason.MINOR),
        ("미성년자 구분", ExclusionReason.MINOR),
        ("민원인 미성년자 여부", ExclusionReason.MINOR),
        ("청소년 여부", ExclusionReason.MINOR),
        ("19세 미만 여부", ExclusionReason.MINOR),
        ("제보자 여부", ExclusionReason.INFORMANT),
        ("공익신고자 여부", ExclusionReason.INFORMANT),
        ("익명 요청", ExclusionReason.INFORMANT),
    ],
)
@every(
    ("sign", "holds"),
    [
        *((each, True) for each in ("O", "Y", "V", "○", "예", "해당", "■")),
        *((each, False) for each in ("", "X", "N", "-", "아니오", "해당없음", "아님", "비대상", "없음", "□")),
    ],
)
def test_a_sign_below_a_reason_not_to_call_excludes(
    head: str, reason: ExclusionReason, sign: str, *, holds: bool
) -> None:
    found = read_list([*ROW, sign], header=[*HEADER, head])

    assert [excluded.reason for excluded in found.excluded] == ([reason] if holds else [])


@every("head", ["피해자 연락처", "피해자 성명", "보호자", "청소년", "피해 금액", "피해자 진술", "학교폭력 담당"])
def test_a_head_that_only_sounds_like_a_reason_excludes_nobody(head: str) -> None:
    assert read_list([*ROW, "O"], header=[*HEADER, head]).visits
    assert read_list([*ROW, "도우리"], header=[*HEADER, "피해자"]).visits


@every(
    ("header", "row", "reason"),
    [
        ("연번,성명,연락처,방문일자,용무,", "1,강하늘,010-0000-1201,2026-11-20,교통,연락 거부", "refused_contact"),
        ("성명,연락처,방문일자,용무", "강하늘,010-0000-1201,2026-11-20,교통,연락 거부", "refused_contact"),
        ("성명,연락처,방문일자,비고", "강하늘,010-0000-1201,2026-11-20,서류 보완, 연락 거부", "refused_contact"),
        ("성명,연락처,방문일자,비고", "강하늘,010-0000-1201,2026-11-20,가, 나, 다, 전화, 문자 거부", "refused_contact"),
        ("성명,연락처,방문일자,용무,비고", "강하늘,010-0000-1201,2026-11-20,교통,,연락 거부, 2회", "refused_contact"),
        ("성명,연락처,방문일자,용무,,", "강하늘,010-0000-1201,2026-11-20,교통,,연락 거부", "refused_contact"),
        ("성명,,연락처,방문일자,용무", "강하늘,스토킹 피해자,010-0000-1201,2026-11-20,교통", "victim_protection"),
        (",성명,연락처,방문일자,용무", "미성년자,강하늘,010-0000-1201,2026-11-20,교통", "minor"),
        ("성명,,방문일자,용무", "강하늘 010-0000-1201,연락 거부,2026-11-20,교통", "refused_contact"),
    ],
)  # fmt: skip
def test_words_without_a_head_exclude_too(header: str, row: str, reason: str) -> None:
    found = read_list(row.split(","), header=header.split(","))

    assert [(excluded.reason, excluded.said_in) for excluded in found.excluded] == [(reason, SaidIn.NOTE)]


@every(
    ("beside", "note"),
    [
        (["문자만"], "문자만"),
        ([" 서류 보완", "재방문 예정"], "서류 보완 / 재방문 예정"),
        (["정교통"], "정교통"),
        (["교통과"], ""),
        (["", "교통 예정"], "교통 예정"),
        (["", "", "가정폭력 상담"], ""),
        (["", "가정폭력", "2건"], ""),
        (["3"], ""), (["1/3"], ""), (["- 1 -"], ""), (["1쪽"], ""), (["인"], ""), (["(인)"], ""), (["✓"], ""),
        (["X"], ""), (["없음"], ""), (["2026-11-24"], ""), (["홍길순"], ""), (["합계"], ""),
    ],
)  # fmt: skip
def test_words_without_a_head_are_a_remark_and_nothing_else(beside: list[str], note: str) -> None:
    header = HEADER[:-1]

    [visit] = read_list([*ROW[:-1], *beside], header=header).visits

    assert visit.note == note
    assert (visit.petitioner_name, visit.department, visit.officers) == ("홍길순", "교통과", ("경위 정교통",))


def test_what_a_cell_says_over_two_rows_is_no_remark() -> None:
    upper, lower = ["성명", "방문일시", "용무"], ["연락처", "방문일시", ""]
    rows = [["홍길순", "2026.11.20", "교통"], ["010-0000-1001", "2026.11.20", "교통"]]

    [visit] = read_visitor_list([sheet_of([upper, lower, *rows])], today=MONDAY).visits

    assert (visit.petitioner_name, visit.note) == ("홍길순", "")


def test_words_behind_the_last_of_two_tables_are_read_too() -> None:
    header = ["성명", "연락처", "방문일", "용무"]
    rows = [
        "강하늘",
        "010-0000-1201",
        "2026.11.20",
        "교통",
        "도우리",
        "010-0000-1202",
        "2026.11.20",
        "교통",
        "연락 거부",
    ]

    found = read_list(rows, header=[*header, *header])

    assert [visit.petitioner_name for visit in found.visits] == ["강하늘"]
    assert [row.visit.petitioner_name for row in found.excluded] == ["도우리"]
