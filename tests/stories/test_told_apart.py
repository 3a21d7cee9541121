"""Two grievances of one day, told apart by everything that is said of them."""

from bot.demo.station import SampleStation
from tests.steps.slack import file_grievance, open_monday


async def test_what_was_filed_is_said_before_the_petitioner_hangs_up(socket_station: SampleStation) -> None:
    kim = await open_monday(socket_station)

    await file_grievance(kim)
    said = (await kim.sees()).modal
    await kim.closes_modal()
    await file_grievance(kim, "형사가 사례를 바라는 눈치였습니다.", number=2, money="yes")
    accused = (await kim.sees()).modal

    assert said is not None
    assert "고충 1번" in said.words
    assert "12월 1일(화)" in said.words
    assert "받는 사람: 수사과 경사 최형사" in said.words
    assert "방문 접수번호와는 다른 번호" in said.words
    assert accused is not None
    assert "고충" not in accused.words
