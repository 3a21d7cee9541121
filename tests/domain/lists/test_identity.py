"""By what a visit is known: the same however it is written, another one where it differs."""

from typing import Any

import pytest

from bot.domain.lists.identity import row_facts, visit_facts
from bot.domain.lists.rows import ListedVisit
from tests.steps.lists import read_list, row_with


def visit(**cells: Any) -> ListedVisit:
    """Read one row."""
    [listed] = read_list(row_with(**cells)).visits
    return listed


@pytest.mark.parametrize("receipt", ["", "2026-1"])
def test_a_visit_is_the_same_however_it_is_written(receipt: str) -> None:
    first = visit(receipt=receipt, name="김 길동", phone="010-0000-1001")
    again = visit(receipt=receipt, name="김길동", phone="+82-10-0000-1001", when="26-11-20")

    assert visit_facts(first) == visit_facts(again)


@pytest.mark.parametrize("cells", [{"name": "남궁민수"}, {"when": "2026.11.19"}, {"receipt": "2026-2"}])
def test_with_a_receipt_number_name_and_day_count_too(cells: dict[str, str]) -> None:
    assert visit_facts(visit()) != visit_facts(visit(**cells))


def test_with_a_receipt_number_phone_and_type_may_change() -> None:
    assert visit_facts(visit()) == visit_facts(visit(phone="010-0000-2002", type="유실물"))


@pytest.mark.parametrize(
    "cells",
    [
        {"phone": "010-0000-2002"},
        {"phone": "010-0000-1001, 02-000-1001"},
        {"type": "유실물"},
        {"department": "민원실"},
        {"officer": "경위 최형사"},
        {"note": "문자만"},
        {"when": "2026.11.20 10:30"},
    ],
)
def test_whatever_a_row_says_anew_is_noticed(cells: dict[str, str]) -> None:
    assert row_facts(visit()) == row_facts(visit())
    assert row_facts(visit()) != row_facts(visit(**cells))
