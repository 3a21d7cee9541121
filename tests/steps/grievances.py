"""Grievances filed by the use cases themselves."""

from dataclasses import replace

from bot.domain.calls.results import Result
from bot.domain.grievances.filing import Filing
from bot.domain.grievances.kinds import Category, Kind, RootCause, Severity
from bot.domain.grievances.replies import CloseResult, Reply
from bot.domain.grievances.tellings import Method
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
    method=Method.PHONE,
    words="설명함",
    told_on=MONDAY,
    handler="교통과 정교통",
    contact="02-0000-0112",
    root_causes=(RootCause.EXPLANATION_MISSING,),
    consented=True,
)

BY_AUDIT = replace(EXPLAINED, handler="한감사", root_causes=(RootCause.INDIVIDUAL_CONDUCT,))
"""The same of a matter of audit's."""


def bring_grievance(desk: Desk, result: Result = GRIEVANCE_RESULT, chosen: Filing = QUESTION) -> None:
    """File grievance 1 from call 1, which is 정교통's of 교통과 unless others are chosen."""
    hire(desk, operator(YOON, name="윤과장", department="교통과", roles=[Role.HEAD.value]))
    desk.do_now(claiming.claim_call, by=KIM, number=1)
    filed = chosen if chosen.officers else about_officer(chosen, number_of(desk, "정교통", "교통과"))
    desk.do_now(filing.begin_filing, by=KIM, number=1, result=result, filing=filed)
    desk.do_now(filing.file_grievance, by=KIM, number=1, filing=filed)


def about_officer(chosen: Filing, *officers: int) -> Filing:
    """Return the same choices with the officers named."""
    return replace(chosen, officers=officers)


def number_of(desk: Desk, name: str, department: str = "") -> int:
    """Return somebody's number in the directory, whether they are still there or not."""
    found = desk.do_now(find_officers, by=KIM, words=f"{name} {department}", with_left=True)
    return next(each.id for each in found if each.name == name)


def complain_of(desk: Desk, *officers: int) -> None:
    """File a complaint about the manner of some officers, which goes to their head."""
    rude = Filing(kind=Kind.COMPLAINT_MANNER, category=Category.RUDENESS, severity=Severity.S3, officers=officers)
    bring_grievance(desk, chosen=rude)
