"""Nothing in a file is believed: what is not as a station writes it is left out, by its name."""

import json
from typing import Any

import pytest

from bot.documents.report_json import FORMAT
from bot.documents.report_reading import read_report
from bot.domain.figures.figures import Figure
from bot.domain.figures.region.files import FileFault, LeftOut, StationReport
from bot.domain.figures.region.picture import OVERALL_TOP2
from tests.steps.builders import NOVEMBER
from tests.steps.regions import month_of, with_facts, written

FILE = written(month_of("한빛경찰서"))
FIGURES: dict[str, Any] = json.loads(FILE)["figures"]


def test_a_file_is_read_as_it_was_written() -> None:
    report = read_report("a.json", FILE)

    assert isinstance(report, StationReport)
    assert (report.station, report.period, report.said) == ("한빛경찰서", NOVEMBER, NOVEMBER)
    assert report.values[Figure.VISITS].value == 240
    assert report.values[OVERALL_TOP2].n == FIGURES["overall_top2"]["n"]


def figures(**changed: object) -> dict[str, object]:
    return FIGURES | {"visits": FIGURES["visits"] | changed}


WRONG = {
    "empty": (b"", FileFault.BROKEN),
    "cut off": (FILE[:-9], FileFault.BROKEN),
    "a list": ("가,나\n1,2\n".encode("euc-kr"), FileFault.BROKEN),
    "zeros": (b"\x00" * 100, FileFault.BROKEN),
    "deep": (b"[" * 100_000, FileFault.BROKEN),
    "nothing": (b"{}", FileFault.FOREIGN),
    "no object": (b"[]", FileFault.FOREIGN),
    "a word for the format": (b'{"format": "3"}', FileFault.FOREIGN),
    "older": (with_facts(FILE, format=FORMAT - 1), FileFault.OLD_FORMAT),
    "newer": (with_facts(FILE, format=FORMAT + 1), FileFault.NEW_FORMAT),
    "a long name": (with_facts(FILE, station="서" * 61), FileFault.FOREIGN),
    "no name": (with_facts(FILE, station=" "), FileFault.FOREIGN),
    "a turned name": (with_facts(FILE, station="\u202e서찰경"), FileFault.FOREIGN),
    "no time zone": (with_facts(FILE, made_at="2026-12-01T09:00:00"), FileFault.FOREIGN),
    "a department": (with_facts(FILE, scope={"department": "교통과", "petition_type": None}), FileFault.A_PART),
    "a type": (with_facts(FILE, scope={"department": None, "petition_type": "교통사고"}), FileFault.A_PART),
    "less than nothing": (with_facts(FILE, figures=figures(value=-1)), FileFault.FOREIGN),
    "too many": (with_facts(FILE, figures=figures(value=1e300)), FileFault.FOREIGN),
    "no number": (with_facts(FILE, figures=figures(n="많음")), FileFault.FOREIGN),
    "the unit of another figure": (with_facts(FILE, figures=figures(unit="share")), FileFault.FOREIGN),
    "an unknown unit": (with_facts(FILE, figures=figures(unit="won")), FileFault.FOREIGN),
    "no month": (
        with_facts(FILE, period={"kind": "month", "first": "2026-11-02", "last": "2026-11-30"}),
        FileFault.FOREIGN,
    ),
    "the end of time": (
        with_facts(FILE, period={"kind": "month", "first": "9999-12-01", "last": "9999-12-31"}),
        FileFault.FOREIGN,
    ),
    "a thousand departments": (
        with_facts(FILE, departments=[{"name": f"{n}과", "figures": {}} for n in range(1000)]),
        FileFault.FOREIGN,
    ),
    "too large": (b" " * 5_000_001, FileFault.FOREIGN),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_not_as_a_station_writes_it_is_named(name: str) -> None:
    data, fault = WRONG[name]

    read = read_report("a.json", data)

    assert isinstance(read, LeftOut)
    assert (read.file, read.fault) == ("a.json", fault)


def test_a_number_beside_a_hidden_mark_is_not_read() -> None:
    read = read_report("a.json", with_facts(FILE, figures=figures(hidden=True)))

    assert isinstance(read, StationReport)
    assert (read.values[Figure.VISITS].value, read.values[Figure.VISITS].is_hidden) == (None, True)


def test_audits_figures_are_not_read_even_if_they_stand_there() -> None:
    money = {"money_yes": {"unit": "share", "value": 0.1, "n": 10, "hidden": False}}

    read = read_report("a.json", with_facts(FILE, figures=FIGURES | money))

    assert isinstance(read, StationReport)
    assert Figure.MONEY_YES not in read.values
