"""Who was called lately is called again for another matter or a complaint alone."""

import pytest

from bot.domain.lists.recent_calls import is_left_in_peace


@pytest.mark.parametrize(
    ("petition_type", "purpose", "reached_for", "expected"),
    [
        ("교통사고", "교통사고 접수", {"교통사고"}, True),
        ("교통사고", "교통사고 접수", {"분실물", "교통사고"}, True),
        ("교통사고", "교통사고 접수", set(), False),
        ("교통사고", "교통사고 접수", {"분실물"}, False),
        ("교통사고", "교통사고 조사 불만", {"교통사고"}, False),
        ("칭찬·불편 민원", "불친절 신고", {"칭찬·불편 민원"}, False),
    ],
)
def test_the_same_matter_is_not_asked_about_twice(
    petition_type: str, purpose: str, reached_for: set[str], expected: bool
) -> None:
    assert is_left_in_peace(petition_type, (purpose,), reached_for) is expected


@pytest.mark.parametrize(
    ("remark", "expected"),
    [
        ("직원이 불친절하다고 항의하러 오심", False),
        ("처리 결과에 불만, 다시 방문", False),
        ("조사 과정이 부당하다고 하심", False),
        ("불만 없음", True),
        ("이의신청 방법 안내", True),
        ("거동 불편하심", True),
        ("", True),
    ],
)
def test_a_complaint_in_the_remark_is_never_silenced(remark: str, *, expected: bool) -> None:
    assert is_left_in_peace("교통사고", ("교통사고 접수",), {"교통사고"}, remark) is expected
