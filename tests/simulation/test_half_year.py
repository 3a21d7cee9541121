"""A station of two operators over the turn of a half-year.

Leave, transfers, a department that is renamed, a new survey in the middle of a month, holidays that are made up for.

Figures equal their recomputation from the trail, no promise goes unheard, and nobody is phoned by two at once.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from bot.domain.calendar import SEOUL
from bot.domain.calls.dispositions import Disposition
from bot.domain.figures.figures import Count, Tally
from bot.domain.figures.periods import PeriodKind, period_with
from bot.domain.people.cards import Absence
from bot.domain.people.duty import Duty
from bot.domain.roles import Role
from bot.domain.station_tables import SURVEY, Department, EarlierName
from bot.services.calls.stand_ins import keeps_promises
from bot.services.calls.surveys import begin_survey
from bot.services.desk import Desk
from bot.services.grievances.rerouting import find_new_recipients
from bot.services.handing_over import JOB, hand_over, say_duty_of
from bot.services.people.orders import apply_orders_when_due, order_staff
from bot.services.people.presence import roster_of
from bot.services.unit import Unit
from storage.calls.handing import promised_calls
from storage.calls.surveys import survey_history
from storage.calls.tables import Attempt
from storage.once import has_run
from tests.steps.builders import BAEK, CHOI, HAN, JUNG, KIM, LEE, OH, SWITCH, YOON, StillClock, seoul
from tests.steps.busy_station import BusyStation
from tests.steps.desks import hire, make_desk, operator
from tests.steps.figures import tallies_of, trail_of
from tests.steps.figures_from_trail import Place, Recount

TRANSFERS = date(2027, 2, 1)
MADE_UP_FOR = (date(2027, 2, 8), date(2027, 2, 9))
"""설날 of 2027 falls on a Sunday."""
RENAMED = date(2027, 2, 3)
NEW_SURVEY = date(2027, 2, 5)
OTHER_ITEMS = (SURVEY[0], replace(SURVEY[1], sentence="직원이 말씀을 끝까지 들어 드렸습니까?"), *SURVEY[3:])
"""One question with another sentence, one asked no more."""
NEW_NAME = Department(
    "교통안전과", earlier=(EarlierName("교통과", RENAMED - timedelta(days=1)),), spellings=("교통조사팀",)
)
"""What is called 교통과 up to the day before."""
HEAD = [Role.HEAD.value]
PARTS = ("n", "points", "top2")
FOR_AUDIT = {Count.MONEY_YES, Count.AUDIT_GRIEVANCES}


class HalfYear(BusyStation):
    """A busy station with two operators, of whom now and then one is away."""

    def __init__(self, desk: Desk, clock: StillClock, seed: int) -> None:
        super().__init__(desk, clock, seed)
        self.unheard: list[tuple[datetime, int]] = []
        hire(desk, operator("U0PARK", roles=[Role.OFFICER.value]))
        people = [
            *(operator(who) for who in (KIM, LEE)),
            operator(JUNG, name="정교통", department="수사과", roles=[Role.OFFICER.value]),
            operator(CHOI, name="최형사", department="교통과", roles=[Role.OFFICER.value]),
            operator(BAEK, name="백과장", department="교통과", roles=HEAD),
            operator(YOON, name="윤과장", department="수사과", roles=HEAD),
            operator(HAN, name="한감사", roles=[Role.AUDIT.value]),
            operator(OH, name="오감독", roles=[Role.SUPERVISOR.value]),
            operator(SWITCH, name="서교환", department="경무과", roles=[Role.SWITCHBOARD.value]),
        ]
        desk.do_now(order_staff, people=people, by="admin", complete=True, on=TRANSFERS)

    def works_a_day(self, day: date, steps: int) -> None:
        """Work through a day; on some of them somebody is away for it, or for half of it."""
        self.clock.set(datetime.combine(day, time(8, 10), SEOUL))
        self.desk.do_now(apply_orders_when_due)
        self.what_changes(day)
        if self.guests.random() < 0.4:
            absence = Absence(first=day, duty=self.guests.choice((Duty.AWAY, Duty.AFTERNOON_OFF, Duty.MORNING_OFF)))
            self.tries(say_duty_of, by=self.guests.choice((KIM, LEE)), absence=absence)
        super().works_a_day(day, steps)

    def what_changes(self, day: date) -> None:
        """Change in `station.toml` what holds from a day on."""
        if day >= RENAMED:
            others = (each for each in self.desk.station.departments if each.name not in {"교통과", NEW_NAME.name})
            self.desk.station = replace(self.desk.station, departments=(*others, NEW_NAME))
        if day >= NEW_SURVEY:
            self.desk.station = replace(self.desk.station, survey=OTHER_ITEMS)
        self.desk.do_now(begin_survey)

    def asks(self) -> tuple[str, ...]:
        """Return what the survey of the day asks."""
        return self.desk.do_now(lambda unit: survey_history(unit.session).current.names)

    def name_of(self, department: str) -> str:
        """Return the new name of a department from its day on, half of the time: offices go on writing the old one."""
        is_new = department == "교통과" and self.desk.today >= RENAMED and self.guests.random() < 0.5
        return NEW_NAME.name if is_new else department

    def jobs_tick(self) -> None:
        """Run the jobs, and look whether somebody hears of each promise that is due."""
        super().jobs_tick()
        for job in (find_new_recipients, hand_over):
            self.desk.do_now(job)
        self.unheard += [(self.clock(), number) for number in self.desk.do_now(_unheard)]


def _unheard(unit: Unit) -> list[int]:
    roster = roster_of(unit)
    if unit.now.astimezone(SEOUL).time() >= unit.station.day_ends_at:
        return []
    return [
        call.key
        for call in promised_calls(unit.session, unit.now)
        if not keeps_promises(unit, roster, call.handed_to or call.last_operator, unit.now)
        and not has_run(unit.session, f"{JOB}:{call.key}", unit.today)
    ]


def _counted(tallies: Mapping[Place, Tally]) -> dict[Place, Counter[Count | tuple[str, str]]]:
    """Count by the names of today: the trail has each department as it was called."""
    counted: dict[Place, Counter[Count | tuple[str, str]]] = {}
    for (department, petition_type), tally in tallies.items():
        now = NEW_NAME.name if department == "교통과" else department
        told = {count: n for count, n in tally.counts.items() if n and count not in FOR_AUDIT}
        scores = {(name, part): getattr(score, part) for name, score in tally.scores.items() for part in PARTS}
        counted.setdefault((now, petition_type), Counter()).update(told)
        counted[now, petition_type].update(scores)
    return {place: +counts for place, counts in counted.items() if +counts}


def _attempts(unit: Unit) -> list[tuple[int, datetime | None, datetime, str]]:
    made = unit.session.execute(select(Attempt).order_by(Attempt.call_id, Attempt.id)).scalars()  # type: ignore[arg-type]
    return [(each.call_id, each.started_at, each.at, each.disposition) for each in made]


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2027, 1, 28), date(2027, 2, 10)),
        pytest.param(date(2027, 1, 4), date(2027, 6, 30), marks=pytest.mark.slow),
    ],
    ids=["two weeks", "half a year"],
)
def test_over_the_turn_of_a_half_year_no_promise_is_unheard_and_the_figures_hold(
    sqlite_url: str, first: date, last: date
) -> None:
    clock = StillClock(seoul(first, 7))
    desk = make_desk(sqlite_url, clock)
    station = HalfYear(desk, clock, 7)
    station.works(first, last, steps=8)

    told, made = trail_of(desk), desk.do_now(_attempts)
    for month in sorted({(first.year, first.month), (TRANSFERS.year, TRANSFERS.month), (last.year, last.month)}):
        period = period_with(PeriodKind.MONTH, date(*month, 1))
        assert _counted(tallies_of(desk, period)) == _counted(Recount(told, period, desk.calendar).tallies), month
    february = tallies_of(desk, period_with(PeriodKind.MONTH, NEW_SURVEY)).values()
    assert {name for tally in february for name in tally.scores} == {each.key for each in SURVEY} | {"kindness-2"}
    desk.close()

    assert {NEW_NAME.name, "교통과"} <= {call.place[0] for call in told.calls.values()}
    assert station.unheard == []
    assert not {at.astimezone(SEOUL).date() for _, _, at, _ in made} & {*MADE_UP_FOR}
    assert Counter(how for *_, how in made)[Disposition.CALLBACK_REQUESTED.value]
    for (call, _, ended, _), (other, began, _, _) in pairwise(made):
        assert call != other or began is None or began >= ended
