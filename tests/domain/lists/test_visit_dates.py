"""Days and times of visits as lists really write them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import SEOUL
from bot.domain.lists.visit_dates import DateHints, join_moment, read_visit_moment
from tests.steps.vectors import every, rows_of

VECTORS = rows_of("dates.csv")
TODAY = date(2026, 11, 26)
TUESDAY = date(2026, 11, 24)
HINTS = DateHints(today=TODAY)
CELLS = st.one_of(
    st.none(), st.text(max_size=60), st.text(st.sampled_from("0123456789-./: 년월일시분오전후APM~T+Z'"), max_size=40),
    st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(timezones=st.none() | st.timezones()),
    st.times(), st.timedeltas(),
)  # fmt: skip
FORMS = (
    "{0:%Y-%m-%d}", "{0:%Y.%m.%d}", "{0:%Y. %m. %d.}", "{0:%Y/%m/%d}", "{0:%Y년 %m월 %d일}", "{0:%y.%m.%d}",
    "{0:%Y%m%d}", "'{0:%y.%m.%d.}", "{0:%m/%d/%Y}", "{0:%Y %m %d}", "{0:%Y,%m,%d}", "{0:%d-%b-%y}",
    "{0:%b %d, %Y}", "{0:%m월 %d일}", "{0:%m/%d}",
)  # fmt: skip
CLOCKS = ("{0:%H:%M}", "{0:%H시 %M분}", "({0:%H:%M})", "{0:%H:%M:%S}", "{0:%p %I:%M}", "{0:%H:%M}~18:00", "{0:%H:%M}경")


def read(cell: object, hints: DateHints = HINTS) -> tuple[str, str]:
    """Read a cell into words: ("2026-11-24", "10:00"); empty for none."""
    moment = read_visit_moment(cell, hints)
    return ("", "") if moment is None else (moment[0].isoformat(), f"{moment[1]:%H:%M}" if moment[1] else "")


def test_a_moment_of_a_script_is_in_seoul_where_it_says_so() -> None:
    moment = read_visit_moment("Tue Nov 24 2026 16:30:00 GMT+0900 (한국 표준시)", DateHints(today=date(2026, 11, 26)))

    assert moment is not None
    assert moment[1] is not None
    assert (moment[0], moment[1].hour, moment[1].minute) == (date(2026, 11, 24), 16, 30)


@every("vector", VECTORS)
def test_dates_are_read_as_the_vectors_say(vector: list[str]) -> None:
    assert read(vector[0]) == (vector[1], vector[2])


@every(
    ("cell", "day", "clock"),
    [
        ("11.24 10.30", "2026-11-24", "10:30"),
        ("11/24/26", "2026-11-24", ""),
        ("26년 11월 24일 10시반", "2026-11-24", "10:30"),
        ("2026-11-24 10:00-11:00", "2026-11-24", "10:00"),
        ("2026-11-24 10~11시", "2026-11-24", "10:00"),
        ("2026.11.23.~11.24.", "2026-11-23", ""),
        ("2026-11-24 00:00:00", "2026-11-24", ""),
        ("2026-11-24 0:00", "2026-11-24", ""),
        ("2026-11-24 00:00", "2026-11-24", ""),
        ("2026-11-24 00:01", "2026-11-24", "00:01"),
        ("2026-11-24 0시", "2026-11-24", "00:00"),
        ("2026-11-23T15:00:00.000Z", "2026-11-24", ""),
        ("Tue, 24 Nov 2026 10:00:00 +0900", "2026-11-24", "10:00"),
        ("24일(화)", "2026-11-24", ""),
        ("261124", "2026-11-24", ""),
        ("1124", "2026-11-24", ""),
        ("방문일: 2026-11-24", "2026-11-24", ""),
        ("10:00 2026-11-24", "2026-11-24", "10:00"),
        ("2026-11-24 밤 9시", "2026-11-24", "21:00"),
        ("2026-11-24 정오", "2026-11-24", "12:00"),
        ("2026-11-24 오전 12:10", "2026-11-24", "00:10"),
        ("2026-11-24 25:00", "2026-11-24", ""),
        ("2026-11-24 3시간", "2026-11-24", ""),
        (46350, "2026-11-24", ""),
        (46346.5868055556, "2026-11-20", "14:05"),
        (11.24, "2026-11-24", ""),
        (20261124.0, "2026-11-24", ""),
        (datetime(2026, 11, 24, 10, 0), "2026-11-24", "10:00"),  # noqa: DTZ001 — as a workbook gives it
        (datetime(2026, 11, 24), "2026-11-24", ""),  # noqa: DTZ001 — as a workbook gives it
        (TUESDAY, "2026-11-24", ""),
        (date(1990, 1, 1), "1990-01-01", ""),
        (date(2099, 12, 31), "2099-12-31", ""),
        (datetime(1990, 1, 1, 10), "1990-01-01", "10:00"),  # noqa: DTZ001
        (datetime(2099, 12, 31, 10), "2099-12-31", "10:00"),  # noqa: DTZ001
        (datetime(2026, 11, 23, 15, 30, tzinfo=UTC), "2026-11-24", "00:30"),
        ("1990-01-01", "1990-01-01", ""),
        ("2099-12-31", "2099-12-31", ""),
        (36526, "2000-01-01", ""),
        (73050, "2099-12-31", ""),
        ("46350.5", "2026-11-24", "12:00"),
        (11.4, "2026-11-04", ""),
        (11.27, "2025-11-27", ""),
        (12.25, "2025-12-25", ""),
        ("11.2", "2026-11-02", ""),
        ("21.11.24", "2021-11-24", ""),
        ("20.11.24", "2020-11-24", ""),
        ("11/12/25", "2025-11-12", ""),
        ("11/12/27", "2027-11-12", ""),
        ("11/12/28", "2011-12-28", ""),
        ("11/12/24", "2011-12-24", ""),
        ("11/24/2026", "2026-11-24", ""),
        ("24/11/2026", "2026-11-24", ""),
        ("24-Nov", "2026-11-24", ""),
        ("Nov 24th, 2025", "2025-11-24", ""),
        ("24 Nov 25", "2025-11-24", ""),
        ("10시 2026-11-24", "2026-11-24", "10:00"),
        ("2026-11-23 15:00:00Z", "2026-11-24", ""),
        ("2026-11-23 16:00:00Z", "2026-11-24", "01:00"),
        ("x" * 109 + " 2026-11-24", "2026-11-24", ""),
    ],
)
def test_other_forms_are_understood(cell: object, day: str, clock: str) -> None:
    assert read(cell) == (day, clock)


@every(
    "cell",
    [float("-inf"), date(1989, 12, 31), date(2100, 1, 1), "1989-12-31", "2100-01-01", 36525, 73051,
     1.1, 12.3, 1.2, "x" * 110 + " 2026-11-24",
     datetime(1989, 12, 31, 10), datetime(2100, 1, 1, 10),  # noqa: DTZ001
     "2026.13.01", "2026-02-29", "11/31", "어제", "", None, True, float("nan"), float("inf"), 3, 11.2, "1e400", "10:00",
     time(10, 0), datetime(1899, 12, 30, 10, 0), "미상"],  # noqa: DTZ001 — a time to which Excel gave a day
)  # fmt: skip
def test_what_is_no_date_is_none(cell: object) -> None:
    assert read_visit_moment(cell, HINTS) is None


@pytest.mark.parametrize(
    ("cell", "hints", "day"),
    [
        ("12/24", DateHints(today=TODAY, years=(2024,)), "2024-12-24"),
        ("12/30", DateHints(today=date(2027, 1, 4), years=(2027,)), "2026-12-30"),
        ("11/24", DateHints(today=TODAY), "2026-11-24"),
        ("11/27", DateHints(today=TODAY), "2025-11-27"),
        ("2/29", DateHints(today=TODAY), "2024-02-29"),
        ("24일", DateHints(today=TODAY, months=((2026, 9),)), "2026-09-24"),
        ("30일", DateHints(today=TODAY), "2026-10-30"),
        ("26일", DateHints(today=TODAY), "2026-11-26"),
        ("27일", DateHints(today=TODAY), "2026-10-27"),
        ("31일", DateHints(today=TODAY), "2026-10-31"),
        ("30일", DateHints(today=date(2027, 3, 1)), "2027-01-30"),
        ("31일", DateHints(today=date(2027, 3, 1)), "2027-01-31"),
        ("31일", DateHints(today=date(2027, 1, 2)), "2026-12-31"),
        ("31일", DateHints(today=date(2026, 12, 31)), "2026-12-31"),
        ("31일", DateHints(today=date(2026, 12, 1)), "2026-10-31"),
        ("29일", DateHints(today=date(2027, 3, 1)), "2027-01-29"),
        ("28일", DateHints(today=date(2027, 3, 1)), "2027-02-28"),
        ("24일", DateHints(today=TODAY, months=((2026, 12), (2026, 9))), "2026-09-24"),
        ("11/26", DateHints(today=TODAY), "2026-11-26"),
        ("11.12.15", DateHints(today=date(2016, 6, 1)), "2011-12-15"),
        ("10.12.15", DateHints(today=date(2016, 6, 1)), "2015-10-12"),
    ],
)
def test_a_day_without_a_year_has_the_year_of_the_hints_else_the_nearest_not_to_come(
    cell: str, hints: DateHints, day: str
) -> None:
    assert read(cell, hints)[0] == day


def test_a_workbook_of_1904_counts_from_another_day() -> None:
    assert read(46350 - 1462, DateHints(today=TODAY, is_1904=True)) == ("2026-11-24", "")


@every(
    ("day", "clock", "moment"),
    [
        ("2026-11-24", "10:00", "2026-11-24 10:00"),
        ("2026-11-24", time(14, 5), "2026-11-24 14:05"),
        ("2026-11-24", 0.41666, "2026-11-24 10:00"),
        ("2026-11-24", timedelta(hours=10), "2026-11-24 10:00"),
        ("2026-11-24", datetime(1900, 1, 1, 10, 0), "2026-11-24 10:00"),  # noqa: DTZ001 — a time with a day of Excel's
        ("2026-11-24", 930, "2026-11-24 09:30"),
        ("2026-11-24", "오후 2시", "2026-11-24 14:00"),
        ("2026-11-24", "24:00", "2026-11-25 00:00"),
        ("2026-11-24 09:00", "미상", "2026-11-24 09:00"),
        ("", "2026-11-24 10:00", "2026-11-24 10:00"),
    ],
)
def test_a_day_and_a_time_in_two_columns_are_joined(day: object, clock: object, moment: str) -> None:
    joined = join_moment(day, clock, HINTS)

    assert joined is not None
    assert f"{joined[1]:%Y-%m-%d %H:%M}" == moment


def test_a_time_that_cannot_be_read_costs_the_time_alone() -> None:
    assert join_moment("2026-11-24", "미상", HINTS) == (TUESDAY, None)
    assert join_moment("미상", "10:00", HINTS) is None


@every(
    ("day", "is_read"),
    [
        (date(1989, 12, 31), False),
        (date(1990, 1, 1), True),
        (date(1990, 1, 2), True),
        (date(2099, 12, 30), True),
        (date(2099, 12, 31), True),
        (date(2100, 1, 1), False),
    ],
)
def test_days_of_1990_to_2099_are_days_of_visits(day: date, is_read: bool) -> None:
    noon = datetime.combine(day, time(12))

    assert read_visit_moment(day, HINTS) == ((day, None) if is_read else None)
    assert read_visit_moment(f"{day:%Y-%m-%d}", HINTS) == ((day, None) if is_read else None)
    assert read_visit_moment(noon, HINTS) == ((day, noon.replace(tzinfo=SEOUL)) if is_read else None)


@given(
    st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2026, 11, 25)),  # noqa: DTZ001 — written without a zone
    st.sampled_from(FORMS),
    st.sampled_from(CLOCKS),
)
def test_a_moment_is_read_however_it_is_written(moment: datetime, form: str, clock: str) -> None:
    at = moment.replace(hour=moment.hour or 9, second=0, microsecond=0)

    assert read_visit_moment(form.format(at), HINTS) == (at.date(), None)
    assert read_visit_moment(f"{form} {clock}".format(at), HINTS) == (at.date(), at.replace(tzinfo=SEOUL))


@given(CELLS, CELLS)
def test_no_cell_whatever_breaks_the_reader(day: object, clock: object) -> None:
    moment = join_moment(day, clock, HINTS)

    assert moment is None or moment[1] is None or moment[1].date() == moment[0]
