"""What is known of the people and visits of a list."""

from datetime import timedelta

from bot.services.desk import Desk
from storage.lists.known import CallOfNumber, calls_with_numbers, exclusions_on, reasons_against, visits_on
from storage.lists.visits import lift_exclusion
from tests.steps.builders import FRIDAY, KIM, MONDAY, NAMES, visitor
from tests.steps.calls import MISS
from tests.steps.desks import bring_list, hire, in_session, operator, phone


def calls_of(desk: Desk, *numbers: str) -> list[CallOfNumber]:
    """Return the calls of some numbers."""
    hashes = [desk.secrets.keyed_hash(number) for number in numbers]
    return in_session(desk, lambda session: list(calls_with_numbers(session, hashes)))


def test_the_calls_of_a_number_say_whether_somebody_was_reached(morning: Desk) -> None:
    phone(morning, 2)
    phone(morning, 3, MISS)

    first, second, third = calls_of(morning, "01000001001", "01000001002", "01000001003")

    assert [each.is_open for each in (first, second, third)] == [True, False, True]
    assert [each.reached_at is not None for each in (first, second, third)] == [False, True, False]
    assert not calls_of(morning, "01000009999")


def test_the_visits_of_a_day_are_read_with_their_call_and_list(desk: Desk) -> None:
    hire(desk, operator(KIM))
    bring_list(desk, [visitor(1), visitor(2, 방문일시="2026-11-19"), visitor(3, 비고="연락 거부")])

    [visit] = in_session(desk, lambda session: list(visits_on(session, [FRIDAY])))
    [excluded] = in_session(desk, lambda session: list(exclusions_on(session, [FRIDAY])))

    assert (visit.receipt_no, visit.is_open, visit.edition) == ("2026-00001", True, (FRIDAY, 1))
    assert (excluded.reason, excluded.said_in, excluded.has_receipt) == ("refused_contact", "note", True)
    assert not in_session(desk, lambda session: list(visits_on(session, [MONDAY + timedelta(days=9)])))


def test_why_a_name_of_a_day_is_excluded_is_told_until_a_supervisor_lifts_it(desk: Desk) -> None:
    hire(desk, operator(KIM))
    bring_list(desk, [visitor(2, 비고="연락 거부"), visitor(3, 방문일시="2026-11-19", 비고="만 17세")])
    asked = {desk.secrets.keyed_hash(f"{NAMES[n]}|{day}"): day for n in (2, 3) for day in (FRIDAY, MONDAY)}

    before = in_session(desk, reasons_against, asked)
    in_session(desk, lift_exclusion, 1, desk.now())

    assert before == {"refused_contact"}
    assert in_session(desk, reasons_against, asked) == set()
