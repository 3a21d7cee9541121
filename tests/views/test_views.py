"""What the views say and offer."""

import unicodedata
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calls import cards
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.states import CallState, Outcome, QueueLane
from bot.domain.keeping.cards import Contact
from bot.domain.people.cards import OfficerChoice
from bot.domain.refusals import Reason
from bot.registry import ActionId
from bot.sandbox.validation import check_message, texts_in
from bot.texts import Texts, load_texts
from bot.texts.formatting import escape
from bot.views import answers
from bot.views.blocks import clip, clip_escaped
from bot.views.calls import board, claim_card, result_form
from tests.steps.builders import FRIDAY, KIM, MONDAY, seoul

NOW = seoul(MONDAY, 9, 40)
LONG = "아주 긴 이름의 부서와 <!channel> @everyone <@U0KIM> *_~`&amp; 👩‍👩‍👧‍👦 " * 60
NFD = unicodedata.normalize("NFD", "각하똠방")
RTL = "\u202eשלום\u202c مرحبا &amp; <!here> "
STRANGE = [
    LONG,
    NFD * 40,
    "<!channel>",
    "*굵게* _기울여_ `코드` ~지움~",
    "👨‍👩‍👧‍👦" * 50,
    "a" * 3000,
    "&" * 3000,
    RTL * 100,
    "",
]
KOREAN, ENGLISH = load_texts("ko"), load_texts("en")


def line(**facts: Any) -> cards.QueueLine:
    """A queued call."""
    usual = cards.QueueLine(
        number=17,
        masked_name="홍*순",
        petition_type="교통사고",
        department="교통과",
        visited_on=FRIDAY,
        visits=1,
        state=CallState.QUEUED,
        lane=QueueLane.NEW,
        attempts=0,
        claimed_by=None,
        claimed_at=None,
        due_at=None,
        promised=False,
    )
    return replace(usual, **facts)


CLAIMED = {"state": CallState.CLAIMED, "claimed_by": KIM, "claimed_at": NOW}
SCHEDULED = {"state": CallState.SCHEDULED, "due_at": NOW + timedelta(days=1), "promised": True, "attempts": 2}
TALLY = cards.BoardCounts(total=20, queued=10, claimed=4, scheduled=3, closed=3)


def page(*lines: cards.QueueLine, **facts: Any) -> cards.BoardPage:
    """The board of a Monday."""
    usual = cards.BoardPage(
        board=1,
        day=MONDAY,
        visits_from=FRIDAY,
        visits_to=MONDAY - timedelta(days=1),
        posted_late=False,
        page=1,
        pages=1,
        tally=TALLY,
        carried_over=0,
        excluded={},
        is_current=True,
        lines=lines,
    )
    return replace(usual, **facts)


def visit(strange: str = "교통과") -> cards.VisitLine:
    """A visit."""
    return cards.VisitLine(
        visited_on=FRIDAY,
        visited_at=NOW,
        petition_type=strange,
        department=strange,
        officer=strange,
        receipt_no=strange,
    )


def claim_card_of(strange: str = "교통과", **facts: Any) -> cards.ClaimCard:
    """The claimant's card."""
    usual = cards.ClaimCard(
        line=line(**CLAIMED),
        contact=Contact(name=strange or "홍길순", phone="010-0000-1001", alternate="02-000-1001"),
        caller=cards.Caller(
            station="한빛경찰서",
            office="청문감사인권관실",
            department=strange,
            rank="경위",
            name="김상담",
            main_number="02-0000-0112",
        ),
        code="0421",
        visits=(visit(strange),) * 3,
        attempts=(cards.PastAttempt(at=NOW, disposition=Disposition.NO_ANSWER, by=KIM),) * 3,
        most_attempts=3,
        window_ends_on=MONDAY,
        inside_calling_hours=False,
        phishing_before=True,
    )
    return replace(usual, **facts)


