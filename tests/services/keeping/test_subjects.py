"""A petitioner's rights: to hear what is kept, and to have it destroyed."""

import pytest

from bot.clock import MovableClock
from bot.domain.refusals import Reason, Refused
from bot.services.desk import Desk
from bot.services.keeping import purging, subjects
from tests.steps.builders import KIM, OH, TUESDAY, seoul
from tests.steps.desks import phone
from tests.steps.grievances import bring_grievance


def test_a_supervisor_says_what_is_kept(morning: Desk) -> None:
    phone(morning, 2)

    card = morning.do_now(subjects.see_subject, by=OH, number=2)

    assert (card.visits, card.attempts, card.surveys, card.praise, card.grievances, card.looks) == (1, 1, 1, 0, 0, 1)
    assert (card.is_excluded, card.is_purged) == (False, False)


def test_what_was_asked_to_be_destroyed_is_gone_at_once(morning: Desk) -> None:
    phone(morning, 2)
    morning.do_now(subjects.delete_subject, by=OH, number=2, reason="본인 요청")

    assert morning.do_now(subjects.see_subject, by=OH, number=2).is_purged


def test_what_is_needed_for_an_open_grievance_stays_until_it_is_closed(morning: Desk, clock: MovableClock) -> None:
    bring_grievance(morning)
    morning.do_now(subjects.delete_subject, by=OH, number=1, reason="본인 요청")
    clock.set(seoul(TUESDAY, 3))

    morning.do_now(purging.purge_at_night)

    assert not morning.do_now(subjects.see_subject, by=OH, number=1).is_purged


@pytest.mark.parametrize(
    ("by", "number", "reason", "why"),
    [
        (KIM, 1, "본인 요청", Reason.NOT_ALLOWED),
        (OH, 99, "본인 요청", Reason.NO_SUCH_CALL),
        (OH, 1, " ", Reason.REASON_MISSING),
        (OH, 1, "010-0000-1001 요청", Reason.PERSONAL_NUMBER),
    ],
)
def test_nothing_is_destroyed_without_a_supervisor_a_call_and_a_reason(
    morning: Desk, by: str, number: int, reason: str, why: Reason
) -> None:
    with pytest.raises(Refused) as refused:
        morning.do_now(subjects.delete_subject, by=by, number=number, reason=reason)

    assert refused.value.reason is why
