"""Chaining the trail anew: a first row before all others, other facts, the same rows; nobody else may change them."""

from bot.domain.trail import Event
from bot.services.desk import Desk
from bot.services.keeping.diagnosis import verify_chains
from bot.services.keeping.key_checks import note_new_keys
from bot.services.unit import Unit
from storage.rechaining import (
    begin_new_chain,
    chain_anew,
    end_new_chain,
    end_of_trail,
    keep_sealed_facts,
    sealed_facts_with_rows,
    trail_rows,
)
from tests.steps.builders import KIM
from tests.steps.old_databases import make_old


def write(unit: Unit, rows: int) -> None:
    """Write some events."""
    for number in range(rows):
        unit.record(Event.CALL_CLAIMED, number, by=KIM, n=number)


def rechain(unit: Unit) -> None:
    """Chain all rows anew, the second with other facts, as in a database that never had keys."""
    first, link = begin_new_chain(unit.session, {"why": "test"}, unit.now)
    rows = trail_rows(unit.session, after=first, most=100)
    link = chain_anew(unit.session, rows, {rows[1]["id"]: '{"n": 17}'}, link)
    end_new_chain(unit.session, len(rows) + 1, link)


def test_a_trail_chained_anew_is_sound_and_goes_on(desk: Desk) -> None:
    desk.do_now(write, 3)
    make_old(desk)

    desk.do_now(rechain)
    desk.do_now(note_new_keys)
    desk.do_now(write, 1)

    rows = desk.do_now(lambda unit: trail_rows(unit.session, after=None, most=100))
    report = desk.do_now(verify_chains)[0]
    assert (report.rows, report.broken_at, report.cut_off) == (6, None, 0)
    assert [row["event"] for row in rows] == ["trail.resealed", *["call.claimed"] * 3, "chain.keyed", "call.claimed"]
    assert [row["facts"] for row in rows[:4]] == ['{"why": "test"}', '{"n": 0}', '{"n": 17}', '{"n": 2}']


def test_an_empty_trail_can_be_begun_anew_and_twice(desk: Desk) -> None:
    desk.do_now(lambda unit: end_new_chain(unit.session, 1, begin_new_chain(unit.session, {}, unit.now)[1]))
    desk.do_now(note_new_keys)
    desk.do_now(write, 2)
    make_old(desk)
    desk.do_now(rechain)

    assert [each.broken_at for each in desk.do_now(verify_chains)] == [None, None]
    assert desk.do_now(lambda unit: end_of_trail(unit.session)[0]) == 5


def test_rows_are_read_after_one_of_them_and_not_more_than_asked_for(desk: Desk) -> None:
    desk.do_now(write, 5)

    found = desk.do_now(lambda unit: trail_rows(unit.session, after=2, most=2))

    assert [row["id"] for row in found] == [3, 4]


def test_sealed_facts_stand_beside_the_rows_that_they_are_of(desk: Desk) -> None:
    desk.do_now(write, 2)
    sealed = [{"id": number, "subject": "call:0", "sealed_words": b"sealed"} for number in (2, 9)]
    desk.do_now(lambda unit: keep_sealed_facts(unit.session, sealed))
    desk.do_now(lambda unit: keep_sealed_facts(unit.session, []))

    found = desk.do_now(lambda unit: sealed_facts_with_rows(unit.session, after=0, most=10))

    assert [(row.id, row.facts) for row in found] == [(2, '{"n": 1}'), (9, None)]
