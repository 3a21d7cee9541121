"""The claimant's card: what is said to the petitioner, and what never."""

from bot.registry import ActionId
from bot.sandbox.validation import texts_in
from bot.views.calls import claim_card
from bot.views.modals import message_view
from tests.steps.cards import claim_card_of
from tests.steps.views import KOREAN


def test_in_a_window_what_can_be_done_stands_before_the_script_in_a_message_behind_it() -> None:
    card = claim_card.claim_card(claim_card_of("홍길순"), KOREAN)

    in_window, in_message = ([str(block) for block in shown["blocks"]] for shown in (message_view(card, KOREAN), card))

    for blocks, comes_first in ((in_window, True), (in_message, False)):
        buttons = next(at for at, block in enumerate(blocks) if ActionId.RECORD in block)
        script = next(at for at, block in enumerate(blocks) if "본인 되십니까" in block)
        assert (buttons < script) is comes_first


def test_the_card_identifies_the_person_before_any_purpose() -> None:
    words = "\n".join(texts_in(claim_card.claim_card(claim_card_of("홍길순"), KOREAN)["blocks"]))

    assert words.index("본인 되십니까") < words.index("방문하신 일에 대해")
    for never in ("주민등록번호", "계좌", "카드", "비밀번호", "OTP", "송금", "앱 설치", "링크", "비밀 유지"):
        assert never in words
