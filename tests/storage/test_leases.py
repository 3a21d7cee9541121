"""Leases: a notice is sent by one at a time, and what counts is the result of whoever has it."""

from datetime import timedelta

import pytest

from bot.clock import MovableClock
from bot.domain.announcements import BoardPageNotice
from bot.domain.notices import Fate, NoticeKind
from bot.services.desk import Desk
from bot.services.outbox import give_back
from bot.services.unit import Unit
from storage.leases import renew, take_up, takes_under_way
from storage.outbox import Sending, outbox_health
from storage.posts import Posted, find_post
from tests.steps.builders import MONDAY, seoul
from tests.steps.deliveries import note_sent, take_notice, take_up_stranded
from tests.steps.rows import told

POSTED = Posted(channel="C0CALLS", ts=f"{seoul(MONDAY, 7).timestamp():.6f}", digest="x")


def take_pages(desk: Desk, count: int) -> list[Sending]:
    """Leave and take so many notices."""
    for page in range(1, count + 1):
        desk.do_now(Unit.announce, BoardPageNotice(board=1, page=page))
    taken = [take_notice(desk) for _ in range(count)]
    return [each for each in taken if each is not None]


def test_what_was_being_sent_when_the_process_died_is_unsure(desk: Desk) -> None:
    mine, stranded = take_pages(desk, 2)

    count = take_up_stranded(desk, except_for=[mine])
    again = take_notice(desk)

    assert count == 1
    assert again is not None
    assert (again.id, again.uncertain) == (stranded.id, True)


def test_what_is_renewed_between_a_look_and_the_next_is_not_taken_up(desk: Desk, clock: MovableClock) -> None:
    [sending] = take_pages(desk, 1)
    seen = desk.do_now(lambda unit: takes_under_way(unit.session))
    clock.advance(timedelta(seconds=-30))  # whichever way a clock goes

    is_ours = desk.do_now(lambda unit: renew(unit.session, sending.take, unit.now))

    assert is_ours
    assert desk.do_now(lambda unit: take_up(unit.session, unit.now, stranded=seen)) == 0


def test_what_is_surely_lost_is_taken_up_at_once(desk: Desk) -> None:
    [sending] = take_pages(desk, 1)

    def work(unit: Unit) -> int:
        return take_up(unit.session, unit.now, stranded={}, lost=[sending.take])

    assert desk.do_now(work) == 1


@pytest.mark.parametrize("fate", list(Fate))
def test_only_the_result_of_who_has_it_counts(desk: Desk, fate: Fate) -> None:
    [first] = take_pages(desk, 1)
    take_up_stranded(desk)
    second = take_notice(desk)
    assert second is not None

    is_renewed = desk.do_now(lambda unit: renew(unit.session, first.take, unit.now))
    is_noted = note_sent(desk, first, POSTED)
    desk.do_now(give_back, sending=first, fate=fate, error="user_disabled", delay=timedelta())

    assert not is_renewed
    assert not is_noted
    assert desk.do_now(lambda unit: find_post(unit.session, second.what, second.recipient)) is None
    assert desk.do_now(lambda unit: takes_under_way(unit.session)).keys() == {second.take}
    assert not told(desk, NoticeKind.UNDELIVERED)
    assert note_sent(desk, second, POSTED)
    assert desk.do_now(lambda unit: outbox_health(unit.session)).waiting == 0
