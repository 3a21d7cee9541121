"""Grievances filed by the use cases themselves."""

from bot.domain.calls.results import Result
from bot.domain.grievances.filing import Filing
from bot.domain.grievances.kinds import Category, Kind, RootCause, Severity
from bot.domain.grievances.replies import CloseResult, Reply
from bot.domain.roles import Role
from bot.services.calls import claiming
from bot.services.desk import Desk
from bot.services.grievances import filing
from bot.services.people.directory import find_officers
from tests.steps.builders import KIM, MONDAY, YOON
from tests.steps.calls import GRIEVANCE_RESULT
from tests.steps.desks import hire, operator

QUESTION = Filing(kind=Kind.INQUIRY, category=Category.OTHER, severity=Severity.S4)
EXPLAINED = Reply(
    result=CloseResult.EXPLAINED,
    method="phone",
    words="설명함",
    told_on=MONDAY,
    handler="교통과 정교통",
    contact="02-0000-0112",
    root_causes=(RootCause.EXPLANATION_MISSING,),
)


def bring_grievance(desk: Desk, result: Result = GRIEVANCE_RESULT, chosen: Filing = QUESTION) -> None:
    """File grievance 1 from call 1, which is 정교통's of 교통과."""
    hire(desk, operator(YOON, name="윤과장", department="교통과", roles=[Role.HEAD.value]))
    desk.do_now(claiming.claim_call, by=KIM, number=1)
    officer = traffic_officer_id(desk)
    filed = about_officer(chosen, officer)
    desk.do_now(filing.begin_filing, by=KIM, number=1, result=result, filing=filed)
    desk.do_now(filing.file_grievance, by=KIM, number=1, filing=filed)


def about_officer(chosen: Filing, officer_id: int) -> Filing:
    """Return the same choices with the officer named: two bear the name, so none is guessed."""
    return Filing(
        kind=chosen.kind,
        category=chosen.category,
        severity=chosen.severity,
        about_law=chosen.about_law,
        may_tell_officer=chosen.may_tell_officer,
        officer_id=officer_id,
    )


def traffic_officer_id(desk: Desk) -> int:
    """Return the directory's number of 정교통 of 교통과."""
    return next(each.id for each in desk.do_now(find_officers, by=KIM, words="정교통") if each.department == "교통과")
