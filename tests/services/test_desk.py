"""The desk: one transaction for each turn of a request, and each turn once."""

import pytest
from sqlalchemy import select

from bot.clock import MovableClock
from bot.domain.refusals import Reason, Refused
from bot.domain.trail import Event
from bot.services.desk import REQUEST, Desk, Request
from bot.services.people.languages import note_locale, noted_locale
from bot.services.unit import Unit
from storage.tables import Trail
from tests.steps.builders import KIM, LEE
from tests.steps.desks import hire, make_desk, operator


@pytest.fixture(autouse=True)
def _two_operators(desk: Desk) -> None:
    hire(desk, operator(KIM), operator(LEE))


async def note_two(desk: Desk, request: str) -> None:
    """Do one use case twice for one request, as a handler may."""
    REQUEST.set(Request(request))
    await desk.do(note_locale, person=KIM, locale="en")
    await desk.do(note_locale, person=LEE, locale="ko")


async def test_one_use_case_is_done_twice_for_one_request(desk: Desk) -> None:
    await note_two(desk, "trigger:1")

    assert await desk.look(noted_locale, person=KIM) == "en"
    assert await desk.look(noted_locale, person=LEE) == "ko"


async def test_each_turn_of_a_repeated_request_is_refused(desk: Desk, database_url: str, clock: MovableClock) -> None:
    await note_two(desk, "trigger:1")
    other = make_desk(database_url, clock)  # another process, or the same one after a crash
    REQUEST.set(Request("trigger:1"))

    for person in (KIM, LEE):
        with pytest.raises(Refused) as refused:
            await other.do(note_locale, person=person, locale="ko")
        assert refused.value.reason is Reason.REPEATED

    assert await desk.look(noted_locale, person=KIM) == "en"
    other.close()


async def test_a_turn_that_came_to_nothing_may_be_taken_again(desk: Desk) -> None:
    REQUEST.set(Request("trigger:1"))
    with pytest.raises(Refused):
        await desk.do(refuse)
    REQUEST.set(Request("trigger:1"))

    await desk.do(note_locale, person=KIM, locale="en")

    assert await desk.look(noted_locale, person=KIM) == "en"


def refuse(_unit: Unit) -> None:
    """Refuse to do anything."""
    raise Refused(Reason.NOT_A_NUMBER)


def test_what_a_use_case_did_is_gone_when_it_raises(desk: Desk) -> None:
    def fail(unit: Unit) -> None:
        unit.record(Event.CALL_CLAIMED, 1, by=KIM)
        raise RuntimeError

    def count(unit: Unit) -> int:
        return len(unit.session.execute(select(Trail)).all())

    before = desk.do_now(count)
    with pytest.raises(RuntimeError):
        desk.do_now(fail)

    assert desk.do_now(count) == before
