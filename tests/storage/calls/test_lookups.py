"""Look-ups: a call by its code or the petitioner's number, and wrong guesses of one person."""

from datetime import timedelta

from bot.services.calls import claiming
from bot.services.desk import Desk
from storage.calls.lookups import call_with_code, calls_of_number, note_wrong_code, wrong_codes_since
from tests.steps.builders import KIM, LEE, MONDAY, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 10)


def test_a_code_finds_its_call_and_no_other_does(morning: Desk) -> None:
    code = morning.do_now(claiming.claim_call, by=KIM, number=2).code

    found = in_session(morning, call_with_code, code)

    assert found is not None
    assert found.id == 2
    assert in_session(morning, call_with_code, "0000" if code != "0000" else "0001") is None


def test_a_number_finds_its_calls_by_its_hash(morning: Desk) -> None:
    found, nobody = (
        in_session(morning, calls_of_number, morning.secrets.keyed_hash(number))
        for number in ("01000001002", "01000009999")
    )

    assert ([call.id for call in found], nobody) == ([2], [])


def test_wrong_guesses_are_counted_for_one_person_since_a_moment(desk: Desk) -> None:
    for who, minutes in ((KIM, 0), (KIM, 5), (LEE, 5)):
        in_session(desk, note_wrong_code, who, NOW + timedelta(minutes=minutes))

    assert in_session(desk, wrong_codes_since, KIM, NOW - timedelta(minutes=1)) == 2
    assert in_session(desk, wrong_codes_since, KIM, NOW) == 1
