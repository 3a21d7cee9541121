"""Grievances: the question that is relayed, and the accusation that never reaches the accused."""

from sqlalchemy import select

from bot.demo.station import SampleStation
from bot.domain.grievances.states import GrievanceState
from bot.registry import ActionId
from bot.services.unit import Unit
from storage.grievances.tables import Grievance, GrievanceReply
from storage.people.queries import staff_named
from tests.steps.builders import KIM, MONDAY, seoul, visitor, write_list
from tests.steps.rows import purposes
from tests.steps.slack import ANSWER, BOTH_WAYS, GRIEVANCE_WORDS, TOLD_BY_WORD, file_grievance, open_monday

IDENTITY = ("남궁민수", "남**수", "010-0000-1001", "01000001001")


def states(unit: Unit) -> list[str]:
    """The state of every grievance."""
    return [row.state for row in unit.session.execute(select(Grievance)).scalars()]


def replies(unit: Unit) -> int:
    """How many replies are recorded."""
    return len(unit.session.execute(select(GrievanceReply)).all())


@BOTH_WAYS
async def test_a_question_is_relayed_and_only_the_reply_closes_it(station: SampleStation) -> None:
    kim, choi = await open_monday(station), station.person("U0CHOI")

    said = await file_grievance(kim)
    arrived = await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")
    await choi.clicks(ActionId.ACKNOWLEDGE)
    await kim.waits_to_see("확인함", where="direct")
    await choi.clicks(ActionId.ANSWER)
    await choi.submits({"grievance_answer": ANSWER})
    task = await kim.waits_to_see(ANSWER, where="direct")
    before_reply = station.desk.do_now(states)
    await kim.clicks(ActionId.CONTACT, where="direct")
    await kim.waits_to_see("010-0000-1001", where="ephemeral")
    await kim.clicks(ActionId.REPLY, where="direct")
    done = await kim.submits(
        {
            "reply_result": "explained",
            "reply_method": "phone",
            "reply_words": "진행 상황을 설명드림",
            "reply_root_causes": ["explanation_missing"],
            **TOLD_BY_WORD,
        }
    )
    told = await choi.waits_to_see("· 종결", where="direct")

    assert "수사과 경사 최형사" in said
    assert "12월 1일(화)" in said
    assert not [word for word in IDENTITY if word in arrived.words]
    assert "민원인께 전화로 회신" in task.words
    assert before_reply == [GrievanceState.ANSWERED]
    assert done.view is not None
    assert "종결했습니다" in done.view.words
    assert station.desk.do_now(states) == [GrievanceState.CLOSED]
    assert station.desk.do_now(replies) == 1
    assert purposes(station.desk) == ["call.claimed", "grievance.reply"]
    assert not told.offers(ActionId.ANSWER)


async def test_a_yes_to_the_money_question_reaches_audit_and_nobody_of_the_accused(station: SampleStation) -> None:
    station.sandbox.workspace.channels["C0CALLS"].members |= {"U0CHOI", "U0YOON"}
    kim = await open_monday(station)

    said = await file_grievance(kim, "형사가 사례를 바라는 눈치였습니다.", money="yes")
    han = station.person("U0HAN")
    await han.waits_to_see("형사가 사례를", where="direct")
    await han.opens_home()
    await han.waits_to_see("감사 경로의 고충과 파기 요청", where="home")
    await station.move_clock(to=seoul(MONDAY, 18, 0))
    await kim.waits_to_see("마감", where="channel")

    assert "대상 경찰관과 그 상급자에게는 알려지지 않습니다" in said
    assert "받는 사람:" not in said
    for user in ("U0CHOI", "U0YOON", "U0OH"):
        person = station.person(user)
        await person.opens_home()
        seen = await person.waits_until(lambda view: view.home is not None, what="Home")
        everything = "\n".join(shown.words for _, shown in seen.places())
        assert "감사" not in everything
        assert "사례" not in everything
        assert not [shown for shown in seen.direct if "남아 있습니다" not in shown.words]
    await kim.opens_home()
    home = await kim.waits_to_see("청렴콜", where="home")
    assert "회신할 고충" not in home.words
    assert not [shown for shown in (await kim.sees()).direct if "사례" in shown.words]


