"""The header of a list."""

import pytest

from bot.domain.lists.columns import Column, Part, Person, fold_head, header_words, meaning_of
from bot.domain.lists.reading import read_visitor_list
from bot.domain.lists.rows import ListProblem, UnreadableList
from bot.domain.lists.sheets import sheet_of
from tests.steps.builders import MONDAY
from tests.steps.lists import ROW, read_list
from tests.steps.vectors import every


@pytest.mark.parametrize(
    "header",
    [
        ["접수 번호", "성 명", "휴대전화(H.P)", "방문 일시", "민원유형", "부서", "담당자", "비고"],
        ["사건번호", "민원인명", "H.P", "접수일", "업무", "처리부서", "처리자", "메모"],
        ["민원번호", "방문자", "핸드폰", "출입시간", "방문목적", "과", "접견자", "특이사항"],
    ],
)
def test_headers_are_known_by_many_names(header: list[str]) -> None:
    found = read_list(ROW, header=["접수번호" if cell == "휴대전화(H.P)" else cell for cell in header])

    assert found.visits or found.excluded


def test_a_sheet_without_a_header_is_refused() -> None:
    with pytest.raises(UnreadableList) as refused:
        read_visitor_list([sheet_of([["가", "나"], ["다", "라"]])], today=MONDAY)

    assert refused.value.problem is ListProblem.NO_HEADER


@every(
    "heads",
    [
        ("방문일시", "접수일시", "접수시각일"),
        ("방문일", "접수일", "일자", "처리완료일"),
        ("방문일시", "일시", "타임스탬프"),
        ("방문일", "신청일", "처리일"),
        ("방문시간", "접수시간", "시간"),
        ("담당부서", "부서", "소속"),
        ("민원종류", "민원내용"),
        ("방문목적", "내용"),
        ("접수일", "예약일"),
    ],
)
def test_of_several_columns_of_a_kind_the_one_that_says_it_best_comes_first(heads: tuple[str, ...]) -> None:
    ranks = [meaning_of(head).rank for head in heads]

    assert ranks == sorted(ranks)
    assert ranks[0] < ranks[-1]


@every(
    ("head", "kind"),
    [
        ("방문자 생년월일", Column.BIRTH),
        ("주민번호", Part.ID_NUMBER),
        ("외국인등록번호", Part.ID_NUMBER),
        ("담당자 계급", Column.RANK),
        ("직급/성명", Column.OFFICER),
        ("민원인 직급", Part.UNUSED),
        ("민원인 직위명", Part.UNUSED),
        ("민원인 소속", Part.UNUSED),
        ("담당자 소속", Column.DEPARTMENT),
        ("담당자 휴대폰", Part.UNUSED),
        ("민원인 휴대폰", Column.PHONE),
        ("Phone Number", Column.PHONE),
        ("Contact Number", Column.PHONE),
        ("☎", Column.PHONE),
        ("담당 ☎", Part.UNUSED),
        ("Full Name", Part.NAME_OF_ANYBODY),
        ("Date of Visit", Column.VISITED_ON),
        ("Time In", Column.VISITED_TIME),
        ("Reason for Visit", Column.TYPE),
        ("Department Visited", Column.DEPARTMENT),
        ("Officer in Charge", Column.OFFICER),
        ("피상담자", Column.NAME),
        ("방문한 분", Column.NAME),
        ("처리 결과", Column.NOTE),
        ("처리부서 결과", Column.NOTE),
        ("퇴실시간", Part.UNUSED),
        ("희망일시", Column.VISITED_ON),
        ("생산일", None),
        ("민원 안내 구분", None),
        ("방문목적 구분", Column.TYPE),
        ("고객명", Column.NAME),
        ("담당자 인적사항", Column.OFFICER),
        ("(담당자) 성명", Column.OFFICER),
        ("(보호자) 연락처", Part.UNUSED),
        ("민원인 정보(성명)", Column.NAME),
        ("인적사항", Column.NAME),
        ("민원인1", Column.NAME),
        ("민원인 집", None),
        ("신고자와 면담한 담당자", Column.OFFICER),
        ("담당자가 만난 방문객", Column.NAME),
        ("가" * 41, None),
        ("가" * 37 + "민원인", Column.NAME),
        ("가" * 38 + "민원인", None),
    ],
)
def test_a_head_says_what_stands_below_and_whose_it_is(head: str, kind: Column | Part | None) -> None:
    assert meaning_of(head).kind is kind


