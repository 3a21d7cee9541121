"""The promise that nobody is called twice, kept between real threads on both databases."""

from concurrent.futures import ThreadPoolExecutor

from bot.clock import MovableClock
from bot.domain.refusals import Refused
from bot.services.calls import boards, claiming
from bot.services.desk import Desk
from tests.steps.builders import KIM, MONDAY, bring_list, hire, operator, seoul, visitor
from tests.steps.rows import reveals

OPERATORS = [f"U1OP{n}" for n in range(8)]


def test_eight_operators_who_claim_one_call_at_once_have_one_winner(morning: Desk) -> None:
    hire(morning, *(operator(who) for who in OPERATORS))

    def claim(who: str) -> bool:
        try:
            morning.do_now(claiming.claim_call, by=who, number=2)
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        won = list(threads.map(claim, OPERATORS))

    assert sum(won) == 1
    assert len(reveals(morning)) == 1


def test_operators_who_take_the_next_call_at_once_get_different_ones(desk: Desk, clock: MovableClock) -> None:
    hire(desk, *(operator(who) for who in OPERATORS))
    clock.set(seoul(MONDAY, 8, 30))
    bring_list(desk, [visitor(number, 담당부서="수사과", 담당자="최형사") for number in range(1, 41)])
    desk.do_now(boards.post_morning_when_due)

    def claim(nth: int) -> int:
        return desk.do_now(claiming.claim_next, by=OPERATORS[nth % 8]).line.number

    with ThreadPoolExecutor(8) as threads:
        numbers = list(threads.map(claim, range(40)))

    assert sorted(numbers) == list(range(1, 41))


def test_boards_posted_by_several_replicas_at_once_are_one(desk: Desk, clock: MovableClock) -> None:
    hire(desk, operator(KIM))
    clock.set(seoul(MONDAY, 8, 30))
    bring_list(desk, [visitor(1)])

    with ThreadPoolExecutor(4) as threads:
        posted = list(threads.map(lambda _: desk.do_now(boards.post_morning_when_due), range(4)))

    assert sum(board is not None for board in posted) == 1
