"""What a list that comes again changes, and what it may not."""

from dataclasses import replace
from typing import Any

from bot.domain.lists.corrections import PROTECTED, Corrected, correct, may_lift, must_leave, told_facts
from bot.domain.lists.rows import ExclusionReason, ListedVisit, SaidIn
from tests.steps.builders import HEADER
from tests.steps.lists import read_list, row_with
from tests.steps.vectors import every


def visit(**cells: Any) -> ListedVisit:
    """Read one row, of a list that asks for consent too."""
    consent = cells.pop("consent", "")
    [listed] = read_list([*row_with(**cells), consent], header=[*HEADER, "해피콜 동의"]).visits
    return listed


@every(
    ("cells", "changed"),
    [
        ({"phone": "010-0000-2002"}, Corrected.PHONE),
        ({"phone": "010-0000-1001, 02-000-1001"}, Corrected.PHONE),
        ({"name": "홍 길순"}, Corrected.NAME),
        ({"name": "홍길순 외 3명"}, Corrected.NAME),
        ({"type": "유실물"}, Corrected.TYPE),
        ({"department": "민원실"}, Corrected.DEPARTMENT),
        ({"officer": "경위 최형사"}, Corrected.OFFICER),
        ({"note": "문자만"}, Corrected.NOTE),
        ({"when": "2026.11.20 10:30"}, Corrected.TIME),
    ],
)
def test_what_a_row_says_otherwise_is_taken_over_and_named(cells: dict[str, str], changed: Corrected) -> None:
    told = told_facts(visit(**cells))

    facts, named = correct(told_facts(visit()), told)

    assert facts == replace(told_facts(visit()), **{k: v for k, v in vars_of(told).items() if v})
    assert named == (changed,)


def vars_of(facts: Any) -> dict[str, Any]:
    """Return the fields of a frozen card."""
    return {name: getattr(facts, name) for name in facts.__slots__}


def test_an_empty_cell_corrects_nothing() -> None:
    whole = told_facts(visit(note="문자만", when="2026.11.20 10:30"))
    empty = told_facts(visit(type="", department="", officer="", note=""))

    assert correct(whole, empty) == (whole, ())


LIFTING = [
    (ExclusionReason.NO_PHONE, SaidIn.PHONE, {}, True),
    (ExclusionReason.NO_PHONE, None, {}, True),
    (ExclusionReason.REFUSED_CONTACT, SaidIn.NOTE, {"note": "통화 가능"}, True),
    (ExclusionReason.REFUSED_CONTACT, SaidIn.NOTE, {"note": ""}, False),
    (ExclusionReason.REFUSED_CONTACT, SaidIn.CONSENT, {"note": "통화 가능"}, False),
    (ExclusionReason.REFUSED_CONTACT, SaidIn.CONSENT, {"consent": "Y"}, True),
    (ExclusionReason.REFUSED_CONTACT, None, {"consent": "Y"}, True),
    (ExclusionReason.NEVER_CALL, SaidIn.TYPE, {}, True),
    (ExclusionReason.STAFF, SaidIn.NOTE, {"note": "민원인"}, True),
    (ExclusionReason.RECENTLY_CALLED, None, {"note": "통화 가능"}, False),
    (ExclusionReason.WINDOW_OVER, None, {}, False),
    *(
        (reason, said_in, {"note": "통화 가능", "consent": "Y"}, False)
        for reason in ("victim_protection", "informant", "minor", "do_not_call")
        for said_in in (SaidIn.NOTE, SaidIn.CONSENT, SaidIn.TYPE, None)
    ),
]


@every(("reason", "said_in", "cells", "expected"), LIFTING)
def test_an_exclusion_is_lifted_where_it_was_said_and_never_of_who_must_be_protected(
    reason: str, said_in: SaidIn | None, cells: dict[str, str], expected: bool
) -> None:
    assert may_lift(ExclusionReason(reason), said_in, visit(**cells)) is expected


def test_a_missing_number_takes_nobody_out_of_the_queue() -> None:
    assert [reason for reason in ExclusionReason if not must_leave(reason)] == [ExclusionReason.NO_PHONE]


def test_the_register_of_numbers_is_no_protection_that_a_list_told() -> None:
    assert ExclusionReason.VICTIM_PROTECTION in PROTECTED
    assert ExclusionReason.DO_NOT_CALL not in PROTECTED