@every(
    ("head", "group", "kind"),
    [
        ("성명", "민원인", Column.NAME),
        ("성명", "담당", Column.OFFICER),
        ("연락처", "담당", Part.UNUSED),
        ("민원인", "담당", None),
        ("주소", "민원인", None),
        ("성명", "상대방", Part.UNUSED),
        ("성명", "", Part.NAME_OF_ANYBODY),
        ("민원인", "민원인", Column.NAME),
    ],
)
def test_a_group_says_whose_the_columns_below_it_are(head: str, group: str, kind: Column | Part | None) -> None:
    assert meaning_of(head, group).kind is kind


@every(
    ("head", "kind", "also"),
    [
        ("성명/연락처", Part.NAME_OF_ANYBODY, (Column.PHONE,)),
        ("성명(연락처)", Part.NAME_OF_ANYBODY, (Column.PHONE,)),
        ("민원인(신청인) 연락처", Column.PHONE, ()),
        ("담당자(부서)", Column.OFFICER, (Column.DEPARTMENT,)),
        ("담당자, 부서", Column.OFFICER, (Column.DEPARTMENT,)),
        ("담당자 및 부서", Column.OFFICER, (Column.DEPARTMENT,)),
        ("성명/주소", None, ()),
        ("성명/생년월일", Part.NAME_OF_ANYBODY, (Column.BIRTH,)),
        ("성명(생년월일)", Part.NAME_OF_ANYBODY, (Column.BIRTH,)),
        ("민원인(나이)", Column.NAME, (Column.AGE,)),
        ("성명/성별/나이", Part.NAME_OF_ANYBODY, (Column.AGE,)),
        ("성명(주민번호)", Part.NAME_OF_ANYBODY, (Column.BIRTH,)),
        ("성명/생년월일/연락처", Part.NAME_OF_ANYBODY, (Column.PHONE, Column.BIRTH)),
        ("연락처/생년월일", Column.PHONE, (Column.BIRTH,)),
        ("나이/성별", Column.AGE, ()),
        ("연령·직업", Column.AGE, ()),
        ("보호자/연락처/생년월일", Column.BIRTH, ()),
        ("주민번호", Part.ID_NUMBER, (Column.BIRTH,)),
        ("주민번호 앞자리", Part.ID_NUMBER, (Column.BIRTH,)),
        ("외국인등록번호", Part.ID_NUMBER, (Column.BIRTH,)),
        ("피고소인 주민번호", Part.ID_NUMBER, ()),
        ("주민번호 뒷자리", Part.ID_NUMBER, ()),
        ("주민번호(뒷자리 제외)", Part.ID_NUMBER, (Column.BIRTH,)),
        ("여권번호", Part.ID_NUMBER, ()),
        ("주민등록번호 처리 동의", Column.CONSENT, ()),
        ("성명·생년월일·연락처 수집 동의", Column.CONSENT, ()),
    ],
)
def test_several_things_may_stand_in_one_cell(head: str, kind: Column | Part | None, also: tuple[Column, ...]) -> None:
    meaning = meaning_of(head)

    assert (meaning.kind, meaning.also) == (kind, also)


@every(
    ("kind", "person"),
    [
        (Column.NAME, Person.PETITIONER),
        (Column.PHONE, Person.PETITIONER),
        (Column.OFFICER, Person.OFFICER),
        (Column.RANK, Person.OFFICER),
        (Column.DEPARTMENT, None),
    ],
)
def test_the_word_of_a_station_goes_before_all_others(kind: Column, person: Person | None) -> None:
    meaning = meaning_of("담당자", "", {kind: ("담 당 자",)})

    assert (meaning.kind, meaning.person) == (kind, person)
    assert meaning.rank < meaning_of("방문일").rank
    assert meaning_of("", "", {kind: ("",)}).kind is None


