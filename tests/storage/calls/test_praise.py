"""Praise: of a month, what reached officers."""

from datetime import timedelta

from bot.domain.calls.results import PraiseGiven
from bot.services.desk import Desk
from bot.services.people.directory import find_officers
from storage.calls.praise import find_praise, praise_between, praised_by
from tests.steps.builders import KIM, MONDAY, seoul, with_
from tests.steps.calls import SATISFIED
from tests.steps.desks import in_session, phone

DAY = seoul(MONDAY, 0), seoul(MONDAY + timedelta(days=1), 0)


def test_what_was_held_back_or_had_no_officer_is_not_among_what_arrived(morning: Desk) -> None:
    officer = next(
        each.id for each in morning.do_now(find_officers, by=KIM, words="정교통") if each.department == "교통과"
    )
    for number, words, praised in ((1, "친절", officer), (2, "봉투를 드렸어요", officer), (3, "친절", None)):
        praise = PraiseGiven(words=words, officers=(praised,) if praised else (), was_gift="봉투" in words or None)
        phone(morning, number, with_(SATISFIED, praise=praise))

    arrived = in_session(morning, praise_between, *DAY)

    assert [praise.call_id for praise in arrived] == [1]
    assert not in_session(morning, praise_between, DAY[1], DAY[1] + timedelta(days=1))
    assert in_session(morning, praised_by, [1, 2, 3]) == {1: [officer], 2: [officer], 3: []}
    held = in_session(morning, find_praise, 2)
    assert held is not None
    assert (held.call_id, held.standing) == (2, "held")
