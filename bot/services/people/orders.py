"""Lists of staff that hold from a day to come: 인사발령 is published before it takes effect (rule book §4)."""

import json
from collections.abc import Sequence
from datetime import date

from bot.domain.trail import Event
from bot.services.people.directory import load_staff
from bot.services.unit import Unit
from storage.people.orders import keep_order, orders_until, take_order
from storage.people.tables import Staff

FIELDS = {"staff_no", "name", "rank", "department", "roles", "slack_id", "moved_on", "postings", "active", "extension"}
"""What a list says of somebody."""


def order_staff(unit: Unit, *, people: Sequence[Staff], by: str, complete: bool, on: date) -> None:
    """Keep a list of staff until the day from which it holds; another one of that day takes its place."""
    rows = [json.loads(person.model_dump_json(include=FIELDS)) for person in people]
    sealed = unit.secrets.seal(json.dumps(rows, ensure_ascii=False))
    keep_order(unit.session, on, sealed, is_complete=complete, by=by, at=unit.now)
    unit.record(Event.STAFF_ORDERED, on.isoformat(), by=by, count=len(rows), complete=int(complete))


def apply_orders_when_due(unit: Unit) -> int:
    """Apply the lists whose day has come, the earliest first. Returns how many."""
    applied = 0
    for order in orders_until(unit.session, unit.today):
        day, is_complete, by, sealed = order.day, order.is_complete, order.by, order.sealed_people
        if take_order(unit.session, order):
            people = [Staff.model_validate(row) for row in json.loads(unit.secrets.open(sealed))]
            load_staff(unit, people=people, by=by, complete=is_complete, on=day)
            applied += 1
    return applied
