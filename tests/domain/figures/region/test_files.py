"""Which files count: one month of one station each, whoever hands them in in whatever order."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.figures.region.files import FileFault, FileMark, StationReport, collect, months_of
from tests.steps.builders import NOVEMBER

QUARTER = period_with(PeriodKind.QUARTER, NOVEMBER.first)


def report(file: str, station: str = "한빛경찰서", month: Period = NOVEMBER, *, later: int = 0) -> StationReport:
    return StationReport(
        file=file,
        station=station,
        made_at=month.end + timedelta(hours=later),
        period=month,
        said=month,
        values={},
        departments={},
        topics={},
        cells={},
    )


def test_of_two_files_of_one_month_the_one_made_last_counts_in_whatever_order() -> None:
    files = [report("old", later=1), report("new", later=2), report("copy", later=2), report("other", "샛별경찰서")]

    for some in permutations(files):
        collected = collect(some)

        assert [each.file for each in collected.reports] == ["other", "new"]
        assert [(each.file, each.fault) for each in collected.left_out] == [
            ("copy", FileFault.TWICE),
            ("old", FileFault.REPLACED),
        ]
        assert {each.facts["other"] for each in collected.left_out} == {"new"}


def test_what_is_no_month_is_left_out_for_months_add_up_to_it() -> None:
    collected = collect([report("q", month=QUARTER), report("m")])

    assert [each.file for each in collected.reports] == ["m"]
    assert [(each.file, each.fault) for each in collected.left_out] == [("q", FileFault.NOT_A_MONTH)]


def test_a_file_that_nobody_could_check_or_that_came_too_early_is_marked() -> None:
    early = replace(report("early"), said=NOVEMBER.whole_before)

    collected = collect([early, report("mine", "샛별경찰서")], unchecked={"mine"})

    assert [(each.file, each.mark) for each in collected.marked] == [
        ("early", FileMark.RUNNING),
        ("mine", FileMark.UNCHECKED),
    ]


def test_missing_months_are_named_by_station_also_of_one_that_handed_in_nothing() -> None:
    collected = collect([report("a"), report("b", month=NOVEMBER.whole_before), report("c", "샛별경찰서")])

    missing = collected.missing({"한빛경찰서", "샛별경찰서", "은하경찰서"}, QUARTER)

    october, november, december = (date(2026, month, 1) for month in (10, 11, 12))
    assert missing == {
        "샛별경찰서": [october, december],
        "은하경찰서": [october, november, december],
        "한빛경찰서": [december],
    }


def test_months_of_a_period_over_the_new_year() -> None:
    over = Period(PeriodKind.RANGE, date(2026, 11, 15), date(2027, 1, 3))

    assert months_of(over) == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
