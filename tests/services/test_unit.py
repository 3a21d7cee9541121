"""What a use case is given: the day in Seoul, the station's calendar, one event with its words beside it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

from sqlalchemy import text

from bot.clock import MovableClock
from bot.domain.announcements import HomeNotice
from bot.domain.notices import NoticeKind
from bot.domain.trail import Event, Subject
from bot.services.desk import Desk
from bot.services.holidays import set_holiday
from bot.services.unit import Unit
from storage.database import open_database
from storage.trail import events_of, remarks_on
from tests.steps.builders import KIM, OH, TUESDAY, seoul
from tests.steps.desks import make_desk
from tests.steps.rows import told


def test_today_is_the_day_in_seoul(desk: Desk, clock: MovableClock) -> None:
    clock.set(seoul(TUESDAY, 0, 30))  # in UTC it is still Monday

    def today(unit: Unit) -> date:
        return unit.today

    assert desk.do_now(today) == TUESDAY


def test_the_calendar_is_the_stations_own(morning: Desk) -> None:
    def works(unit: Unit) -> bool:
        return unit.calendar.is_working_day(TUESDAY)

    before = morning.do_now(works)
    morning.do_now(set_holiday, by=OH, day=TUESDAY, is_holiday=True)

    assert (before, morning.do_now(works)) == (True, False)


def test_nobody_waits_while_another_reads_the_directory(new_postgres: Callable[[], str], clock: MovableClock) -> None:
    """As all units did whose directory was a cached property: in Python 3.11 they share its lock."""
    url = new_postgres()
    desks = [make_desk(each, clock) for each in (url, new_postgres())]
    database = open_database(url)

    def audit(unit: Unit) -> frozenset[str]:
        return unit.audit

    with ThreadPoolExecutor(2) as pool:
        with database.writes.begin() as blocking:
            blocking.execute(text("LOCK TABLE staff IN ACCESS EXCLUSIVE MODE"))
            held_up, other = (pool.submit(desk.do_now, audit) for desk in desks)

            found, is_held_up = other.result(timeout=10), not held_up.done()

        assert (found, is_held_up, held_up.result()) == (frozenset(), True, frozenset())
    database.close()
    for desk in desks:
        desk.close()


def test_words_stand_sealed_beside_an_event_that_has_none(desk: Desk) -> None:
    def reopen(unit: Unit) -> None:
        unit.record_with_words(Event.CALL_REOPENED, 1, "다시 전화하심 ", by=OH)

    def read(unit: Unit) -> tuple[list[str], list[str]]:
        said = [unit.secrets.open(each.sealed_words) for each in remarks_on(unit.session, Subject.CALL, 1)]
        return said, [each.facts for each in events_of(unit.session, Subject.CALL, 1)]

    desk.do_now(reopen)

    assert desk.do_now(read) == (["다시 전화하심"], ["{}"])


def test_the_same_notice_waits_once(desk: Desk) -> None:
    def leave(unit: Unit) -> None:
        for who in (KIM, KIM, OH):
            unit.announce(HomeNotice(), to=who)

    desk.do_now(leave)

    assert sorted(told(desk, NoticeKind.HOME)) == [KIM, OH]
