"""A copy is for reading until somebody takes it over."""

from dataclasses import replace

from sqlalchemy import select
from sqlmodel import col

from bot.domain.keeping.places import Place
from bot.domain.trail import Event
from bot.services.desk import Desk
from bot.services.keeping.places import is_copy, settle, take_over
from storage.tables import Trail

HERE = Place(volume="a1", file="17", path="/var/lib/cleancall.db", machine="m1")
ELSEWHERE = Place(volume="b2", file="18", path="/srv/copy.db", machine="m1")


def test_a_database_on_which_no_bot_has_worked_is_no_copy(desk: Desk) -> None:
    assert not desk.do_now(is_copy, here=HERE)
    assert not desk.do_now(take_over, here=HERE)


def test_a_copy_is_one_until_it_is_taken_over(desk: Desk) -> None:
    desk.do_now(settle, here=HERE)
    desk.do_now(settle, here=replace(HERE, file="18"))  # restored in place

    was_copy = desk.do_now(is_copy, here=ELSEWHERE)
    taken = desk.do_now(take_over, here=ELSEWHERE)

    assert (was_copy, taken) == (True, True)
    assert not desk.do_now(is_copy, here=ELSEWHERE)
    assert desk.do_now(is_copy, here=HERE)
    recorded = desk.do_now(lambda unit: list(unit.session.execute(select(col(Trail.event))).scalars()))
    assert Event.DATABASE_TAKEN_OVER in recorded


def test_where_a_bot_works_is_noted_once(desk: Desk) -> None:
    noted = [desk.do_now(settle, here=each) for each in (HERE, HERE, replace(HERE, file="18"), HERE)]

    assert noted == [True, False, True, True]
