"""A list of staff that holds from a day to come."""

from datetime import timedelta

from bot.clock import MovableClock
from bot.domain.calls.dispositions import Disposition
from bot.domain.calls.results import Result
from bot.domain.roles import Role
from bot.domain.trail import Event
from bot.services.careers import department_now, departments_led_since
from bot.services.desk import Desk
from bot.services.handing_over import hand_over
from bot.services.home import see_home
from bot.services.people.orders import apply_orders_when_due, order_staff
from bot.services.unit import Unit
from storage.people.queries import active_staff, staff_by_slack_id
from storage.trail import count_events
from tests.steps.builders import HAN, JUNG, KIM, LEE, MONDAY, OH, PARK, TUESDAY, YOON, seoul
from tests.steps.desks import hire, in_session, operator, phone

DAY = MONDAY + timedelta(days=7)
HEAD = {"roles": [Role.HEAD.value], "name": "윤과장"}


def ordered(desk: Desk) -> None:
    """윤과장 of 교통과 goes to 수사과, 정교통 becomes an operator, and 박 leaves; published a week before."""
    hire(desk, operator(YOON, department="교통과", **HEAD))
    people = [
        operator(KIM),
        operator(LEE),
        operator(HAN, roles=[Role.AUDIT.value], name="한감사"),
        operator(OH, roles=[Role.SUPERVISOR.value], name="오감독"),
        operator(JUNG, name="정교통"),
        operator(YOON, department="수사과", **HEAD),
    ]
    desk.do_now(order_staff, people=people, by="admin", complete=True, on=DAY)


def stands(unit: Unit) -> tuple[str, bool, int]:
    """Where 윤과장 is, whether 정교통 is an operator, and how many are there."""
    yoon, jung = (staff_by_slack_id(unit.session, who) for who in (YOON, JUNG))
    assert yoon is not None
    assert jung is not None
    return department_now(unit, yoon), "operator" in jung.roles, len(active_staff(unit.session))


def test_an_order_changes_nothing_before_its_day_and_all_of_it_then_once(morning: Desk, clock: MovableClock) -> None:
    ordered(morning)
    before = morning.do_now(apply_orders_when_due), morning.do_now(stands)
    clock.set(seoul(DAY, 0, 1))

    applied = [morning.do_now(apply_orders_when_due) for _ in range(2)]

    assert before == (0, ("교통과", False, 7))
    assert applied == [1, 0]
    assert morning.do_now(stands) == ("수사과", True, 6)
    assert in_session(morning, count_events, Event.STAFF_LEFT, seoul(DAY, 0), seoul(DAY, 1)) == 1


def test_who_led_a_department_is_known_after_they_left_it(morning: Desk, clock: MovableClock) -> None:
    ordered(morning)
    clock.set(seoul(DAY, 9))
    morning.do_now(apply_orders_when_due)

    def led(unit: Unit) -> list[set[str]]:
        yoon = staff_by_slack_id(unit.session, YOON)
        assert yoon is not None
        return [departments_led_since(unit, yoon, since) for since in (MONDAY, DAY)]

    assert morning.do_now(led) == [{"교통과", "수사과"}, {"수사과"}]


def test_another_list_of_the_same_day_takes_its_place(morning: Desk, clock: MovableClock) -> None:
    ordered(morning)
    morning.do_now(order_staff, people=[operator(KIM, rank="경감")], by="admin", complete=False, on=DAY)
    clock.set(seoul(DAY, 9))

    morning.do_now(apply_orders_when_due)

    assert morning.do_now(stands) == ("교통과", False, 7)


def test_what_was_promised_by_who_is_transferred_is_kept_by_another(morning: Desk, clock: MovableClock) -> None:
    hire(morning, operator(YOON, department="교통과", **HEAD))
    people = [operator(LEE), operator(PARK, name="정교통"), operator(OH, roles=[Role.SUPERVISOR.value], name="오감독")]
    morning.do_now(order_staff, people=people, by="admin", complete=True, on=TUESDAY)
    phone(morning, 2, Result(disposition=Disposition.CALLBACK_REQUESTED, callback_at=seoul(TUESDAY, 14)))
    clock.set(seoul(TUESDAY, 9))

    morning.do_now(apply_orders_when_due)
    morning.do_now(hand_over)

    assert [line.number for line in morning.do_now(see_home, by=LEE).callbacks] == [2]
