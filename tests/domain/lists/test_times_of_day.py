"""A time of day as people write it."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.lists.times_of_day import of_clock, read_time, time_in
from tests.steps.vectors import every


@every(
    ("cell", "hours", "minutes"),
    [
        ("14:05", 14, 5),
        ("오후 2시 5분", 14, 5),
        ("오후 2시경", 14, 0),
        ("10:00~11:00", 10, 0),
        ("PM 12:10", 12, 10),
        ("1000", 10, 0),
        ("밤 11시 반", 23, 30),
        ("10", 10, 0),
        (time(9, 30), 9, 30),
        (0.5, 12, 0),
        (46350.5, 12, 0),
        (46350.75, 18, 0),
    ],
)
def test_a_time_is_read_in_many_forms(cell: object, hours: int, minutes: int) -> None:
    found = read_time(cell)

    assert found is not None
    assert found.since_midnight == timedelta(hours=hours, minutes=minutes)


@every("cell", ["", "미상", "25:00", "10:75", "2", True, None, time(0), timedelta(days=2)])
def test_what_is_no_time_is_none(cell: object) -> None:
    assert read_time(cell) is None


def test_a_zone_is_read_only_where_one_is_written() -> None:
    plain, universal = time_in("10:00"), time_in("10:00:00Z")

    assert plain is not None
    assert universal is not None
    assert (plain.zone, universal.zone) == (None, UTC)


@given(st.datetimes().map(datetime.time).filter(lambda at: at.replace(microsecond=0) != time(0)))
def test_a_clock_is_read_to_the_second(at: time) -> None:
    found = of_clock(at)

    assert found is not None
    assert (datetime(2026, 1, 1) + found.since_midnight).time() == at.replace(microsecond=0)  # noqa: DTZ001 — a wall time


@given(st.text(max_size=40))
def test_no_words_whatever_break_the_reader(words: str) -> None:
    found = read_time(words)

    assert found is None or timedelta(0) <= found.since_midnight <= timedelta(days=1)
