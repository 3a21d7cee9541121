"""Figures, changes and periods in words."""

from datetime import date

import pytest

from bot.domain.figures.figures import HIDDEN, FigureUnit, Value
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.texts import load_texts
from bot.texts.figures import change_text, figure_text, period_text, tick_text

KOREAN, ENGLISH = load_texts("ko"), load_texts("en")


def value(unit: FigureUnit, number: float | None) -> Value:
    """A figure of 120."""
    return Value(unit=unit, value=number, n=120)


@pytest.mark.parametrize(
    ("unit", "number", "korean", "english"),
    [
        (FigureUnit.COUNT, 1234, "1,234건", "1,234"),
        (FigureUnit.SHARE, 0.9234, "92.3%", "92.3%"),
        (FigureUnit.PER_100, 12.08, "12.1건", "12.1"),
        (FigureUnit.RATIO, 1.8, "1.8회", "1.8"),
        (FigureUnit.HOURS, 3.5, "3.5시간", "3.5 h"),
        (FigureUnit.POINTS, 81.3, "81점", "81 points"),
        (FigureUnit.SHARE, None, "–", "–"),
    ],
)
def test_a_figure_is_written_in_its_unit(unit: FigureUnit, number: float | None, korean: str, english: str) -> None:
    assert figure_text(value(unit, number), KOREAN) == korean
    assert figure_text(value(unit, number), ENGLISH) == english


def test_a_hidden_figure_says_only_that_it_is_small() -> None:
    assert {figure_text(HIDDEN[unit], KOREAN) for unit in FigureUnit} == {"숨김"}
    assert {figure_text(HIDDEN[unit], ENGLISH) for unit in FigureUnit} == {"hidden"}


@pytest.mark.parametrize(
    ("unit", "now", "before", "change"),
    [
        (FigureUnit.SHARE, 0.923, 0.892, "▲ 3.1%p"),
        (FigureUnit.HOURS, 3.0, 3.5, "▼ 0.5시간"),
        (FigureUnit.COUNT, 12, 1020, "▼ 1,008건"),
        (FigureUnit.POINTS, 81.4, 80.6, "변동 없음"),
        (FigureUnit.RATIO, 1.8, None, "–"),
    ],
)
def test_a_change_is_the_difference_of_what_is_shown(
    unit: FigureUnit, now: float, before: float | None, change: str
) -> None:
    assert change_text(value(unit, now), value(unit, before), KOREAN) == change


def test_no_change_is_told_from_or_to_a_hidden_figure() -> None:
    assert change_text(HIDDEN[FigureUnit.SHARE], value(FigureUnit.SHARE, 0.5), KOREAN) == "–"
    assert change_text(value(FigureUnit.SHARE, 0.5), HIDDEN[FigureUnit.SHARE], ENGLISH) == "–"


@pytest.mark.parametrize(
    ("kind", "korean", "english"),
    [
        (PeriodKind.DAY, "2026년 11월 24일(화)", "Tue 24 Nov 2026"),
        (PeriodKind.WEEK, "2026년 11월 23일(월) ~ 11월 29일(일)", "Mon 23 Nov – Sun 29 Nov 2026"),
        (PeriodKind.MONTH, "2026년 11월", "Nov 2026"),
        (PeriodKind.QUARTER, "2026년 4분기", "Q4 2026"),
        (PeriodKind.YEAR, "2026년", "2026"),
    ],
)
def test_a_period_is_written_as_people_say_it(kind: PeriodKind, korean: str, english: str) -> None:
    period = period_with(kind, date(2026, 11, 24))

    assert period_text(period, KOREAN) == korean
    assert period_text(period, ENGLISH) == english


def test_a_range_names_both_its_days() -> None:
    period = Period(PeriodKind.RANGE, date(2026, 12, 30), date(2027, 1, 2))

    assert period_text(period, KOREAN) == "2026년 12월 30일(수) ~ 2027년 1월 2일(토)"


def test_an_axis_says_when_a_month_begins() -> None:
    day = date(2026, 11, 2)

    assert [tick_text(day, texts) for texts in (KOREAN, ENGLISH)] == ["11월", "Nov"]
