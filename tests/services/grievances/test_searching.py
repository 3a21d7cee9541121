"""Searching grievances: of what somebody may not know they are told what a miss is told."""

import pytest

from bot.domain.calls.results import MoneyAnswer
from bot.domain.refusals import Reason, Refused
from bot.services.desk import Desk
from bot.services.grievances import replying
from bot.services.grievances.searching import search_grievances
from tests.steps.builders import HAN, JUNG, KIM, LEE, OH, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.grievances import bring_grievance
from tests.steps.rows import call_row


def found(desk: Desk, by: str, words: str) -> list[int]:
    """Return the numbers that are found; none where it is refused as a miss is."""
    try:
        return [line.id for line in desk.do_now(search_grievances, by=by, words=words)]
    except Refused as refused:
        return [] if refused.reason is Reason.NO_GRIEVANCE_FOUND else [-1]


@pytest.mark.parametrize(("by", "numbers"), [(KIM, [1]), (OH, [1]), (HAN, [1]), (JUNG, []), (LEE, [])])
def test_names_and_codes_find_for_those_who_are_told_whose_it_is(morning: Desk, by: str, numbers: list[int]) -> None:
    bring_grievance(morning)

    for words in ("남궁민수", "남**수", call_row(morning).code or ""):
        assert found(morning, by, words) == numbers
    assert found(morning, by, "홍길순") == []


def test_an_audit_matter_is_found_by_audit_alone(morning: Desk) -> None:
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))
    code = morning.do_now(replying.reveal_for_reply, by=HAN, grievance_id=1).code

    for words in ("남궁민수", call_row(morning).code or "", code):
        assert [found(morning, by, words) for by in (HAN, KIM, OH, JUNG)] == [[1], [], [], []]
