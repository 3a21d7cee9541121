"""What changed most is told where it is more than chance, and nothing else."""

from random import Random

import pytest

from bot.domain.figures.changes import LEAST_N, WATCHED, distance, headline_of
from bot.domain.figures.figures import HIDDEN, Figure, FigureUnit, Value
from tests.steps.report_cards import OCTOBER, stats
from tests.steps.surveys import OVERALL_TOP2
from tests.steps.vectors import every


def share(yes: int, n: int) -> Value:
    """So many of n."""
    return Value(unit=FigureUnit.SHARE, value=yes / n if n else None, n=n)


@every(
    ("now", "before", "is_told", "is_few"),
    [
        (share(78, 100), share(55, 100), True, False),  # 3.4 standard errors
        (share(75, 100), share(55, 100), False, False),  # 2.97
        (share(24, 29), share(3, 29), False, True),
        (share(24, LEAST_N), share(6, LEAST_N), True, False),
        (share(24, LEAST_N), share(2, 29), False, True),
        (share(0, 100), share(8, 100), False, True),  # four expected: too rare for the measure
        (share(100, 100), share(100, 100), False, True),
        (share(0, 0), share(55, 100), False, True),
        (HIDDEN[FigureUnit.SHARE], share(55, 100), False, True),
    ],
)
def test_a_change_is_told_where_it_is_more_than_chance(
    now: Value, before: Value, *, is_told: bool, is_few: bool
) -> None:
    card = stats(values={Figure.CONTACT: now}, values_before={Figure.CONTACT: before})

    headline = headline_of(card)

    assert (headline.change is not None, headline.is_few) == (is_told, is_few)


def test_the_largest_change_is_told_and_of_words_only_those_of_the_period_itself() -> None:
    now = {Figure.CONTACT: share(780, 1000), OVERALL_TOP2: share(500, 1000)}
    before = {Figure.CONTACT: share(700, 1000), OVERALL_TOP2: share(800, 1000)}

    own, other = (
        headline_of(stats(values=now, values_before=before)),
        headline_of(stats(values=now, values_before=before, said=OCTOBER)),
    )

    assert [each.change.figure if each.change else None for each in (own, other)] == [
        OVERALL_TOP2,
        Figure.CONTACT,
    ]


def test_grievances_per_hundred_visits_are_measured_as_a_share() -> None:
    now, before = (Value(unit=FigureUnit.PER_100, value=each, n=200) for each in (20.0, 5.0))

    assert distance(now, before) == pytest.approx(0.15 / (0.125 * 0.875 * 2 / 200) ** 0.5)


def test_chance_alone_is_seldom_told() -> None:
    rng = Random(19)  # noqa: S311 — a test's dice

    def month() -> dict[Figure, Value]:
        return {figure: share(sum(rng.random() < 0.6 for _ in range(80)), 80) for figure in WATCHED}

    told = sum(headline_of(stats(values=month(), values_before=month())).change is not None for _ in range(200))

    assert told <= 20
