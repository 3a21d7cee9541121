"""The script of whoever phones: who, before any purpose, and never a number to call."""

import re
from dataclasses import replace

from bot.domain.station_tables import SURVEY
from bot.domain.trail import Purpose
from bot.sandbox.validation import texts_in
from bot.texts import Texts
from bot.views.calls.script import script_blocks
from tests.steps.cards import claim_card_of
from tests.steps.vectors import every

PHONING = (
    Purpose.CLAIMED_CALL,
    Purpose.REPLY,
    Purpose.PROGRESS,
    Purpose.IMPROVED,
    Purpose.DIRECT_CALL,
    Purpose.RECHECK,
)
SAID = {
    "ko": ("청렴 콜 센터", "방문 사실도 말하지", "누리집이나 114", "동의", "주민등록번호", "계좌", "카드", "비밀번호",
           "OTP", "송금", "앱 설치", "링크", "비밀 유지"),
    "en": ("Integrity Call Centre", "neither the purpose", "website or through 114", "onsent", "resident number",
           "account", "card", "password", "OTP", "transfer", "app", "link", "secrecy"),
}  # fmt: skip


@every("purpose", PHONING)
def test_everybody_who_phones_says_who_they_are_and_asks_before_the_purpose(purpose: Purpose, texts: Texts) -> None:
    asked = SURVEY if purpose is Purpose.CLAIMED_CALL else ()
    card = replace(claim_card_of("교통과"), purpose=purpose, survey=asked)

    said = "\n".join(texts_in(script_blocks(card, texts)))

    assert not [
        words for words in (*SAID[texts.locale], "한빛경찰서", "경위", "김상담", "042 100") if words not in said
    ]
    assert said.index("*2. ") < said.index("*3. ") < said.index("*4. ")
    assert not re.search(r"\d{2,}[-)]\d{3,}", said), "a number to call"
    assert ("교통과" in said.partition("*2. ")[0]) == (purpose is Purpose.DIRECT_CALL)
    assert ("*5. " in said) == (purpose is Purpose.CLAIMED_CALL)
