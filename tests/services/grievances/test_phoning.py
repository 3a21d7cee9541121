"""Phoning about a grievance: verified as whose it is, and of audit nothing is told."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.announcements import GrievanceCalledInNotice
from bot.domain.calls.cards import Verified
from bot.domain.grievances.filing import Filing
from bot.domain.grievances.kinds import Category, Kind, Severity
from bot.domain.notices import NoticeKind
from bot.domain.trail import Purpose
from bot.services.calls.verification import look_up
from bot.services.desk import Desk
from bot.services.grievances import handling, replying
from bot.services.grievances.phoning import see_called_in
from tests.steps.builders import HAN, JUNG, KIM, MONDAY, OH, seoul
from tests.steps.grievances import EXPLAINED, bring_grievance
from tests.steps.rows import call_row, told

DAY = timedelta(days=1)
DIRECT = Filing(kind=Kind.INQUIRY, category=Category.OTHER, severity=Severity.S4, direct_consent=True)
BRIBE = Filing(kind=Kind.ALLEGATION, category=Category.BRIBERY_FAVOUR, severity=Severity.S1)
NUMBER = "010-0000-1001"


def ask(desk: Desk, words: str) -> Verified:
    """Look something up."""
    return desk.do_now(look_up, by=OH, words=words)


def test_a_direct_call_is_verified_as_the_officers_and_told_to_both(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning, chosen=DIRECT)
    clock.advance(2 * DAY)

    card = morning.do_now(handling.reveal_for_direct_call, by=JUNG, grievance_id=1)
    answer = ask(morning, card.code)

    assert (card.purpose, card.caller.name, card.code) == (Purpose.DIRECT_CALL, "정교통", call_row(morning).code)
    assert (answer.name, answer.put_through) == ("정교통", JUNG)
    assert [each.name for each in answer.before] == ["상담KIM"]
    assert told(morning, NoticeKind.GRIEVANCE_CALLED_IN) == [JUNG]
    assert told(morning, NoticeKind.CALLED_IN) == [KIM]
    assert is_told(morning, 1, JUNG)


def test_a_reply_long_after_is_verified_while_it_is_open_and_fourteen_days_after(
    morning: Desk, clock: MovableClock
) -> None:
    bring_grievance(morning)
    clock.advance(20 * DAY)
    morning.do_now(handling.answer, by=JUNG, grievance_id=1, words="확인했습니다")

    card = morning.do_now(replying.reveal_for_reply, by=KIM, grievance_id=1)
    morning.do_now(replying.record_reply, by=KIM, grievance_id=1, reply=EXPLAINED)
    clock.advance(13 * DAY)
    alive = ask(morning, card.code)
    clock.advance(2 * DAY)

    assert (card.purpose, alive.genuine, alive.name, alive.put_through) == (Purpose.REPLY, True, "상담KIM", None)
    assert not ask(morning, card.code).genuine


def test_audit_has_a_code_of_its_own_and_leaves_the_calls_as_it_is(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning, chosen=BRIBE)
    of_call = call_row(morning).code or ""
    by_number_before = ask(morning, NUMBER)
    clock.advance(13 * DAY)

    card = morning.do_now(replying.reveal_for_reply, by=HAN, grievance_id=1)
    again = morning.do_now(replying.reveal_for_reply, by=HAN, grievance_id=1)
    by_number, by_code = ask(morning, NUMBER), ask(morning, of_call)
    clock.advance(2 * DAY)

    assert card.code == again.code != of_call
    assert by_number == by_code == by_number_before
    assert not ask(morning, of_call).genuine
    assert not ask(morning, NUMBER).genuine
    assert ask(morning, card.code) == Verified(genuine=True)
    assert told(morning, NoticeKind.GRIEVANCE_CALLED_IN) == [HAN]
    assert is_told(morning, 1, HAN)


@pytest.mark.parametrize("reader", [KIM, JUNG, OH])
def test_nobody_but_audit_is_told_that_the_petitioner_of_its_matter_called(morning: Desk, reader: str) -> None:
    bring_grievance(morning, chosen=BRIBE)

    assert not is_told(morning, 1, reader)
    assert not is_told(morning, 2, reader)


def is_told(desk: Desk, grievance_id: int, reader: str) -> bool:
    """Whether somebody is told that the petitioner called the main number."""
    notice = GrievanceCalledInNotice(grievance=grievance_id, at=seoul(MONDAY, 11))
    return desk.do_now(see_called_in, notice=notice, reader=reader) is not None
