"""What came to a region's audit: added up by station and department, in the order of names."""

from datetime import datetime

from bot.domain.calendar import SEOUL
from bot.domain.figures.cards import AuditLine
from bot.domain.figures.region.audit import AuditPicture, AuditReport, audit_picture_of
from bot.domain.figures.region.files import FileMark, collect
from bot.domain.figures.region.table import Region
from bot.domain.grievances.kinds import Category
from tests.steps.builders import NOVEMBER

NOW = datetime(2026, 12, 3, tzinfo=SEOUL)


def report(station: str, *, yes: int = 0, answered: int = 100, **departments: int) -> AuditReport:
    filed = sum(departments.values())
    lines = [
        AuditLine(department=name, category=Category.BRIBERY_FAVOUR, count=count) for name, count in departments.items()
    ]
    return AuditReport(
        file=f"{station}.json",
        station=station,
        made_at=NOVEMBER.end,
        period=NOVEMBER,
        filed=filed,
        open=filed,
        closed=0,
        money_yes=yes,
        answered=answered,
        lines=lines,
    )


def picture(*reports: AuditReport, region: Region | None = None) -> AuditPicture:
    unchecked = {each.file for each in reports}
    return audit_picture_of(collect(reports, unchecked=unchecked), region or Region(), NOVEMBER, NOW)


def test_the_money_answer_of_the_region_is_a_share_of_all_answered_calls() -> None:
    card = picture(report("나", yes=1, answered=150, 교통과=2), report("가", yes=2, answered=50, 교통안전계=1))

    assert list(card.stations) == ["가", "나"]
    assert (card.total.filed, card.total.money.value, card.total.money.n) == (3, 3 / 200, 200)
    assert card.total.interval is not None
    assert [(line.department, line.count) for line in card.lines] == [("교통과", 3)]


def test_a_month_without_calls_has_no_share_and_what_is_missing_is_named() -> None:
    card = picture(report("가", answered=0), region=Region(keys={"가": "", "나": ""}))

    assert (card.total.money.value, card.total.interval, card.expected) == (None, None, 2)
    assert list(card.missing) == ["나"]
    assert [each.mark for each in card.marked] == [FileMark.UNCHECKED]
