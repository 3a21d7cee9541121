"""How long a result may be taken back, and how a call stood before it, as text."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.domain.calls.undoing import (
    Before,
    PastPhoning,
    Registered,
    before_from_text,
    before_to_text,
    may_be_undone,
    minutes_to_undo,
)
from tests.steps.builders import KIM, MONDAY, seoul
from tests.steps.calls import MISS, SATISFIED
from tests.steps.views import STATION

AT = seoul(MONDAY, 10)
BEFORE = Before(
    entered=MISS,
    second_page="",
    lane="3-new",
    promised=False,
    attempts=0,
    first_tried_at=None,
    last_operator=None,
    code=None,
    phonings=(),
    survey=None,
    registered=None,
)
ENTRY = Registered(by=KIM, at=AT, until=date(2026, 12, 31))


@pytest.mark.parametrize(("after", "may"), [((10, 0), True), ((10, 1), False)])
def test_a_result_may_be_undone_for_ten_minutes_to_the_second(after: tuple[int, int], may: bool) -> None:
    minutes, seconds = after

    assert may_be_undone(AT, AT + timedelta(minutes=minutes, seconds=seconds), STATION) is may


def test_what_somebody_else_hears_of_may_be_undone_while_that_is_held() -> None:
    at_once = replace(STATION, undo_hold=timedelta(0))
    long_held = replace(STATION, undo_within=timedelta(minutes=1))

    told = [minutes_to_undo(station, tells_others=True) for station in (STATION, at_once, long_held)]

    assert (minutes_to_undo(STATION, tells_others=False), told) == (10, [2, 0, 1])


@pytest.mark.parametrize("is_empty", [True, False])
def test_how_a_call_stood_is_read_as_it_was_written(is_empty: bool) -> None:
    before = Before(
        entered=SATISFIED,
        second_page="" if is_empty else "{}",
        lane="2-retry",
        promised=True,
        attempts=2,
        first_tried_at=None if is_empty else AT,
        last_operator=None if is_empty else KIM,
        code=None if is_empty else "482113",
        phonings=() if is_empty else (PastPhoning(staff_id=None, grievance_id=3, at=AT),),
        survey=None if is_empty else MISS,
        registered=None if is_empty else ENTRY,
        registered_apart={} if is_empty else {"other": None, "third": replace(ENTRY, until=None)},
    )

    assert before_from_text(before_to_text(before)) == before


@pytest.mark.parametrize("entry", [None, ENTRY])
def test_what_programs_before_this_one_wrote_holds_for_all_numbers(entry: Registered | None) -> None:
    text = before_to_text(replace(BEFORE, registered=entry))

    assert "registered_apart" not in json.loads(text)
    assert before_from_text(text).registration_before("any") == entry


def test_a_number_that_is_noted_apart_has_the_entry_it_had() -> None:
    before = replace(BEFORE, registered=ENTRY, registered_apart={"other": None})

    assert [before.registration_before(number) for number in ("main", "other")] == [ENTRY, None]
