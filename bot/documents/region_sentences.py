"""The sentences that a region's picture begins with: what is there, how it stands, what is different."""

from collections.abc import Iterator

from bot.documents.region_tables import month_text
from bot.domain.figures.figures import AnyFigure, Figure
from bot.domain.figures.intervals import Standing
from bot.domain.figures.region.cards import RegionCard, RegionFigure, StationsFigure
from bot.domain.figures.region.picture import OVERALL_TOP2
from bot.texts import Texts
from bot.texts.figures import change_text, figure_name, figure_text, interval_text, period_text

TOLD: tuple[AnyFigure, ...] = (
    Figure.COVERAGE,
    Figure.CONTACT,
    OVERALL_TOP2,
    Figure.GRIEVANCES_PER_100,
    Figure.WITHIN_DUE,
    Figure.RECOVERY,
)
"""Figures that have a sentence, as far as somebody was counted."""
MOST_UNUSUAL = 10
"""Unusual months that a sentence names; the table has all."""


def sentences_of(card: RegionCard, texts: Texts) -> list[str]:
    """Say in sentences what the tables show."""
    return [*_of_files(card, texts), *_of_figures(card, texts), *_of_stations(card, texts), *_of_past(card, texts)]


def subtitle_of(card: RegionCard, texts: Texts) -> str:
    """Say whose picture it is, and of when."""
    period = period_text(card.period, texts)
    return texts.plain("region.subtitle", region=card.region or texts.plain("region.unnamed"), period=period)


def _of_files(card: RegionCard, texts: Texts) -> Iterator[str]:
    facts = {"period": period_text(card.period, texts), "there": len(card.stations), "expected": card.expected}
    yield texts.plain("region.there" if len(card.stations) == card.expected else "region.some_there", **facts)
    if card.missing:
        yield texts.plain("region.is_partial", stations=len(card.missing))
    if card.left_out:
        yield texts.plain("region.some_left_out", count=len(card.left_out))


def _of_figures(card: RegionCard, texts: Texts) -> Iterator[str]:
    by_figure = {each.figure: each for each in card.figures}
    for figure in TOLD:
        each = by_figure[figure]
        if each.now.value.value is not None:
            yield _of_figure(each, texts)
    changed = [each for each in card.figures if each.is_changed]
    if not card.stations_before:
        yield texts.plain("region.no_year_ago", period=period_text(card.before, texts))
    elif changed:
        named = ", ".join(_changed(each, texts) for each in changed)
        yield texts.plain("region.changes", named=named, there=card.stations_before)
    else:
        yield texts.plain("region.no_changes", there=card.stations_before)


def _of_figure(each: RegionFigure, texts: Texts) -> str:
    value = each.now.value
    return texts.plain(
        "region.stands",
        name=figure_name(each.figure, texts),
        value=figure_text(value, texts),
        interval=interval_text(each.now.interval, value.unit, texts),
        n=value.n,
    )


def _changed(each: RegionFigure, texts: Texts) -> str:
    change = change_text(each.now.value, each.before.value, texts)
    return texts.plain("region.change_of", name=figure_name(each.figure, texts), change=change)


def _of_stations(card: RegionCard, texts: Texts) -> Iterator[str]:
    outside = [said for figure in card.by_station for said in _outside(figure, texts)]
    if outside:
        yield texts.plain("region.outside", named=", ".join(outside))
    elif card.stations:
        yield texts.plain("region.all_within")


def _outside(figure: StationsFigure, texts: Texts) -> Iterator[str]:
    for standing in (Standing.ABOVE, Standing.BELOW):
        stations = [line.station for line in figure.lines if line.standing is standing]
        if stations:
            yield texts.plain(
                f"region.outside_{standing}",
                name=figure_name(figure.figure, texts),
                stations=", ".join(stations),
            )


def _of_past(card: RegionCard, texts: Texts) -> Iterator[str]:
    if not card.unusual:
        return
    named = [
        texts.plain(
            "region.unusual_of",
            station=each.station,
            month=month_text(each.month, texts),
            name=figure_name(each.figure, texts),
            value=figure_text(each.value, texts),
        )
        for each in card.unusual[:MOST_UNUSUAL]
    ]
    more = len(card.unusual) - MOST_UNUSUAL
    said = ", ".join(named)
    yield texts.plain(
        "region.from_past", named=texts.plain("region.and_more", named=said, count=more) if more > 0 else said
    )
