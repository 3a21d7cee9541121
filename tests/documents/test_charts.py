"""The charts: their size, their words, and that nothing people write can break them.

Warnings are errors in these tests: a letter that the font lacks would fail each of them.
"""

import struct
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.text import Text

from bot.documents.charts.all import OF_WORDS, PICTURES, TREND, MakePicture, draw_charts
from bot.documents.charts.drawing import PLAIN, Lettering, Sheet
from bot.documents.charts.drawn import DrawnChart
from bot.documents.charts.factors import FactorsChart
from bot.documents.charts.satisfaction import SatisfactionChart
from bot.documents.report_contents import subtitle_of
from bot.domain.calls.surveys import Question
from bot.domain.figures.cards import ReportCard
from bot.domain.figures.figures import HIDDEN, FigureUnit, QuestionFigure, Value
from bot.domain.grievances.kinds import Category
from bot.domain.station_tables import SurveyItem
from bot.texts import LOCALES, Texts, load_texts
from tests.steps.report_cards import (
    EMPTY,
    OCTOBER,
    SEPTEMBER,
    empty_card,
    factors,
    renamed,
    report_card,
    shown_of,
    stats,
    tally,
    trend,
)
from tests.steps.workers import DRAWS_PAGES

pytestmark = DRAWS_PAGES
"""One worker loads what draws, and draws once what several tests look at."""
KOREAN, ENGLISH = load_texts("ko"), load_texts("en")


@pytest.fixture(params=LOCALES)
def texts(request: pytest.FixtureRequest) -> Texts:
    return load_texts(request.param)


def charts_of(card: ReportCard, texts: Texts, pictures: Sequence[MakePicture] = PICTURES) -> dict[str, DrawnChart]:
    """The charts by name."""
    return {chart.name: chart for chart in draw_charts(card, texts, pictures)}


@cache
def usual(locale: str) -> Sequence[DrawnChart]:
    """The charts of a plausible month."""
    return draw_charts(report_card(), load_texts(locale))


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height as a PNG's head tells them."""
    assert png.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_four_charts_fit_a_phone(texts: Texts) -> None:
    charts = usual(texts.locale)

    assert [chart.name for chart in charts] == ["trend", "funnel", "factors", "satisfaction"]
    for chart in charts:
        assert size_of(chart.png) == (chart.width, chart.height)
        assert chart.width == 1080
        assert chart.height <= 1400
        assert len(chart.png) < 200_000


def test_the_sentence_of_each_chart_holds_its_main_numbers() -> None:
    charts = {chart.name: chart for chart in usual("ko")}

    assert "방문 240건" in charts["funnel"].alt
    assert "방문 240건의 87.1%" in charts["funnel"].alt
    assert "전반적인 만족도 83점(응답 142건)" in charts["satisfaction"].alt
    assert "연결률 78.4%" in charts["trend"].alt
    assert "형사과의 결과 불복 33건" in charts["factors"].alt
    for chart in charts.values():
        assert chart.alt.endswith("니다.")


def test_an_empty_period_says_so_kindly(texts: Texts) -> None:
    for chart in draw_charts(empty_card(), texts):
        assert texts.sentences["document.no_data"] in chart.alt or texts.sentences["document.no_factors"] in chart.alt
        assert size_of(chart.png) == (1080, chart.height)


def test_hidden_figures_are_drawn_but_not_told(texts: Texts) -> None:
    hidden = {figure: HIDDEN[value.unit] for figure, value in shown_of(EMPTY).items()}
    points = tuple(replace(point, values=hidden) for point in trend(3))
    some = factors("수사과")
    cells = tuple(replace(cell, count=None) for cell in some.cells)
    card = report_card(
        stats=stats(values=hidden, values_before=hidden), trend=points, factors=replace(some, cells=cells)
    )

    charts = charts_of(card, texts)

    assert texts.sentences["unit.hidden"] in charts["satisfaction"].alt
    assert texts.sentences["unit.hidden"] in charts["trend"].alt
    assert texts.plain("document.factors_alt_hidden", departments=1) == charts["factors"].alt


