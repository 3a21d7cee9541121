"""Who may know of an audit matter: audit alone."""

from datetime import date, timedelta

import pytest

from bot.domain.calls.results import MoneyAnswer
from bot.domain.notices import NoticeKind
from bot.domain.refusals import Reason, Refused
from bot.domain.roles import Role
from bot.services.desk import Desk
from bot.services.grievances import handling, replying, rerouting
from storage.people.tables import PastPosting
from tests.steps.builders import FRIDAY, HAN, JUNG, KIM, LEE, MONDAY, OH, YOON, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.desks import hire, operator, posting
from tests.steps.grievances import EXPLAINED, QUESTION, about_officer, bring_grievance, number_of
from tests.steps.rows import reveals, told


@pytest.mark.parametrize("who", [JUNG, YOON, OH, LEE, "U0NOBODY"])
def test_on_the_audit_track_nobody_but_audit_can_see_or_act(morning: Desk, who: str) -> None:
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))

    for act in (
        lambda: morning.do_now(handling.see_grievance, by=who, grievance_id=1),
        lambda: morning.do_now(handling.acknowledge, by=who, grievance_id=1),
        lambda: morning.do_now(handling.answer, by=who, grievance_id=1, words="x"),
        lambda: morning.do_now(rerouting.decline, by=who, grievance_id=1, reason="x"),
        lambda: morning.do_now(handling.reveal_for_direct_call, by=who, grievance_id=1),
        lambda: morning.do_now(replying.see_task, by=who, grievance_id=1),
        lambda: morning.do_now(replying.reveal_for_reply, by=who, grievance_id=1),
        lambda: morning.do_now(replying.record_reply, by=who, grievance_id=1, reply=EXPLAINED),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.reason in {Reason.GRIEVANCE_NOT_YOURS, Reason.NOT_ALLOWED, Reason.NOT_STAFF}
    assert told(morning, NoticeKind.GRIEVANCE) == [HAN]
    assert len(reveals(morning)) == 1


def test_the_operator_stops_seeing_what_went_to_audit(morning: Desk) -> None:
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))

    with pytest.raises(Refused):
        morning.do_now(replying.see_task, by=KIM, grievance_id=1)

    assert not told(morning, NoticeKind.GRIEVANCE_TASK)


@pytest.mark.parametrize(
    ("department", "postings", "moved_on"),
    [
        ("수사과", [], None),
        ("교통과", [], None),
        ("경무과", [posting("교통과", last=FRIDAY)], FRIDAY + timedelta(days=1)),
        ("경무과", [posting("수사과", first=FRIDAY, last=FRIDAY)], FRIDAY + timedelta(days=1)),
    ],
    ids=["where the officer is now", "where the officer was", "was with the officer then", "was where he is now"],
)
def test_audit_who_is_or_was_of_the_officers_departments_does_not_read(
    morning: Desk, department: str, postings: list[PastPosting], moved_on: date | None
) -> None:
    """정교통 was of 교통과 on the day of the visit and is of 수사과 now."""
    hire(
        morning,
        operator(JUNG, name="정교통", roles=[Role.OFFICER.value], department="수사과", moved_on=MONDAY),
        operator(
            "U0MIN",
            name="민감찰",
            roles=[Role.AUDIT.value],
            department=department,
            postings=postings,
            moved_on=moved_on,
        ),
    )

    accused = about_officer(QUESTION, number_of(morning, "정교통", "수사과"))
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES), accused)

    assert told(morning, NoticeKind.GRIEVANCE) == [HAN]


def test_audit_who_left_the_officers_department_before_the_visit_reads(morning: Desk) -> None:
    long_ago = operator(
        "U0MIN", name="민감찰", roles=[Role.AUDIT.value], department="경무과", moved_on=FRIDAY,
        postings=[posting("교통과", last=FRIDAY - timedelta(days=1))],
    )  # fmt: skip
    hire(morning, long_ago)

    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))

    assert told(morning, NoticeKind.GRIEVANCE) == [HAN, "U0MIN"]


@pytest.mark.parametrize("led", [True, False], ids=["led it on the day of the visit", "was of it"])
def test_a_head_of_then_reads_an_audit_matter_only_where_nobody_else_is_left(morning: Desk, *, led: bool) -> None:
    """Of two of audit who both left 교통과 since the visit, the one who led it does not read what concerns it."""
    left = {"roles": [Role.AUDIT.value], "department": "경무과", "moved_on": MONDAY}
    stay = posting("교통과", last=FRIDAY + timedelta(days=2))
    hire(
        morning,
        operator(HAN, name="한감사", department="교통과", roles=[Role.AUDIT.value]),
        operator(OH, name="오감독", department="교통과", roles=[Role.SUPERVISOR.value]),
        operator("U0MIN", name="민감찰", postings=[{**stay, **({"led": "yes"} if led else {})}], **left),
        operator("U0RYU", name="류감찰", postings=[stay], **left),
    )

    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))

    assert told(morning, NoticeKind.GRIEVANCE) == (["U0RYU"] if led else ["U0MIN", "U0RYU"])


def test_where_whoever_is_left_leads_the_department_one_of_them_reads(morning: Desk) -> None:
    hire(
        morning,
        operator(HAN, name="한감사", department="교통과", roles=[Role.AUDIT.value, Role.HEAD.value]),
        operator(OH, name="오감독", department="교통과", roles=[Role.SUPERVISOR.value, Role.HEAD.value]),
    )

    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES))

    assert len(told(morning, NoticeKind.GRIEVANCE)) == 1


def test_rather_than_nobody_who_answered_the_first_round_reads_the_second(morning: Desk) -> None:
    accused = about_officer(QUESTION, number_of(morning, "한감사"))
    bring_grievance(morning, with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES), accused)
    morning.do_now(handling.answer, by=OH, grievance_id=1, words="확인함")
    morning.do_now(replying.record_reply, by=OH, grievance_id=1, reply=EXPLAINED)

    morning.do_now(replying.take_up_again, by=OH, grievance_id=1, words="아직 불만")

    assert told(morning, NoticeKind.GRIEVANCE)[-1] == OH
    assert morning.do_now(handling.acknowledge, by=OH, grievance_id=2).round == 2
