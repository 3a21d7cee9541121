"""The picture of a region: what is shown is added up, what is hidden is in no sum, nobody is ranked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from bot.documents.report_reading import read_report
from bot.domain.calendar import SEOUL
from bot.domain.figures.figures import HIDDEN, Figure, FigureUnit, Tally, Value
from bot.domain.figures.intervals import Standing
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.figures.region.cards import RegionCard
from bot.domain.figures.region.files import FileMark, StationReport, collect
from bot.domain.figures.region.picture import OVERALL, OVERALL_TOP2, picture_of, sum_of, year_before
from bot.domain.figures.region.table import Region
from bot.domain.grievances.kinds import Category
from tests.steps.builders import NOVEMBER
from tests.steps.regions import card_of, month_of, written
from tests.steps.report_cards import tally

NOW = datetime(2026, 12, 3, tzinfo=SEOUL)
YEAR_AGO = year_before(NOVEMBER)


def station(name: str, month: Period = NOVEMBER, **counts: int) -> StationReport:
    return read(month_of(name, month, **counts))


def read(card: Any) -> StationReport:
    report = read_report(f"{card.station}-{card.stats.period.first}", written(card))
    assert isinstance(report, StationReport)
    return report


def picture(*reports: StationReport, region: Region | None = None, period: Period = NOVEMBER) -> RegionCard:
    return picture_of(collect(reports), region or Region(), period, NOW)


def test_shares_are_put_together_by_their_people_and_counts_added() -> None:
    card = picture(station("가", tried=100, reached=90), station("나", tried=300, reached=210))

    sums = {each.figure: each.now for each in card.figures}
    contact = sums[Figure.CONTACT]
    assert (contact.value.value, contact.value.n, contact.stations) == (0.75, 400, 2)
    assert contact.interval is not None
    assert (round(contact.interval.low, 3), round(contact.interval.high, 3)) == (0.705, 0.79)
    assert sums[Figure.VISITS].value.value == 480
    assert Figure.FIRST_ATTEMPT not in sums  # no median of medians
    assert Figure.MONEY_YES not in sums


def test_what_a_station_hides_is_in_no_sum_and_said_to_be_hidden() -> None:
    card = picture(station("가", praise=3), station("나", praise=12), station("다", praise=0))

    praise = next(each.now for each in card.figures if each.figure is Figure.PRAISE)

    assert (praise.value.value, praise.stations, praise.hidden) == (12, 2, 1)


def test_where_all_hide_the_region_shows_nothing() -> None:
    card = picture(station("가", praise=3), station("나", praise=4))

    praise = next(each.now for each in card.figures if each.figure is Figure.PRAISE)

    assert (praise.value.is_hidden, praise.value.value, praise.hidden) == (True, None, 2)


def test_what_people_said_in_a_month_that_was_not_over_is_another_months_and_does_not_count() -> None:
    running = replace(station("가", praise=12), said=NOVEMBER.whole_before)

    card = picture(running, station("나", praise=7))

    sums = {each.figure: each.now for each in card.figures}
    assert sums[Figure.PRAISE].value.value == 7
    assert sums[Figure.VISITS].value.value == 480
    assert [each.mark for each in card.marked if each.file == running.file] == [FileMark.RUNNING]


def test_stations_stand_in_the_order_of_their_names_whatever_their_figures() -> None:
    card = picture(
        *(station(name, tried=300, reached=reached) for name, reached in (("다", 290), ("가", 200), ("나", 240)))
    )

    contact = next(each for each in card.by_station if each.figure is Figure.CONTACT)

    assert [line.station for line in contact.lines] == ["가", "나", "다"]


def test_a_station_that_is_really_different_is_outside_and_a_small_one_is_not_judged() -> None:
    usual = [station(f"서{place}", tried=300, reached=240 + place % 3) for place in range(10)]

    card = picture(*usual, station("다른", tried=300, reached=180), station("작은", visits=20, tried=20, reached=2))

    contact = next(each for each in card.by_station if each.figure is Figure.CONTACT)
    standings = {line.station: line.standing for line in contact.lines}
    assert standings.pop("다른") is Standing.BELOW
    assert standings.pop("작은") is Standing.FEW
    assert {*standings.values()} == {Standing.WITHIN}


def test_the_same_months_a_year_ago_stand_beside_and_a_change_is_one_when_it_is_more_than_chance() -> None:
    card = picture(
        station("가", tried=1000, reached=800, visits=1000),
        station("가", YEAR_AGO, tried=1000, reached=700, visits=1000),
    )

    by_figure = {each.figure: each for each in card.figures}
    assert (card.before, card.stations_before) == (YEAR_AGO, 1)
    assert by_figure[Figure.CONTACT].before.value.value == 0.7
    assert by_figure[Figure.CONTACT].is_changed
    assert not by_figure[Figure.COVERAGE].is_changed


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (period_with(PeriodKind.MONTH, date(2028, 2, 1)), period_with(PeriodKind.MONTH, date(2027, 2, 1))),
        (period_with(PeriodKind.QUARTER, date(2026, 11, 1)), period_with(PeriodKind.QUARTER, date(2025, 11, 1))),
        (period_with(PeriodKind.YEAR, date(2026, 11, 1)), period_with(PeriodKind.YEAR, date(2025, 1, 1))),
        (
            Period(PeriodKind.RANGE, date(2028, 1, 1), date(2028, 2, 29)),
            Period(PeriodKind.RANGE, date(2027, 1, 1), date(2027, 2, 28)),
        ),
    ],
)
def test_the_same_months_a_year_before(period: Period, expected: Period) -> None:
    assert year_before(period) == expected


def past_of(name: str, *, months: int, reached: int) -> Sequence[StationReport]:
    month, found = NOVEMBER, []
    for _ in range(months):
        month = month.whole_before
        found.append(station(name, month, visits=350, tried=300, reached=reached))
    return found


def test_a_month_is_unusual_beside_its_own_past_not_beside_other_stations() -> None:
    always_low = [*past_of("가", months=8, reached=150), station("가", visits=350, tried=300, reached=150)]
    fallen = [*past_of("나", months=8, reached=240), station("나", visits=350, tried=300, reached=180)]
    short = [*past_of("다", months=7, reached=240), station("다", visits=350, tried=300, reached=180)]

    card = picture(*always_low, *fallen, *short)

    found = [(each.station, each.figure, each.months) for each in card.unusual if each.figure is Figure.CONTACT]
    assert found == [("나", Figure.CONTACT, 8)]


def test_departments_of_one_kind_come_together_whatever_stations_call_them() -> None:
    card = picture(
        read(card_of("가", tally(), 교통과=tally(100), 이상한부서=tally(50))),
        read(card_of("나", tally(), 경비교통과=tally(60), 역전지구대=tally(70))),
    )

    visits = {line.name: (line.stations, line.sums[Figure.VISITS].value.value) for line in card.departments}
    assert visits == {"교통과": (2, 160), "기타": (1, 50), "지구대·파출소": (1, 70)}
    marks = [each for each in card.marked if each.mark is FileMark.OTHER_DEPARTMENTS]
    assert [each.facts["names"] for each in marks] == ["이상한부서"]


def test_what_came_up_is_added_up_and_stations_that_hide_it_counted() -> None:
    reports = [station("가"), station("나")]
    shown = reports[0].topics
    topic = next(each for each, count in shown.items() if count)
    hidden = next(each for each, count in shown.items() if count is None)

    card = picture(*reports)

    sums = {each.topic: (each.count, each.hidden) for each in card.topics}
    assert sums[topic] == (2 * (shown[topic] or 0), 0)
    assert sums[hidden] == (0, 2)
    kinds = [each.topic for each in card.topics if isinstance(each.topic, Category)]
    assert [sums[each][0] for each in kinds] == sorted((sums[each][0] for each in kinds), reverse=True)


def test_a_region_without_files_of_a_period_says_what_is_missing() -> None:
    card = picture(region=Region(keys={"가": "", "나": ""}))

    assert (card.stations, card.expected, [*card.missing]) == ([], 2, ["가", "나"])
    assert {each.now.value.unit for each in card.figures} == {FigureUnit.COUNT}
    assert all(each.now.value.value is None for each in card.figures)


def test_overall_satisfaction_is_compared_by_the_share_of_four_and_five() -> None:
    card = picture(station("가"), station("나"))

    assert OVERALL_TOP2 in [each.figure for each in card.by_station]
    assert OVERALL not in [each.figure for each in card.by_station]


def test_a_station_in_which_nobody_was_counted_stands_there_without_a_figure() -> None:
    card = picture(read(card_of("빈", Tally())), station("가"))

    contact = next(each for each in card.by_station if each.figure is Figure.CONTACT)
    assert {line.station: line.standing is None for line in contact.lines} == {"가": False, "빈": True}


def test_visits_of_no_department_are_among_the_others_and_their_file_counts() -> None:
    card = picture(read(card_of("가", tally(100), NOVEMBER, **{"": tally(30), "교통과": tally(70)})))

    assert [(line.name, line.sums[Figure.VISITS].value.value) for line in card.departments] == [
        ("교통과", 70),
        ("기타", 30),
    ]
    assert not [each for each in card.marked if each.mark is FileMark.OTHER_DEPARTMENTS]


def test_the_trend_has_the_last_twelve_months_up_to_the_end_of_the_period() -> None:
    after = station("가", period_with(PeriodKind.MONTH, date(2026, 12, 1)))

    card = picture(*past_of("가", months=13, reached=200), station("가"), station("나"), after)

    firsts = [each.first for each in card.trend]
    assert (len(firsts), firsts[0], firsts[-1]) == (12, date(2025, 12, 1), NOVEMBER.first)
    assert [each.stations for each in card.trend] == [1] * 11 + [2]
    assert card.trend[-1].values[Figure.VISITS].value == 2 * 240


def test_a_month_in_which_nobody_was_tried_is_not_unusual() -> None:
    card = picture(*past_of("가", months=8, reached=240), read(card_of("가", Tally())))

    assert not card.unusual


def test_a_month_stands_beside_at_most_two_years_of_its_own() -> None:
    card = picture(*past_of("가", months=26, reached=240), station("가", visits=350, tried=300, reached=180))

    [found] = [each for each in card.unusual if each.figure is Figure.CONTACT]
    assert (found.station, found.month, found.months) == ("가", NOVEMBER.first, 24)
    assert found.value.value == 0.6
    assert found.usual.low < 0.8 < found.usual.high


def test_of_departments_that_no_table_knows_twelve_are_named() -> None:
    def named(count: int) -> str:
        [mark] = picture(
            read(card_of("가", tally(), NOVEMBER, **{f"가지{place:02}": tally(5) for place in range(count)}))
        ).marked
        return str(mark.facts["names"])

    assert named(12).count(",") == 11
    assert "…" not in named(12)
    assert named(13) == named(12) + ", …"


def test_other_departments_are_no_unknown_ones() -> None:
    assert not picture(read(card_of("가", tally(), 기타=tally(30), 교통과=tally(70)))).marked


def test_what_departments_were_complained_of_is_added_up_in_the_order_of_their_names() -> None:
    cells = picture(station("가"), station("나")).cells

    assert cells
    assert [(each.department, [*Category].index(each.category)) for each in cells] == sorted(
        (each.department, [*Category].index(each.category)) for each in cells
    )


def test_where_no_file_is_of_a_period_nobody_stands_there_and_whoever_sends_one_is_expected() -> None:
    card = picture(station("다"), region=Region(keys={"가": "", "나": ""}))

    assert (card.stations, card.expected, card.stations_before) == (["다"], 3, 0)
    assert [*card.missing] == ["가", "나"]


@pytest.mark.parametrize(("tried", "is_measured"), [(29, False), (30, True), (300, True)])
def test_how_much_stations_differ_is_measured_by_those_of_thirty_or_more(tried: int, is_measured: bool) -> None:
    card = picture(
        *(station(f"서{at}", visits=400, tried=tried, reached=tried - tried * 2 // 5 * (at % 2)) for at in range(10)),
    )

    contact = next(each for each in card.by_station if each.figure is Figure.CONTACT)
    assert (contact.spread > 1) is is_measured


def test_a_sum_is_of_what_is_shown_and_weighs_shares_by_their_people() -> None:
    shares = [Value(unit=FigureUnit.SHARE, value=each, n=n) for each, n in ((0.5, 10), (1.0, 30))]
    counts = [Value(unit=FigureUnit.COUNT, value=each, n=each) for each in (3, 4)]

    of_shares, of_counts = sum_of([*shares, HIDDEN[FigureUnit.SHARE]], 2, 1), sum_of(counts, 2)

    assert (of_shares.value.value, of_shares.value.n, of_shares.stations, of_shares.hidden) == (0.875, 40, 2, 1)
    assert (of_counts.value.value, of_counts.value.n, of_counts.stations, of_counts.hidden) == (7, 7, 2, 0)
    assert sum_of([], 0).value == Value(unit=FigureUnit.COUNT, value=None, n=0)
    assert sum_of([HIDDEN[FigureUnit.SHARE]], 1, 1).value.is_hidden
    assert sum_of([Value(unit=FigureUnit.SHARE, value=None, n=0)], 1).value.value is None
