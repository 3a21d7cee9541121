"""Re-checks: drawn once, claimed by one, put back or dropped."""

from datetime import timedelta

from bot.domain.calls.rechecks import RecheckState
from bot.services.desk import Desk
from storage.calls.rechecks import (
    add_recheck,
    closed_with_answers,
    drop_rechecks,
    find_recheck,
    has_attempted,
    move_recheck,
    not_first_by,
    put_back_claimed,
    recheck_counts,
    rechecked_by,
    rechecks_in,
    waiting_rechecks,
)
from storage.calls.tables import Call
from tests.steps.builders import KIM, LEE, MONDAY, NOVEMBER, seoul
from tests.steps.calls import MISS
from tests.steps.desks import in_session, phone

NOW = seoul(MONDAY, 18, 1)
TO_LEE = (RecheckState.WAITING, RecheckState.CLAIMED)
CLAIMED = {"claimed_by": LEE, "claimed_at": NOW}


def drawn(desk: Desk) -> Desk:
    """Have call 2 phoned again, which 김 closed."""
    phone(desk, 2)
    assert in_session(desk, add_recheck, 2, KIM, NOW)
    return desk


def test_a_call_is_drawn_once_among_those_that_were_answered(morning: Desk) -> None:
    drawn(morning)
    phone(morning, 3, MISS)

    assert not in_session(morning, add_recheck, 2, KIM, NOW)
    answered = in_session(morning, closed_with_answers, seoul(MONDAY, 0), NOW)
    assert answered == [(2, KIM)]


def test_who_is_not_to_be_phoned_is_not_among_them(morning: Desk) -> None:
    phone(morning, 2)
    in_session(morning, lambda session: setattr(session.get_one(Call, 2), "inbound_only", True))

    assert in_session(morning, closed_with_answers, seoul(MONDAY, 0), NOW) == []


def test_it_waits_for_anybody_but_the_first_operator(morning: Desk) -> None:
    drawn(morning)

    of_lee, of_kim = (
        [line.call for line in in_session(morning, rechecks_in, RecheckState.WAITING, not_first_by(who))]
        for who in (LEE, KIM)
    )

    assert (of_lee, of_kim) == ([2], [])
    assert in_session(morning, has_attempted, 2, KIM)
    assert not in_session(morning, has_attempted, 2, LEE)


def test_of_two_who_claim_it_one_has_it(morning: Desk) -> None:
    drawn(morning)

    claimed = [in_session(morning, move_recheck, 1, *TO_LEE, **CLAIMED) for _ in range(2)]

    assert claimed == [True, False]
    assert not in_session(morning, move_recheck, 1, RecheckState.CLAIMED, RecheckState.WAITING, rechecked_by(KIM))


def test_at_the_end_of_the_day_it_goes_back_and_in_time_it_is_dropped(morning: Desk) -> None:
    drawn(morning)
    in_session(morning, move_recheck, 1, *TO_LEE, **CLAIMED)

    kept = in_session(morning, drop_rechecks, NOW + timedelta(days=15))
    back = in_session(morning, put_back_claimed)
    waiting = in_session(morning, waiting_rechecks)
    dropped = in_session(morning, drop_rechecks, NOW + timedelta(days=15))

    assert (kept, back, [each.call_id for each in waiting], dropped) == (0, 1, [2], 1)
    row = in_session(morning, find_recheck, 1)
    assert row is not None
    assert row.state == RecheckState.DROPPED


def test_what_was_drawn_and_done_is_counted(morning: Desk) -> None:
    drawn(morning)
    before = in_session(morning, recheck_counts, NOVEMBER)
    in_session(morning, move_recheck, 1, RecheckState.WAITING, RecheckState.DONE, done_at=NOW, agrees=True)

    after = in_session(morning, recheck_counts, NOVEMBER)

    assert (before.drawn, before.done, before.waiting) == (1, 0, 1)
    assert (after.drawn, after.done, after.waiting) == (1, 1, 0)
