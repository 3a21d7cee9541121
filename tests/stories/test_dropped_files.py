"""Every file that is dropped where the bot is gets one answer; a list may be sent to the bot alone."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.demo.guide import CHANNEL
from bot.demo.station import SampleDatabase, SampleStation, sample_station
from bot.sandbox import Member
from bot.services.lists import uploads
from bot.services.unit import Unit
from storage.calls.tables import Call
from storage.lists.tables import Upload
from storage.statements import count_rows
from tests.steps.builders import JUNG, KIM, LEE, MONDAY, OH, csv_list, seoul, visitor, write_list
from tests.steps.crew import crew_of, until
from tests.steps.workers import RUNS_BOTS

DROPPED = {
    "회의.hwp": (b"HWP Document File V3.00", "한글 파일"),
    "명단.egg": (b"EGGA\x00", "압축 파일"),
    "명단.eml": (b"Received: from x\r\n\r\n", "메일"),
    "메모": (b"nothing that anybody could read\n", "열 이름이 적힌 행을 찾지 못했습니다"),
    "현장.HEIC": (b"\x00\x00\x00\x18ftypheic", "사진"),
    "녹음.m4a": (b"\x00\x00\x00\x18ftypM4A ", "사진"),
}


def all_calls(unit: Unit) -> int:
    """How many calls there are."""
    return count_rows(unit.session, Call)


def tries_of(unit: Unit, file_id: str) -> tuple[int, bool]:
    """How often a file was taken up, and whether it is done with."""
    row = unit.session.execute(select(Upload).where(Upload.file_id == file_id)).scalar()  # type: ignore[arg-type]
    return (0, False) if row is None else (row.tries, row.done_at is not None)


async def test_a_list_sent_to_the_bot_alone_is_imported_and_answered_there(station: SampleStation) -> None:
    kim = station.person(KIM)

    await kim.uploads(write_list(station.folder, [visitor(1)]), channel=station.sandbox.workspace.direct(KIM).id)

    answer = await kim.waits_to_see("새 청렴콜 1", where="direct")
    assert "파일을 지금 삭제해" in answer.words
    assert station.desk.do_now(all_calls) == 1
    assert not (await kim.sees()).channel


@pytest.mark.parametrize(("user", "said"), [(JUNG, "상담원과 감독자만"), ("U9NEW", "관리자에게 등록을 요청")])
async def test_a_list_sent_by_who_may_not_import_is_refused_kindly(
    station: SampleStation, user: str, said: str
) -> None:
    station.sandbox.workspace.add_member(Member(id="U9NEW", name="new", real_name="신임"))
    person = station.person(user)

    await person.uploads(write_list(station.folder, [visitor(1)]), channel=station.sandbox.workspace.direct(user).id)

    await person.waits_to_see(said, where="direct")
    assert station.desk.do_now(all_calls) == 0


async def test_whatever_is_dropped_is_answered_once_with_the_request_to_delete_it(
    socket_station: SampleStation, tmp_path: Path
) -> None:
    kim = socket_station.person(KIM)
    for name, (data, _) in DROPPED.items():
        (tmp_path / name).write_bytes(data)
        await kim.uploads(tmp_path / name)

    for name, (_, said) in DROPPED.items():
        answer = await kim.waits_to_see(f"{name}: 가져오지 않았습니다", where="direct", timeout=20)
        assert said in answer.words
        assert "파일을 지금 삭제해" in answer.words
    assert len((await kim.sees()).direct) == len(DROPPED)
    assert socket_station.desk.do_now(all_calls) == 0


async def test_the_bytes_decide_and_not_the_ending(socket_station: SampleStation, tmp_path: Path) -> None:
    kim = socket_station.person(KIM)
    for number, name in enumerate(("명단", "명단.dat", "명단.csv.bak"), 1):
        (tmp_path / name).write_bytes(csv_list([visitor(number)]))

    await kim.uploads(*(tmp_path / name for name in ("명단", "명단.dat", "명단.csv.bak")))

    for name in ("명단", "명단.dat", "명단.csv.bak"):
        answer = await kim.waits_to_see(f"📥 {name} 가져오기 결과", where="direct")
        assert "새 청렴콜 1 " in answer.words


async def test_several_files_at_once_are_answered_each(station: SampleStation, tmp_path: Path) -> None:
    oh = station.person(OH)
    picture = tmp_path / "현장.jpg"
    picture.write_bytes(b"\xff\xd8\xff\xe0 jpeg")

    await oh.uploads(
        write_list(station.folder, [visitor(1)], "월요일.csv"),
        picture,
        write_list(station.folder, [visitor(2)], "화요일.csv"),
    )

    for said in ("월요일.csv 가져오기 결과", "현장.jpg: 가져오지 않았습니다", "화요일.csv 가져오기 결과"):
        await oh.waits_to_see(said, where="direct")
    assert len((await oh.sees()).direct) == 3


async def test_a_guest_who_drops_a_file_is_answered_and_imports_nothing(station: SampleStation) -> None:
    guest = Member(id="U9GUEST", name="guest", real_name="손님", is_restricted=True)
    station.sandbox.workspace.add_member(guest)
    station.sandbox.workspace.channels[CHANNEL].members.add(guest.id)
    person = station.person(guest.id)

    await person.uploads(write_list(station.folder, [visitor(1)]))

    answer = await person.waits_to_see("정식 구성원만", where="direct")
    assert "파일을 지금 삭제해" in answer.words
    assert station.desk.do_now(all_calls) == 0


async def test_the_bots_own_files_get_no_answer(socket_station: SampleStation) -> None:
    kim, oh = socket_station.person(KIM), socket_station.person(OH)
    await kim.uploads(write_list(socket_station.folder, [visitor(1)]))
    await kim.waits_to_see("가져오기 결과", where="direct")
    await socket_station.move_clock(to=seoul(MONDAY, 9, 40))
    await oh.types("/stats 이번달", channel=socket_station.sandbox.workspace.direct(OH).id)
    await oh.clicks("stats.sheet")

    await oh.waits_until(lambda seen: any(shown.json.get("files") for shown in seen.direct), timeout=30)
    await oh.uploads(write_list(socket_station.folder, [visitor(2)], "뒤.csv"))
    await oh.waits_to_see("뒤.csv 가져오기 결과", where="direct")

    assert "가져오지 않았습니다" not in "\n".join(shown.words for shown in (await oh.sees()).direct)


async def test_a_file_that_was_deleted_before_it_was_read_is_answered_so(socket_station: SampleStation) -> None:
    kim, sandbox = socket_station.person(KIM), socket_station.sandbox
    await sandbox.fault({"method": "files.info", "fault": "slow", "seconds": 1})

    file = await kim.uploads(write_list(socket_station.folder, [visitor(1)]))
    await sandbox.waits_for("files.info")
    await kim.deletes_file(file)

    answer = await kim.waits_to_see("삭제되어", where="direct", timeout=30)
    assert "파일을 지금 삭제해" not in answer.words
    assert socket_station.desk.do_now(all_calls) == 0


@pytest.mark.long
@RUNS_BOTS
async def test_a_file_over_which_the_process_dies_three_times_is_refused_and_never_taken_up_again(
    sample_database: SampleDatabase,
) -> None:
    async with sample_station(seoul(MONDAY, 8, 0), database=sample_database) as station, crew_of(station) as crew:
        kim, lee = station.person(KIM), station.person(LEE)
        await crew.start()
        path = write_list(station.folder, [visitor(number) for number in range(40_000)], "큰 명단.csv")
        file = await kim.uploads(path)
        for tries in (1, 2, 3):
            await until(lambda tries=tries: crew.desk.do_now(tries_of, file) == (tries, False))  # type: ignore[misc]
            await asyncio.sleep(0.7)
            assert crew.desk.do_now(tries_of, file) == (tries, False)  # it is being read
            await crew.kill()
            await crew.start()

        await kim.waits_to_see("세 번", where="direct")
        asked = len([entry for entry in station.sandbox.log if entry["method"] == "files.info"])
        await crew.kill()
        await crew.start()
        await lee.uploads(write_list(station.folder, [visitor(2)], "다음.csv"))
        await lee.waits_to_see("다음.csv 가져오기 결과", where="direct")

        assert len([entry for entry in station.sandbox.log if entry["method"] == "files.info"]) == asked + 1
        assert len((await kim.sees()).direct) == 1
        assert not crew.desk.do_now(uploads.uploads_left)


@pytest.mark.long
@RUNS_BOTS
async def test_two_replicas_answer_a_file_once(postgres_url: str) -> None:
    async with (
        sample_station(seoul(MONDAY, 8, 0), database=SampleDatabase(url=postgres_url)) as station,
        crew_of(station) as crew,
    ):
        kim = station.person(KIM)
        await crew.start(1)
        await crew.start(2)

        for number in range(1, 5):
            await kim.uploads(write_list(station.folder, [visitor(number)], f"{number}.csv"))
        for number in range(1, 5):
            await kim.waits_to_see(f"{number}.csv 가져오기 결과", where="direct")
        await asyncio.sleep(0.5)

        assert len((await kim.sees()).direct) == 4
        assert crew.desk.do_now(all_calls) == 4
