"""Who is not called: by meaning, in the many ways in which remarks are really written."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lists.exclusions import (
    RowWords,
    exclusion_of,
    is_never_called,
    marks_protected,
    refuses_consent,
    said_where,
)
from bot.domain.lists.rows import ExclusionReason, SaidIn
from bot.domain.station_tables import NeverCall
from tests.steps.builders import HEADER
from tests.steps.lists import ROW, read_list
from tests.steps.vectors import every, rows_of

TODAY = date(2026, 11, 24)


REMARKS = [(row[0], row[1]) for name in ("notes.csv", "remarks.csv") for row in rows_of(name)]


@every(("remark", "reason"), REMARKS)
def test_a_remark_excludes_by_what_it_means(remark: str, reason: str) -> None:
    assert (exclusion_of(RowWords(notes=("", remark)), TODAY) or "") == reason


@every(
    "remark",
    [
        "개인정보보호 동의", "여성청소년과 안내", "아동안전지킴이 신청", "동물학대 신고", "환경보호 캠페인",
        "정보원(情報院) 문의", "연락 거부 안함", "보호자 동반", "청소년증 분실", "보호관찰 대상자 문의",
        "성범죄 경력 조회 신청", "아동학대 전력조회서 발급", "교통약자 보호구역 문의", "어린이 보호구역 과속 이의",
        "개인정보 수집 동의", "노인보호구역 신청", "어린이보호구역 과태료 문의",
    ],
)  # fmt: skip
@every("written", ["{}", " {} ", "※ {}", "[{}]", "{}.", "{}, 오후 통화 가능", "영어 / {}"])
def test_what_only_sounds_like_a_reason_excludes_nobody(remark: str, written: str) -> None:
    assert exclusion_of(RowWords(notes=(written.format(remark),), purposes=("x",)), TODAY) is None


@every("written", ["{}", "※{}※", "({})", "교통사고 / {}", "{}, 영어", "외국인. {}", "\u200b{}", "{}\n재방문"])
@every(
    "remark",
    ["연락 거부", "연\u200b락 거\u00ad부", "전화 사절", "콜 거부", "연락X", "통화 원치 않음", "전화하지 말 것"],
)
def test_a_refusal_is_found_among_other_words(remark: str, written: str) -> None:
    assert exclusion_of(RowWords(notes=(written.format(remark),)), TODAY) == "refused_contact"


@every(
    ("purpose", "reason"),
    [
        ("가정폭력", "victim_protection"),
        ("스토킹", "victim_protection"),
        ("성폭력", "victim_protection"),
        ("남편 박철수 폭행 상담", "victim_protection"),
        ("미성년자 상담", "minor"),
        ("내부고발", "informant"),
        ("성범죄 경력 조회", None),
        ("동업자 박철수 폭행 상담", None),
        ("여성청소년과 위치 안내", None),
    ],
)
def test_a_type_or_purpose_excludes_with_empty_remarks(purpose: str, reason: str | None) -> None:
    assert exclusion_of(RowWords(notes=("",), purposes=(purpose,)), TODAY) == reason


def test_a_victim_is_known_from_two_columns_together() -> None:
    assert exclusion_of(RowWords(notes=("남편",), purposes=("폭행 상담",)), TODAY) == "victim_protection"
    assert exclusion_of(RowWords(notes=("피해자",), purposes=("교통사고",)), TODAY) is None
    assert exclusion_of(RowWords(notes=("피해자",), purposes=("상담",)), TODAY) == "victim_protection"


@every(
    "header",
    ["해피콜 동의여부", "해피콜동의", "연락 동의", "만족도조사 동의(Y/N)", "동의여부", "개인정보동의", "통화 동의"],
)
@every(
    "cell",
    [
        "N",
        "n",
        "No",
        "X",
        "×",
        "✕",
        "부",
        "거부",
        "미동의",
        "비동의",
        "동의 안 함",
        "동의하지 않음",
        "아니오",
        "0",
        "거부(본인)",
    ],
)
def test_a_no_in_a_consent_column_is_a_refusal(header: str, cell: str) -> None:
    assert refuses_consent(header, cell)
    assert exclusion_of(RowWords(consents=((header, cell),)), TODAY) == "refused_contact"


@every("header", ["해피콜 동의여부", "연락 동의", "개인정보동의", "동의"])
@every("cell", ["Y", "y", "O", "○", "ㅇ", "V", "동의", "동의함", "1", "예", "", "-", "거부 안 함", "미확인"])
def test_a_yes_or_nothing_in_a_consent_column_excludes_nobody(header: str, cell: str) -> None:
    assert not refuses_consent(header, cell)


@every(
    ("header", "cell", "refuses"),
    [
        ("연락제외", "Y", True),
        ("연락제외", "제외", True),
        ("해피콜 거부", "O", True),
        ("수신거부 여부", "거부", True),
        ("연락제외", "N", False),
        ("연락제외", "해당없음", False),
        ("연락거부", "", False),
        ("사진촬영 동의", "N", False),
        ("문자 수신동의", "Y", False),
        ("합의 동의", "거부", False),
    ],
)
def test_the_header_says_what_a_yes_means(header: str, cell: str, refuses: bool) -> None:
    assert refuses_consent(header, cell) is refuses


@every(
    ("header", "cell", "refuses"),
    [
        ("해피콜 실시여부", "X", False),
        ("해피콜 실시 여부", "미실시", False),
        ("청렴콜 완료", "N", False),
        ("해피콜 결과", "부재", False),
        ("만족도조사 일자", "0", False),
        ("설문 점수", "0", False),
        ("해피콜 실시여부", "거부", True),
        ("해피콜 진행", "거부함", True),
        ("해피콜 결과", "연락 원치 않음", True),
        ("해피콜 동의 완료", "X", True),
        ("해피콜 여부", "X", True),
    ],
)
def test_a_column_that_tells_whether_a_call_was_made_asks_for_no_consent(
    header: str, cell: str, *, refuses: bool
) -> None:
    assert refuses_consent(header, cell) is refuses


def test_consent_to_personal_data_says_nothing_about_calls_and_the_other_column_does() -> None:
    row = RowWords(consents=(("개인정보동의", "Y"), ("해피콜 동의여부", "N")))

    assert exclusion_of(row, TODAY) == "refused_contact"


def test_a_victim_weighs_more_than_a_refusal() -> None:
    assert exclusion_of(RowWords(notes=("연락 거부", "스토킹 피해")), TODAY) == "victim_protection"


def test_a_station_may_add_types_and_departments_that_are_never_called() -> None:
    never = NeverCall(("실종·가출", "학교 폭력"), ("여성청소년과",))

    assert is_never_called("아들 가출", "실종·가출", "형사과", never)
    assert is_never_called("학교폭력 상담", "기타", "민원실", never)
    assert is_never_called("길 안내", "기타", "여성청소년과", never)
    assert not is_never_called("교통사고", "교통사고", "교통과", never)
    assert not is_never_called("교통사고", "교통사고", "교통과", NeverCall())


@given(st.text(max_size=200), st.text(max_size=40), st.text(max_size=20))
def test_no_words_whatever_break_the_rule(note: str, header: str, cell: str) -> None:
    exclusion_of(
        RowWords(notes=(note,), purposes=(cell,), consents=((header, cell),), births=(cell,), ages=(cell,)), TODAY
    )


@every(
    ("row", "where"),
    [
        (RowWords(notes=("연락 거부",), purposes=("교통사고",)), SaidIn.NOTE),
        (RowWords(notes=("재방문",), purposes=("연락 거부",)), SaidIn.TYPE),
        (RowWords(notes=("재방문",), consents=(("해피콜 동의", "N"),)), SaidIn.CONSENT),
        (RowWords(notes=("연락 거부",), consents=(("해피콜 동의", "N"),)), SaidIn.CONSENT),
    ],
)
def test_it_is_known_which_column_says_that_somebody_is_not_called(row: RowWords, where: SaidIn) -> None:
    assert said_where(row, ExclusionReason.REFUSED_CONTACT, TODAY) is where


def test_what_no_column_says_by_itself_is_said_elsewhere() -> None:
    together = RowWords(notes=("남편",), purposes=("폭행 상담",))

    assert said_where(together, ExclusionReason.VICTIM_PROTECTION, TODAY) is SaidIn.ELSEWHERE
    assert said_where(RowWords(ages=("17",)), ExclusionReason.MINOR, TODAY) is SaidIn.ELSEWHERE


@every(
    ("header", "cell", "marks"),
    [
        ("피해자보호", "O", True),
        ("보호대상", "Y", True),
        ("피해자보호", "N", False),
        ("피해자보호", "", False),
        ("개인정보보호", "Y", False),
        ("연락 동의", "Y", False),
    ],
)
def test_a_sign_in_a_column_of_protection_marks_who_is_protected(header: str, cell: str, marks: bool) -> None:
    assert marks_protected(header, cell) is marks


BOTH = (
    "동의/거부", "해피콜 동의/거부", "동의/미동의", "해피콜 동의·미동의", "거부/동의", "해피콜 (동의/거부)",
    "연락 희망/거부",
    "통화 가능/불가", "동의 또는 거부", "해피콜 동의, 거부", "동의 미동의", "통화 수락/거절",
)  # fmt: skip


@every("head", BOTH)
@every(
    ("answer", "refuses"),
    [
        ("동의", False), ("동의함", False), ("예", False), ("Y", False), ("O", False), ("가능", False), ("", False),
        ("거부", True), ("미동의", True), ("N", True), ("X", True), ("거부함", True), ("불가", True), ("아니오", True),
    ],
)  # fmt: skip
def test_of_a_head_that_names_both_answers_the_cell_alone_decides(head: str, answer: str, *, refuses: bool) -> None:
    found = read_list([*ROW, answer], header=[*HEADER, head])

    assert [excluded.reason for excluded in found.excluded] == ([ExclusionReason.REFUSED_CONTACT] if refuses else [])


@every(
    ("head", "answer", "refuses"),
    [
        *(
            ("해피콜 동의", each, True)
            for each in (
                "동의(X)", "동의 X", "동의:N", "안받음", "안 받습니다", "싫음", "싫어함", "아니오(전화)",
                "아니요, 문자만", "안합니다",
                "안해요", "하지 않음", "원치 않음", "N(거부)", "불가", "불가능", "어려움", "곤란", "조사 거부",
                "□동의 ■미동의",
                "동의□ 미동의■", "동의( ) 미동의(V)", "☐ 동의", "필요 없음", "의사 없음", "제외", "사양", "연락 거부",
            )
        ),
        *(
            ("해피콜 동의", each, False)
            for each in (
                "동의", "예", "동의 ○", "동의(O)", "■동의 □미동의", "☑ 동의 ☐ 거부", "동의■ 미동의□",
                "동의(V) 미동의( )",
                "□동의 □미동의", "오후만 가능", "오전 곤란", "오후에만 가능, 오전 곤란", "문자만", "거부 안 함",
                "거부하지 않음",
                "상관없음", "문제없음", "괜찮음", "어렵지 않음", "동의(본인)", "안내 완료", "확인중", "부재중",
            )
        ),
        *(
            ("통화 가능 여부", each, True)
            for each in (
                "안됨", "어려움", "곤란", "불가", "X", "통화 어려움", "안 돼요", "힘듦", "불가(청각장애)",
            )
        ),
        *(
            ("통화 가능 여부", each, False)
            for each in (
                "가능", "오후만 가능", "오전 불가", "18시 이후 가능", "O", "근무 중 곤란",
            )
        ),
        *(
            ("연락 거부 여부", each, True)
            for each in (
                "거부", "Y", "O", "예", "원치 않음", "불가", "해당", "거부(본인)",
            )
        ),
        *(
            ("연락 거부 여부", each, False)
            for each in (
                "N", "아니오", "거부 안 함", "거부하지 않음", "거부 의사 없음", "아님", "없음", "",
            )
        ),
        ("통화불가", "불가", True),
        ("통화불가", "가능", False),
        ("동의 여부", "예", False),
        ("희망 여부", "연락 거부", True),
        ("전화 수신", "X", True),
        ("전화 수신", "O", False),
        ("콜 대상", "N", True),
        ("DNC", "Y", True),
        ("DNC", "", False),
        ("사진촬영 동의", "거부", False),
        ("해피콜 동의", "스토킹 피해자 아님", False),
    ],
)  # fmt: skip
def test_an_answer_about_calls_is_read_by_what_it_means(head: str, answer: str, *, refuses: bool) -> None:
    found = read_list([*ROW, answer], header=[*HEADER, head])

    assert [excluded.reason for excluded in found.excluded] == ([ExclusionReason.REFUSED_CONTACT] if refuses else [])


def test_a_victim_is_known_from_the_words_of_an_answer() -> None:
    found = read_list([*ROW, "동의 (스토킹 피해자)"], header=[*HEADER, "해피콜 동의"])

    assert [excluded.reason for excluded in found.excluded] == [ExclusionReason.VICTIM_PROTECTION]


def test_an_answer_to_another_question_lifts_no_refusal() -> None:
    [visit] = read_list([*ROW, "N"], header=[*HEADER, "미성년 여부"]).visits

    assert not visit.answers_consent
