"""The figures twice: of the tables and of the trail."""

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from bot.domain.calendar import HoursWorked, WorkingCalendar
from bot.domain.figures.cards import Scope
from bot.domain.figures.figures import Tally
from bot.domain.figures.periods import Period
from bot.domain.figures.publication import STATION, Heard, Publication, publish, together
from bot.domain.grievances.kinds import Category, RootCause
from bot.services.desk import Desk
from bot.services.figures.naming import naming_of
from bot.services.figures.tallying import OPEN_FOR_DAYS, tallies_in
from bot.services.unit import Unit
from storage.figures.queries import read_tallies
from storage.tables import Trail
from tests.steps.factors_from_trail import told_factors
from tests.steps.figures_from_trail import Place, Recount, Told


def trail_of(desk: Desk) -> Told:
    """Read the trail for its figures."""

    def read(unit: Unit) -> Told:
        return Told(unit.session.execute(select(Trail).order_by(Trail.id)).scalars())  # type: ignore[arg-type]

    return desk.do_now(read)


def told_publication(told: Told, month: Period, calendar: WorkingCalendar) -> Publication:
    """Publish a month from the trail alone."""
    parts: dict[Scope, list[Heard]] = {STATION: []}
    filed, causes = told_factors(told, month)
    found = [(place, Heard(tally)) for place, tally in Recount(told, month, calendar).tallies.items()]
    found += [(place, Heard(topics=Counter({Category(name): n}))) for (place, name), n in filed.items()]
    found += [(place, Heard(topics=Counter({RootCause(name): n}))) for (place, name), n in causes.items()]
    for (department, petition_type), heard in found:
        for scope in (STATION, Scope(department=department), Scope(petition_type=petition_type)):
            parts.setdefault(scope, []).append(heard)
    return publish(month, {scope: together(some) for scope, some in parts.items()})


def kept_tallies_of(desk: Desk, period: Period) -> Mapping[Place, Tally]:
    """Read the figures as they are asked for: what is kept of days and months, and the rest of the tables."""
    return {tuple(group): tally for group, tally in desk.look_now(tallies_in, period).items()}  # type: ignore[misc]


def tallies_of(desk: Desk, period: Period) -> Mapping[Place, Tally]:
    """Read the tables for their figures."""

    def read(unit: Unit) -> Mapping[Place, Tally]:
        hours = HoursWorked(unit.calendar, period.first - timedelta(days=OPEN_FOR_DAYS), period.last)
        tallies = read_tallies(unit.session, period, hours, naming_of(unit))
        return {tuple(group): tally for group, tally in tallies.items()}  # type: ignore[misc]

    return desk.do_now(read)
