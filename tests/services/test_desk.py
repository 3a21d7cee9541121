"""The desk: one transaction for each turn of a request, and each turn once."""

import asyncio
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import select, text
from sqlmodel import col

from bot.clock import MovableClock
from bot.domain.refusals import Reason, Refused
from bot.domain.trail import Event
from bot.services.desk import REQUEST, TAKERS, DatabaseError, Desk, Request
from bot.services.people.languages import note_locale, noted_locale
from bot.services.unit import Unit
from storage.tables import Trail
from tests.steps.builders import KIM, LEE
from tests.steps.desks import hire, make_desk, operator
from tests.steps.statements import statements


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


async def test_what_one_of_several_turns_raises_takes_nothing_from_the_others(desk: Desk) -> None:
    refused, failed, *noted = await together(desk, refuse_after_noting, break_off, note, note, note)

    assert isinstance(refused, Refused)
    assert isinstance(failed, DatabaseError)
    assert len(noted) == 3
    assert desk.look_now(count_notes) == 3


async def test_turns_that_wait_share_a_commit(desk: Desk) -> None:
    with statements() as made:
        answered = await together(desk, note, refuse_after_noting, note)

    assert [isinstance(each, Refused) for each in answered] == [False, True, False]
    assert desk.look_now(count_notes) == 2
    assert made.count("COMMIT") == 1 + (1 if desk.is_alone else TAKERS)  # of those they waited for, too


async def together(desk: Desk, *use_cases: Callable[[Unit], int]) -> list[int | BaseException]:
    """Do use cases for as many requests, all of which have to wait."""
    takers = 1 if desk.is_alone else TAKERS
    all_begun, may_end = threading.Barrier(takers + 1), threading.Event()

    def keep_waiting(_unit: Unit) -> int:
        return all_begun.wait() + may_end.wait()

    before = []
    for taker in range(takers):
        REQUEST.set(Request(f"before:{taker}"))
        before.append(asyncio.create_task(desk.do(keep_waiting)))
        await asyncio.sleep(0)
    await asyncio.to_thread(all_begun.wait)
    turns = []
    for place, use_case in enumerate(use_cases):
        REQUEST.set(Request(f"trigger:{place}"))
        turns.append(asyncio.create_task(desk.do(use_case)))
        await asyncio.sleep(0)
    may_end.set()
    await asyncio.gather(*before)
    return await asyncio.gather(*turns, return_exceptions=True)


def note(unit: Unit) -> int:
    """Leave an event, and return how many there are."""
    unit.record(Event.CALL_CLAIMED, 1, by=KIM)
    unit.settle()
    return count_notes(unit)


def count_notes(unit: Unit) -> int:
    """Count the events that were left."""
    return len(unit.session.execute(select(Trail).where(col(Trail.event) == Event.CALL_CLAIMED.value)).all())


def refuse_after_noting(unit: Unit) -> int:
    """Leave an event that does not stay."""
    note(unit)
    raise Refused(Reason.NOT_A_NUMBER)


def break_off(unit: Unit) -> int:
    """Ask what no database answers."""
    note(unit)
    unit.session.execute(text("SELECT no_such_column FROM staff"))
    return 0


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
