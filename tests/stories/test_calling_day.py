"""A calling day, through the sandbox with the real Bolt app."""

import asyncio

import pytest

from bot.demo.station import SampleStation, visitor_list
from bot.registry import ActionId
from bot.sandbox import AppDidNotRespond
from tests.steps.builders import KIM, MONDAY, PARK, TUESDAY, seoul, visitor, write_list
from tests.steps.rows import attempts, doors, reveals
from tests.steps.slack import BOTH_WAYS, PRAISE_WORDS, open_monday, record_result


@BOTH_WAYS
async def test_mondays_queue_comes_from_a_cp949_file(station: SampleStation) -> None:
    kim = station.person(KIM)

    await kim.uploads(visitor_list(station.folder))
    report = await kim.waits_to_see("가져오기 결과", where="direct")
    await station.move_clock(to=seoul(MONDAY, 8, 30))
    board = await kim.waits_to_see("전체 *7*", where="channel")

    assert "피해자 보호 1" in report.words
    assert "파일을 지금 삭제해" in report.words
    assert "11월 23일(월)" in board.words
    assert "11/20(금)–11/22(일) 방문" in board.words
    assert "홍*순" in board.words
    assert "(2회)" in board.words
    assert board.offers(ActionId.CLAIM, "1")


@BOTH_WAYS
async def test_of_two_operators_racing_for_one_call_one_sees_the_number(station: SampleStation) -> None:
    kim = await open_monday(station)
    lee = station.person(PARK)

    await asyncio.gather(kim.clicks(ActionId.CLAIM, value="1"), lee.clicks(ActionId.CLAIM, value="1"))
    await asyncio.gather(
        *(person.waits_until(lambda seen: bool(seen.modal), what="an answer") for person in (kim, lee))
    )

    answers = [shown.words for person in (kim, lee) if (shown := (await person.sees()).modal)]
    assert sum("010-0000-1001" in words for words in answers) == 1
    assert sum("맡고 있습니다" in words for words in answers) == 1
    assert len(reveals(station.desk)) == 1
    assert doors(station.desk) == [("click", "")]
    board = await kim.waits_to_see("통화 중 *1*", where="channel")
    assert not board.offers(ActionId.CLAIM, "1")


async def test_praise_reaches_the_officer_without_the_petitioner(station: SampleStation) -> None:
    kim = await open_monday(station)
    choi = station.person("U0CHOI")
    await kim.types("/claim 1")

    said = await record_result(
        kim,
        1,
        kindness="5",
        money="no",
        outcome="satisfied",
        more="praise",
        praise_words=PRAISE_WORDS,
        praised_officer="최형사",
    )
    praise = await choi.waits_to_see(PRAISE_WORDS, where="direct")

    assert "칭찬을 경찰관에게 전합니다" in said
    assert "남궁" not in praise.words
    assert "남**수" not in praise.words
    await kim.waits_to_see("종결 *1*", where="channel")


async def test_praise_with_an_envelope_goes_to_audit_and_not_to_the_officer(station: SampleStation) -> None:
    kim = await open_monday(station)
    await kim.types("/claim 1")

    await kim.types("/done 1 성공")
    given = "고마워서 봉투를 드렸어요"
    asked = await kim.submits(
        {"money": "no", "outcome": "satisfied", "more": "praise", "praise_words": given, "praised_officer": "최형사"}
    )
    done = await kim.submits({"praise_gift": "yes"})
    await station.person("U0HAN").waits_to_see("봉투를 드렸어요", where="direct")

    assert asked.view is not None
    assert "‘봉투를 드렸’라는 말씀이 있습니다" in asked.view.words
    assert not done.errors
    assert not (await station.person("U0CHOI").sees()).direct


async def test_a_phishing_hang_up_is_recovered_the_next_day(station: SampleStation) -> None:
    kim = await open_monday(station)
    await kim.types("/claim 1")

    answer = await kim.types("/done 1 보이스피싱")
    await kim.opens_home()
    await kim.waits_to_see("사전 안내 문자 보내기", where="home")
    await kim.clicks(ActionId.TASK_DONE, where="home")
    await station.move_clock(to=seoul(TUESDAY, 8, 30))
    await station.move_clock(to=seoul(TUESDAY, 13, 10))
    await kim.waits_to_see("재통화 시간입니다", where="direct")
    card = await kim.types("/claim 1")
    said = await record_result(kim, 1, money="no", outcome="satisfied")

    assert answer is not None
    assert "11/24(화) 13:10" in answer.words
    assert card is not None
    assert "지난번 통화에서 보이스피싱으로 의심" in card.words
    assert "의심하셨던 민원인과 통화에 성공" in said


async def test_retries_end_as_unreached(station: SampleStation) -> None:
    kim = await open_monday(station, count=1)
    said = []

    for moment in (seoul(MONDAY, 9, 40), seoul(MONDAY, 13, 10), seoul(TUESDAY, 8, 30), seoul(TUESDAY, 9, 30)):
        await station.move_clock(to=moment)
        if moment != seoul(TUESDAY, 8, 30):
            await kim.types("/claim 1")
            answer = await kim.types("/done 1 부재")
            said.append("" if answer is None else answer.words)

    assert "11/23(월) 13:10" in said[0]
    assert "11/24(화) 09:30" in said[1]
    assert "연결 안 됨" in said[2]
    await kim.waits_to_see("종결 *1*", where="channel")


