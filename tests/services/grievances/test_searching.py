"""Searching grievances: of what somebody may not know they are told what a miss is told."""

import pytest
from sqlalchemy import select

from bot.domain.calls.results import MoneyAnswer
from bot.domain.refusals import Reason, Refused
from bot.services.desk import Desk
from bot.services.grievances import replying
from bot.services.grievances.searching import MOST_FOUND, search_grievances
from bot.services.unit import Unit
from storage.grievances.tables import Grievance
from tests.steps.builders import HAN, JUNG, KIM, LEE, OH, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.grievances import bring_grievance
from tests.steps.rows import call_row
from tests.steps.statements import statements


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


def test_of_many_of_one_name_no_more_is_read_than_is_shown(morning: Desk) -> None:
    bring_grievance(morning)
    asked = []
    for times in (MOST_FOUND, 3):
        for _ in range(times):
            bring_again(morning)
        with statements() as made:
            assert len(found(morning, OH, "남궁민수")) == MOST_FOUND
        asked.append(len(made))

    assert asked[1] == asked[0]


def bring_again(desk: Desk) -> None:
    """Store one more round of what grievance 1 is about."""

    def copy(unit: Unit) -> None:
        rows = unit.session.execute(select(Grievance)).scalars().all()
        another = {**rows[0].model_dump(), "id": None, "round": len(rows) + 1}
        unit.session.add(Grievance(**another))

    desk.do_now(copy)
