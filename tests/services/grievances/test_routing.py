"""Routing: who gets a grievance."""

from bot.domain.calls.results import MoneyAnswer
from bot.domain.notices import NoticeKind
from bot.domain.roles import Role
from bot.services.calls import claiming
from bot.services.desk import Desk
from bot.services.grievances import filing
from bot.services.people.directory import find_officers
from tests.steps.builders import JUNG, KIM, MONDAY, OH, YOON, with_
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.desks import hire, operator
from tests.steps.grievances import QUESTION, about_officer, complain_of, number_of
from tests.steps.rows import told


def test_an_accusation_within_the_audit_office_goes_to_the_designated_supervisor(morning: Desk) -> None:
    hire(
        morning,
        operator("U0OH", name="오감독", department="경무과", roles=[Role.SUPERVISOR.value]),
        operator("U0MIN", name="민감찰", roles=[Role.AUDIT.value]),
    )
    morning.do_now(claiming.claim_call, by=KIM, number=2)
    chosen = next(each.id for each in morning.do_now(find_officers, by=KIM, words="민감찰"))
    accused = about_officer(QUESTION, chosen)
    result = with_(GRIEVANCE_RESULT, money=MoneyAnswer.YES)
    morning.do_now(filing.begin_filing, by=KIM, number=2, result=result, filing=accused)

    morning.do_now(filing.file_grievance, by=KIM, number=2, filing=accused)

    assert told(morning, NoticeKind.GRIEVANCE) == [OH]


def test_a_matter_of_before_a_transfer_goes_to_the_head_of_the_department_of_then(morning: Desk) -> None:
    hire(
        morning,
        operator(JUNG, name="정교통", roles=[Role.OFFICER.value], department="수사과", moved_on=MONDAY),
        operator(YOON, name="윤과장", roles=[Role.HEAD.value], department="교통과"),
        operator("U0JANG", name="장수사", roles=[Role.HEAD.value], department="수사과"),
    )

    complain_of(morning, number_of(morning, "정교통", "수사과"))

    assert told(morning, NoticeKind.GRIEVANCE) == [YOON]
