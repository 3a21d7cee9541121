"""Officers of a list, as offices write them: whoever is named is a subject, and nobody is guessed."""

from typing import Any

from bot.demo.station import SampleStation
from bot.registry import ActionId
from bot.sandbox import Member, Person
from bot.sandbox.person import Shown, Submission
from bot.services.people.directory import load_staff
from storage.people.tables import Staff
from tests.steps.builders import KIM, MONDAY, seoul, visitor, write_list
from tests.steps.desks import operator
from tests.steps.slack import PRAISE_WORDS, file_grievance

ACCUSATION = "사례를 바라는 눈치였습니다."
RUDE = "말투가 퉁명스러웠습니다."
QUESTION = "언제 결과를 알 수 있는지 궁금합니다."
OFFICERS = "filing_officer"


async def open_with(station: SampleStation, *rows: dict[str, str]) -> Person:
    """Bring a list of one visitor, who came once for each row, and post Monday's board; return 김상담."""
    kim = station.person(KIM)
    visits = [visitor(1, **{"접수번호": f"2026-9{at}", **row}) for at, row in enumerate(rows)]
    await kim.uploads(write_list(station.folder, visits))
    await kim.waits_to_see("가져오기 결과", where="direct")
    await station.move_clock(to=seoul(MONDAY, 9, 40))
    await kim.waits_to_see("전체 *1*", where="channel")
    return kim


async def begin_filing(kim: Person, words: str, **choices: Any) -> Submission:
    """Go on to the second page of the form of call 1, and choose there."""
    await kim.types("/claim 1")
    await kim.types("/done 1 성공")
    pushed = await kim.submits({"money": "no", "outcome": "grievance_filed", "words": words})
    assert not pushed.errors, pushed.errors
    for name, value in {"kind": "inquiry", "category": "other", **choices}.items():
        await kim.fills({f"filing_{name}": value})
    return pushed


def change_directory(station: SampleStation, *people: Staff) -> None:
    """Load a list of staff; who is new joins the workspace."""
    members = station.sandbox.workspace.members
    for person in people:
        if person.slack_id is not None:
            members.setdefault(person.slack_id, Member(id=person.slack_id, name=person.slack_id, real_name=person.name))
    station.desk.do_now(load_staff, people=people, by="admin")


def officer(slack_id: str | None, staff_no: str, name: str, **facts: Any) -> Staff:
    """Return an officer of the directory."""
    person = operator(slack_id or "", staff_no=staff_no, name=name, **{"roles": ["officer"], **facts})
    person.slack_id = slack_id
    return person


async def told(station: SampleStation, user: str, words: str) -> bool:
    """Check whether somebody has a direct message that says so."""
    return any(words in shown.words for shown in (await station.person(user).sees()).direct)


async def test_an_accused_officer_of_audit_never_sees_the_accusation_however_the_list_names_them(
    station: SampleStation,
) -> None:
    kim = await open_with(station, {"담당부서": "민원실", "담당자": "한감사 감사관"})

    await file_grievance(kim, ACCUSATION, money="yes")
    await station.person("U0OH").waits_to_see(ACCUSATION, where="direct")

    han = station.person("U0HAN")
    looked_up = await han.types("/cleancall grievance 1", channel=station.sandbox.workspace.direct("U0HAN").id)
    assert not (await han.sees()).direct
    assert looked_up is not None
    assert ACCUSATION not in looked_up.words


async def test_of_two_officers_in_one_cell_both_are_asked_and_both_stand_on_the_card(station: SampleStation) -> None:
    kim = await open_with(station, {"담당부서": "교통과", "담당자": "정교통/최형사"})

    pushed = await begin_filing(kim, QUESTION)
    card = next(shown for _, shown in (await kim.sees()).places("ephemeral"))
    await kim.submits({next(iter(recipient_fields(pushed))): "수사과 경사 최형사"})
    await station.person("U0CHOI").waits_to_see(QUESTION, where="direct")

    assert "경위 정교통, 경사 최형사" in card.words
    assert pushed.view is not None
    assert "받는 사람: *교통과 경위 정교통*" in pushed.view.words
    assert not await told(station, "U0JUNG", QUESTION)


def chosen_first(form: Shown) -> list[str]:
    """Return the officers who are chosen before anybody chooses."""
    field = next(each for each in form.blocks if each["block_id"] == OFFICERS)
    return [each["text"]["text"] for each in field["element"].get("initial_options", [])]


def recipient_fields(form: Submission) -> list[str]:
    """Return the field in which the recipient is chosen."""
    blocks = form.view.blocks if form.view else []
    return [each["block_id"] for each in blocks if each["block_id"].startswith("filing_recipient:")]


