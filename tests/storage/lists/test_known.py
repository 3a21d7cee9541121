"""What is known of the people of a list, by their hashes."""

from datetime import timedelta

from bot.services.desk import Desk
from storage.lists.known import known_numbers, open_calls_by_phone, recently_reached
from tests.steps.builders import MONDAY, seoul
from tests.steps.calls import MISS
from tests.steps.desks import in_session, phone

MONTH_AGO = seoul(MONDAY - timedelta(days=30), 0)


def hashes(desk: Desk) -> list[str]:
    """Return the hashes of the numbers of calls 1 to 3, and of somebody unknown."""
    return [desk.secrets.keyed_hash(number) for number in ("01000001001", "01000001002", "01000001003", "01000009999")]


def test_an_open_call_is_found_by_its_number_and_a_closed_one_is_not(morning: Desk) -> None:
    phone(morning, 2)
    first, second, third, nobody = hashes(morning)

    assert in_session(morning, open_calls_by_phone, hashes(morning)) == {first: 1, third: 3}
    assert in_session(morning, known_numbers, hashes(morning)) == {first, second, third}
    assert nobody not in in_session(morning, known_numbers, hashes(morning))


def test_who_was_reached_lately_is_left_in_peace_and_who_was_missed_is_not(morning: Desk) -> None:
    phone(morning, 2)
    phone(morning, 3, MISS)
    second = hashes(morning)[1]

    assert in_session(morning, recently_reached, hashes(morning), MONTH_AGO) == {second}
    assert not in_session(morning, recently_reached, hashes(morning), seoul(MONDAY + timedelta(days=1), 0))
