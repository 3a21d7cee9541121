"""The board: which buttons it offers."""

from bot.domain.calls import cards
from bot.domain.calls.states import CallState
from bot.registry import ActionId
from bot.sandbox.validation import texts_in
from bot.views.calls import board
from tests.steps.cards import CLAIMED, SCHEDULED, board_page, queue_line
from tests.steps.view_samples import SAMPLES
from tests.steps.views import KOREAN, buttons


def test_only_calls_that_are_free_can_be_claimed_and_only_on_the_current_board() -> None:
    lines = (
        queue_line(number=1),
        queue_line(number=2, **CLAIMED),
        queue_line(number=3, **SCHEDULED),
        queue_line(number=4, state=CallState.CLOSED),
    )

    current = buttons(board.board_page(board_page(*lines), KOREAN))
    old = buttons(board.board_page(board_page(*lines, is_current=False), KOREAN))

    assert [value for action, value in current if action == ActionId.CLAIM] == ["1", "3"]
    assert not old


def test_an_empty_board_cannot_be_taken_for_a_crash() -> None:
    nothing = cards.BoardCounts(total=0, queued=0, claimed=0, scheduled=0, closed=0)

    words = "\n".join(texts_in(board.board_page(board_page(tally=nothing), KOREAN)["blocks"]))

    assert "통화할 민원인이 없습니다" in words


def test_the_same_card_gives_the_same_message() -> None:
    assert board.board_page(board_page(queue_line()), KOREAN) == board.board_page(board_page(queue_line()), KOREAN)


def test_a_day_says_of_what_the_bot_put_back_every_way_in_which_that_came_about() -> None:
    [*_, summary] = SAMPLES[board.day_summary]("홍*동", KOREAN)

    words = "\n".join(texts_in(summary["blocks"]))

    assert "대기열로 되돌린 건" in words
    assert all(way in words for way in ("미입력", "자리 비움", "마감"))
