"""Rows that are neither visits nor rejected, and people who are not taken for them."""

import pytest

from bot.domain.lists.header import read_header
from bot.domain.lists.no_visits import distinct_texts, has_day, is_closing, is_no_visit, is_over
from bot.domain.lists.places import Header
from tests.steps.vectors import every

ROW = "1,강하늘,010-0000-1201,2026-11-24,교통"


def texts(row: str) -> tuple[list[str], list[str]]:
    cells = row.split(",")
    return cells, distinct_texts(cells)


def header() -> Header:
    found = read_header(["연번", "성명", "연락처", "방문일자", "용무"], None)
    assert found is not None
    return found


@every(
    "row",
    [
        "교통과 소계,2명,,,",
        ",,,합계,2",
        "합계(명),2,,,",
        "계 2명,,,,",
        "금일,1명,누계,15명,",
        "금일 1명 / 누계 15명,,,,",
        ",수사과 계,,1,",
        "구분,교통,수사,여청,계",
        "건수,1,0,0,1",
        "①,②,③,④,⑤",
        "(1),(2),(3),(4),(5)",
        ",(한글),(- 포함),(8자리),",
        ",필수,필수,필수,선택",
        ",홍길동,010-0000-1234,yyyy-mm-dd,",
        "ex),홍길동,010-0000-1234,2026-01-01,x",
        "작성자,순경 차은호,,,",
        "확인자 (인),경감 김감독,,,",
        "문의처,031-000-2000,,,",
        ",,,2026-11-22,",
        "4,-,-,2026-11-22,-",
        ",없음,,2026-11-22,",
        ",휴무(일요일),,2026-11-22,",
        ",방문자 없음,,2026-11-22,",
        ",다음 장에 계속,,,",
        ",(뒷면 계속),,,",
        ",위와 같이 보고합니다.,,,",
        ",보고자 순경 차은호,,,",
        ",한빛경찰서장,,,",
        ",가. 형사과,,,",
        ",※ 문의: 민원실 031-000-2000,,,",
        ",담당자 연락처 : 031-000-2000,,,",
        "연번,성명,연락처,방문일자,용무",
        "연번,성명,연락처,방문일자,용무,",
        ",이상,미상,,",
        ",이상,미상,,상담",
        ",끝,,,",
        "작성자,,,,순경 차은호",
        "작성자,순경,차은호,,",
        "<<< 작성예시 >>>,홍길동,010-0000-1234,2026-01-01,x",
        "예,홍길동,010-0000-1234,2026-01-01,x",
        "예시 1,홍길동,010-0000-1234,2026-01-01,x",
        "예) 1,홍길동,010-0000-1234,2026-01-01,x",
        "예시1,홍길동,010-0000-1234,2026-01-01,x",
        "ex2),홍길동,010-0000-1234,2026-01-01,x",
        "1,홍길동(예시),010-0000-1234,2026-01-01,x",
        "1,(예) 홍길동,010-0000-1234,2026-01-01,x",
        "1,예) 홍길동,010-0000-1234,2026-01-01,x",
        "1,예시: 홍길동,010-0000-1234,2026-01-01,x",
        "1,[작성예] 홍길동,010-0000-1234,2026-01-01,x",
        "1,홍길동(견본),010-0000-1234,2026-01-01,x",
        "1,홍길동,010-0000-1234,2026-01-01,(작성 예시)",
        "방문,,3,(2),5",
        "교통과 소계,,2명,,",
        "-,,이하 여백,,",
        "①,,②,③,",
        "1,3명,미상,2026-11-24,상담",
        "1,12,미상,2026-11-24,상담",
        "1,***,미상,2026-11-24,상담",
        "1,휴무,미상,2026-11-24,상담",
        "1,교통과 소계,미상,2026-11-24,상담",
        "1,누계,미상,2026-11-24,상담",
        f",{'A' * 61},,,",
    ],
)
def test_it_is_no_visit(row: str) -> None:
    assert is_no_visit(*texts(row), header())


