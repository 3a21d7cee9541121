"""The tallies behind the figures; tests/services/figures compares whole months with the trail."""

from bot.domain.calendar import HoursWorked
from bot.domain.calls.results import MoneyAnswer
from bot.domain.figures.figures import Count
from bot.services.calls.supervising import reopen_call
from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.figures.naming import Group, Naming
from storage.figures.queries import Tallies, audit_filed, read_tallies, scopes
from tests.steps.builders import NOVEMBER, OH, with_
from tests.steps.calls import GRIEVANCE_RESULT, MISS, SATISFIED
from tests.steps.desks import in_session, phone
from tests.steps.grievances import bring_grievance

AS_STORED = Naming(name_of=str)
TRAFFIC, INVESTIGATION = Group("교통과", "교통사고"), Group("수사과", "교통사고")


def tallies(desk: Desk) -> Tallies:
    """Count November."""

    def read(unit: Unit) -> Tallies:
        hours = HoursWorked(unit.calendar, NOVEMBER.first, NOVEMBER.last)
        return read_tallies(unit.session, NOVEMBER, hours, AS_STORED)

    return desk.do_now(read)


def test_calls_are_counted_where_they_belong(morning: Desk) -> None:
    phone(morning, 1, MISS)
    phone(morning, 2, with_(SATISFIED, scores={"overall": 4}))

    found = tallies(morning)

    assert found.keys() == {TRAFFIC, INVESTIGATION}
    missed, answered = found[TRAFFIC], found[INVESTIGATION]
    assert (missed.counts[Count.ATTEMPTS], missed.counts[Count.CONTACTS], missed.counts[Count.CLOSED]) == (1, 0, 0)
    assert (answered.counts[Count.VISITS], answered.counts[Count.CLOSED], answered.counts[Count.COMPLETED]) == (2, 1, 1)
    assert (answered.scores["overall"].n, answered.scores["overall"].top2) == (1, 1)


def test_a_call_opened_again_is_counted_as_such(morning: Desk) -> None:
    phone(morning, 2)
    morning.do_now(reopen_call, by=OH, number=2, reason="다시 전화하심")

    counts = tallies(morning)[INVESTIGATION].counts

    assert (counts[Count.REOPENED], counts[Count.CLOSED]) == (1, 0)


def test_what_came_to_audit_is_counted_apart(morning: Desk) -> None:
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))

    [(grievance, group, said_yes)] = in_session(morning, audit_filed, NOVEMBER, AS_STORED)

    assert (grievance.id, group, said_yes) == (1, TRAFFIC, True)
    assert tallies(morning)[TRAFFIC].counts[Count.GRIEVANCES] == 0


def test_places_and_types_are_those_of_calls(morning: Desk) -> None:
    assert in_session(morning, scopes, AS_STORED) == ({"교통과", "수사과"}, {"교통사고"})
