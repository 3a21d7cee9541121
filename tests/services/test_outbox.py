"""What delivery tells the outbox: a failure is told to those who can help, a lost account passes its work on."""

from dataclasses import replace
from datetime import timedelta

from bot.clock import MovableClock
from bot.domain.figures.periods import PeriodKind, period_with
from bot.domain.notices import Fate, NoticeKind
from bot.services import home, outbox
from bot.services.desk import Desk
from bot.services.figures.reports import request_files
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


def test_who_asked_for_files_that_slack_does_not_take_hears_so_after_the_second_try(
    morning: Desk, clock: MovableClock
) -> None:
    month = period_with(PeriodKind.MONTH, morning.today)
    morning.do_now(request_files, by=OH, kind=NoticeKind.STATS_SHEET, period=month, word="")
    hear = []
    for _ in range(2):
        sending = take_notice(morning, NoticeKind.STATS_SHEET)
        assert sending is not None
        morning.do_now(outbox.give_back, sending=sending, fate=Fate.UNSURE, error="http_500", delay=timedelta())
        clock.advance(timedelta(seconds=1))
        hear.append(told(morning, NoticeKind.FILES_DELAYED))

    assert hear == [[], [OH]]


def test_what_was_held_stands_on_home_as_soon_as_its_recipient_is_told(morning: Desk, clock: MovableClock) -> None:
    morning.station = replace(morning.station, undo_hold=timedelta(minutes=2))
    bring_grievance(morning)
    morning.do_now(home.open_home, by=JUNG)
    while (drawn := take_notice(morning, NoticeKind.HOME)) is not None:
        morning.do_now(outbox.note_sent, sending=drawn, posted=None)
    assert not morning.do_now(home.see_home, by=JUNG).waiting

    clock.advance(timedelta(minutes=2))
    told_now = take_notice(morning, NoticeKind.GRIEVANCE)
    assert told_now is not None
    morning.do_now(outbox.note_sent, sending=told_now, posted=None)

    assert take_notice(morning, NoticeKind.HOME) is not None
    assert morning.do_now(home.see_home, by=JUNG).waiting
