"""Dropped files: which may be a list, how often one is tried, when its uploader is reminded."""

from datetime import timedelta

import pytest

from bot.domain.lists.dropped_files import FIRST_REMINDER, MOST_TRIES, REMIND_EVERY, may_be_list


@pytest.mark.parametrize("name", ["사진.jpg", "사진.HEIC", "녹음.m4a", "영상.MP4", "명단.csv.png"])
def test_pictures_sound_and_films_are_no_lists(name: str) -> None:
    assert not may_be_list(name)


@pytest.mark.parametrize("name", ["명단.xlsx", "명단.hwp", "명단.et", "명단.jpg.csv", "명단", ".csv", ""])
def test_of_everything_else_the_bytes_decide(name: str) -> None:
    assert may_be_list(name)


def test_a_file_is_read_three_times_at_most_and_reminded_of_after_half_an_hour_and_then_every_hour() -> None:
    assert MOST_TRIES == 3
    assert (timedelta(minutes=30), timedelta(hours=1)) == (FIRST_REMINDER, REMIND_EVERY)
