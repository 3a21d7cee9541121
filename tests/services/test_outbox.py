"""What delivery tells the outbox: a failure is told to those who can help, a lost account passes its work on."""

from datetime import timedelta

from bot.domain.notices import Fate, NoticeKind
from bot.services import outbox
from bot.services.desk import Desk
from bot.services.grievances.cards import card_of
from storage.outbox import outbox_health
from tests.steps.builders import HAN, JUNG, OH, YOON
from tests.steps.deliveries import take_notice
from tests.steps.desks import in_session
from tests.steps.grievances import bring_grievance
from tests.steps.rows import told


def fails(desk: Desk, error: str) -> None:
    """Let the next notice of a grievance fail for good."""
    sending = take_notice(desk, NoticeKind.GRIEVANCE)
    assert sending is not None
    desk.do_now(outbox.give_back, sending=sending, fate=Fate.NEVER, error=error, delay=timedelta())


def test_what_can_never_be_delivered_is_told_to_supervisors_and_audit(morning: Desk) -> None:
    bring_grievance(morning)

    fails(morning, "cannot_dm_bot")

    assert sorted(told(morning, NoticeKind.UNDELIVERED)) == [HAN, OH]
    assert in_session(morning, outbox_health).failed == 1
    assert morning.do_now(card_of, grievance_id=1).recipient == JUNG


def test_what_waits_for_an_account_that_is_gone_is_passed_on(morning: Desk) -> None:
    bring_grievance(morning)

    fails(morning, "user_disabled")

    assert morning.do_now(card_of, grievance_id=1).recipient == YOON
