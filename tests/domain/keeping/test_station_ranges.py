"""What a station's numbers may be: the edges hold, one step beyond is named, and what belongs together fits."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.domain.keeping.setting_faults import SettingFault
from bot.domain.keeping.station_parsing import LONGEST_NAME
from bot.domain.keeping.station_ranges import RANGES, Range, is_address, problems_of_station
from bot.domain.station import Reveal, Station
from tests.steps.vectors import every

STATION = Station(name="한빛경찰서", main_number="02-0000-0112")
STEPS = {int: 1, float: 0.01, timedelta: timedelta(minutes=1), time: timedelta(minutes=1)}


def faults(**settings: Any) -> dict[str, SettingFault]:
    """What is wrong with a station that sets these, first of all, by the name of the setting."""
    found = list(problems_of_station(replace(STATION, **settings), "station.toml"))
    return {each.name.removeprefix("station.toml: "): each.fault for each in reversed(found)}


def beyond(allowed: Range) -> tuple[Any, Any]:
    """One step below the least and above the most."""
    step: Any = STEPS[type(allowed.least)]
    if isinstance(allowed.least, time) and isinstance(allowed.most, time):
        day = date(2026, 11, 23)
        ends = datetime.combine(day, allowed.least) - step, datetime.combine(day, allowed.most) + step
        return ends[0].time(), ends[1].time()
    least: Any = allowed.least
    most: Any = allowed.most
    return least - step, most + step


def test_the_numbers_of_the_rule_book_may_be_set() -> None:
    assert not faults()


MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
DECIDED: dict[str, tuple[Any, Any]] = {
    "morning_at": (time(5), time(12)),
    "promised_until": (time(12), time(21)),
    "most_attempts": (2, 10),
    "attempt_gap": (15 * MINUTE, DAY),
    "busy_gap": (5 * MINUTE, DAY),
    "window_working_days": (2, 60),
    "recently_called": (0 * DAY, 365 * DAY),
    "idle_nudge": (5 * MINUTE, 480 * MINUTE),
    "idle_release": (10 * MINUTE, 540 * MINUTE),
    "code_valid": (DAY, 60 * DAY),
    "conflict_memory": (30 * DAY, 3650 * DAY),
    "reopen_within": (DAY, 30 * DAY),
    "inbound_within": (DAY, 90 * DAY),
    "undo_within": (MINUTE, 60 * MINUTE),
    "break_after_abuse": (0 * MINUTE, 240 * MINUTE),
    "undo_hold": (0 * MINUTE, 10 * MINUTE),
    "recheck_share": (0, 1),
    "recheck_within": (DAY, 60 * DAY),
    "keep_contact": (DAY, 365 * DAY),
    "keep_filed": (DAY, 1095 * DAY),
    "keep_access_log": (365 * DAY, 3650 * DAY),
    "keep_trail": (1095 * DAY, 3650 * DAY),
}
"""From the least to the most."""


def test_the_ranges_are_those_that_were_decided() -> None:
    assert {name: (each.least, each.most) for name, each in RANGES.items()} == DECIDED


def test_a_report_is_signed_by_six_with_titles_of_eight_letters_and_no_more() -> None:
    allowed = faults(approvals=("담당경찰관님들",) * 6), faults(approvals=("여덟글자의직함님",))
    refused = faults(approvals=("담당",) * 7), faults(approvals=("아홉글자의직함입니",)), faults(approvals=(" ",))

    assert [len("여덟글자의직함님"), len("아홉글자의직함입니")] == [8, 9]
    assert not any("approvals" in each for each in allowed)
    assert all(each["approvals"] is SettingFault.NOT_APPROVALS for each in refused)


@every("name", RANGES)
def test_a_number_may_be_at_its_edges_and_not_beyond(name: str) -> None:
    allowed = RANGES[name]

    at_the_edges = [faults(**{name: edge}).get(name) for edge in (allowed.least, allowed.most)]
    too_far = [faults(**{name: value}).get(name) for value in beyond(allowed)]

    assert not {fault for fault in at_the_edges if fault is not None and fault.value.endswith("out_of_range")}
    assert all(fault is not None and fault.value.endswith("out_of_range") for fault in too_far)


def test_what_may_not_be_shorter_may_be_as_long() -> None:
    years = timedelta(days=3 * 366)

    assert not faults(keep_contact=STATION.keep_filed)
    assert not faults(keep_access_log=years, keep_trail=years)


@every(
    ("settings", "name", "fault"),
    [
        ({"name": " "}, "name", SettingFault.MISSING),
        ({"name": "○○경찰서"}, "name", SettingFault.PLACEHOLDER),
        ({"centre_line": "112"}, "centre_line", SettingFault.NOT_AN_EXTENSION),
        ({"office": ""}, "office", SettingFault.MISSING),
        ({"morning_until": time(8, 30)}, "morning_until", SettingFault.NOT_AFTER),
        ({"list_missing_at": time(8)}, "list_missing_at", SettingFault.NOT_AFTER),
        ({"idle_nudge": timedelta(minutes=60)}, "idle_release", SettingFault.NOT_AFTER),
        ({"keep_contact": timedelta(days=91)}, "keep_filed", SettingFault.SHORTER_THAN),
        ({"keep_access_log": timedelta(days=4 * 366)}, "keep_trail", SettingFault.SHORTER_THAN),
        ({"calling_hours": ()}, "calling_hours", SettingFault.HOURS_OUT_OF_ORDER),
        ({"calling_hours": ((time(17), time(9)),)}, "calling_hours", SettingFault.HOURS_OUT_OF_ORDER),
        ({"calling_hours": ((time(9), time(9)),)}, "calling_hours", SettingFault.HOURS_OUT_OF_ORDER),
        (
            {"calling_hours": ((time(13), time(17)), (time(9), time(12)))},
            "calling_hours",
            SettingFault.HOURS_OUT_OF_ORDER,
        ),
        ({"calling_hours": ((time(8), time(12)),)}, "calling_hours", SettingFault.NOT_AFTER),
        ({"promised_until": time(17)}, "promised_until", SettingFault.BEFORE_CALLING_ENDS),
        ({"day_ends_at": time(17)}, "day_ends_at", SettingFault.BEFORE_CALLING_ENDS),
        ({"reveal": Reveal.LINK}, "reveal_url", SettingFault.NO_REVEAL_ADDRESS),
        ({"reveal": Reveal.LINK, "reveal_url": "call.example.kr"}, "reveal_url", SettingFault.NO_REVEAL_ADDRESS),
        (
            {"reveal": Reveal.LINK, "reveal_url": "https://call.example.kr/?a"},
            "reveal_url",
            SettingFault.NO_REVEAL_ADDRESS,
        ),
    ],
)
def test_what_does_not_fit_together_is_named(settings: dict[str, Any], name: str, fault: SettingFault) -> None:
    assert faults(**settings) == {name: fault}


def test_a_page_with_an_address_and_a_short_morning_fit() -> None:
    assert not faults(reveal=Reveal.LINK, reveal_url="https://call.example.kr")
    assert not faults(morning_until=time(8, 31), calling_hours=((time(8, 30), time(8, 31)),))


@every(
    ("settings", "fault"),
    [
        ({"morning_at": time(4, 59)}, SettingFault.TIME_OUT_OF_RANGE),
        ({"most_attempts": 1}, SettingFault.NUMBER_OUT_OF_RANGE),
        ({"busy_gap": 4 * MINUTE}, SettingFault.LENGTH_OUT_OF_RANGE),
    ],
)
def test_what_is_out_of_range_is_a_time_a_number_or_a_length(settings: dict[str, Any], fault: SettingFault) -> None:
    assert fault in faults(**settings).values()


@every(
    ("hours", "fits"),
    [
        ((), True),
        (((time(10), time(12)),), True),
        (((time(10), time(12)), (time(13), time(15))), True),
        (((time(10), time(10)),), False),
        (((time(12), time(10)),), False),
        (((time(10), time(12)), (time(12), time(15))), False),
        (((time(13), time(15)), (time(10), time(12))), False),
    ],
)
def test_hours_of_duty_are_stretches_in_their_order(hours: tuple[tuple[time, time], ...], fits: bool) -> None:
    assert faults(duty_hours=hours) == ({} if fits else {"duty_hours": SettingFault.HOURS_OUT_OF_ORDER})


@every(
    ("words", "expected"),
    [
        ("https://call.example.kr", True),
        ("http://call.example.kr:8080/a", True),
        ("https://call.example.kr:1", True),
        ("https://call.example.kr:0", False),
        ("https://call.example.kr:99999", False),
        ("ftp://call.example.kr", False),
        ("https://", False),
        ("https:///a", False),
        ("https://call.example.kr/a b", False),
        ("https://[::1", False),
        ("call.example.kr", False),
        ("", False),
    ],
)
def test_an_address_has_a_scheme_and_a_host(words: str, expected: bool) -> None:
    assert is_address(words) is expected


def test_a_name_may_be_as_long_as_that_and_is_one_line() -> None:
    assert not faults(name="가" * LONGEST_NAME)
    assert faults(name="가" * (LONGEST_NAME + 1)) == {"name": SettingFault.NOT_A_NAME}
    assert faults(office="민원\n실") == {"office": SettingFault.NOT_A_NAME}


def test_what_one_mistake_leads_to_is_left_out() -> None:
    found = list(problems_of_station(replace(STATION, morning_at=time(13), morning_until=time(12)), "station.toml"))

    assert [each.name for each in found] == ["station.toml: morning_at"]


def test_all_that_is_wrong_is_named_at_once() -> None:
    found = faults(name=" ", office="", centre_line="112", most_attempts=1)

    assert [*found] == ["most_attempts", "centre_line", "office", "name"]
