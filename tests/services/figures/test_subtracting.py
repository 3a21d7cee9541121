"""No answers together give what one alone hides: the attack of `tests/steps/subtracting.py`, played by a supervisor."""

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import delete, func, select

from bot.documents.report_json import report_json
from bot.documents.report_xlsx import report_workbook
from bot.domain.calls.results import PraiseGiven
from bot.domain.figures.cards import FactorsCard, Scope
from bot.domain.figures.figures import Figure, Values, is_said
from bot.domain.figures.periods import Period, PeriodKind, period_with
from bot.domain.grievances.filing import Filing
from bot.domain.grievances.kinds import Category, Kind, RootCause, Severity
from bot.domain.station_tables import SURVEY, SurveyItem
from bot.services.calls.claiming import claim_call
from bot.services.calls.supervising import reopen_call
from bot.services.calls.surveys import begin_survey
from bot.services.desk import Desk
from bot.services.figures.closing import close_periods_when_due
from bot.services.figures.factors import see_factors, see_praise_figures
from bot.services.figures.figures import see_groups, see_quality, see_stats
from bot.services.figures.reports import report_asked_for
from bot.services.grievances.filing import begin_filing, file_grievance
from bot.services.unit import Unit
from bot.texts import load_texts
from bot.texts.figures import figure_name
from storage.calls.tables import Call, SurveyScore
from tests.steps.builders import HAN, KIM, OH, StillClock, seoul, visitor, with_
from tests.steps.busy_station import people_of_the_station
from tests.steps.calls import GRIEVANCE_RESULT, MISS, SATISFIED
from tests.steps.desks import bring_list, hire, make_desk, phone
from tests.steps.planted_past import DEPARTMENTS, TYPES, Said, invented, plant
from tests.steps.subtracting import STATION, Attack, Number, Place

KOREAN = load_texts("ko")
HIDDEN = KOREAN.plain("unit.hidden")
NEW_YEAR = date(2026, 1, 1)
EVE, LAST = date(2026, 3, 30), date(2026, 3, 31)
WORDS = (DEPARTMENTS[0], TYPES[0])
REWORDED = date(2026, 2, 12)
KIND = SurveyItem(key="kindness", sentence="저희 직원이 친절했습니까?")


def place_of(scope: Scope) -> Place:
    return (scope.department or "", scope.petition_type or "")


