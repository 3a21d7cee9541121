"""Lists that wait: no phone column, or over four fifths of ten rows or more of which nothing can be made."""

import pytest

from bot.domain.lists.rows import VisitorList
from bot.domain.lists.waiting import RowTally, WaitReason, has_phone_column, why_waiting
from tests.steps.builders import HEADER
from tests.steps.lists import ROW, read_list
from tests.steps.vectors import every

WITHOUT_PHONE = [head for head in HEADER if head != "연락처"]


def listed(*, phones: bool = True) -> VisitorList:
    """A list of one row, with a phone column or without."""
    if phones:
        return read_list(ROW)
    return read_list([cell for cell in ROW if cell != "010-0000-1001"], header=WITHOUT_PHONE)


def why(good: int, without_phone: int, rejected: int = 0) -> WaitReason | None:
    """Why a list of so many rows waits."""
    return why_waiting(listed(), RowTally(good=good, without_phone=without_phone, rejected=rejected))


@pytest.mark.parametrize(
    ("good", "without_phone", "rejected"),
    [(1, 9, 0), (1, 0, 9), (1, 5, 4), (0, 10, 0), (0, 0, 10), (3, 13, 0), (19, 81, 0)],
)
def test_a_list_of_ten_rows_or_more_waits_when_over_four_fifths_are_bad(
    good: int, without_phone: int, rejected: int
) -> None:
    assert why(good, without_phone, rejected) is WaitReason.MOSTLY_BAD


@every(
    ("good", "without_phone", "rejected"),
    [(2, 8, 0), (2, 4, 4), (0, 9, 0), (0, 0, 9), (4, 16, 0), (20, 80, 0), (10, 0, 0), (0, 0, 0)],
)
def test_four_fifths_or_fewer_than_ten_rows_do_not_wait(good: int, without_phone: int, rejected: int) -> None:
    assert why(good, without_phone, rejected) is None


def test_a_list_without_a_phone_column_waits_however_short_it_is() -> None:
    assert has_phone_column(listed())
    assert not has_phone_column(listed(phones=False))
    waits = why_waiting(listed(phones=False), RowTally(good=0, without_phone=1, rejected=0))
    assert waits is WaitReason.NO_PHONE_COLUMN


def test_a_list_without_rows_does_not_wait() -> None:
    assert why_waiting(read_list(header=WITHOUT_PHONE), RowTally(good=0, without_phone=0, rejected=0)) is None
