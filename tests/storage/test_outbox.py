"""The outbox: one message waits once, is sent by one at a time, and comes back when it failed."""

from datetime import timedelta
from threading import Thread

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.domain.announcements import BoardPageNotice, BoardTallyNotice, CallDueNotice, ConflictLiftedNotice
from bot.domain.notices import CALL_CHANNEL, Announcement, Fate, NoticeKind
from bot.services.desk import Desk
from bot.services.outbox import give_back
from bot.services.unit import Unit
from storage.outbox import (
    LONGEST_HOLD,
    NoticeState,
    Sending,
    outbox_health,
    refer_notice,
    withdraw_notice,
)
from storage.posts import Posted, find_post
from storage.tables import Notice
from tests.steps.builders import KIM, LEE, MONDAY, seoul
from tests.steps.deliveries import note_sent, take_notice
from tests.steps.desks import in_session, make_desk

POSTED = Posted(channel="C0CALLS", ts=f"{seoul(MONDAY, 7).timestamp():.6f}", digest="x")
SOON = timedelta(seconds=5)


PAGE = BoardPageNotice(board=1, page=1)


def leave_notice(
    unit: Unit, *, what: Announcement = PAGE, to: str = CALL_CHANNEL, held: timedelta = timedelta(0)
) -> None:
    """Leave a notice."""
    unit.announce(what, to=to, held=held)


def take(desk: Desk) -> Sending:
    """Take the next notice; there must be one."""
    sending = take_notice(desk)
    assert sending is not None
    return sending


def post_of(desk: Desk, sending: Sending) -> Posted | None:
    """Where a notice's message stands."""
    return desk.do_now(lambda unit: find_post(unit.session, sending.what, sending.recipient))


def states(desk: Desk) -> list[str]:
    """The states of all notices, oldest first."""

    def read(unit: Unit) -> list[str]:
        return list(unit.session.execute(select(Notice.state).order_by(Notice.id)).scalars())  # type: ignore[call-overload]

    return desk.do_now(read)


def test_a_page_that_waits_for_its_tally_alone_goes_last_until_one_of_its_calls_changes(desk: Desk) -> None:
    tally, other = BoardTallyNotice(board=1, page=1), BoardPageNotice(board=1, page=2)
    desk.do_now(leave_notice, what=tally)
    desk.do_now(leave_notice, what=other)

    first = take(desk).what
    desk.do_now(leave_notice, what=BoardPageNotice(board=1, page=3))
    desk.do_now(leave_notice, what=PAGE)
    desk.do_now(leave_notice, what=tally)

    assert (first, take(desk).ref) == (other, tally.ref)


def test_of_one_message_one_notice_is_written_and_refreshes_in_one_order_for_all(desk: Desk) -> None:
    pages = [BoardPageNotice(board=1, page=page) for page in (3, 1, 3)]
    calls = [CallDueNotice(call=call, at=seoul(MONDAY, 9)) for call in (2, 1)]

    def leave_all(unit: Unit) -> None:
        for each in (*pages, *calls):
            leave_notice(unit, what=each)

    desk.do_now(leave_all)

    kept = desk.do_now(lambda unit: unit.session.execute(select(Notice).order_by(Notice.id)).scalars().all())  # type: ignore[arg-type]
    assert [each.ref for each in kept] == [each.ref for each in (pages[1], pages[0], *calls)]


def test_the_same_message_waits_once(desk: Desk) -> None:
    for _ in range(3):
        desk.do_now(leave_notice)

    assert states(desk) == [NoticeState.PENDING]


def test_a_message_that_is_being_sent_is_not_taken_again_until_it_is_done(desk: Desk) -> None:
    desk.do_now(leave_notice)
    first = take(desk)
    desk.do_now(leave_notice)

    meanwhile = take_notice(desk)
    note_sent(desk, first, POSTED)

    assert meanwhile is None
    assert post_of(desk, take(desk)) == POSTED


def test_a_notice_is_held_until_it_is_due_and_withdrawn_until_somebody_else_may_have_it(
    desk: Desk, clock: MovableClock
) -> None:
    lifted, before = ConflictLiftedNotice(call=1), desk.now()
    for person in (KIM, LEE):
        desk.do_now(leave_notice, what=lifted, to=person, held=LONGEST_HOLD)
    clock.advance(LONGEST_HOLD - SOON)
    too_early = take_notice(desk)
    first = in_session(desk, withdraw_notice, lifted, since=before, kept=KIM)
    withdrawn = states(desk)
    for person in (KIM, LEE):
        desk.do_now(leave_notice, what=lifted, to=person)
    own = take(desk)
    second = in_session(desk, withdraw_notice, lifted, since=before, kept=KIM)
    desk.do_now(leave_notice, what=lifted, to=LEE)
    theirs = take(desk)
    third = in_session(desk, withdraw_notice, lifted, since=before, kept=KIM)

    assert too_early is None
    assert withdrawn == [NoticeState.WITHDRAWN] * 2
    assert (own.recipient, theirs.recipient) == (KIM, LEE)
    assert (first, second, third) == (True, True, False)


def test_people_are_told_before_the_board_is_refreshed(desk: Desk) -> None:
    desk.do_now(leave_notice)
    desk.do_now(leave_notice, what=ConflictLiftedNotice(call=1), to=KIM)

    assert [take(desk).kind, take(desk).kind] == [NoticeKind.CONFLICT_LIFTED, NoticeKind.BOARD_PAGE]


def test_a_notice_that_failed_for_now_comes_back_later(desk: Desk, clock: MovableClock) -> None:
    desk.do_now(leave_notice)
    desk.do_now(give_back, sending=take(desk), fate=Fate.LATER, error="ratelimited", delay=SOON)

    too_early = take_notice(desk)
    clock.advance(SOON)

    assert too_early is None
    assert take(desk).tries == 2