async def test_a_callback_promised_for_the_evening_is_kept(station: SampleStation) -> None:
    kim = await open_monday(station)
    await kim.types("/claim 2")

    await kim.types("/done 2 재통화")
    late = await kim.submits({"callback_at": int(seoul(MONDAY, 21, 0).timestamp())})
    kept = await kim.submits({"callback_at": int(seoul(MONDAY, 19, 0).timestamp())})
    await station.move_clock(to=seoul(MONDAY, 19, 0))
    await kim.waits_to_see("약속한 재통화 시간입니다", where="direct")
    await kim.clicks(ActionId.CLAIM, value="2", where="direct")

    assert "20:00" in late.errors["callback_at"]
    assert kept.view is not None
    assert "11/23(월) 19:00" in kept.view.words
    await kim.waits_to_see("010-0000-1002")


async def test_an_empty_morning_is_posted_as_such(station: SampleStation) -> None:
    kim = station.person(KIM)
    await kim.uploads(write_list(station.folder, []))
    await kim.waits_to_see("가져오기 결과", where="direct")
    await station.move_clock(to=seoul(MONDAY, 8, 30))

    board = await kim.waits_to_see("통화할 민원인이 없습니다", where="channel")

    assert not board.offers(ActionId.CLAIM_NEXT)


async def test_a_late_morning_says_that_it_is_late(station: SampleStation) -> None:
    await station.stop_bot()
    await station.move_clock(to=seoul(MONDAY, 10, 50))

    await station.start_bot()

    await station.person(KIM).waits_to_see("예정된 시각보다 늦게", where="channel")


async def test_a_list_that_comes_again_changes_nothing_but_says_so(station: SampleStation) -> None:
    kim = await open_monday(station)
    rows = [visitor(number, 담당부서="수사과", 담당자="경사 최형사") for number in range(1, 5)]

    await kim.uploads(write_list(station.folder, rows, "again.csv"))

    report = await kim.waits_to_see("again.csv 가져오기 결과", where="direct")
    assert "새 청렴콜 1 · 이미 있음 3" in report.words
    assert "오늘 대기열에 1건" in report.words
    await kim.waits_to_see("전체 *4*", where="channel")


@BOTH_WAYS
async def test_a_restart_in_the_middle_of_everything_loses_and_repeats_nothing(station: SampleStation) -> None:
    kim = await open_monday(station)
    await kim.types("/claim 1")
    await station.stop_bot()
    with pytest.raises(AppDidNotRespond):
        await kim.types("/done 1 부재")

    await station.start_bot()
    answer = await kim.types("/done 1 부재")
    await station.move_clock(to=seoul(MONDAY, 10, 0))
    await kim.waits_to_see("재통화 예정 *1*", where="channel")

    assert answer is not None
    assert "기록했습니다" in answer.words
    assert attempts(station.desk) == 1
    boards = [shown for shown in (await kim.sees()).channel if "청렴콜 대기열" in shown.words]
    assert len(boards) == 1


async def test_the_day_ends_with_a_line_and_claims_go_back(station: SampleStation) -> None:
    kim = await open_monday(station)
    await kim.types("/claim 1")

    await station.move_clock(to=seoul(MONDAY, 18, 0))

    await kim.waits_to_see("대기열로 돌아갔습니다", where="direct")
    summary = await kim.waits_to_see("마감", where="channel")
    assert "이월 3건" in summary.words


async def test_home_follows_what_its_reader_does(station: SampleStation) -> None:
    kim = await open_monday(station)
    await kim.opens_home()
    await kim.waits_to_see("맡고 있는 청렴콜이 없습니다", where="home")

    await kim.clicks(ActionId.CLAIM_NEXT, where="home")
    await kim.waits_to_see("010-0000-1001", where="modal")
    await kim.waits_to_see("통화 중 (09:40~)", where="home")
    await kim.closes_modal()
    await kim.clicks(ActionId.RELEASE, where="home")

    await kim.waits_to_see("내려놓았습니다", where="modal")
    await kim.waits_to_see("맡고 있는 청렴콜이 없습니다", where="home")


async def test_the_card_gives_way_to_the_result_once_it_is_recorded(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    await kim.types("/claim 1")
    await kim.waits_to_see("010-0000-1001", where="ephemeral")

    await kim.clicks(ActionId.RECORD, value="1", where="ephemeral")
    await kim.submits({"disposition": "answered", "money": "no", "outcome": "satisfied"})

    await kim.waits_until(
        lambda seen: not any("010-0000-1001" in shown.words for shown in seen.ephemeral), what="no number any more"
    )


async def test_queue_shows_mine_and_what_comes_next(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)
    await kim.types("/claim 2")

    answer = await kim.types("/queue")

    assert answer is not None
    assert answer.offers(ActionId.RECORD, "2")
    assert answer.offers(ActionId.CLAIM, "1")
