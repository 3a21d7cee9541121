"""The tour is a story in English, too; the Korean one is played by `.ci/run`."""

import io
import re

import pytest
from rich.console import Console

from bot.demo.main import MONDAY
from bot.demo.station import sample_station
from bot.demo.tour import Tour
from bot.texts import load_texts
from tests.steps.slack import BRISK


@pytest.mark.long
async def test_the_tour_is_told_in_english_to_its_end() -> None:
    story, texts = io.StringIO(), load_texts("en")
    async with sample_station(MONDAY, locale="en") as station:
        station.spacing = BRISK

        await Tour(station, Console(file=story, width=200), texts).play()

    told = story.getvalue()
    assert told.count("✔") == 9
    assert texts.plain("tour.done") in told
    assert "Lee Sangdam (이상담): Call 1 has been with @Kim Sangdam (김상담) since 09:40." in told
    without_people = re.sub(r"\(\w+\)|\*홍길순\*|사위 삼고 싶을 만큼 친절하셨어요\.", "", told)
    assert not re.search("[가-힣]", without_people)
