"""The do-not-call register."""

from datetime import timedelta

from bot.services.desk import Desk
from storage.lists.do_not_call import not_to_be_called, register_do_not_call
from tests.steps.builders import MONDAY, OH, TUESDAY, seoul
from tests.steps.desks import in_session

NOW = seoul(MONDAY, 10)


def test_a_number_stands_there_for_good_or_until_its_day_is_over(desk: Desk) -> None:
    in_session(desk, register_do_not_call, "for good", OH, NOW)
    in_session(desk, register_do_not_call, "until tuesday", OH, NOW, until=TUESDAY)
    asked = ["for good", "until tuesday", "unknown"]

    assert in_session(desk, not_to_be_called, asked, TUESDAY) == {"for good", "until tuesday"}
    assert in_session(desk, not_to_be_called, asked, TUESDAY + timedelta(days=1)) == {"for good"}


def test_the_newest_entry_of_a_number_counts(desk: Desk) -> None:
    in_session(desk, register_do_not_call, "number", OH, NOW)
    in_session(desk, register_do_not_call, "number", OH, NOW, until=MONDAY)

    assert not in_session(desk, not_to_be_called, ["number"], TUESDAY)
