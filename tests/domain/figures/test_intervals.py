"""Intervals and limits: held to published numbers, and to what chance does."""

import random

import pytest

from bot.domain.figures.intervals import (
    Interval,
    Share,
    Standing,
    interval_of,
    limits_for,
    pooled,
    spread_of,
    standing_of,
)


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [
        (Share(81 / 263, 263), 0.2553, 0.3662),  # Newcombe 1998, table I, method 3
        (Share(15 / 148, 148), 0.0624, 0.1605),
        (Share(0 / 20, 20), 0.0, 0.1611),
        (Share(1 / 29, 29), 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_published_one(share: Share, low: float, high: float) -> None:
    found = interval_of(share)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_the_limits_are_wider_the_fewer_people_there_are() -> None:
    around = Share(0.8, 10_000)

    few, many = limits_for(50, around), limits_for(400, around)

    assert few.low < many.low < 0.8 < many.high < few.high <= 1
    assert (round(many.low, 2), round(many.high, 2)) == (0.74, 0.86)  # 0.8 ± 3 √(0.8 · 0.2 / 400)


def test_of_stations_that_differ_by_chance_alone_hardly_one_is_outside() -> None:
    chance = random.Random(20)  # noqa: S311 — the same stations every time, guards nothing
    outside = 0
    for _ in range(40):
        stations = [by_chance(chance, 0.78, n=chance.randint(60, 400)) for _ in range(31)]
        around, spread = pooled(stations), spread_of(stations)
        outside += sum(
            standing_of(each, limits_for(each.n, around, spread)) is not Standing.WITHIN for each in stations
        )

    assert outside <= 10  # of 1,240; three in a thousand are four


def test_a_station_that_is_really_different_is_outside_and_does_not_hide_itself() -> None:
    chance = random.Random(4)  # noqa: S311 — as above
    stations = [by_chance(chance, 0.78, n=200) for _ in range(30)]
    different = Share(0.55, 200)

    limits = limits_for(200, pooled([*stations, different]), spread_of([*stations, different]))

    assert standing_of(different, limits) is Standing.BELOW


def test_stations_that_differ_by_nature_widen_their_limits() -> None:
    alike = [Share(0.8, 400)] * 20
    unlike = [Share(0.7 if at % 2 else 0.9, 400) for at in range(20)]

    assert spread_of(alike) == 1.0
    assert spread_of(unlike) == pytest.approx(5.0)  # 0.1 over √(0.16 / 400)


def test_of_fewer_than_eight_shares_no_spread_is_measured() -> None:
    unlike = [Share(0.7 if at % 2 else 0.9, 400) for at in range(8)]

    assert spread_of(unlike) == pytest.approx(5.0)
    assert spread_of(unlike[:7]) == 1.0
    assert spread_of([Share(1.0, 400)] * 8) == 1.0


def test_a_tenth_at_either_end_does_not_widen_the_limits() -> None:
    alike, low, high = Share(0.8, 400), Share(0.5, 400), Share(1.0, 400)

    assert max(spread_of([*[alike] * 7, low]), spread_of([*[alike] * 7, high])) < 2
    assert spread_of([*[alike] * 18, low, high]) < 1.5
    assert spread_of([*[alike] * 16, low, low, high, high]) < 1.5
    assert spread_of([*[alike] * 14, *[low] * 3, *[high] * 3]) > 5


def test_limits_stay_within_none_and_all() -> None:
    assert limits_for(4, Share(0.5, 100)) == Interval(0.0, 1.0)
    for spread, half in ((1.0, 0.05), (2.0, 0.1)):
        found = limits_for(900, Share(0.5, 100), spread)
        assert found.low == pytest.approx(0.5 - half)
        assert found.high == pytest.approx(0.5 + half)


def test_shares_are_put_together_by_their_people() -> None:
    assert pooled([Share(1.0, 10), Share(0.0, 30)]) == Share(0.25, 40)
    assert pooled([]) == Share(0.0, 0)


def test_of_too_few_nothing_is_said() -> None:
    assert standing_of(Share(0.0, 29), Interval(0.7, 0.9)) is Standing.FEW
    assert standing_of(Share(0.0, 30), Interval(0.7, 0.9)) is Standing.BELOW
    assert standing_of(Share(1.0, 30), Interval(0.7, 0.9)) is Standing.ABOVE
    assert standing_of(Share(0.7, 30), Interval(0.7, 0.9)) is Standing.WITHIN


def by_chance(chance: random.Random, share: float, *, n: int) -> Share:
    return Share(sum(chance.random() < share for _ in range(n)) / n, n)
