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
        (999_999.5, 12, 0),
        (timedelta(0), 0, 0),
        (timedelta(hours=9, minutes=5), 9, 5),
        (datetime(2026, 11, 24, 9, 5), 9, 5),  # noqa: DTZ001 — as a workbook gives it
        ("7", 7, 0),
        ("23", 23, 0),
        ("930", 9, 30),
        ("10.30", 10, 30),
        ("24:00", 24, 0),
        ("23:59:59", 23, 59 + 59 / 60),
        ("오전 12:10", 0, 10),
        ("12:10", 12, 10),
        ("오후 14:10", 14, 10),
        ("오전 9:10", 9, 10),
        ("새벽 2시", 2, 0),
        ("밤 12시", 24, 0),
        ("밤 7시", 19, 0),
        ("밤 6시", 6, 0),
        ("밤 1시", 1, 0),
        ("저녁 7시", 19, 0),
        ("낮 1시", 13, 0),
        ("낮 6시", 18, 0),
        ("점심 7시", 7, 0),
        ("낮 12시", 12, 0),
        ("정오", 12, 0),
        ("정오 12시", 12, 0),
        ("2시 반", 2, 30),
        ("오후 3", 15, 0),
        ("3 PM", 15, 0),
        ("3:05 p.m.", 15, 5),
        ("3:05 오후", 15, 5),
        ("02:30:00 오후", 14, 30),
        ("9:10 오전", 9, 10),
        ("10:00 오후 재방문", 10, 0),
        ("하오 2시", 14, 0),
        ("상오 9시", 9, 0),
        ("1-2시", 1, 0),
        ("오전 0:00", 0, 0),
    ],
)
def test_a_time_is_read_in_many_forms(cell: object, hours: int, minutes: int) -> None:
    found = read_time(cell)

    assert found is not None
    assert found.since_midnight == timedelta(hours=hours, minutes=minutes)


@every("cell", ["", "미상", "25:00", "10:75", "2", True, None, time(0), timedelta(days=2),
         timedelta(days=1), timedelta(hours=-1), "24:01", "10:60", "10:10:60", "6", "24", "00:00:00", 0.0, -0.5, 2.0,
         1e6 + 0.5, 1234567.5])  # fmt: skip
def test_what_is_no_time_is_none(cell: object) -> None:
    assert read_time(cell) is None


def test_a_zone_is_read_only_where_one_is_written() -> None:
    plain, universal = time_in("10:00"), time_in("10:00:00Z")

    assert plain is not None
    assert universal is not None
    assert (plain.zone, universal.zone) == (None, UTC)


@every(
    ("words", "hours"),
    [
        ("10:00:00Z", 0),
        ("10:00 GMT", 0),
        ("10:00+09:00", 9),
        ("10:00:00-05:30", -5.5),
        ("10:00+2359", 23 + 59 / 60),
        ("10:00 GMT+0900", 9),
        ("10:00:00 GMT+09:00 (한국 표준시)", 9),
        ("10:00 UTC+9", 9),
        ("10:00 GMT-0500", -5),
        ("10:00 UTC -05:30", -5.5),
        ("10:00 GMT", 0),
        ("10:00:00 +0900", 9),
    ],
)
def test_a_zone_is_so_far_from_utc(words: str, hours: float) -> None:
    found = time_in(words)

    assert found is not None
    assert found.zone is not None
    assert found.zone.utcoffset(None) == timedelta(hours=hours)


@every("words", ["10:00-11:00", "10시 Z", "10:00+24:00", "10:00+99:00"])
def test_a_range_and_what_is_too_far_are_no_zone(words: str) -> None:
    found = time_in(words)

    assert found is not None
    assert found.zone is None


@given(st.datetimes().map(datetime.time).filter(lambda at: at.replace(microsecond=0) != time(0)))
def test_a_clock_is_read_to_the_second(at: time) -> None:
    found = of_clock(at)

    assert found is not None
    assert (datetime(2026, 1, 1) + found.since_midnight).time() == at.replace(microsecond=0)  # noqa: DTZ001 — a wall time


@given(st.text(max_size=40))
def test_no_words_whatever_break_the_reader(words: str) -> None:
    found = read_time(words)

    assert found is None or timedelta(0) <= found.since_midnight <= timedelta(days=1)