async def test_not_mine_goes_to_whom_it_names_and_the_operator_sees_it(station: SampleStation) -> None:
    kim, choi, han = await open_monday(station), station.person("U0CHOI"), station.person("U0HAN")
    await file_grievance(kim)
    await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")

    await choi.clicks(ActionId.DECLINE)
    jung = station.person("U0JUNG")
    refused = await choi.submits(
        {"grievance_reason": "사건이 다른 팀으로 이관되었습니다.", "grievance_right_officer": "김상담"}
    )
    await choi.submits({"grievance_right_officer": "정교통"})

    await jung.waits_to_see(GRIEVANCE_WORDS, where="direct")
    assert "받을 수 없는 분" in refused.errors["grievance_right_officer"]
    assert not (await han.sees()).direct
    left = await choi.waits_to_see("다른 분에게 전달되었습니다", where="direct")
    assert GRIEVANCE_WORDS not in left.words
    await kim.waits_to_see("전달됨", where="direct")
    assert station.desk.do_now(states) == [GrievanceState.ROUTED]


async def test_a_complaint_about_manner_without_consent_goes_to_the_head_and_not_to_the_officer(
    station: SampleStation,
) -> None:
    kim = station.person(KIM)
    await kim.uploads(write_list(station.folder, [visitor(1)]))
    await kim.waits_to_see("가져오기 결과", where="direct")
    await station.move_clock(to=seoul(MONDAY, 9, 40))

    said = await file_grievance(
        kim, "말투가 퉁명스러웠습니다.", kind="complaint_manner", category="rudeness", may_tell="no"
    )
    await station.person("U0YOON").waits_to_see("말투가 퉁명", where="direct")

    assert "부서장이 처리하며" in said
    assert "경정 윤과장" in said
    assert not (await station.person("U0JUNG").sees()).direct


async def test_an_officer_who_cannot_be_reached_has_a_stand_in_that_the_operator_sees_before_sending(
    station: SampleStation,
) -> None:
    kim = await open_monday(station)

    def leave(unit: Unit) -> None:
        for person in staff_named(unit.session, "최형사"):
            person.slack_id = None

    station.desk.do_now(leave)

    said = await file_grievance(kim)
    await station.person("U0HAN").waits_to_see(GRIEVANCE_WORDS, where="direct")

    assert "받을 분에게 연락할 수 없어" in said
    assert "청문감사인권관실 경감 한감사" in said


async def test_an_agreed_direct_call_shows_the_number_to_that_officer_alone_and_clears_a_misunderstanding(
    station: SampleStation,
) -> None:
    kim, choi = await open_monday(station), station.person("U0CHOI")
    await file_grievance(kim, direct=["yes"])
    await choi.waits_to_see(GRIEVANCE_WORDS, where="direct")

    await choi.clicks(ActionId.DIRECT_CALL)
    number = await choi.waits_to_see("010-0000-1001", where="ephemeral")
    await choi.clicks(ActionId.ANSWER)
    await choi.submits({"grievance_answer": "직접 통화하여 오해를 풀었습니다."})
    await kim.waits_to_see("오해를 풀었습니다", where="direct")
    await kim.clicks(ActionId.REPLY, where="direct")
    one_view = await kim.submits(
        {
            "reply_result": "misunderstanding_cleared",
            "reply_method": "phone",
            "reply_words": "직접 통화로 오해가 풀린 것을 확인함",
            "reply_root_causes": ["expectation_mismatch"],
            **TOLD_BY_WORD,
        }
    )
    done = await kim.submits(
        {"reply_petitioner_view": "연락을 받지 못했다", "reply_officer_view": "문자로 알렸으나 번호가 바뀌어 있었다"}
    )

    assert "양쪽의 설명" in one_view.errors["reply_petitioner_view"]
    assert not done.errors
    assert "나눈 내용을 적어" in number.words
    assert purposes(station.desk) == ["call.claimed", "grievance.direct_call"]
    assert done.view is not None
    assert "오해 해소" in done.view.words


async def test_home_lists_what_waits_for_an_officer_and_for_a_reply(station: SampleStation) -> None:
    kim, choi = await open_monday(station), station.person("U0CHOI")
    await file_grievance(kim)
    await choi.opens_home()
    await choi.waits_to_see("답변을 기다리는 고충", where="home")

    await choi.clicks(ActionId.ANSWER, where="home")
    await choi.submits({"grievance_answer": ANSWER})
    await kim.opens_home()

    await kim.waits_to_see("회신할 고충", where="home")
    await choi.waits_to_see("지금 처리할 일은 없습니다", where="home")
