"""The claimant's card: what is said to the petitioner, and what never."""

from bot.sandbox.validation import texts_in
from bot.views.calls import claim_card
from tests.steps.cards import claim_card_of
from tests.steps.views import KOREAN


def test_the_card_identifies_the_person_before_any_purpose() -> None:
    words = "\n".join(texts_in(claim_card.claim_card(claim_card_of("홍길순"), KOREAN)["blocks"]))

    assert words.index("본인 되십니까") < words.index("방문하신 일에 대해")
    for never in ("주민등록번호", "계좌", "카드", "비밀번호", "OTP", "송금", "앱 설치", "링크", "비밀 유지"):
        assert never in words
