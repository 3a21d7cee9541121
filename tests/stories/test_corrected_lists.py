"""A list that is wrong, corrected twice and grows a refusal; a family on one number."""

from bot.demo.station import SampleStation
from tests.steps.builders import KIM, LEE, MONDAY, OH, seoul, visitor, write_list
from tests.steps.slack import record_result

ELSEWHERE = {"담당부서": "수사과", "담당자": "경사 최형사"}


async def test_mondays_list_is_corrected_twice_and_somebody_refuses_meanwhile(station: SampleStation) -> None:
    kim, lee = station.person(KIM), station.person(LEE)
    wrong = [visitor(n, **ELSEWHERE) for n in (1, 2, 3)] + [visitor(4, 연락처="", **ELSEWHERE)]
    await kim.uploads(write_list(station.folder, wrong, "월요일.csv"))
    report = await kim.waits_to_see("월요일.csv", where="direct")
    assert "새 청렴콜 3" in report.words
    assert "연락처 없음 1" in report.words
    await station.move_clock(to=seoul(MONDAY, 9, 40))
    await kim.waits_to_see("전체 *3*", where="channel")
    await kim.types("/claim 1")

    first = [visitor(1, 연락처="010-0000-2001", 비고="청각장애인, 문자로 연락", **ELSEWHERE)]
    first += [visitor(n, **ELSEWHERE) for n in (2, 3, 4)]
    await kim.uploads(write_list(station.folder, first, "월요일_수정.csv"))
    report = await kim.waits_to_see("월요일_수정.csv", where="direct")
    assert "새 청렴콜 1 · 이미 있음 2" in report.words
    assert "정정한 방문 1" in report.words
    await kim.waits_to_see("맡고 있는 1번 청렴콜의 내용이 새 명단에서 정정되었습니다", where="direct")
    await kim.waits_to_see("전체 *4*", where="channel")
    card = await kim.types("/claim 1")
    assert card is not None
    assert "010-0000-2001" in card.words
    assert "청각장애인" in card.words
    assert "010-0000-1001" not in card.words

    await lee.types("/claim 2")
    second = [first[0], visitor(2, 비고="전화 사절", **ELSEWHERE), *first[2:]]
    await kim.uploads(write_list(station.folder, second, "월요일_수정2.csv"))
    report = await kim.waits_to_see("월요일_수정2.csv", where="direct")
    assert "새 청렴콜 0 · 이미 있음 3" in report.words
    assert "연락 거부 1" in report.words
    assert "대기열에서 제외한 청렴콜 1" in report.words
    await lee.waits_to_see("2번 청렴콜은 새 명단에 따라 대기열에서 제외되었습니다", where="direct")
    refused = await lee.types("/done 2 부재")
    assert refused is not None
    assert "종결" in refused.words

    await kim.uploads(write_list(station.folder, wrong, "월요일.csv"))
    report = await kim.waits_to_see("반영하지 않은 행", where="direct")
    assert "정정한 방문" not in report.words
    card = await kim.types("/claim 1")
    assert card is not None
    assert "010-0000-2001" in card.words
    assert await record_result(kim, 1, outcome="satisfied", money="no")


async def test_whom_a_list_protects_a_supervisor_alone_lets_be_called(station: SampleStation) -> None:
    kim, oh = station.person(KIM), station.person(OH)
    await kim.uploads(write_list(station.folder, [visitor(1, **ELSEWHERE), visitor(2, **ELSEWHERE)], "1.csv"))
    await kim.waits_to_see("1.csv", where="direct")
    await station.move_clock(to=seoul(MONDAY, 9, 40))
    protected = [visitor(1, **ELSEWHERE), visitor(2, 비고="만 17세", **ELSEWHERE)]
    await kim.uploads(write_list(station.folder, protected, "2.csv"))
    await kim.waits_to_see("미성년 1", where="direct")
    direct = station.sandbox.workspace.direct(OH).id

    await kim.uploads(write_list(station.folder, [visitor(2, 비고="통화 가능", **ELSEWHERE)], "3.csv"))
    report = await kim.waits_to_see("3.csv", where="direct")
    assert "새 청렴콜 0 · 이미 있음 1" in report.words
    answer = await oh.types("/cleancall include 2 보호자가 통화를 원하심", channel=direct)
    assert answer is not None
    assert "대기열에 있습니다" in answer.words

    card = await kim.types("/claim 2")
    assert card is not None
    assert "010-0000-1002" in card.words


async def test_of_a_family_on_one_number_each_has_a_call_and_nobody_hears_of_the_others(
    station: SampleStation,
) -> None:
    kim, lee = station.person(KIM), station.person(LEE)
    family = {"연락처": "010-0000-1001", **ELSEWHERE}
    rows = [
        visitor(1, 민원종류="운전면허 갱신", 비고="통역 필요", **family),
        visitor(2, 민원종류="분실물 신고", 비고="오전만 통화", **family),
        visitor(3, **ELSEWHERE),
    ]
    await kim.uploads(write_list(station.folder, rows))
    await kim.waits_to_see("새 청렴콜 3", where="direct")
    await station.move_clock(to=seoul(MONDAY, 9, 40))
    await kim.waits_to_see("전체 *3*", where="channel")

    his, hers, alone = await kim.types("/claim 1"), await lee.types("/claim 2"), await kim.types("/claim 3")

    assert his is not None
    assert hers is not None
    assert alone is not None
    assert "같은 번호의 다른 민원인" in his.words
    assert "같은 번호의 다른 민원인" in hers.words
    assert "같은 번호" not in alone.words
    assert ("운전면허" in his.words, "통역 필요" in his.words, "분실물" in his.words) == (True, True, False)
    assert ("분실물" in hers.words, "오전만" in hers.words, "운전면허" in hers.words) == (True, True, False)
