"""A station with numbers of its own: whatever people read names these, and never the defaults."""

import re
from datetime import timedelta

import pytest

from bot.demo.station import SampleStation
from tests.steps.builders import KIM, LEE, MONDAY, seoul, visitor, write_list
from tests.steps.slack import answer_to, ask_for_figures, direct_answer_to, record_result
from tests.steps.station_file import change_station_file

OWN = """
morning_at = 07:50:00
day_ends_at = 17:15:00
calling_hours = [[10:05:00, 11:25:00], [14:25:00, 16:35:00]]
promised_until = 19:45:00
most_attempts = 6
window_working_days = 23
conflict_memory = "P200D"
reopen_within = "P13D"
recheck_share = 0.125
"""
DEFAULTS = re.compile(r"08:30|18:00|09:30|11:50|13:10|17:30|20:00|12개월|1년|근무일 10일|\b7일|3번,|\b10%")


@pytest.mark.long
async def test_everything_that_names_a_setting_names_the_stations_own(socket_station: SampleStation) -> None:
    station = socket_station
    await change_station_file(station, settings=OWN)
    kim, lee, oh = station.person(KIM), station.person(LEE), station.person("U0OH")

    said = [await answer_to(kim, "/queue"), await direct_answer_to(kim, station, "/cleancall help")]
    await kim.uploads(write_list(station.folder, [visitor(1), visitor(2)]))
    await kim.waits_to_see("가져오기 결과", where="direct")
    await station.move_clock(to=seoul(MONDAY, 9, 40))
    said += [await answer_to(kim, "/claim 1"), await answer_to(lee, "/claim 2")]
    await kim.types("/done 1 재통화")
    form = (await kim.sees()).modal
    wrong = [
        await kim.submits({"callback_at": str(int(seoul(MONDAY + timedelta(days=days), hour).timestamp()))})
        for days, hour in ((60, 11), (1, 20))
    ]
    await kim.closes_modal()
    await record_result(kim, 1, overall="5", money="no", outcome="satisfied")
    await station.move_clock(to=seoul(MONDAY + timedelta(days=14), 10, 10))
    said += [await answer_to(oh, "/cleancall reopen 1 늦은 요청"), (await ask_for_figures(oh, station, "품질")).words]

    everything = "\n".join([*said, form.words if form else "", *(str(each.errors) for each in wrong)])
    assert not DEFAULTS.findall(everything), everything
    for own in (
        "근무일 07:50에 대기열이", "17:15이면", "최대 6번", "10:05–11:25, 14:25–16:35", "최근 200일 안에",
        "근무일 10:05–19:45, 근무일 23일 이내", "근무일 23일 안에서", "10:05부터 19:45", "13일이 지나",
        "무작위로 12.5%",
    ):  # fmt: skip
        assert own in everything, own
