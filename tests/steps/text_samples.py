"""The advance text, drawn with strange words."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.domain.calls.advance_texts import AskedText, StuckTexts, TextCard, TextState
from bot.domain.keeping.cards import Contact
from bot.views.calls.advance_texts import text_asked, text_by_hand, texts_stuck, words_of_text
from tests.steps.cards import NOW
from tests.steps.views import Sample

LINK = Contact(name="홍*순", phone="", link="https://cleancall.example/reveal/x", pin="0421")

TEXT_SAMPLES: Mapping[Callable[..., Any], Sample] = {
    text_asked: lambda _, t: [text_asked(AskedText(call=17, state=state, at=NOW), t) for state in TextState],
    text_by_hand: lambda s, t: [
        text_by_hand(TextCard(task=1, call=17, contact=contact), words_of_text(s[:40], t), t)
        for contact in (Contact(name=s or "홍길순", phone="010-0000-1001"), LINK)
    ],
    texts_stuck: lambda _, t: [texts_stuck(StuckTexts(count=n, since=since), t) for n, since in ((3, NOW), (0, None))],
}