def asked_periods(first: date, last: date, *, every: int) -> Iterator[Period]:
    """Days, weeks, months, quarters, years and ranges of all lengths."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1, every):
        day = date.fromordinal(ordinal)
        yield from (period_with(kind, day) for kind in PeriodKind if kind is not PeriodKind.RANGE)
        yield Period(PeriodKind.RANGE, first, day)
        yield Period(PeriodKind.RANGE, day, min(day + timedelta(days=ordinal % 50), last))


def written(values: Values) -> dict[str, dict[str, object]]:
    return {
        str(figure): {"value": each.value, "n": each.n, "hidden": each.is_hidden} for figure, each in values.items()
    }


def answered(values: Values) -> int:
    """How many answered: of the work, and so never hidden."""
    return round((values[Figure.COMPLETION].value or 0) * values[Figure.CLOSED].n)


def asks(desk: Desk, attack: Attack, period: Period, words: Sequence[str] = (), by: str = OH) -> None:
    """Ask for a period in every way, and write down what is shown."""
    for word in ("", *words):
        card = desk.do_now(see_stats, by=by, period=period, word=word)
        if card.said is None:
            return
        place = place_of(card.scope)
        attack.sees(card.said, place, written(card.values))
        if card.said_before is not None:
            attack.sees(card.said_before, place, written(card.values_before))
        if card.said == card.period:
            if not word:
                sees_factors(attack, desk.do_now(see_factors, by=by, period=period), answered(card.values))
            attack.sees_answered(card.said, place, answered(card.values))
    groups = desk.do_now(see_groups, by=by, period=period)
    assert groups.said is not None
    places = {(line.name, ""): line for line in groups.departments}
    for place, line in (places | {("", line.name): line for line in groups.petition_types}).items():
        attack.sees(groups.said, place, written(line.values))
        if groups.said == period:
            of_place = desk.do_now(see_factors, by=by, period=period, word=line.name)
            sees_factors(attack, of_place, answered(line.values))
    praise = desk.do_now(see_praise_figures, by=by, period=period)
    assert praise.said is not None
    attack.notes(praise.said, STATION, "praise", praise.total)
    attack.notes(praise.said, STATION, "grievances", praise.grievances)
    for each in praise.lines:
        attack.notes(praise.said, (each.department, ""), "praise", each.count)
    for place, line in places.items() if groups.said == period else ():
        attack.sees_answered(groups.said, place, answered(line.values))


def sees_factors(attack: Attack, card: FactorsCard, heard: int) -> None:
    assert card.said is not None
    place = place_of(card.scope)
    attack.sees_topics(card.said, place, Category, {each.member: each.count for each in card.categories}, heard)
    attack.sees_topics(card.said, place, RootCause, {each.member: each.count for each in card.causes}, heard)
    for cell in card.cells if not place[1] else ():  # of a petition type audit alone sees departments
        attack.notes(card.said, (cell.department, ""), f"category:{cell.category}", cell.count)


def period_in(written: Any) -> Period | None:
    if written is None:
        return None
    return Period(PeriodKind(written["kind"]), *(date.fromisoformat(written[day]) for day in ("first", "last")))


def reads_json(desk: Desk, attack: Attack, period: Period) -> None:
    """Take the numbers of the file that a headquarters collects."""
    report = json.loads(report_json(desk.do_now(report_asked_for, period=period, word="")))
    said, before = (period_in(report["said"][name]) for name in ("period", "before"))
    if said is None:
        return
    attack.sees(said, STATION, report["figures"])
    if before is not None:
        attack.sees(before, STATION, report["before"]["figures"])
    for each in report["departments"]:
        attack.sees(said, (each["name"], ""), each["figures"])
    for each in report["petition_types"]:
        attack.sees(said, ("", each["name"]), each["figures"])
    for point in report["trend"]:
        month = period_with(PeriodKind.MONTH, date.fromisoformat(point["first"]))
        if month.last < desk.today:
            attack.sees(month, STATION, point["figures"])


def reads_workbook(desk: Desk, attack: Attack, period: Period) -> None:
    """Take the numbers of the departments and petition types of the sheet."""
    card = desk.do_now(report_asked_for, period=period, word="")
    book = load_workbook(io.BytesIO(report_workbook(card, KOREAN)))
    shown_figures = (*Figure, *card.stats.values)
    named: dict[Any, str] = {figure_name(figure, KOREAN): str(figure) for figure in shown_figures}
    assert card.stats.said == period
    for at, title in enumerate(("document.departments", "document.petition_types")):
        rows = [[cell.value for cell in row] for row in book[KOREAN.plain(title)].iter_rows()]
        heads = next(row for row in rows if row[0] == KOREAN.plain("document.name"))
        for row in rows[rows.index(heads) + 1 :]:
            figures: dict[str, dict[str, Any]] = {
                named[head]: {"value": numbers_of(row[n]), "n": numbers_of(row[n + 1]) or 0, "hidden": row[n] == HIDDEN}
                for n, head in enumerate(heads)
                if head in named
            }
            name = str(row[0])
            attack.sees(period, (name, "") if at == 0 else ("", name), figures)


def numbers_of(value: Any) -> float | None:
    return value if isinstance(value, int | float) else None


def station_with_a_past(url: str, *, last: date, a_day: int, seed: int) -> Desk:
    """A station that worked from New Year to a day, and has closed each month when it was over."""
    clock = StillClock(seoul(NEW_YEAR, 9))
    desk = make_desk(url, clock)
    hire(desk, *people_of_the_station())
    desk.do_now(begin_survey)
    desk.station = replace(desk.station, survey=(*SURVEY[2:], SURVEY[0], KIND))
    clock.set(seoul(REWORDED, 9))
    desk.do_now(begin_survey)
    plant(desk, [_asked_in_time(each) for each in invented(NEW_YEAR, last, a_day=a_day, seed=seed)])
    month = period_with(PeriodKind.MONTH, NEW_YEAR)
    while month.last <= last:
        clock.set(month.end + timedelta(minutes=1))
        desk.do_now(close_periods_when_due)
        month = period_with(PeriodKind.MONTH, month.last + timedelta(days=1))
    clock.set(seoul(last + timedelta(days=1), 9))
    return desk


def _asked_in_time(said: Said) -> Said:
    """Kindness is asked for in other words from a day on."""
    if said.day < REWORDED or "kindness" not in said.scores:
        return said
    return replace(said, scores={("kindness-2" if name == "kindness" else name): n for name, n in said.scores.items()})


def closed_periods(last: date) -> list[Period]:
    kinds = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR)
    found = {period_with(kind, NEW_YEAR + timedelta(days=30 * n + 15)) for kind in kinds for n in range(12)}
    return sorted((period for period in found if period.last <= last), key=lambda each: (each.first, each.last))


def recovered_from(desk: Desk, last: date, *, every: int) -> tuple[Attack, set[Number]]:
    """Play the attack. Returns what was seen, and what somebody said of that which was hidden and came out."""
    attack, truth = Attack(), Attack()
    for period in closed_periods(last):
        asks(desk, attack, period, WORDS)
        if period.kind is not PeriodKind.MONTH:
            reads_json(desk, attack, period)
            reads_workbook(desk, attack, period)
        asks(desk, truth, period, by=HAN)
    for period in asked_periods(NEW_YEAR, last, every=every):
        asks(desk, attack, period)
    return attack, {each for each in attack.recovered if each.is_points or truth.known[each]}


def test_the_attack_finds_what_subtraction_gives_away() -> None:
    attack = Attack()
    whole, most, day = (Period(PeriodKind.RANGE, *days) for days in ((NEW_YEAR, LAST), (NEW_YEAR, EVE), (LAST, LAST)))
    for period, number in ((whole, 20), (most, 17), (day, None)):
        attack.notes(period, STATION, "praise", number)
    for place, number in ((("교통과", ""), 12), (("수사과", ""), 8), (("형사과", ""), None)):
        attack.notes(whole, place, "praise", number)

    assert {(date.fromordinal(each.first), each.place) for each in attack.recovered} == {
        (LAST, STATION),
        (NEW_YEAR, ("형사과", "")),
    }


@pytest.mark.long
def test_nothing_hidden_is_recovered_from_all_answers_of_a_quarter(sqlite_url: str) -> None:
    desk = station_with_a_past(sqlite_url, last=LAST, a_day=3, seed=1)

    attack, recovered = recovered_from(desk, LAST, every=90)

    assert len(attack.hidden) > 100
    assert len(attack.known) > 400
    assert not recovered
    desk.close()


@pytest.mark.slow  # the year; the quarter above asks the same questions
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("a_day", [2, 6])
def test_nothing_hidden_is_recovered_from_all_answers_of_a_year(sqlite_url: str, seed: int, a_day: int) -> None:
    last = date(2026, 12, 31)
    desk = station_with_a_past(sqlite_url, last=last, a_day=a_day, seed=seed)

    attack, recovered = recovered_from(desk, last, every=13)

    assert attack.hidden
    assert not recovered
    desk.close()


def everything_said(desk: Desk) -> list[str]:
    """What a supervisor is shown of what people said, in every answer and file."""
    seen: list[str] = []
    for period in (period_with(kind, desk.today) for kind in (PeriodKind.DAY, PeriodKind.MONTH)):
        for word in ("", DEPARTMENTS[0]):
            values = desk.do_now(see_stats, by=OH, period=period, word=word).values
            seen.append(repr({figure: value for figure, value in values.items() if is_said(figure)}))
            seen.append(repr(desk.do_now(see_factors, by=OH, period=period, word=word)))
        seen.append(repr(desk.do_now(see_praise_figures, by=OH, period=period)))
        seen.append(repr(desk.do_now(see_quality, by=OH, period=period).agreement))
        groups = desk.do_now(see_groups, by=OH, period=period)
        lines = {line.name: line.values.items() for line in (*groups.departments, *groups.petition_types)}
        seen.append(
            repr({name: [value for figure, value in values if is_said(figure)] for name, values in lines.items()})
        )
    return seen


@pytest.mark.long
def test_the_same_question_after_every_single_call_tells_nothing(sqlite_url: str) -> None:
    """A call is closed, put back, closed otherwise with a grievance, and others are destroyed at night."""
    desk = station_with_a_past(sqlite_url, last=date(2026, 1, 31), a_day=3, seed=2)
    clock = desk.now
    assert isinstance(clock, StillClock)
    clock.set(seoul(date(2026, 2, 2), 9, 40))
    bring_list(desk, [visitor(n, 방문일시="2026-01-30", 담당부서=DEPARTMENTS[0]) for n in range(1, 4)])
    first = desk.do_now(newest_call) - 2
    before = everything_said(desk)
    worked = [desk.do_now(see_stats, by=OH, period=period_with(PeriodKind.DAY, desk.today)).values]

    for deed in (
        lambda: phone(desk, first, with_(SATISFIED, praise=PraiseGiven(words="친절하셨다"))),
        lambda: desk.do_now(reopen_call, by=OH, number=first, reason="다시 전화하심"),
        lambda: bring_complaint(desk, first),
        lambda: phone(desk, first + 1, MISS),
        lambda: desk.do_now(lambda unit: unit.session.execute(delete(SurveyScore))),
    ):
        deed()
        desk.do_now(close_periods_when_due)
        assert everything_said(desk) == before
        worked.append(desk.do_now(see_stats, by=OH, period=period_with(PeriodKind.DAY, desk.today)).values)

    assert [values[Figure.CLOSED].value for values in worked] == [0, 1, 0, 1, 1, 1]
    clock.set(seoul(date(2026, 3, 1), 0, 1))
    desk.do_now(close_periods_when_due)
    assert everything_said(desk) != before
    desk.close()


def newest_call(unit: Unit) -> int:
    newest: int = unit.session.execute(select(func.max(Call.id))).scalar_one()
    return newest


def bring_complaint(desk: Desk, number: int) -> None:
    chosen = Filing(kind=Kind.COMPLAINT_HANDLING, category=Category.DELAY, severity=Severity.S3)
    desk.do_now(claim_call, by=KIM, number=number)
    desk.do_now(begin_filing, by=KIM, number=number, result=GRIEVANCE_RESULT, filing=chosen)
    desk.do_now(file_grievance, by=KIM, number=number, filing=chosen)
