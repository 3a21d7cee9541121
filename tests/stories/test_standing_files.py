"""A file in the call channel: its uploader is reminded until it is gone, in the evening the supervisor hears of it."""

from bot.demo.station import SampleStation
from bot.sandbox.person import Seen
from tests.steps.builders import KIM, MONDAY, OH, seoul, visitor, write_list

REMINDER = "아직 콜 센터 채널에 있습니다"


def reminders(seen: Seen) -> int:
    """How often somebody was reminded."""
    return sum(REMINDER in shown.words for shown in seen.direct)


async def test_an_uploader_is_reminded_until_the_file_is_deleted(station: SampleStation) -> None:
    kim, oh = station.person(KIM), station.person(OH)
    file = await kim.uploads(write_list(station.folder, [visitor(1)]))
    await kim.waits_to_see("파일을 지금 삭제해", where="direct")
    await station.move_clock(to=seoul(MONDAY, 9, 0))
    first = await kim.waits_to_see(REMINDER, where="direct")
    await station.move_clock(to=seoul(MONDAY, 10, 0))
    await kim.waits_until(lambda seen: reminders(seen) == 2)

    await kim.deletes_file(file)
    await station.move_clock(to=seoul(MONDAY, 11, 0))
    await kim.uploads(write_list(station.folder, [visitor(2)], "second.csv"))
    await kim.waits_to_see("second.csv", where="direct")
    await station.move_clock(to=seoul(MONDAY, 11, 40))
    third = await kim.waits_until(lambda seen: reminders(seen) == 3)

    assert "11/23(월) 08:0" in first.words
    last = next(shown.words for shown in reversed(third.direct) if REMINDER in shown.words)
    assert "파일 1개" in last
    assert not any("남아 있습니다" in shown.words for shown in (await oh.sees()).direct)


async def test_a_file_that_slack_says_is_gone_is_not_reminded_of(socket_station: SampleStation) -> None:
    station = socket_station
    kim = station.person(KIM)
    await kim.uploads(write_list(station.folder, [visitor(1)]))
    await kim.waits_to_see("파일을 지금 삭제해", where="direct")
    message = next(each for each in (await kim.sees()).channel if each.json.get("files"))
    await kim.deletes_message(message.json["ts"])  # Slack sends no event: the file is merely shared nowhere
    asked = len(station.sandbox.log)

    await station.move_clock(to=seoul(MONDAY, 10, 0))
    await station.sandbox.waits_for("files.info", ok=True)
    await kim.waits_until(lambda _: any(each["method"] == "files.info" for each in station.sandbox.log[asked:]))
    await station.move_clock(to=seoul(MONDAY, 18, 0))
    await station.person(OH).waits_to_see("마감 · 통화 없음 · 이월 ", where="channel")

    assert not reminders(await kim.sees())


async def test_in_the_evening_the_supervisor_hears_who_left_a_file(station: SampleStation) -> None:
    kim, oh = station.person(KIM), station.person(OH)
    await kim.uploads(write_list(station.folder, [visitor(1)]))
    await kim.waits_to_see("파일을 지금 삭제해", where="direct")

    await station.move_clock(to=seoul(MONDAY, 18, 0))

    told = await oh.waits_to_see("남아 있습니다", where="direct")
    assert f"<@{KIM}>" in told.words
    assert "visitors.csv" not in told.words
