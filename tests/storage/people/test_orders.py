"""Lists of staff that wait for their day."""

from datetime import timedelta

from bot.services.desk import Desk
from bot.services.unit import Unit
from storage.people.orders import keep_order, orders_until, take_order
from tests.steps.builders import MONDAY, TUESDAY, seoul
from tests.steps.desks import in_session

FACTS = {"is_complete": True, "by": "admin", "at": seoul(MONDAY, 9)}


def test_one_list_waits_for_a_day_and_is_taken_once(desk: Desk) -> None:
    for day, people in ((TUESDAY, b"1"), (MONDAY, b"2"), (TUESDAY, b"3")):
        in_session(desk, keep_order, day, people, **FACTS)

    def take(unit: Unit) -> list[tuple[object, ...]]:
        due = list(orders_until(unit.session, TUESDAY))
        return [
            (order.sealed_people, take_order(unit.session, order), take_order(unit.session, order)) for order in due
        ]

    none_yet = in_session(desk, lambda session: len(orders_until(session, MONDAY - timedelta(days=1))))
    taken = desk.do_now(take)

    assert none_yet == 0
    assert taken == [(b"2", True, False), (b"3", True, False)]
    assert in_session(desk, lambda session: len(orders_until(session, TUESDAY))) == 0
