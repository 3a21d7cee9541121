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