def test_the_words_of_a_row_are_counted_by_their_kinds() -> None:
    assert header_words(["성명", "연락처", "휴대폰", "홍길동", 3, None]) == 2
    assert header_words(["성명", "연락처".ljust(41)]) == 1
    assert header_words(["성명", "연락처".ljust(40)]) == 2


@every(
    ("head", "folded"),
    [
        ("① 성 명", "성명"),
        ("2. 성명(한글)", "성명"),
        ("(성명)", "성명"),
        ("h.p", "HP"),
        ("성함을 입력해 주세요", "성함"),
        ("가" * 90, "가" * 80),
    ],
)
def test_a_head_is_folded_for_comparing(head: str, folded: str) -> None:
    assert fold_head(head) == folded


LONG = "(수집항목: 성명(한글), 연락처 / 이용목적: 민원 처리 만족도 조사 / 보유기간: 90일)"


@every(
    ("head", "kind"),
    [
        (f"개인정보 수집·이용 동의 여부 {LONG} ※ 거부하셔도 불이익은 없습니다", Column.CONSENT),
        (f"개인정보 수집·이용 동의 여부 {LONG}", Column.CONSENT),
        (f"개인정보 수집·이용에 동의하십니까? {LONG} 동의를 거부할 권리가 있습니다.", Column.CONSENT),
        (
            "민원 처리 만족도 조사를 위하여 성명과 연락처를 수집하고 이용하는 것에 대하여 귀하께서는 동의하십니까",
            Column.CONSENT,
        ),
        (
            "개인정보 안내\n1. 수집항목: 성명, 연락처\n2. 보유기간: 90일 동안\n위와 같이 개인정보 제공에 동의합니다",
            Column.CONSENT,
        ),
        ("연락처(예: 010-1234-5678)", Column.PHONE),
        ("연락처 예) 010-1234-5678", Column.PHONE),
        ("연락처 ※ 하이픈 없이 입력", Column.PHONE),
        ("방문일자 ex. 2026-01-01", Column.VISITED_ON),
        ("예약일", Column.VISITED_ON),
        ("※ 연락처", Column.PHONE),
        ("성명(한글(정자))", Part.NAME_OF_ANYBODY),
        ("타임스탬프", Column.VISITED_ON),
        ("Timestamp", Column.VISITED_ON),
        ("응답 일시", Column.VISITED_ON),
        ("연락처/주소", Column.PHONE),
        ("휴대폰·이메일", Column.PHONE),
        ("주소, 연락처", Column.PHONE),
        ("전화번호 및 주소", Column.PHONE),
        ("담당자/연락처", Column.OFFICER),
        ("담당자(연락처)", Column.OFFICER),
        ("담당자 성명/연락처", Column.OFFICER),
        ("담당자/내선번호", Column.OFFICER),
        ("연락처/담당자", Column.OFFICER),
        ("담당부서/연락처", Column.DEPARTMENT),
        ("부서/전화번호", Column.DEPARTMENT),
        ("계급/연락처", Column.RANK),
        ("담당(성명/연락처)", Column.OFFICER),
        ("연락처/비고", Column.PHONE),
        ("비고(연락처 등)", Column.NOTE),
        ("소속/연락처", Column.PHONE),
        ("보호자/연락처", Part.UNUSED),
        ("담당자/민원인 연락처", Column.PHONE),
        ("담당자 연락처/주소", Part.UNUSED),
        ("연락처(담당자)", Part.UNUSED),
        ("보호자 연락처/주소", Part.UNUSED),
    ],
)
def test_a_head_is_read_without_examples_and_by_its_parts(head: str, kind: Column | Part | None) -> None:
    assert meaning_of(head).kind is kind


@every(
    ("head", "word"),
    [
        (
            "민원 처리 만족도 조사를 위하여 성명과 연락처를 수집하고 이용하는 것에 대하여 귀하께서는 동의하십니까",
            "동의",
        ),
        (f"개인정보 수집·이용 동의 여부 {LONG} ※ 거부하셔도 불이익은 없습니다", "개인정보수집이용동의여부"),
        (f"개인정보 제공에 동의하십니까? {LONG} 동의를 거부할 권리가 있습니다.", "개인정보제공에동의하십니까"),
    ],
)
def test_of_a_long_head_about_consent_the_question_is_kept(head: str, word: str) -> None:
    assert fold_head(head).endswith(word)
    assert len(fold_head(head)) <= 40


