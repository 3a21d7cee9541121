"""Lists that are dropped into the channel: wrong files, wrong people, conflicts."""

from pathlib import Path

from sqlalchemy import select

from bot.demo.station import SampleStation
from bot.services.unit import Unit
from storage.calls.tables import Call
from storage.lists.tables import ImportFile, Visit
from storage.tables import Trail
from tests.steps.builders import KIM, LEE, MONDAY, seoul, visitor, write_list

IMPORTS = select(ImportFile)


def all_calls(unit: Unit) -> list[str]:
    """The state of every call."""
    return [call.state for call in unit.session.execute(select(Call).order_by(Call.id)).scalars()]  # type: ignore[arg-type]


def open_columns(unit: Unit) -> str:
    """Everything of calls, visits and the trail that is not sealed, as it stands in the database."""
    rows = [row for table in (Call, Visit, Trail) for row in unit.session.execute(select(table)).scalars()]
    return repr([{k: v for k, v in row.model_dump().items() if not k.startswith("sealed_")} for row in rows])


async def test_a_wrong_file_gets_a_way_out_and_changes_nothing(station: SampleStation, tmp_path: Path) -> None:
    kim = station.person(KIM)
    wrong = tmp_path / "명단.hwp"
    wrong.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 hwp")

    await kim.uploads(wrong)

    answer = await kim.waits_to_see("명단.hwp", where="direct")
    assert "한글 파일은 읽을 수 없습니다" in answer.words
    assert "바뀐 것은 없습니다" in answer.words
    assert not station.desk.do_now(all_calls)


async def test_a_header_that_is_not_understood_is_answered_with_what_was_recognised(
    station: SampleStation, tmp_path: Path
) -> None:
    kim = station.person(KIM)
    wrong = tmp_path / "홍길순 010-0000-1234.csv"
    wrong.write_text("연번,소속,계급,성명,담당업무\n1,교통과,경위,홍길순,사고 처리\n", encoding="utf-8")

    await kim.uploads(wrong)

    answer = await kim.waits_to_see("찾지 못한 열: 민원인 성명, 연락처, 방문일", where="direct")
    assert "B 소속 → 부서 · C 계급 · D 성명" in answer.words
    assert "이런 열 이름이면 읽을 수 있습니다" in answer.words
    assert "0000-1234" not in answer.words
    kept = repr(station.desk.do_now(lambda unit: [row.report for row in unit.session.execute(IMPORTS).scalars()]))
    assert not any(said in kept for said in ("홍길순", "교통과", "사고 처리"))


async def test_somebody_who_may_not_import_is_told_so(station: SampleStation) -> None:
    workspace = station.sandbox.workspace
    workspace.channels["C0CALLS"].members.add("U0JUNG")
    officer = station.person("U0JUNG")

    await officer.uploads(write_list(station.folder, [visitor(1)]))

    await officer.waits_to_see("상담원과 감독자만", where="direct")
    assert not station.desk.do_now(all_calls)


async def test_an_operator_in_conflict_is_told_kindly(station: SampleStation) -> None:
    kim = station.person(KIM)
    await kim.uploads(write_list(station.folder, [visitor(1)]))
    await kim.waits_to_see("가져오기 결과", where="direct")
    await station.move_clock(to=seoul(MONDAY, 9, 40))

    answer = await station.person(LEE).types("/claim 1")

    assert answer is not None
    assert "제척" in answer.words
    assert "010-" not in answer.words


async def test_a_purpose_is_shown_by_its_table_name_and_in_its_own_words_to_the_claimant_alone(
    station: SampleStation,
) -> None:
    kim = station.person(KIM)
    words = "이영희(010-0000-7777) 사기 고소"
    rows = [visitor(1, 민원종류=words, 담당부서="수사과 담당 031-000-1234", 비고="청각장애인, 문자로 연락 요망")]
    await kim.uploads(write_list(station.folder, rows))
    await kim.waits_to_see("가져오기 결과", where="direct")
    await station.move_clock(to=seoul(MONDAY, 9, 40))

    board = await kim.waits_to_see("고소·고발")
    card = await kim.types("/claim 1")

    assert "수사과" in board.words
    assert card is not None
    for said in (words, "031-000-1234", "청각장애인, 문자로 연락 요망"):
        assert said in card.words
    for somebody in (kim, station.person(LEE)):
        channel = "\n".join(shown.words for shown in (await somebody.sees()).channel)
        assert not any(said in channel for said in ("이영희", "0000-7777", "031-000", "청각장애인"))
    kept = station.desk.do_now(open_columns)
    assert not any(said in kept for said in ("이영희", "0000-7777", "031-000", "청각장애인"))
