"""Closed periods: stored once, read as they were stored."""

from collections import Counter

from bot.domain.figures.cards import Scope
from bot.domain.figures.figures import Count, Score, Scored, Tally, Wait
from bot.domain.figures.publication import STATION, Heard, Measure, Publication
from bot.domain.grievances.kinds import Category, RootCause
from bot.services.desk import Desk
from storage.figures.closed import add_closed, all_closed, find_closed, first_attempt_at
from tests.steps.builders import MONDAY, NOVEMBER, seoul
from tests.steps.desks import in_session, phone

NOW = seoul(MONDAY, 10)
HEARD = Heard(
    Tally(Counter({Count.GRIEVANCES: 9}), {"overall": Score(5, 20, 4)}, {Wait.REPLY: (1.5, 2.0)}),
    Counter({Category.DELAY: 9, RootCause.HANDOVER_GAP: 2}),
)
HIDDEN: frozenset[tuple[Scope, Measure]] = frozenset(
    {(Scope(department="교통과"), Scored("overall")), (STATION, RootCause.HANDOVER_GAP)}
)
PUBLICATION = Publication(period=NOVEMBER, heard={STATION: HEARD, Scope(department="교통과"): HEARD}, hidden=HIDDEN)


def test_a_closed_period_is_read_as_it_was_stored(morning: Desk) -> None:
    before = in_session(morning, find_closed, NOVEMBER)
    added = in_session(morning, add_closed, PUBLICATION, NOW)

    assert (before, added) == (None, True)
    assert in_session(morning, find_closed, NOVEMBER) == PUBLICATION
    assert in_session(morning, all_closed) == {("month", NOVEMBER.first)}


def test_it_is_stored_once(morning: Desk) -> None:
    other = Publication(period=NOVEMBER, heard={STATION: Heard()}, hidden=frozenset())
    in_session(morning, add_closed, PUBLICATION, NOW)

    again = in_session(morning, add_closed, other, NOW)

    assert not again
    assert in_session(morning, find_closed, NOVEMBER) == PUBLICATION


def test_nobody_said_anything_before_the_first_attempt(morning: Desk) -> None:
    before = in_session(morning, first_attempt_at)
    phone(morning, 1)

    after = in_session(morning, first_attempt_at)
    assert before is None
    assert after is not None
    assert after.date() == MONDAY
