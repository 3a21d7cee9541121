"""Who hears of a call whose operator is away."""

from datetime import timedelta

import pytest

from bot.services.calls.stand_ins import keeper_of, keeps_promises
from bot.services.desk import Desk
from bot.services.finding import existing_call
from bot.services.people.presence import roster_of
from bot.services.unit import Unit
from tests.steps.builders import HAN, KIM, LEE, MONDAY, PARK
from tests.steps.calls import MISS
from tests.steps.desks import phone
from tests.steps.duty import goes


@pytest.mark.parametrize(
    ("away", "keeper"), [((), KIM), ((KIM,), LEE), ((KIM, LEE), PARK), ((KIM, LEE, PARK), KIM)], ids=len
)
def test_whoever_is_here_hears_of_a_call(morning: Desk, away: tuple[str, ...], keeper: str) -> None:
    phone(morning, 2, MISS)
    for who in away:
        goes(morning, who, last=MONDAY + timedelta(days=3))

    assert morning.do_now(lambda unit: keeper_of(unit, roster_of(unit), existing_call(unit, 2))) == keeper


def test_who_is_no_operator_keeps_no_promise(morning: Desk) -> None:
    def keep(unit: Unit) -> list[bool]:
        return [keeps_promises(unit, roster_of(unit), who, unit.now) for who in (KIM, HAN, "U0NOBODY", None)]

    assert morning.do_now(keep) == [True, False, False, False]