@every(
    "row",
    [
        "1,강하늘,010-0000-1201,2026-11-24,교통",
        "1,강하늘,,,",
        ",도우리,,,",
        ",김은서,,,",
        ",정보라,,,",
        ",NGUYEN VAN A,,,",
        ",도우리 외 1명,,,",
        ",김 알렉산드라,,,",
        "비고,강하늘,010-0000-1201,,",
        "확인,강하늘,,2026-11-24,교통",
        "계,강하늘,010-0000-1201,2026-11-24,교통",
        "(1),(강하늘),010-0000-1201,2026-11-24,교통",
        ",소계영,없음,2026-11-24,교통",
        "-,강하늘,,2026-11-24,",
        ",이상,미상,2026-11-24,상담",
        "1,민원기,없음,11월 24일,이상 없음 확인",
        ",(주)한빛,-,46350,",
        ",,010-0000-1201,2026-11-24,교통",
        ",,010-0000-1201,,",
        "1,강하늘",
        "1,이상,미상,,상담",
        ",이상,,2026-11-24,",
        "작성자,순경,차은호,확인,",
        "작성자,강하늘,010-0000-1201,,",
        "작성자,강하늘,,2026-11-24,",
        "방문,,3,(2),",
        "방문,,교통,(2),5",
        "구분,,교통,수사,여청",
        "방문,,교통,수사,계",
        "①,,②,,",
        "①,,③,④,",
        f",{'A' * 60},,,",
        "1,강하늘,필수,,",
        "1,예지원,010-0000-1201,2026-11-24,교통",
        "1,강예(가명),010-0000-1201,2026-11-24,교통",
        "1,강하늘,010-0000-1201,2026-11-24,예시를 보고 문의",
        "예술의전당,강하늘,010-0000-1201,2026-11-24,교통",
    ],
)
def test_it_is_a_visit_or_has_to_be_named(row: str) -> None:
    assert not is_no_visit(*texts(row), header())


@pytest.mark.parametrize("head", ["동의", "예약여부", "해피콜 동의", "사전 안내"])
def test_a_yes_in_the_first_column_is_an_answer(head: str) -> None:
    header = read_header([head, "성명", "연락처", "방문일", "용무"], None)
    assert header is not None

    assert not is_no_visit(*texts("예,강하늘,010-0000-1201,2026-11-24,교통"), header)
    assert is_no_visit(*texts("예시,홍길동,010-0000-1234,2026-01-01,x"), header)
    assert is_no_visit(*texts("(예),홍길동,010-0000-1234,2026-01-01,x"), header)


def test_words_of_a_signature_are_ordinary_ones_in_a_column_of_types() -> None:
    header = read_header(["용무", "성명", "연락처", "방문일자"], None)
    assert header is not None

    assert not is_no_visit(*texts("확인,강하늘,,"), header)
    assert is_no_visit(*texts(",작성자,순경 차은호,"), header)


DATED = [ROW, "1,강하늘,,5.12,", "1,강하늘,,3일,"]
UNDATED = ["1,강하늘", "1,강하늘,,,", "1,강하늘,,미상,", "11.24,강하늘,,,"]


@every(("row", "is_dated"), [*((row, True) for row in DATED), *((row, False) for row in UNDATED)])
def test_a_row_has_a_day_where_a_number_begins_in_the_column_of_days(row: str, *, is_dated: bool) -> None:
    assert has_day(row.split(","), header()) is is_dated


@pytest.mark.parametrize("heads", ["부서,계급,성명,연락처,", "담당부서,담당자,전화번호,,", "결재,담당,계장,과장,"])
def test_the_heads_of_another_table_end_the_one_above(heads: str) -> None:
    assert is_over(*texts(heads), header(), was_over=False)
    assert is_over(*texts("민원실,정교통,010-0000-9901,,"), header(), was_over=True)
    assert is_over(*texts("1,정교통,,2026-11-24,"), header(), was_over=True)
    assert is_over(*texts("민원실,정교통,,,"), header(), was_over=True)
    assert not is_over(*texts(ROW), header(), was_over=True)


@pytest.mark.parametrize(
    "row",
    [
        "민원,강하늘,없음,,본인",
        "직원,강하늘,,,합계",
        "1,강하늘,010-0000-1201,,민원",
        ",도우리,,,",
        "부서,성명,,,",
        "연락처,전화번호,휴대폰,,",
        "부서,성명,010-0000-1201,,",
        "부서,성명,연락처,2026-11-24,",
    ],
)
def test_no_visit_ends_its_table(row: str) -> None:
    assert not is_over(*texts(row), header(), was_over=False)


def test_closing_words_are_known() -> None:
    assert all(map(is_closing, ["- 이하 여백 -", "총 2명", "끝.", "작성자: 순경 차은호"]))
    assert not any(map(is_closing, ["계용묵", "총명한", "2026. 11. 24.(화)"]))
