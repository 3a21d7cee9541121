"""The trend that Slack draws: charts that it takes, and nothing of a month that is hidden."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.figures.cards import TrendPoint
from bot.domain.figures.figures import HIDDEN, FigureUnit
from bot.sandbox.validation import check_message
from bot.texts import Texts
from bot.views.figures.trend import trend_message
from tests.steps.report_cards import empty_card, report_card, trend
from tests.steps.surveys import OVERALL


def hidden(point: TrendPoint) -> TrendPoint:
    """The same month, too few of which said how satisfied they are."""
    return replace(point, values={**point.values, OVERALL: HIDDEN[FigureUnit.POINTS]})


YEAR = trend(12)
POINTS = {
    "a year": (YEAR, [12, 12, 12]),
    "the first month hidden": ((hidden(YEAR[0]), *YEAR[1:]), [12, 11, 11]),
    "what was said hidden": (tuple(map(hidden, YEAR)), [12, 12]),
    "a month alone": (YEAR[-1:], [1]),
}


@pytest.mark.parametrize("name", POINTS)
def test_slack_takes_the_charts_and_gets_no_hidden_month(texts: Texts, name: str) -> None:
    points, lengths = POINTS[name]

    drawn = trend_message(report_card(trend=points), texts)

    assert drawn is not None
    check_message(drawn)
    charts = [block["chart"] for block in drawn["blocks"] if block["type"] == "data_visualization"]
    series: list[dict[str, Any]] = [each for chart in charts for each in chart["series"]]
    assert [len(each["data"]) for each in series] == lengths
    assert texts.plain("unit.hidden") not in str(series)
    assert ("context" in str(drawn["blocks"])) == (name == "the first month hidden")


def test_without_a_month_there_is_no_chart(texts: Texts) -> None:
    assert trend_message(empty_card(), texts) is None
