"""What the next card says: as noted in any call of the person, else as a remark names it; of abuse that there was."""

from datetime import timedelta

from bot.clock import MovableClock
from bot.domain.calls.cards import ClaimCard
from bot.domain.calls.dispositions import Disposition, TaskKind
from bot.domain.calls.flags import Flag, Flags
from bot.domain.calls.results import Result
from bot.services.calls.claiming import claim_call
from bot.services.calls.noting import note_flags
from bot.services.desk import Desk
from tests.steps.builders import KIM, visitor
from tests.steps.desks import bring_list, phone

ABUSIVE = Result(disposition=Disposition.ABUSIVE, warned=True, suspects_phishing=True)
OTHERS = {"담당부서": "수사과", "담당자": "최형사"}


def next_card(desk: Desk, **row: str) -> ClaimCard:
    """Bring another visit of the second person, whose call is closed, and claim the new call."""
    again = {"접수번호": "2026-00077", "방문일시": "2026-11-23", "민원종류": "분실물 신고"}
    bring_list(desk, [visitor(2, **OTHERS, **again, **row)])
    return desk.do_now(claim_call, by=KIM, number=4)


def test_whoever_phones_next_sees_what_was_noted_and_a_remark_no_longer_counts(
    morning: Desk, clock: MovableClock
) -> None:
    morning.do_now(claim_call, by=KIM, number=2)
    noted = Flags(which=(Flag.GROUP, Flag.INTERPRETER), who="강대표")
    morning.do_now(note_flags, by=KIM, number=2, flags=noted)
    phone(morning, 2)
    clock.advance(timedelta(days=1))

    card = next_card(morning, 비고="문자만 가능")

    assert card.flags == Flags(which=(Flag.INTERPRETER, Flag.GROUP), who="강대표")


def test_a_remark_counts_until_something_is_noted(morning: Desk, clock: MovableClock) -> None:
    phone(morning, 2)
    clock.advance(timedelta(days=1))

    assert next_card(morning, 비고="문자만 가능").flags.which == (Flag.TEXT_ONLY,)


def test_after_abuse_the_next_card_says_so_and_both_suspicions_leave_a_task(morning: Desk, clock: MovableClock) -> None:
    done = phone(morning, 2, ABUSIVE)
    clock.advance(timedelta(days=1))

    card = next_card(morning)

    assert done.task is TaskKind.ADVANCE_SMS
    assert card.abuse_before