@pytest.mark.parametrize(
    "name", ["$\\frac{1}{$ <b>&amp;</b>", "\n\t\u202e거꾸로 교통🚓과", "가" * 40, "W" * 200, "\n\t"]
)
def test_no_name_breaks_a_chart(name: str) -> None:
    assert all(size_of(chart.png)[0] == 1080 for chart in draw_charts(renamed(name), KOREAN))


class Watched(Sheet):
    """A sheet that remembers what was written on it."""

    def __init__(self, title: str, subtitle: str, height: int) -> None:
        self.written: list[Text] = []
        super().__init__(title, subtitle, height, 1)

    def write(self, x: float, y: float, words: str, style: Lettering = PLAIN) -> Text:
        """Write, and remember it."""
        written = super().write(x, y, words, style)
        self.written.append(written)
        return written


@pytest.mark.parametrize("label", ["👮\u200d♀️ 응대\u2060", "긴" * 24, "$5$ _x_^2"])
def test_an_items_label_whatever_it_is_can_be_read_beside_its_numbers(label: str) -> None:
    own = Question(name="a-2", item=SurveyItem(key="a", label=label, sentence="?"), versions=(2, 3, 5, 7))
    values = {QuestionFigure(own): Value(value=76.5, n=1234, unit=FigureUnit.POINTS), **report_card().stats.values}
    card = report_card(stats=stats(values=values, values_before=values), trend=())
    chart = SatisfactionChart(card, KOREAN)
    sheet = Watched("제목", "부제", chart.height)

    chart.draw(sheet)
    sheet.image()

    boxes = [each.get_window_extent() for each in sheet.written if each.get_text()]
    assert all(one is other or not one.overlaps(other) for one in boxes for other in boxes)
    assert all(size_of(each.png)[0] == 1080 for each in draw_charts(card, KOREAN, [SatisfactionChart]))


@pytest.mark.parametrize("examples", [3, pytest.param(50, marks=pytest.mark.slow)])
def test_no_number_and_no_word_breaks_a_chart(examples: int) -> None:
    @settings(max_examples=examples)
    @given(st.text(min_size=1, max_size=40), st.integers(0, 100_000))
    def draw(name: str, visits: int) -> None:
        card = replace(renamed(name), stats=stats(values=shown_of(tally(visits))))

        for chart in draw_charts(card, ENGLISH):
            assert size_of(chart.png)[1] == chart.height

    draw()


@pytest.mark.parametrize("points", [1, 53])
def test_a_trend_may_be_short_or_a_year_long(points: int) -> None:
    assert charts_of(report_card(trend=trend(points)), KOREAN, TREND)["trend"].height < 1400


def test_many_departments_leave_the_smallest_to_the_table() -> None:
    names = [f"{place:02}과" for place in range(40)]

    chart = charts_of(report_card(factors=factors(*names)), KOREAN, [FactorsChart])["factors"]

    assert chart.height < 2000
    assert "부서 40곳" in chart.alt
    assert len(list(Category)) > 10


def test_months_are_named_by_month() -> None:
    points = (replace(trend(1)[0], first=date(2026, 11, 1)),)

    assert charts_of(report_card(trend=points), KOREAN, TREND)["trend"].title == "월별 추이"


def test_a_picture_of_what_people_said_names_the_month_in_which_they_did() -> None:
    of_october = report_card(stats=stats(said=OCTOBER, said_before=SEPTEMBER))

    titles = [subtitle_of(of_october, KOREAN, said=make in OF_WORDS) for make in PICTURES]

    assert [title.partition(" ·")[0] for title in titles] == [
        "2026년 11월",
        "2026년 11월",
        "2026년 10월",
        "2026년 10월",
    ]
    same, other = (draw_charts(card, KOREAN, PICTURES[3:])[0].png for card in (report_card(), of_october))
    assert same != other


def test_threads_draw_what_one_alone_would_draw() -> None:
    card = report_card()
    alone = usual("ko")

    with ThreadPoolExecutor(3) as pool:
        together = list(pool.map(lambda _: draw_charts(card, KOREAN), range(3)))

    assert together == [alone] * 3


def test_four_charts_take_less_than_three_seconds() -> None:
    card = report_card()
    usual("ko")

    began = time.perf_counter()
    draw_charts(card, KOREAN)

    assert time.perf_counter() - began < 3
