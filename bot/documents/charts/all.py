"""The four charts of a report, as PNG pictures that a phone shows well."""

from collections.abc import Callable, Sequence

from bot.documents.charts.drawing import WIDTH, Sheet
from bot.documents.charts.drawn import DrawnChart
from bot.documents.charts.factors import FactorsChart
from bot.documents.charts.funnel import FunnelChart
from bot.documents.charts.picture import Picture
from bot.documents.charts.satisfaction import SatisfactionChart
from bot.documents.charts.trend import TrendChart
from bot.documents.report_contents import subtitle_of
from bot.domain.figures.cards import ReportCard
from bot.texts import Texts

ON_PHONE, ON_PAPER = 1.0, 1.5
"""Scales: 1080 pixels wide, or 1620, which are 340 to an inch of paper."""
MakePicture = Callable[[ReportCard, Texts], Picture]


def trend_of(card: ReportCard, texts: Texts) -> Picture:
    """Make the trend of a report."""
    return TrendChart(card.trend, texts)


PICTURES: tuple[MakePicture, ...] = (
    trend_of,
    FunnelChart,
    FactorsChart,
    SatisfactionChart,
)


TREND, BESIDE_TREND = PICTURES[:1], PICTURES[1:]
OF_WORDS: frozenset[MakePicture] = frozenset({FactorsChart, SatisfactionChart})
"""What people said: of a closed period, which is named where it is another one."""


def draw_charts(
    card: ReportCard, texts: Texts, pictures: Sequence[MakePicture] = PICTURES, *, scale: float = ON_PHONE
) -> tuple[DrawnChart, ...]:
    """Draw trend, funnel, factors and satisfaction. Safe in a worker thread; about half a second each."""
    return tuple(
        drawn_picture(make(card, texts), subtitle_of(card, texts, said=make in OF_WORDS), scale) for make in pictures
    )


def drawn_picture(picture: Picture, subtitle: str, scale: float = ON_PHONE) -> DrawnChart:
    """Draw one picture on a sheet of its own."""
    sheet = Sheet(picture.title, subtitle, picture.height, scale)
    picture.draw(sheet)
    return DrawnChart(
        name=picture.name,
        title=picture.title,
        alt=picture.alt,
        image=sheet.image(),
        width=round(WIDTH * scale),
        height=round(picture.height * scale),
    )