async def test_a_head_who_is_one_of_two_subjects_never_gets_the_complaint_about_manner(
    station: SampleStation,
) -> None:
    kim = await open_with(station, {"담당부서": "교통과", "담당자": "경위 정교통, 경정 윤과장"})

    said = await file_grievance(kim, RUDE, kind="complaint_manner", category="rudeness", may_tell="no")
    await station.person("U0HAN").waits_to_see(RUDE, where="direct")
    await station.move_clock(to=seoul(MONDAY.replace(day=30), 18, 0))
    await station.move_clock(to=seoul(MONDAY.replace(month=12, day=2), 10, 0))
    await station.person("U0OH").waits_to_see("기한", where="direct")

    assert "청문감사인권관실 경감 한감사" in said
    yoon = station.person("U0YOON")
    looked_up = await yoon.types("/cleancall grievance 1", channel=station.sandbox.workspace.direct("U0YOON").id)
    assert looked_up is not None
    assert "지금 맡고 있는 건이 아닙니다" in looked_up.words
    assert not (await yoon.sees()).direct
    assert not (await station.person("U0JUNG").sees()).direct


async def test_officers_of_several_visits_are_all_kept_from_an_accusation(socket_station: SampleStation) -> None:
    min_ = officer("U0MIN", "9001", "민감찰", department="수사과", roles=["audit"])
    change_directory(socket_station, min_)
    kim = await open_with(
        socket_station,
        {"담당부서": "수사과", "담당자": "민감찰(내선 1234)"},
        {"담당부서": "민원실", "담당자": "경위 정교통"},
    )

    await file_grievance(kim, ACCUSATION, money="yes")

    await socket_station.person("U0HAN").waits_to_see(ACCUSATION, where="direct")
    assert not (await socket_station.person("U0MIN").sees()).direct


async def test_praise_reaches_each_officer_who_is_named(station: SampleStation) -> None:
    kim = await open_with(station, {"담당부서": "교통과", "담당자": "정교통 경위, 최형사 경사"})
    await kim.types("/claim 1")
    await kim.types("/done 1 성공")

    await kim.submits({"money": "no", "outcome": "satisfied", "more": "praise", "praise_words": PRAISE_WORDS})

    for user in ("U0JUNG", "U0CHOI"):
        await station.person(user).waits_to_see(PRAISE_WORDS, where="direct")


async def test_where_the_directory_knows_nobody_the_form_asks_before_anything_is_routed(
    station: SampleStation,
) -> None:
    kim = await open_with(station, {"담당부서": "교통과", "담당자": "박모름 수사관"})

    pushed = await begin_filing(kim, QUESTION)
    card = next(shown for _, shown in (await kim.sees()).places("ephemeral"))
    refused = await kim.submits()
    await kim.fills({OFFICERS: ["모름"]})
    await kim.waits_to_see("받는 사람: *교통과 경정 윤과장*", where="modal")
    await kim.fills({OFFICERS: ["최형사"]})
    done = await kim.submits()

    assert "박모름 수사관" in card.words
    assert "찾지 못했습니다" in card.words
    assert pushed.view is not None
    assert "‘박모름 수사관’: 직원 명부에서 찾지 못했습니다" in pushed.view.words
    assert "받는 사람:" not in pushed.view.words
    assert list(refused.errors) == [OFFICERS]
    assert not done.errors
    await station.person("U0CHOI").waits_to_see(QUESTION, where="direct")


async def test_an_accusation_of_nobody_knows_whom_is_kept_from_the_visited_department(station: SampleStation) -> None:
    min_ = officer("U0MIN", "9001", "민감찰", department="민원실", roles=["audit"])
    change_directory(station, min_)
    kim = await open_with(station, {"담당부서": "민원실", "담당자": "-"})

    await begin_filing(kim, ACCUSATION, kind="allegation", officer=["모름"])
    await kim.waits_to_see("감사 경로로 보호됩니다", where="modal")
    done = await kim.submits()

    assert not done.errors
    await station.person("U0HAN").waits_to_see(ACCUSATION, where="direct")
    assert not (await station.person("U0MIN").sees()).direct


async def test_a_complaint_about_the_manner_of_nobody_knows_whom_goes_to_audit_and_not_to_the_head(
    station: SampleStation,
) -> None:
    kim = await open_with(station, {"담당부서": "교통과", "담당자": ""})

    await begin_filing(kim, RUDE, kind="complaint_manner", category="rudeness", may_tell="no", officer=["모름"])
    await kim.waits_to_see("받는 사람: *청문감사인권관실 경감 한감사*", where="modal")
    await kim.submits()
    han = station.person("U0HAN")
    await han.waits_to_see(RUDE, where="direct")
    await han.clicks(ActionId.DECLINE)
    await han.submits({"grievance_reason": "확인할 수 없습니다."})

    await station.person("U0OH").waits_to_see(RUDE, where="direct")
    assert not (await station.person("U0YOON").sees()).direct


