"""The figures twice: of the tables and of the trail."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import select

from bot.domain.calendar import HoursWorked
from bot.domain.figures.figures import Tally
from bot.domain.figures.periods import Period
from bot.services.desk import Desk
from bot.services.figures.figures import OPEN_FOR_DAYS
from bot.services.figures.naming import naming_of
from bot.services.unit import Unit
from storage.figures.queries import read_tallies
from storage.tables import Trail
from tests.steps.figures_from_trail import Place, Told


def trail_of(desk: Desk) -> Told:
    """Read the trail for its figures."""

    def read(unit: Unit) -> Told:
        return Told(unit.session.execute(select(Trail).order_by(Trail.id)).scalars())  # type: ignore[arg-type]

    return desk.do_now(read)


def tallies_of(desk: Desk, period: Period) -> Mapping[Place, Tally]:
    """Read the tables for their figures."""

    def read(unit: Unit) -> Mapping[Place, Tally]:
        hours = HoursWorked(unit.calendar, period.first - timedelta(days=OPEN_FOR_DAYS), period.last)
        tallies = read_tallies(unit.session, period, hours, naming_of(unit))
        return {tuple(group): tally for group, tally in tallies.items()}  # type: ignore[misc]

    return desk.do_now(read)
