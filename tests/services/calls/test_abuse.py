"""Repeated abuse, for supervisors: who was abusive twice, masked; once is no list."""

from datetime import timedelta

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.services.calls.abuse import see_repeated_abuse
from bot.services.desk import Desk
from tests.steps.builders import OH, visitor
from tests.steps.desks import bring_list, phone

ABUSIVE = Result(disposition=Disposition.ABUSIVE, warned=True)


def test_who_was_abusive_twice_is_listed_and_who_was_once_is_not(morning: Desk, clock: MovableClock) -> None:
    for number in (2, 3):
        phone(morning, number, ABUSIVE)
    clock.advance(timedelta(days=1))
    once = morning.do_now(see_repeated_abuse, by=OH)
    again = {"접수번호": "2026-00077", "방문일시": "2026-11-23", "민원종류": "분실물 신고"}
    bring_list(morning, [visitor(2, **again, 담당부서="수사과", 담당자="최형사")])
    phone(morning, 4, ABUSIVE)

    (line,) = morning.do_now(see_repeated_abuse, by=OH)

    assert once == ()
    assert (line.calls, line.times, line.warned) == ((2, 4), 2, 2)
    assert "*" in line.masked_name
