"""The visitor lists of the sample past: who came on which day, as a CSV file like any station's."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from bot.demo.past_world import OPERATORS, WEEK, Past, SampleDepartment, dice, weighed, world
from bot.domain.calendar import SEOUL, WorkingCalendar
from bot.services.lists.importing import import_visits
from bot.services.lists.preparing import prepare_list
from bot.services.unit import Unit

HEADER = ("접수번호", "성명", "연락처", "방문일시", "민원종류", "담당부서", "담당자", "비고")
FIRST_NUMBER, NUMBERS = 2000, 8000
"""Petitioners of the past have numbers from 010-0000-2000; those below belong to the demo's own list."""
STEP = 4391
"""Walks through all the numbers before one comes again: it has no divisor in common with their count."""
ON_WORKING_DAYS, ON_DAYS_OFF = (8, 13), (1, 3)
MORE_IN_BURST = 4
COMES_AGAIN, NO_NUMBER = 0.07, 0.015
FORGOTTEN_AFTER = timedelta(days=45)
"""Somebody who comes again came long ago, so that they may be phoned again."""


def bring_list(unit: Unit, past: Past) -> None:
    """Import the list of the days since the last working day."""
    first = unit.calendar.previous_working_day(unit.today)
    days = [first + timedelta(days=n) for n in range((unit.today - first).days)]
    rows = [row for day in days for row in _visits(past, day, unit.calendar)]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    writer.writerows(rows)
    prepared = prepare_list(
        out.getvalue().encode(), "visitors.csv", today=unit.today, station=unit.station, secrets=unit.secrets
    )
    import_visits(unit, prepared=prepared, by=OPERATORS[0], source=f"history:{unit.today.isoformat()}")


def _visits(past: Past, day: date, calendar: WorkingCalendar) -> Iterator[list[str]]:
    random = dice("visits", day)
    is_working_day = calendar.is_working_day(day)
    weights = {name: each.weight for name, each in world().departments.items()}
    visitors = random.randint(*(ON_WORKING_DAYS if is_working_day else ON_DAYS_OFF))
    visited = [weighed(random, weights) for _ in range(visitors)]
    for burst in past.bursts:
        if is_working_day and burst.monday - timedelta(days=3) <= day < burst.monday + WEEK:
            visited += [burst.department] * MORE_IN_BURST
    for name in visited:
        yield _visit(past, day, world().departments[name], random)


def _visit(past: Past, day: date, department: SampleDepartment, random: Random) -> list[str]:
    past.rows += 1
    number, name = _petitioner(past, day, random)
    minutes = random.randrange(9 * 60, 18 * 60)
    at = datetime.combine(day, time(minutes // 60, minutes % 60), SEOUL)
    notes = {**world().words["exclusion_notes"]}
    note = weighed(random, {**notes, "": 1 - sum(notes.values())})
    return [
        f"{day:%Y-%m}-9{past.rows:04}",
        name,
        "없음" if random.random() < NO_NUMBER else number,
        f"{at:%Y.%m.%d %H:%M}",
        random.choice(department.types),
        department.name,
        random.choice(department.officers),
        note,
    ]


def _petitioner(past: Past, day: date, random: Random) -> tuple[str, str]:
    """Somebody new, or now and then somebody who came long ago."""
    number = f"010-0000-{FIRST_NUMBER + past.rows * STEP % NUMBERS}"
    name = random.choice(world().words["families"]) + random.choice(world().words["givens"])
    long_ago = [each for each, (_, last) in past.visitors.items() if day - last > FORGOTTEN_AFTER]
    if long_ago and random.random() < COMES_AGAIN:
        number = random.choice(long_ago)
        name, _ = past.visitors[number]
    past.visitors[number] = (name, day)
    return number, name