async def test_of_two_namesakes_the_unit_in_the_cell_tells_which_and_the_other_may_read(
    station: SampleStation,
) -> None:
    change_directory(station, officer("U0TWIN", "9001", "한감사", rank="경위", department="교통과"))
    kim = await open_with(station, {"담당부서": "민원실", "담당자": "교통과 한감사"})

    await file_grievance(kim, ACCUSATION, money="yes")

    await station.person("U0HAN").waits_to_see(ACCUSATION, where="direct")
    assert not (await station.person("U0TWIN").sees()).direct


async def test_of_two_namesakes_whom_nothing_tells_apart_the_operator_says_which(station: SampleStation) -> None:
    change_directory(station, officer("U0TWIN", "9001", "최형사", rank="경사", department="교통과"))
    kim = await open_with(station, {"담당부서": "민원실", "담당자": "최형사"})

    pushed = await begin_filing(kim, QUESTION)
    await kim.submits({OFFICERS: ["교통과 경사 최형사"]})

    await station.person("U0TWIN").waits_to_see(QUESTION, where="direct")
    assert pushed.view is not None
    assert "이름이 같은 직원이 여럿입니다(최형사)" in pushed.view.words
    assert not await told(station, "U0CHOI", QUESTION)


async def test_an_officer_who_left_is_still_the_one_who_is_named(station: SampleStation) -> None:
    change_directory(
        station,
        officer(None, "9001", "김수사", rank="경위", department="교통과", active=False),
        officer("U0SU", "9002", "김수", rank="경위", department="교통과"),
    )
    kim = await open_with(station, {"담당부서": "교통과", "담당자": "김수사 경위"})

    pushed = await begin_filing(kim, QUESTION)
    await kim.submits()

    await station.person("U0YOON").waits_to_see(QUESTION, where="direct")
    assert pushed.view is not None
    assert "교통과 경위 김수사 (퇴직·전출)" in chosen_first(pushed.view)
    assert "받을 분에게 연락할 수 없어" in pushed.view.words
    assert not (await station.person("U0SU").sees()).direct


async def test_namesakes_who_changed_places_after_the_visit_are_told_apart_by_where_they_served(
    station: SampleStation,
) -> None:
    twin = officer("U0TWIN", "9001", "최형사", rank="경사", department="교통과")
    change_directory(station, twin)
    kim = await open_with(station, {"담당부서": "민원실", "담당자": "수사과 최형사"})
    moved: dict[str, Any] = {"moved_on": MONDAY, "rank": "경사", "roles": ["officer"]}
    change_directory(
        station,
        operator("U0CHOI", staff_no="2002", name="최형사", department="교통과", former_department="수사과", **moved),
        operator("U0TWIN", staff_no="9001", name="최형사", department="수사과", former_department="교통과", **moved),
    )

    await file_grievance(kim, QUESTION)

    await station.person("U0CHOI").waits_to_see(QUESTION, where="direct")
    assert not await told(station, "U0TWIN", QUESTION)


async def test_a_complaint_about_an_officer_who_moved_goes_to_the_present_head_of_where_they_were(
    station: SampleStation,
) -> None:
    """Who led 교통과 on the day of the visit leads 경무과 now, and the officer's head of today is 류과장."""
    kim = await open_with(station, {"담당부서": "교통과", "담당자": "교통과 정교통 경위"})
    head: dict[str, Any] = {"rank": "경정", "roles": ["head"]}
    left: dict[str, Any] = {"former_department": "교통과", "moved_on": MONDAY}
    change_directory(
        station,
        officer("U0JUNG", "2001", "정교통", department="수사과", **left),
        officer("U0YOON", "2003", "윤과장", department="경무과", **head, **left),
        officer("U0RYU", "9001", "류과장", department="수사과", **head),
        officer("U0BAEK", "9002", "백과장", department="교통과", **head),
    )

    said = await file_grievance(kim, RUDE, kind="complaint_manner", category="rudeness", may_tell="no")

    await station.person("U0BAEK").waits_to_see(RUDE, where="direct")
    assert "교통과 경정 백과장" in said
    assert not any([await told(station, each, RUDE) for each in ("U0JUNG", "U0YOON", "U0RYU")])
