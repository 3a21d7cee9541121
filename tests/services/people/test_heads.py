"""Who answers for a department: heads, whom they named while away, else deputies."""

from datetime import timedelta

import pytest

from bot.domain.people.duty import Duty, DutyNote
from bot.domain.roles import Role
from bot.services.desk import Desk
from bot.services.people.heads import answering_for, deputies_of, heads_of, other_heads, reached_instead
from bot.services.unit import Unit
from storage.people.duty import replace_duty
from storage.people.queries import staff_by_slack_id
from storage.people.tables import Staff
from tests.steps.builders import JUNG, MONDAY, TUESDAY, YOON
from tests.steps.desks import hire, operator, posting

HEAD, DEPUTY = [Role.HEAD.value], [Role.DEPUTY.value]
CHA = "U0CHA"


@pytest.fixture
def traffic(desk: Desk) -> Desk:
    """교통과 with its head 윤과장 and deputy 차계장, an officer, and a head of 수사과."""
    hire(
        desk,
        operator(YOON, department="교통과", roles=HEAD),
        operator(CHA, department="교통과 교통관리계", roles=DEPUTY),
        operator(JUNG, department="교통과", roles=[Role.OFFICER.value]),
        operator("U0JANG", department="수사과", roles=HEAD),
    )
    return desk


def change(desk: Desk, who: str, **facts: object) -> None:
    """Change what the directory says of somebody."""

    def run(unit: Unit) -> None:
        for name, value in facts.items():
            setattr(member(unit, who), name, value)

    desk.do_now(run)


def member(unit: Unit, who: str) -> Staff:
    """Somebody of the directory."""
    found = staff_by_slack_id(unit.session, who)
    assert found is not None
    return found


def answering(desk: Desk, *passing_over: str) -> list[str | None]:
    """Who answers for 교통과."""
    return desk.do_now(
        lambda unit: [
            each.slack_id
            for each in answering_for(unit, "교통과", passing_over={member(unit, who).key for who in passing_over})
        ]
    )


def test_heads_and_deputies_are_those_of_the_department_by_whatever_name(traffic: Desk) -> None:
    def names(unit: Unit) -> list[list[str | None]]:
        return [[each.slack_id for each in of(unit, "경비교통과")] for of in (heads_of, deputies_of)]

    assert traffic.do_now(names) == [[YOON], [CHA]]


def test_the_head_answers_and_the_deputy_in_the_heads_place_alone(traffic: Desk) -> None:
    assert (answering(traffic), answering(traffic, YOON), answering(traffic, YOON, CHA)) == ([YOON], [CHA], [])


@pytest.mark.parametrize("facts", [{"slack_id": None}, {"active": False}, {"department": "수사과"}])
def test_a_head_out_of_reach_or_elsewhere_leaves_it_to_the_deputy(traffic: Desk, facts: dict[str, object]) -> None:
    change(traffic, YOON, **facts)

    assert answering(traffic) == [CHA]


def test_a_head_who_is_to_come_next_week_is_none_yet(traffic: Desk) -> None:
    came = MONDAY + timedelta(days=7)
    change(traffic, YOON, moved_on=came, postings=[posting("수사과", last=came - timedelta(days=1))])

    assert answering(traffic) == [CHA]


def test_whom_an_absent_head_named_comes_before_the_deputy(traffic: Desk) -> None:
    def leave(unit: Unit, named: str) -> Staff | None:
        head = member(unit, YOON)
        note = DutyNote(first=MONDAY, last=TUESDAY, duty=Duty.AWAY, deputy_id=member(unit, named).key)
        replace_duty(unit.session, head.key, [note])
        return reached_instead(unit, head)

    named = traffic.do_now(leave, JUNG)
    here = answering(traffic)
    change(traffic, JUNG, active=False)

    assert named is not None
    assert (named.slack_id, here, answering(traffic)) == (JUNG, [JUNG], [CHA])


def test_of_a_heads_own_matter_no_deputy_answers(traffic: Desk) -> None:
    alone = traffic.do_now(lambda unit: other_heads(unit, member(unit, YOON)))
    hire(traffic, operator("U0MIN", department="교통과", roles=HEAD))
    second = traffic.do_now(lambda unit: [each.slack_id for each in other_heads(unit, member(unit, YOON))])

    assert (alone, second) == ([], ["U0MIN"])
