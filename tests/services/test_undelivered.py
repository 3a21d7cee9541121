"""What could never be delivered: told once a day, listed, tried again; of audit's only that it is audit's."""

from datetime import timedelta

import pytest

from bot.domain.announcements import CallDueNotice
from bot.domain.keeping.diagnosis import InstallationFault
from bot.domain.notices import Fate, NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.services import outbox
from bot.services.desk import Desk
from bot.services.undelivered import retry_undelivered, see_outbox, see_undelivered, tell_channel_refused
from bot.services.unit import Unit
from storage.outbox import outbox_health
from tests.steps.builders import HAN, KIM, MONDAY, OH, TUESDAY
from tests.steps.deliveries import take_notice
from tests.steps.desks import in_session
from tests.steps.rows import told


def fails_for(desk: Desk, who: str, *, for_audit: bool = False) -> None:
    """Leave a notice for somebody, and let it fail for good."""

    def leave(unit: Unit) -> None:
        unit.announce(CallDueNotice(call=1, at=unit.now), to=who, for_audit=for_audit)

    desk.do_now(leave)
    sending = take_notice(desk, NoticeKind.CALL_DUE)
    assert sending is not None
    desk.do_now(outbox.give_back, sending=sending, fate=Fate.NEVER, error="no_such_thing", delay=timedelta())


def test_failures_of_a_day_are_one_message(morning: Desk) -> None:
    for _ in range(3):
        fails_for(morning, KIM)

    assert sorted(told(morning, NoticeKind.UNDELIVERED)) == [HAN, OH]


def test_a_channel_that_is_refused_is_one_message_a_day_and_reason_to_each_who_can_help(morning: Desk) -> None:
    for fault in (InstallationFault.CHANNEL_PUBLIC, InstallationFault.CHANNEL_PUBLIC, InstallationFault.CHANNEL_SHARED):
        morning.do_now(tell_channel_refused, fault=fault, error="")

    assert sorted(told(morning, NoticeKind.CHANNEL_REFUSED)) == [HAN, HAN, OH, OH]


def test_of_what_was_for_audit_audit_alone_is_told(morning: Desk) -> None:
    fails_for(morning, HAN, for_audit=True)

    assert told(morning, NoticeKind.UNDELIVERED) == [HAN]
    assert [morning.do_now(see_outbox, by=who).failed for who in (OH, HAN)] == [0, 1]
    assert [morning.do_now(retry_undelivered, by=who) for who in (OH, HAN)] == [0, 1]


def test_that_audit_cannot_be_reached_is_seen_by_what_it_is_sent_anyway(morning: Desk) -> None:
    fails_for(morning, HAN)

    assert [(each.recipient, each.error) for each in morning.do_now(see_outbox, by=OH).listed] == [
        (HAN, "no_such_thing")
    ]


def test_a_supervisor_sees_what_failed_and_why(morning: Desk) -> None:
    fails_for(morning, KIM)
    fails_for(morning, HAN, for_audit=True)

    seen = [morning.do_now(see_outbox, by=who) for who in (OH, HAN)]

    assert [[(each.recipient, each.error) for each in one.listed] for one in seen] == [
        [(KIM, "no_such_thing")],
        [(HAN, "no_such_thing"), (KIM, "no_such_thing")],
    ]
    for day, count in ((MONDAY, 1), (TUESDAY, 0)):
        card = morning.do_now(see_undelivered, day=day, reader=OH)
        assert card is not None
        assert len(card.listed) == count
    assert morning.do_now(see_undelivered, day=MONDAY, reader=KIM) is None  # whoever lost the role meanwhile


def test_what_failed_is_put_back_in_line(morning: Desk) -> None:
    fails_for(morning, KIM)

    assert morning.do_now(retry_undelivered, by=OH) == 1

    assert in_session(morning, outbox_health).failed == 0
    assert take_notice(morning, NoticeKind.CALL_DUE) is not None


def test_an_operator_may_not_look(morning: Desk) -> None:
    with pytest.raises(Refused) as refused:
        morning.do_now(see_outbox, by=KIM)

    assert refused.value.reason is Reason.NOT_ALLOWED
