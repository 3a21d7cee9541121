"""What older versions kept in the open, found in batches."""

from sqlalchemy import update

from bot.clock import MovableClock
from bot.domain.announcements import StatsChartsNotice, StatsSheetNotice
from bot.domain.notices import NoticeKind
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.figures.tables import Signal
from storage.keeping.resealing import (
    calls_after,
    calls_with_words,
    finished_resealing,
    is_resealed,
    name_signal,
    names_of_staff,
    notices_after,
    resealed_row,
    signals_after,
    unfinished_resealing,
    visits_of_calls,
)
from storage.keeping.tables import Resealing
from storage.people.tables import Petitioner
from tests.steps.builders import FRIDAY, OH
from tests.steps.desks import in_session


def add_signal(unit: Unit, department: str, category: str = "delay") -> None:
    """Store a signal."""
    signal = Signal(
        week=FRIDAY, department=department, category=category, count=9, mean=2.0, limit=6.0, weeks=26, state="new"
    )
    unit.session.add(signal)


def test_a_sealing_is_under_way_until_it_is_finished(desk: Desk) -> None:
    fresh = in_session(desk, is_resealed)
    desk.do_now(lambda unit: unit.session.add(Resealing(step="verify", holds_words=True)))
    begun = in_session(desk, is_resealed)
    work = in_session(desk, unfinished_resealing)
    desk.do_now(lambda unit: unit.session.execute(update(Resealing).values(finished_at=unit.now)))

    done = in_session(desk, finished_resealing)

    assert (fresh, begun, in_session(desk, is_resealed)) == (True, False, True)
    assert work is not None
    assert done is not None
    assert (work.step, done.id) == ("verify", work.id)
    assert (in_session(desk, unfinished_resealing), in_session(desk, resealed_row)) == (None, None)


def test_calls_are_read_in_order_with_their_visits_and_those_of_the_purged_are_known(
    morning: Desk, clock: MovableClock
) -> None:
    purge = update(Petitioner).where(Petitioner.id == 2).values(purged_at=clock())  # type: ignore[arg-type]
    morning.do_now(lambda unit: unit.session.execute(purge))

    assert [call.id for call in in_session(morning, calls_after, 1, 10)] == [2, 3]
    assert [call.id for call in in_session(morning, calls_after, 0, 2)] == [1, 2]
    assert sorted(visit.call_id for visit in in_session(morning, visits_of_calls, [1, 3])) == [1, 3]
    assert in_session(morning, calls_with_words, [1, 2, 3]) == {1, 3}
    assert "정교통" in in_session(morning, names_of_staff)


def test_signals_of_departments_that_are_one_now_are_parts_of_it(desk: Desk) -> None:
    for department, category in (("교통조사1팀", "delay"), ("교통조사2팀", "delay"), ("교통조사1팀", "rudeness")):
        desk.do_now(add_signal, department, category)

    def name(unit: Unit) -> None:
        for signal in signals_after(unit.session, 0, 10):
            name_signal(unit.session, signal, "교통과")

    desk.do_now(name)

    found = in_session(desk, signals_after, 0, 10)
    assert [(each.department, each.category, each.part) for each in found] == [
        ("교통과", "delay", 0),
        ("교통과", "delay", 2),
        ("교통과", "rudeness", 0),
    ]


def test_notices_of_some_kinds_are_read_with_whom_they_are_for(desk: Desk) -> None:
    def ask(unit: Unit) -> None:
        for notice in (StatsSheetNotice, StatsChartsNotice):
            unit.announce(notice(period="month:2026-11-01", word="교통과", at=unit.now), to=OH)

    desk.do_now(ask)

    found = in_session(desk, notices_after, 0, 10, kinds=[NoticeKind.STATS_CHARTS])

    assert [(number, type(what), to) for number, what, to, _at in found] == [(2, StatsChartsNotice, OH)]