@every(
    ("head", "rank"),
    [
        ("담당부서", 0), ("담당자 소속", 0), ("부서", 1), ("소속", 2), ("방문일", 0), ("접수일", 1), ("일자", 2),
        ("처리완료일", 3), ("방문시간", 0), ("시간", 2), ("성명", 0), ("연락처", 0),
    ],
)  # fmt: skip
def test_of_columns_of_a_kind_some_say_it_better(head: str, rank: int) -> None:
    assert meaning_of(head).rank == rank


@every(
    "word",
    [
        "민원인",
        "민원인 성명",
        "민원신청인",
        "신청인성명",
        "고소인",
        "신고자",
        "방문자명",
        "① 민원인",
        "2. 신청인",
        "*방문자(성명)",
        "내방객 이름",
    ],
)
def test_who_came_is_known_by_many_words(word: str) -> None:
    assert meaning_of(word).kind is Column.NAME


@every(
    "word",
    [
        "담당 경찰관 성명",
        "처리담당자",
        "담당자(직급/성명)",
        "담당수사관",
        "접견자",
        "면담자",
        "처리자",
        "담당자명",
        "성명(담당자)",
        "만난 사람",
    ],
)
def test_who_received_them_is_known_by_many_words(word: str) -> None:
    assert meaning_of(word).kind is Column.OFFICER


@pytest.mark.parametrize(
    "word", ["피고소인", "피민원인 연락처", "보호자 연락처", "연락처(보호자)", "담당자 연락처", "상대방", "퇴청시간"]
)
def test_what_is_neither_is_read_for_nothing(word: str) -> None:
    assert not isinstance(meaning_of(word).kind, Column)


@every(
    ("word", "kind"),
    [
        ("연락처(휴대폰)", Column.PHONE),
        ("H.P", Column.PHONE),
        ("민원인 휴대폰", Column.PHONE),
        ("접 수 일 시", Column.VISITED_ON),
        ("방문 날짜", Column.VISITED_ON),
        ("시간", Column.VISITED_TIME),
        ("민원 내용", Column.TYPE),
        ("방문목적", Column.TYPE),
        ("담당 부서명", Column.DEPARTMENT),
        ("처리과", Column.DEPARTMENT),
        ("계급", Column.RANK),
        ("특이사항", Column.NOTE),
        ("처리결과", Column.NOTE),
        ("해피콜 동의여부", Column.CONSENT),
        ("연락제외", Column.CONSENT),
        ("생년월일", Column.BIRTH),
        ("나이", Column.AGE),
        ("사건번호", Column.RECEIPT_NO),
    ],
)
def test_heads_are_compared_without_decoration_and_by_their_words(word: str, kind: Column) -> None:
    assert meaning_of(word).kind is kind


@every(
    ("question", "kind"),
    [
        ("성함을 입력해 주세요", Part.NAME_OF_ANYBODY),
        ("성명 *필수", Part.NAME_OF_ANYBODY),
        ("연락 받으실 휴대폰 번호를 적어 주십시오.", Column.PHONE),
        ("연락 가능한 번호", Column.PHONE),
        ("방문하신 날짜를 선택해 주세요", Column.VISITED_ON),
        ("방문 목적은 무엇입니까?", Column.TYPE),
        ("담당 경찰관은 누구입니까?", Column.OFFICER),
        ("해피콜에 동의하십니까?", Column.CONSENT),
        ("신고서 작성자", Part.UNUSED),
    ],
)
def test_the_questions_of_a_form_are_heads_too(question: str, kind: Column | Part) -> None:
    assert meaning_of(question).kind is kind


@every("word", ["연번", "번호", "No.", "NO", "순번", "강하늘", "교통사고", "교통과", "경위 정교통", "주소", ""])
def test_running_numbers_and_cells_of_people_identify_nobody(word: str) -> None:
    assert not isinstance(meaning_of(word).kind, Column)