def form_card(strange: str = "교통과") -> cards.ResultCard:
    """What the result form shows."""
    officer = OfficerChoice(id=3, name=strange or "정교통", rank="경위", department=strange)
    return cards.ResultCard(
        line=line(masked_name=strange, petition_type=strange, department=strange, **CLAIMED),
        visits=(visit(strange),),
        attempts=1,
        most_attempts=3,
        earliest_callback=NOW,
        officer=officer,
        half_entered=None,
    )


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_is_one_kind_message(texts: Texts, reason: Reason) -> None:
    facts: dict[str, Any] = {
        "number": 17,
        "by": KIM,
        "since": NOW,
        "numbers": "3, 7",
        "word": LONG,
        "known": LONG,
        "day": NOW,
    }

    message = answers.refusal(reason, facts, texts)

    check_message(message)
    assert "{" not in message["text"]
    assert "<!channel>" not in message["text"]


def test_the_form_asks_for_both_views_only_when_a_misunderstanding_was_cleared(texts: Texts) -> None:
    def fields(outcome: Outcome) -> set[str]:
        state = result_form.FormState(disposition=Disposition.ANSWERED, outcome=outcome)
        return {block.get("block_id", "") for block in result_form.result_form(form_card(), state, texts, "")["blocks"]}

    assert {"petitioner_view", "officer_view"} <= fields(Outcome.MISUNDERSTANDING_CLEARED)
    assert not {"petitioner_view", "officer_view"} & fields(Outcome.SATISFIED)


def buttons(message: dict[str, Any]) -> list[tuple[str, str]]:
    """The buttons of a message: action and value."""
    elements = [each for block in message["blocks"] for each in [block.get("accessory"), *block.get("elements", [])]]
    return [(each["action_id"], each.get("value", "")) for each in elements if each and each.get("type") == "button"]


def test_only_calls_that_are_free_can_be_claimed_and_only_on_the_current_board() -> None:
    lines = (
        line(number=1),
        line(number=2, **CLAIMED),
        line(number=3, **SCHEDULED),
        line(number=4, state=CallState.CLOSED),
    )

    current = buttons(board.board_page(page(*lines), KOREAN))
    old = buttons(board.board_page(page(*lines, is_current=False), KOREAN))

    assert [value for action, value in current if action == ActionId.CLAIM] == ["1", "3"]
    assert not old


def test_an_empty_board_cannot_be_taken_for_a_crash() -> None:
    nothing = cards.BoardCounts(total=0, queued=0, claimed=0, scheduled=0, closed=0)

    words = "\n".join(texts_in(board.board_page(page(tally=nothing), KOREAN)["blocks"]))

    assert "통화할 방문 민원인이 없습니다" in words


def test_the_card_identifies_the_person_before_any_purpose() -> None:
    words = "\n".join(texts_in(claim_card.claim_card(claim_card_of("홍길순"), KOREAN)["blocks"]))

    assert words.index("본인 되십니까") < words.index("방문하신 일로")
    for never in ("주민등록번호", "계좌", "카드", "비밀번호", "OTP", "송금", "앱 설치", "링크", "비밀 유지"):
        assert never in words


def test_the_same_card_gives_the_same_message() -> None:
    assert board.board_page(page(line()), KOREAN) == board.board_page(page(line()), KOREAN)


@given(st.text(alphabet="&<>가a\u0301", max_size=50), st.integers(6, 40))
def test_clipping_counts_what_escaping_makes_of_a_letter(words: str, limit: int) -> None:
    assert len(escape(clip_escaped(words, limit))) <= limit


@given(st.text(max_size=50), st.integers(2, 40))
def test_clipping_keeps_the_limit_and_never_parts_a_letter_from_its_marks(words: str, limit: int) -> None:
    clipped = clip(words, limit)

    assert len(clipped) <= max(limit, 1)
    assert clipped == words or clipped.endswith("…")
