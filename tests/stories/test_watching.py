"""Watching: a supervisor's Home, signals and improvements, and calls that are phoned again."""

from dataclasses import replace
from datetime import timedelta

from bot.demo.station import SampleStation
from bot.registry import ActionId
from tests.steps.builders import KIM, MONDAY, OH, seoul, visitor
from tests.steps.desks import bring_list
from tests.steps.slack import ask_for_figures, open_monday, record_result
from tests.steps.watched_station import ten_weeks


async def test_a_supervisors_home_shows_how_things_stand(station: SampleStation) -> None:
    await open_monday(station, 3)
    oh, kim = station.person(OH), station.person(KIM)
    await oh.opens_home()
    await oh.waits_until(lambda seen: bool(seen.home and "통화 중인 상담원이 없습니다" in seen.home.words), what="Home")

    await kim.types("/claim 1")
    seen = await oh.waits_until(lambda seen: bool(seen.home and "1건 · 09:40부터" in seen.home.words), what="a claim")
    await oh.clicks(f"{ActionId.STATS_TOPIC}.overdue", where="home")
    modal = await oh.waits_to_see("처리기한이 지난 고충이 없습니다", where="modal")

    assert seen.home is not None
    assert "처리기한 지난 고충 0건" in seen.home.words
    assert modal is not None


async def test_a_call_is_phoned_again_by_somebody_else(station: SampleStation) -> None:
    station.desk.station = replace(station.desk.station, recheck_share=1.0)
    kim = await open_monday(station, 1)
    await kim.types("/claim 1")
    await record_result(kim, 1, overall="5", kindness="5", money="no", outcome="satisfied")
    await kim.closes_modal()
    await station.move_clock(to=seoul(MONDAY, 18, 5))
    await station.move_clock(to=seoul(MONDAY + timedelta(days=1), 9, 40))
    park = station.person("U0PARK")
    await kim.opens_home()
    await park.opens_home()
    await park.waits_until(lambda seen: bool(seen.home and "품질 재확인" in seen.home.words), what="a re-check")

    await park.clicks(ActionId.RECHECK, where="home")
    card = await park.waits_to_see("010-0000-1001", where="modal")
    await park.closes_modal()
    await park.waits_until(
        lambda seen: bool(seen.home and seen.home.offers(ActionId.RECHECK_RESULT)), what="their own re-check"
    )
    await park.clicks(ActionId.RECHECK_RESULT, where="home")
    done = await park.submits({"recheck_outcome": "answered", "overall": "4", "kindness": "2"})
    quality = await ask_for_figures(station.person(OH), station, "품질")

    assert "본인 확인 전에는" in card.words
    assert done.view is not None
    assert "기록했습니다" in done.view.words
    assert "다시 통화 1건 · 대기" in quality.words
    assert "두 통화의 일치 *–*" in quality.words  # before the month is over
    home = (await kim.sees()).home
    assert home is not None
    assert "품질 재확인" not in home.words


async def test_an_unusual_week_becomes_an_improvement_and_its_effect_is_told(station: SampleStation) -> None:
    oh, yoon = station.person(OH), station.person("U0YOON")
    bring_list(station.desk, [visitor(1)])
    station.desk.do_now(ten_weeks)
    await station.move_clock(to=seoul(MONDAY, 9, 0))
    signal = await oh.waits_to_see("교통과 · 지연", where="direct")

    await oh.clicks(ActionId.SIGNAL_IMPROVE, where="direct")
    wrong = await oh.submits(
        {"improvement_words": "접수 사흘째에 진행 상황을 문자로 알린다", "improvement_owner": "윤과장"}
    )
    made = await oh.submits({"improvement_due_on": "2026-12-04"})
    await oh.closes_modal()
    task = await yoon.waits_to_see("개선 조치 1번이 배정되었습니다", where="direct")
    await yoon.clicks(ActionId.IMPROVEMENT_DONE, where="direct")
    await yoon.waits_to_see("1번을 완료로", where="ephemeral")
    decided = await oh.waits_to_see(" 완료", where="direct")
    kim = station.person(KIM)
    await kim.opens_home()
    home = await kim.waits_to_see("말씀해 주신 내용이 반영되었음", where="home")
    await kim.clicks(ActionId.TASK_CONTACT, where="home")
    number = await kim.waits_to_see("010-0000-1001", where="modal")
    await kim.closes_modal()
    await kim.clicks(ActionId.TASK_DONE, where="home")
    await kim.waits_until(
        lambda seen: bool(seen.home and not seen.home.offers(ActionId.TASK_CONTACT)), what="that it is done"
    )
    await station.move_clock(to=seoul(MONDAY + timedelta(weeks=5), 9, 30))
    effect = await oh.waits_to_see("개선 조치 1번의 효과", where="direct")

    assert "한 주 동안 *5건 이상*" in signal.words
    assert "지난 10주 평균은 약 2건" in signal.words
    assert wrong.errors
    assert made.view is not None
    assert "접수 사흘째에" in task.words
    assert "접수 사흘째에" in home.words  # what to tell, once for each call however often it complained
    assert home.words.count("말씀해 주신 내용이 반영되었음") == 1
    assert "개선했습니다" in number.words  # what to say
    assert not decided.offers(ActionId.SIGNAL_IMPROVE)
    assert "조치 전 주당 약 3건 → 조치 후 4주 동안 주당 약 *0건*" in effect.words


async def test_a_signal_is_dismissed_with_a_reason(socket_station: SampleStation) -> None:
    oh = socket_station.person(OH)
    bring_list(socket_station.desk, [visitor(1)])
    socket_station.desk.do_now(ten_weeks)
    await socket_station.move_clock(to=seoul(MONDAY, 9, 0))
    await oh.waits_to_see("교통과 · 지연", where="direct")

    await oh.clicks(ActionId.SIGNAL_DISMISS, where="direct")
    done = await oh.submits({"signal_reason": "지난주 태풍으로 사고가 몰렸음"})
    shown = await oh.waits_to_see("조치하지 않기로", where="direct")
    listed = await ask_for_figures(oh, socket_station, "신호")

    assert done.view is not None
    assert "지난주 태풍으로" in shown.words
    assert "판단을 기다리는 이상 신호가 없습니다" in listed.words