def test_a_notice_that_comes_back_gives_way_to_a_newer_one_of_the_same_message(desk: Desk) -> None:
    desk.do_now(leave_notice)
    old = take(desk)
    desk.do_now(leave_notice)

    desk.do_now(give_back, sending=old, fate=Fate.LATER, error="ratelimited", delay=SOON)

    assert states(desk) == [NoticeState.MERGED, NoticeState.PENDING]


@pytest.mark.races
def test_a_notice_that_comes_back_gives_way_to_one_that_is_left_in_that_very_moment(
    postgres_url: str, clock: MovableClock
) -> None:
    desk = make_desk(postgres_url, clock)
    desk.do_now(leave_notice)
    old = take(desk)
    back = Thread(target=lambda: desk.do_now(give_back, sending=old, fate=Fate.LATER, error="paced", delay=SOON))

    def leave_slowly(unit: Unit) -> None:
        unit.announce(PAGE, to=CALL_CHANNEL)
        unit.settle()
        back.start()
        back.join(0.5)  # it waits to see what becomes of the newer one

    desk.do_now(leave_slowly)
    back.join()
    found = states(desk)
    desk.close()

    assert found == [NoticeState.MERGED, NoticeState.PENDING]


def test_a_post_of_unknown_fate_is_looked_up_and_holds_newer_ones_back(desk: Desk, clock: MovableClock) -> None:
    desk.do_now(leave_notice)
    unsure = take(desk)
    desk.do_now(give_back, sending=unsure, fate=Fate.UNSURE, error="timeout", delay=SOON)
    desk.do_now(leave_notice)

    held_back = take_notice(desk)
    clock.advance(SOON)
    again = take(desk)

    assert held_back is None
    assert (again.id, again.uncertain) == (unsure.id, True)


def test_an_unsure_post_stays_unsure_when_the_next_try_cannot_even_look(desk: Desk, clock: MovableClock) -> None:
    desk.do_now(leave_notice)
    desk.do_now(give_back, sending=take(desk), fate=Fate.UNSURE, error="timeout", delay=SOON)
    clock.advance(SOON)
    desk.do_now(give_back, sending=take(desk), fate=Fate.LATER, error="unreachable", delay=SOON)
    clock.advance(SOON)

    assert take(desk).uncertain


@pytest.mark.parametrize(("fate", "state"), [(Fate.UNSURE, NoticeState.PENDING), (Fate.GONE, NoticeState.PENDING)])
def test_an_update_that_failed_is_simply_tried_again(desk: Desk, fate: Fate, state: NoticeState) -> None:
    desk.do_now(leave_notice)
    note_sent(desk, take(desk), POSTED)
    desk.do_now(leave_notice)

    desk.do_now(give_back, sending=take(desk), fate=fate, error="x", delay=SOON)

    assert states(desk)[-1] == state


def test_a_message_that_is_gone_is_posted_anew(desk: Desk, clock: MovableClock) -> None:
    desk.do_now(leave_notice)
    note_sent(desk, take(desk), POSTED)
    desk.do_now(leave_notice)
    desk.do_now(give_back, sending=take(desk), fate=Fate.GONE, error="message_not_found", delay=SOON)
    clock.advance(SOON)

    assert post_of(desk, take(desk)) is None


def test_a_message_that_is_gone_after_a_week_is_not_posted_again(desk: Desk, clock: MovableClock) -> None:
    desk.do_now(leave_notice)
    note_sent(desk, take(desk), POSTED)
    clock.advance(timedelta(days=7))
    desk.do_now(leave_notice)
    sending = take(desk)

    desk.do_now(give_back, sending=sending, fate=Fate.GONE, error="message_not_found", delay=SOON)

    assert states(desk)[-1] == NoticeState.SENT
    assert post_of(desk, sending) is None


def test_what_can_never_be_sent_stays_to_be_seen(desk: Desk) -> None:
    desk.do_now(leave_notice)
    desk.do_now(give_back, sending=take(desk), fate=Fate.NEVER, error="channel_not_found", delay=SOON)

    health = desk.do_now(lambda unit: outbox_health(unit.session))

    assert (health.waiting, health.failed) == (0, 1)


def test_a_clock_that_was_ahead_holds_nothing_back_when_it_is_right_again(desk: Desk, clock: MovableClock) -> None:
    clock.advance(timedelta(days=365))
    desk.do_now(leave_notice)
    desk.do_now(give_back, sending=take(desk), fate=Fate.LATER, error="ratelimited", delay=timedelta(hours=1))

    clock.advance(timedelta(days=-365))

    assert take(desk).tries == 2


@pytest.mark.parametrize("is_there", [True, False])
def test_a_notice_can_become_one_of_something_else_and_merges_with_what_waits(desk: Desk, *, is_there: bool) -> None:
    other = BoardPageNotice(board=1, page=2)
    desk.do_now(leave_notice)
    if is_there:
        desk.do_now(leave_notice, what=other)

    desk.do_now(lambda unit: refer_notice(unit.session, 1, other, to=CALL_CHANNEL))

    assert states(desk) == ([NoticeState.MERGED, NoticeState.PENDING] if is_there else [NoticeState.PENDING])
    assert take(desk).what == other
    assert take_notice(desk) is None


def test_what_is_for_audit_holds_nobody_else_up(desk: Desk, clock: MovableClock) -> None:
    desk.do_now(lambda unit: unit.announce(CallDueNotice(call=1, at=unit.now), to="U0HAN", for_audit=True))
    clock.advance(timedelta(seconds=1))
    desk.do_now(leave_notice)

    assert [take(desk).for_audit for _ in range(2)] == [False, True]
