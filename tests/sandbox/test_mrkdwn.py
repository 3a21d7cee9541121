"""Slack's text as HTML: what comes alive, and what never does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.mrkdwn import mrkdwn, rich_text

NAMES = {"U0KIM": "김상담", "C0CALLS": "청렴콜센터"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("*굵게* 와 _기울임_, ~지움~", "<strong>굵게</strong> 와 <em>기울임</em>, <s>지움</s>"),
        ("홍*순 · 김*동", "홍*순 · 김*동"),
        ("3 * 4 * 5", "3 * 4 * 5"),
        ("`010-0000-1001`", "<code>010-0000-1001</code>"),
        ("`*굵지 않게*`", "<code>*굵지 않게*</code>"),
        ("<@U0KIM> 님", '<span class="mention">@김상담</span> 님'),
        ("<#C0CALLS>", '<span class="mention">#청렴콜센터</span>'),
        ("<!channel>", '<span class="mention">@channel</span>'),
        ("&lt;!channel&gt;", "&lt;!channel&gt;"),
        ("<b>아침</b>", "&lt;b&gt;아침&lt;/b&gt;"),
        ("&gt; 인용\n다음", "<blockquote>인용</blockquote>다음"),
        ("가\n나", "가<br>나"),
        ("<javascript:alert(1)|눌러>", "&lt;javascript:alert(1)|눌러&gt;"),
    ],
)
def test_mrkdwn_is_rendered_as_slack_does(words: str, expected: str) -> None:
    assert str(mrkdwn(words, NAMES)) == expected


def test_a_link_says_where_it_leads() -> None:
    shown = mrkdwn("<https://example.com/?a=1&amp;b=2|안내>", NAMES)

    assert '<a href="https://example.com/?a=1&amp;amp;b=2"' not in shown
    assert ">안내</a>" in shown


def test_rich_text_is_quoted_and_styled() -> None:
    words = {"type": "text", "text": "<i>그대로</i>", "style": {"bold": True}}

    shown = rich_text({"type": "rich_text_quote", "elements": [words]}, NAMES)

    assert shown == "<blockquote><strong>&lt;i&gt;그대로&lt;/i&gt;</strong></blockquote>"


@given(st.text())
def test_nothing_a_person_writes_becomes_a_tag_of_theirs(words: str) -> None:
    shown = str(mrkdwn(words, NAMES))

    for tag in ("<script", "<img", "<iframe", "<style", 'onerror="', '<a href="javascript'):
        assert tag not in shown
